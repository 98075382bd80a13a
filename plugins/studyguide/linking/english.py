"""What the program knows of English spelling: acronyms and plurals. Words of other languages pass as they are."""

SHORT_WORD = 3
"""Characters; ``day`` has no plural in ``ies``, and ``ties`` is not the plural of ``ty``."""


def acronym(word: str) -> bool:
    """Say whether a word has two capitals, or a capital and a digit: ``S3`` and ``RPO``, not ``Note`` or ``E.g``."""
    capitals = sum(character.isupper() for character in word)
    return (capitals > 1 and "." not in word) or (capitals == 1 and any(character.isdigit() for character in word))


def singular(word: str) -> str:
    """Return the singular of a regular plural, in its own case: ``policies``, ``AZs``; ``access`` is one already."""
    if word.endswith("ies") and len(word) > SHORT_WORD + 1:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "xes")):
        return word[:-2]
    return word if word.endswith("ss") else word.removesuffix("s")


def singulars(word: str) -> frozenset[str]:
    """List what a word may be the plural of, itself among it: ``boxes`` is of ``boxe`` or ``box``."""
    return frozenset({word, singular(word), word.removesuffix("es"), word.removesuffix("s")})


def forms(name: str) -> tuple[str, ...]:
    """Add the plural that changes a name's last letter: ``policy`` is also called ``policies``."""
    return (name, f"{name[:-1]}ies") if name.endswith("y") and len(name) > SHORT_WORD else (name,)
