"""Acronyms with their long forms in running text, in the orders in which notes write them."""

import re
from collections.abc import Iterator, Sequence

from studyguide import paths
from studyguide.guide import initials
from studyguide.guide.small_words import BEHIND, CLOSING, CONJUNCTIONS, GOVERNING, JOINING, SMALL
from studyguide.linking import english
from studyguide.linking.common_words import FUNCTION_WORDS

_REACH = 1_000
"""Characters before an acronym in parentheses in which its long form is looked for."""

# Two to ten signs, as in Schwartz and Hearst, section 3; with 30, `Standard-IA (Standard-Infrequent Access)` is a term.
_SHORT = r"(?<![\w-])[^\W_](?:[^\W_]|[&/.-](?=[^\W_])){1,9}(?!\w)"
_ONE = re.compile(_SHORT)
_PARENTHESES = re.compile(r"[(（\[]([^()（）\[\]]{2,120})[)）\]]")
_BEFORE = re.compile(rf"({_SHORT})[\"”»’'*]?\s*+$")
_SEGMENT = re.compile(r"[,;:，；：、]|\s/\s|\s[-–—]\s")
# "abbr. RPO", "kurz: DSGVO", "or RPO": two words in small letters at most.
_ALONE = re.compile(rf"(?:[^\W\d_A-Z]+[.:]?\s+){{0,2}}[\"“„«'‘]?({_SHORT})[\"”»’']?")
_COLON = re.compile(
    rf"(?:^|[-–—•*]\s)\s*+({_SHORT})(?:\s*+[:=：]|\s++[–—-]\s)\s*+([^\s:][^\n]{{3,160}})$", re.MULTILINE
)
_VERBS = ("stands for", "means", "is short for")
_SAYING = re.compile(rf"({_SHORT})\s+(?:{'|'.join(_VERBS)})\s+(?:the\s+)?([^\n]{{4,120}})")
# Nearly all words are no acronyms, which shows before what stands behind them is read.
_WORD = r"[A-Z]?[a-z]++(?![\w&/.-])"
# In other languages; only names in capitals, which no sentence has by chance.
_SAYING_OTHERWISE = re.compile(rf"(?<![\w-])(?!{_WORD})({_SHORT})(?=\s+([^\W\d_][^\n]{{4,120}}))")
_CLAUSE = re.compile(r"[.;:!?}”\"»>]+(?=\s|$)|[“„\"«()\[\]|{<=→（）：；。！？，、《》「」【】…]|\s[-–—]+\s")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
# A Latin name ends where another script goes on: "Inverse of Control:控制反转".
_SCRIPT = re.compile(
    rf"[：；。！？，、《》「」【】（）]|(?<=[A-Za-z.\s])[,:;/]?\s*(?=[{_UNSPACED}])|(?<=[{_UNSPACED}])\s*(?=[A-Za-z])"
)
_QUOTES = " \t\n\"“”„«»'‘’*^~"
# What a name of words does not have.
_ODD = re.compile(r"[()_=@#\\{}|…<>]|--.*--|::|://|\w\.\w|\w-\s(?!(?:and|or|und|oder|et|ou|y|e|o)\s)")
# "The Environmental Protection Agency's (EPA) rules".
_POSSESSIVE = re.compile(r"(?<=[^\Ws])['’]s$")
_MOST = 80
"""Characters of a long form."""

# Below it, "RI (Convertible Reserved Instance)" is a term of the AWS guide.
_MAIN = 0.7
"""Share of a phrase that the name has at least, where a maker's name stands before it."""

_SMALL = 4
"""Words that may part an acronym from its meaning, and letters of a word that titles leave small."""

_FEW = 2
"""Words behind those with the initials that may belong to the name: ``Canonical name record``."""


def expansions(text: str, *, is_english: bool = True) -> Iterator[tuple[str, str]]:
    """Yield acronyms with their long forms; lines of one paragraph may stand in ``text``."""
    for _, short, long in found(text, is_english=is_english):
        yield short, long


def found(text: str, *, is_english: bool = True) -> Iterator[tuple[int, str, str]]:
    """Yield where each acronym stands, in its singular, and the long form as it is written."""
    for at, short, long in (*_in_parentheses(text), *_behind_colons(text), *_said(text)):
        one = _one(short)
        if _is_another(one, long):
            continue
        # A list stays as it is: "tactics, techniques, and procedures".
        plural = one != short and is_english and " " in long and "," not in long
        yield at, one, english.singular(long) if plural else long


def _is_another(short: str, long: str) -> bool:
    """Say whether what stands for an expansion is an acronym, too: ``(DFT, DtFT)``, ``I2C (IIC)``."""
    return long.isalnum() and len(long) <= len(short) + _FEW and sum(map(str.isupper, long)) > 1


def _one(short: str) -> str:
    # Without this the AWS guide lists `AZs`, `HSMs`, `JWTs`, `OUs` beside their singulars.
    return english.singular(short) if short[:-1].isupper() and len(short) > 2 and short[:-1].isalpha() else short  # noqa: PLR2004


