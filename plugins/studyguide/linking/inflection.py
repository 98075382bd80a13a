"""What languages hang on a name: endings by the guide's language, particles and prefixes by the name's script."""

import re

from studyguide.linking import english

_S_ENDINGS = "'s|’s|s|es"
_ENDINGS = {
    **dict.fromkeys(("en", "de", "nl", "fr", "es", "pt", "ca", "gl", "sv", "da", "no", "nb", "nn"), _S_ENDINGS),
    # Turkish and Azerbaijani put an apostrophe before the endings of a name.
    **dict.fromkeys(("tr", "az"), r"['’]\w{1,7}"),
}
_PARTICLES = "은|는|이|가|을|를|에|의|와|과|도|로|으로|에서|에게|까지|부터|만|처럼|보다"
_ARABIC = "[\u0620-\u064a]"
_HEBREW = "[\u05d0-\u05ea]"
# Three letters behind a prefix: shorter names with one would be found in the middle of other words.
_PREFIXES = rf"(?:[وف]?(?:[بك]?ال|لل|[بكل])?(?={_ARABIC}{{3}})|[והבכלמש]{{1,2}}(?={_HEBREW}{{3}}))?"
"""Conjunctions, prepositions and articles that are written together with the name: ``والتخزين``, ``באחסון``."""


def before() -> str:
    """Return the expression for what may stand before a name and belongs to its word."""
    return _PREFIXES


def after(language: str) -> str:
    """Return the expression for what may stand behind a name and belongs to its word."""
    return "|".join(filter(None, (f"(?<=[가-힣])(?:{_PARTICLES})", _ENDINGS.get(language, ""))))


def forms(name: str, language: str) -> tuple[str, ...]:
    """List a name with how else it is written: its plural, where that changes a letter, an article behind ``ل``."""
    if name.startswith("ال"):
        return name, f"لل{name[2:]}"
    return english.forms(name) if language == "en" else (name,)


_CASELESS = re.compile("[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u10a0-\u10ff\u1100-\u11ff\uac00-\ud7a3]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_SHORTEST = 3
_SHORTEST_OF_SYLLABLES = 2


def could_be_name(word: str) -> bool:
    """Say whether a word of a script without capitals is long enough to name something; a syllable counts twice."""
    if not _CASELESS.search(word):
        return False
    return len(word) >= (_SHORTEST_OF_SYLLABLES if _HANGUL.search(word) else _SHORTEST)
