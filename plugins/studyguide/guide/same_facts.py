"""Which changes tell a reader nothing: other names for the same facts, other signs for the same words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from studyguide.guide.differences import Run, runs, without
from studyguide.guide.readers_words import HEAD, LABEL

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "),
        "…": "...",
        "\N{SOFT HYPHEN}": None,
    }
)
_AROUND_DASH = re.compile(r" *- *")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[^\W\d_]+")

_TURNING = frozenset(
    "no not non never none without un min minimum minimal max maximum maximal least most lowest highest before after "
    "kein keine nicht nie ohne höchstens mindestens vor nach sin nunca mínimo máximo antes después pas jamais sans "
    "minimale maximale avant après mai senza minimo massimo prima dopo geen niet nooit zonder voor na nie bez "
    "minimalny maksymalny przed po não sem mínima máxima depois değil en az çok önce sonra ні не без "
    "мінімум максимум до після لا غير بدون أدنى أقصى قبل بعد לא ללא מינימום מקסימום לפני אחרי "
    "नहीं बिना न्यूनतम अधिकतम पहले बाद".split()
)
_TURNING_SIGNS = (
    "不",
    "无",
    "非",
    "未",
    "最大",
    "最小",
    "最高",
    "最低",
    "前",
    "后",
    "後",
    "ない",
    "無",
    "최대",
    "최소",
    "전",
    "후",
    "안",
)
"""Where words are not parted by blanks."""


def told(before: Sequence[str], after: Sequence[str]) -> Sequence[Run]:
    """List what was replaced, but for what moved, and for what says the same by other names or with other signs."""
    olds, news = ({_bare(text): text for text in some} for some in (before, after))
    found = list(runs([_bare(text) for text in before], [_bare(text) for text in after]))
    gone, come = _renamed(before, after, [(_of(left, olds), _of(right, news)) for left, right in found])
    result: list[Run] = []
    for left, right in found:
        less, more = _without_heads(without(_of(left, olds), gone), without(_of(right, news), come))
        if less or more:
            result.append((less, more))
    return result


def _of(bare: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    return [texts[one] for one in bare]


def _bare(text: str) -> str:
    """Write a text with one sign of each kind."""
    return _AROUND_DASH.sub("-", text.translate(_SIGNS)).rstrip(" .:;,")


def _renamed(before: Sequence[str], after: Sequence[str], found: Iterable[Run]) -> tuple[Counter[str], Counter[str]]:
    """Find facts that have another name: the old one is gone, and the new one was there for nothing else."""
    old, new = ({_name(text) for text in some} for some in (before, after))
    waiting: dict[tuple[str, object], list[str]] = {}
    pairs = [*found]
    for text in (text for left, _ in pairs for text in left if LABEL in text and _name(text) not in new):
        waiting.setdefault(_fact(text), []).append(text)
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for text in (text for _, right in pairs for text in right if LABEL in text and _name(text) not in old):
        if alike := waiting.get(_fact(text)):
            gone[alike.pop(0)] += 1
            come[text] += 1
    return gone, come


def _name(text: str) -> str:
    return text.partition(LABEL)[0] if LABEL in text else ""


def _fact(text: str) -> tuple[str, object]:
    name, _, value = text.partition(LABEL)
    return _bare(value), _sense(name)


def _sense(name: str) -> object:
    """Tell what of a name may turn what it stands for: its numbers, and words such as “not” and “maximum”."""
    words = {word.lower() for word in _WORD.findall(name)} & _TURNING
    return tuple(_NUMBER.findall(name)), frozenset(words | {sign for sign in _TURNING_SIGNS if sign in name})


def _without_heads(left: Sequence[str], right: Sequence[str]) -> Run:
    """Leave out headings that have another name, and those that came or went without any words."""
    heads = [[text for text in some if text.startswith(HEAD)] for some in (left, right)]
    senses = [[_sense(text) for text in some] for some in heads]
    renamed = len(heads[0]) == len(heads[1]) and senses[0] == senses[1]
    bare = len(heads[0]) == len(left) and len(heads[1]) == len(right) and not all(heads)
    if not (renamed or bare):
        return left, right
    only = [[text for text in some if not text.startswith(HEAD)] for some in (left, right)]
    return only[0], only[1]