# What stands in parentheses, or before them.


def _in_parentheses(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _PARENTHESES.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        named = _BEFORE.search(before)
        if named and _acronym(named[1]) and (long := _first_of(named[1], [match[1], *_SEGMENT.split(match[1])])):
            yield match.start() - len(before) + named.start(1), named[1], long
        yield from _short_inside(before, match)


def _short_inside(before: str, match: re.Match[str]) -> Iterator[tuple[int, str, str]]:
    segments = _SEGMENT.split(match[1])
    for number, segment in enumerate(segments):
        alone = _ALONE.fullmatch(segment.strip())
        if alone and _acronym(alone[1]):
            # "Authentication, Authorisation and Accounting, AAA": one name, and three segments.
            listed = match[1][: match[1].rfind(segment)].rstrip(" ,，、")
            joined = [listed] if number > 1 and CONJUNCTIONS.intersection(listed.split()) else []
            others = joined + segments[:number] + segments[number + 1 :]
            long = _first_of(alone[1], others) or ("" if 0 < number < len(segments) - 1 else _end(alone[1], before))
            if long:
                yield match.start(1), alone[1], long
                return


def _first_of(short: str, segments: Sequence[str]) -> str:
    return next((long for segment in segments if (long := _whole(short, segment))), "")


def _acronym(word: str) -> bool:
    ratio = "/" in word and any(sign.islower() for sign in word)  # "1/dA" and "MB/s", but "I/O"
    return english.acronym(word) and not ratio and not all(sign.isdigit() for sign in word[:-1])


def _end(short: str, before: str) -> str:
    """Find the words before a parenthesis whose initials an acronym has: the fewest of the best."""
    text = before.rstrip(_QUOTES)
    *_, cut = (0, *(match.end() for match in _CLAUSE.finditer(text)))
    words = _SCRIPT.split(text[cut:])[-1].split()[-min(len(short) + 5, len(short) * 2) :]
    best: tuple[int, Sequence[str]] | None = None
    for start in range(len(words) - 1, -1, -1):
        phrase = _unelided(words[start:])
        number = _cost(short, phrase)
        if number is None and len(short) > 2 and len(phrase) > 2:  # noqa: PLR2004
            # "Simple Workflow Service (SWF)": the last word may stand behind the initials.
            number = _cost(short, phrase[:-1])
            number = None if number is None or (number and phrase[-1][0].islower()) else number + 1
            beside = _all_said(short, phrase[:-1]) or (_titles(phrase[:-1]) and phrase[-1].islower())
            phrase = phrase[:-1] if beside else phrase
        if number is not None and (best is None or number < best[0]):
            best = number, phrase
    return _clean(" ".join(best[1])) if best else ""


def _unelided(words: Sequence[str]) -> list[str]:
    """Take the article from before the first word: ``l'Organisation``."""
    return [initials.ELIDED.sub("", words[0], count=1), *words[1:]]


def _cost(short: str, words: Sequence[str]) -> int | None:
    """Say what a phrase costs, or None where it is no name: it says the acronym itself, or is a piece of a clause."""
    text = " ".join(words)
    if not words or len(text) > _MOST or _ODD.search(text) or re.search(rf"(?<![^\W_]){re.escape(short)}", text):
        return None
    if words[-1] in CLOSING or (words[0] in JOINING and not short[0].islower()) or _repeats(short, words):
        return None
    number = initials.cost(_one(short), words)
    if number is None or (number and "," in text):
        return None
    titled = words[0][0].isupper() and all(word[0].isupper() for word in words if len(word) > 3)  # noqa: PLR2004
    clause = paths.fold(words[0]) in FUNCTION_WORDS and not titled and len(short) <= 3  # noqa: PLR2004
    return None if clause or paths.fold(words[0]) in {"a", "an", "the"} else number


def _repeats(short: str, words: Sequence[str]) -> bool:
    """Say whether a phrase begins with the acronym in another spelling: ``Alt-Svc`` says no more than ``AltSvc``."""
    wanted = _signs(short)
    return any(_signs("".join(words[: number + 1])) == wanted for number in range(len(words)))


def _signs(text: str) -> str:
    return "".join(filter(str.isalnum, paths.fold(text)))


# What stands behind an acronym.


def _whole(short: str, text: str) -> str:
    """Judge a phrase that is given whole; small words before it, and a sentence behind it, do not belong to it."""
    phrase = re.split(r"\s[-–—]\s|[“”\"„«»()（）]|\s\[", text.strip(_QUOTES))[0]
    return next((long for piece in _SCRIPT.split(phrase) if (long := _piece(short, piece.split()))), "")


def _piece(short: str, words: list[str]) -> str:
    while words and words[0][0].islower() and len(words[0]) <= _SMALL and not _fitting(short, words)[1]:
        words = words[1:]
    number, size = _fitting(short, words)
    lead = 0
    # What stands before it is not of the name: "AWS Key Management Service", "The Liskov Substitution Principle".
    while not size and lead < _FEW and lead < len(words) and words[lead][0].isupper():
        lead += 1
        number, size = _fitting(short, words[lead:])
    if not size or (lead and (number or len(" ".join(words[lead:])) < _MAIN * len(" ".join(words)))):
        return ""
    name, rest = words[lead : lead + size], words[lead + size :]
    return _clean(" ".join([*name, *rest] if _belongs(short, name, rest) else name))


def _fitting(short: str, words: Sequence[str]) -> tuple[int, int]:
    """Return what the best phrase from the first word on costs, and how many words it has, or 0.

    All words are better than some: ``Entidad Nacional`` is a part of ``Entidad Nacional de Acreditación``.
    """
    best = (len(short), 0)
    stop = next((n for n, word in enumerate(words, 1) if re.search(r"[.;:!?]$", word)), len(words))
    for size in range(1, min(stop, len(short) * 2 + 2) + 1):
        name, rest = words[:size], words[size:]
        number = _cost(short, name)
        if number is None or not (_belongs(short, name, rest) or _ends(short, name, rest)):
            continue
        if number < best[0] or (not rest and best[0]):
            best = number, size
    return best


def _ends(short: str, name: Sequence[str], rest: Sequence[str]) -> bool:
    """Say whether a name may end before more words, and is no piece of a longer one."""
    if re.search(r"[.,;:!?]$", name[-1]) or not rest[0][0].isalnum():
        return True
    if name[-1] in SMALL:
        return False
    if rest[0] in BEHIND or paths.fold(rest[0]) in FUNCTION_WORDS:
        return True
    # "for Self-Supervised" Learning, "in the 21st" Century: what it is of comes last.
    complete = len(name) == len(short) and initials.each_initial(_one(short), name)
    open_ended = any(word in GOVERNING for word in name[-3:-1]) and not complete
    return not open_ended and not _modifies(name)


def _modifies(name: Sequence[str]) -> bool:
    """Say whether the last word says more of one behind it: ``customer-provided`` keys, ``multi-path`` routing."""
    return len(name) > 1 and ("-" in name[-1] or "/" in name[-1])


def _all_said(short: str, name: Sequence[str]) -> bool:
    """Say whether a word behind the name says what it is, as in ``Just in Time`` compiler (JIT)."""
    return initials.each_initial(_one(short), name) and not _modifies(name)


def _titles(name: Sequence[str]) -> bool:
    return all(word[0].isupper() for word in name) and len(name) > 1


def _belongs(short: str, name: Sequence[str], rest: Sequence[str]) -> bool:
    """Say whether words behind the initials are part of the name: ``Canonical name record``."""
    if not rest:
        return True
    titled = _titles(name) or (_titles([word for word in name if word not in SMALL]) and _all_said(short, name))
    plain = all(re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:\.\d+)*", word) for word in rest)
    return (
        len(rest) <= min(_FEW, len(short) - 1)
        and plain
        and not re.search(r"[.,;:!?]$", name[-1])
        and not (titled and rest[0][0].islower())
    )


def _behind_colons(text: str) -> Iterator[tuple[int, str, str]]:
    """Read ``RPO: Recovery Point Objective`` at the start of a line; in a sentence anything may follow a colon."""
    for match in _COLON.finditer(text):
        if _acronym(match[1]) and _in_capitals(match[1]) and (long := _whole(match[1], match[2])):
            yield match.start(1), match[1], long


def _in_capitals(short: str) -> bool:
    """Say whether half of a name is capitals, as of ``IPsec``: what stands behind ``IsValid:`` says what that is."""
    return 2 * sum(map(str.islower, short)) <= len(short) + 1


def _said(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _SAYING.finditer(text) if any(verb in text for verb in _VERBS) else ():
        if _acronym(match[1]) and (long := _whole(match[1], match[2])):
            yield match.start(1), match[1], long
    for match in _SAYING_OTHERWISE.finditer(text):
        if _acronym(match[1]) and len(match[1]) > 2 and (long := _titled(match[1], match[2])):  # noqa: PLR2004
            yield match.start(1), match[1], long


def _titled(short: str, text: str) -> str:
    """Find a name in capitals behind some small words, as in ``RPO significa Recovery Point Objective``."""
    words = _CLAUSE.split(text.strip(_QUOTES))[0].split()[: len(short) * 2 + 5]
    start = next((number for number, word in enumerate(words) if word[0].isupper()), len(words))
    words = words[start:]
    if not 0 < start <= _SMALL:
        return ""
    number, size = _fitting(short, words)
    name = words[:size]
    titles = sum(word[0].isupper() and word[1:].islower() for word in name)
    return _clean(" ".join(name)) if not number and titles == sum(map(str.isalpha, short)) else ""


def _clean(long: str) -> str:
    long = _POSSESSIVE.sub("", long)
    return long.strip(_QUOTES + "—–-/").rstrip(".,;:!?，。").strip(_QUOTES)
