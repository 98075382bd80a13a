"""Letters and boxes of a drawing: how much room a label takes, and how the outline of a box is written."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from studyguide.diagrams.flowchart import Label, Node

SIZE = 14
"""Of letters, in the pixels of the drawing."""

LINE = 18
PAD = (11, 8)
HEAD = 7
"""How long the head of an arrow is."""

# What a letter takes of its size, as common sans-serif fonts have it, with some room: no font is known here.
_NARROW, _SLIM, _BROAD = frozenset("iIjl.,:;'|!’"), frozenset('frt()[]-/ "“”*'), frozenset("mwMW@%—жмфшщыюЖМФШЩЫЮ")
_SMALL = frozenset("ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
DASHES = {"dotted": ' stroke-dasharray="2 4"', "thick": ' stroke-width="3"'}


@dataclass(frozen=True)
class Laid:
    """Lines of a label as they are broken, and the room that they take."""

    lines: Sequence[str]
    width: float
    height: float


def letters(text: str) -> float:
    """Guess how wide a text is, in sizes of its letters."""
    return sum(map(_letter, text))


def _letter(sign: str) -> float:
    if sign in _NARROW:
        return 0.29
    if sign in _SLIM:
        return 0.37
    if sign in _BROAD:
        return 0.9
    if _is_wide(sign):
        return 1.02
    if unicodedata.combining(sign):
        return 0
    return 0.69 if sign.isupper() else 0.57


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def laid(label: Label) -> Laid:
    """Break the lines of a label where they are too long."""
    lines = [line for said in label.lines for line in _broken(said, label.wrap / 16)]
    return Laid(lines, max(map(letters, lines), default=0) * SIZE, len(lines) * LINE)


def _broken(said: str, most: float) -> Iterator[str]:
    line = ""
    for word in said.split():
        for n, piece in enumerate(_pieces(word)):
            longer = f"{line} {piece}" if line and n == 0 else line + piece
            if line and letters(longer) > most:
                yield line
                line = piece
            else:
                line = longer
    yield line


def _pieces(word: str) -> list[str]:
    """Cut a word where a line may break inside of it: beside signs that are written without spaces."""
    pieces: list[str] = []
    for sign in word:
        last = pieces[-1][-1] if pieces else sign
        breaks = (_is_wide(last) or _is_wide(sign)) and not _opens(last) and not _follows(sign)
        if pieces and not breaks:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _opens(sign: str) -> bool:
    return unicodedata.category(sign) in {"Ps", "Pi"}


def _follows(sign: str) -> bool:
    """Say whether a sign begins no line: a stop, a closing bracket, what changes the sign before it."""
    return unicodedata.category(sign) in {"Pe", "Pf", "Po", "Lm", "Mn", "Mc", "Sk"} or sign in _SMALL


def box_of(node: Node, said: Laid) -> tuple[float, float]:
    """Return how wide and how tall a box is for what it says."""
    width, height = max(said.width, SIZE) + 2 * PAD[0], max(said.height, LINE) + 2 * PAD[1]
    match node.shape:
        case "choice":  # the words touch the middle of its sides
            return width * 1.35 + height * 0.3, height * 1.35 + 8
        case "circle":
            return (max(width, height),) * 2
        case "hexagon" | "stadium" | "routine":
            return width + 10, height
        case "store":
            return width, height + 14
    return width, height


def px(number: float) -> str:
    """Write a length."""
    return f"{number:.1f}".removesuffix(".0")


def outlined(shape: str, x: float, y: float, width: float, height: float) -> str:
    """Write the outline of a box, or of a drum, that lies at a place."""
    right, bottom, middle, slant = x + width, y + height, y + height / 2, min(12.0, height / 4)
    match shape:
        case "hexagon":
            points = [(x + slant, y), (right - slant, y), (right, middle)]
            points += [(right - slant, bottom), (x + slant, bottom), (x, middle)]
        case "choice":
            points = [(x + width / 2, y), (right, middle), (x + width / 2, bottom), (x, middle)]
        case "store":
            arc = f"a{px(width / 2)} 6 0 0 0 {px(width)} 0"
            sides = f"M{px(x)} {px(y + 6)}v{px(height - 12)}{arc}v-{px(height - 12)}"
            return f'<path d="{sides}a{px(width / 2)} 6 0 0 0 -{px(width)} 0{arc}"/>'
        case _:
            radius = {"stadium": height / 2, "round": 8, "circle": width / 2}.get(shape, 3)
            box = f'y="{px(y)}" height="{px(height)}"'
            inner = f'<rect x="{px(x + 6)}" {box} width="{px(width - 12)}"/>' if shape == "routine" else ""
            return f'<rect x="{px(x)}" {box} width="{px(width)}" rx="{px(radius)}"/>{inner}'
    return f'<path d="M{"L".join(f"{px(a)} {px(b)}" for a, b in points)}Z"/>'


def lettered(lines: Sequence[str], x: float, y: float) -> str:
    """Write the lines of a label around their middle."""
    if not lines:
        return ""
    first = y - (len(lines) - 1) * LINE / 2 + SIZE * 0.35
    # A space between lines is for who hears or copies them.
    spans = " ".join(
        f'<tspan x="{px(x)}" y="{px(first + n * LINE)}">{escape(line)}</tspan>' for n, line in enumerate(lines)
    )
    return f'<text stroke="none" fill="currentColor">{spans}</text>'
