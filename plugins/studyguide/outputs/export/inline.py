"""Print what stands within a line as Markdown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from studyguide.html.context import of_asset
from studyguide.html.terms import definition
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.markdown.plain_text import plain
from studyguide.model import Term
from studyguide.outputs.export import escaping
from studyguide.paths import PageName, SourcePath

_MARKS = {"em": "*", "strong": "**"}


@dataclass
class Printing:
    """How addresses are written on a page, and the numbers of its footnotes by their labels."""

    page: Callable[[PageName, str], str]
    asset: Callable[[SourcePath], str]
    term: Callable[[Term], str]
    language: Language = ENGLISH_WORDS
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, label: str) -> int:
        """Give a footnote its number, the next one if it is new."""
        return self.numbers.setdefault(label, len(self.numbers) + 1)


def printed(nodes: Sequence[SyntaxTreeNode], printing: Printing, *, fresh: bool = True) -> str:
    """Print inline nodes. Where they are ``fresh``, they begin a line."""
    line = _Line(printing, fresh=fresh)
    for node in nodes:
        line.add(node)
    return line.text.strip(" ")


class _Line:
    """What is printed so far; its end decides how the next piece may begin."""

    def __init__(self, printing: Printing, *, fresh: bool, linked: bool = False) -> None:
        self.printing, self.fresh, self.linked = printing, fresh, linked
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def _begins_line(self) -> bool:
        return self.pieces[-1].endswith("\n") if self.pieces else self.fresh

    def _ends_with(self, ending: str) -> bool:
        return bool(self.pieces) and self.pieces[-1].endswith(ending)

    def _put(self, piece: str) -> None:
        """Add what is not empty, so that the last piece tells how the line ends."""
        if piece:
            self.pieces.append(piece)

    def add(self, node: SyntaxTreeNode) -> None:
        if node.type in _MARKS:
            self._put(self._marked(node))
        elif node.type in {"link", "term"}:
            self._put(self._bracket(self._link(node)))
        elif node.type != "comment":
            _PRINTERS[node.type](self, node)

    def _plain(self, node: SyntaxTreeNode) -> None:
        printed = escaping.text(node.content, linked=self.linked)
        if self._begins_line():
            printed = escaping.beginning(printed)
        elif self._ends_with("]") and printed.lstrip().startswith(":"):
            printed = printed.replace(":", "&#58;", 1)  # at the beginning of a line, `[^1]:` defines a footnote
        self._put(printed)

    def _break(self, node: SyntaxTreeNode) -> None:
        """End a line without blanks, which would make a break of it."""
        if self.pieces:
            self.pieces[-1] = self.pieces[-1].rstrip(" ")
        if node.type == "hardbreak":
            self._put("<br>\n")
        elif self.pieces:
            self._put("\n")

    def _code(self, node: SyntaxTreeNode) -> None:
        self._put(escaping.code(node.content))

    def _footnote(self, node: SyntaxTreeNode) -> None:
        self._put(self._bracket(f"[^{self.printing.number(node.meta['label'])}]"))

    def _image(self, node: SyntaxTreeNode) -> None:
        alt = escaping.text(plain((node.token or Token("", "", 0)).children), linked=True)
        source = escaping.address(of_asset(node.meta, self.printing.asset))
        self._put(self._bracket(f"![{alt}]({source}{_titled(node)})"))

    def _bracket(self, piece: str) -> str:
        """Begin with a bracket: behind an exclamation mark it would be a picture."""
        if self._ends_with("!"):
            self.pieces[-1] = self.pieces[-1][:-1] + "&#33;"
        return piece

    def _link(self, node: SyntaxTreeNode) -> str:
        inner = self._inner(node, linked=True)
        if node.type == "term":
            term = node.meta["term"]
            said = escaping.title(definition(term, self.printing.language))
            return f"[{inner}]({escaping.address(self.printing.term(term))} {said})"
        return f"[{inner}]({escaping.address(self._href(node))}{_titled(node)})"

    def _href(self, node: SyntaxTreeNode) -> str:
        if "page" in node.meta:
            return self.printing.page(node.meta["page"], node.meta["anchor"])
        if "asset" in node.meta:
            return of_asset(node.meta, self.printing.asset)
        return str(node.attrs.get("href", ""))

    def _inner(self, node: SyntaxTreeNode, *, linked: bool) -> str:
        line = _Line(self.printing, fresh=False, linked=linked)
        for child in node.children:
            line.add(child)
        return line.text

    def _marked(self, node: SyntaxTreeNode) -> str:
        """Print emphasis with stars, or as an element where stars in a row would be read otherwise."""
        inner, mark = self._inner(node, linked=self.linked), _MARKS[node.type]
        simple = inner and inner == inner.strip() and "*" not in inner and (mark, inner[0]) != ("*", "[")
        if simple and not self._ends_with("*"):
            return f"{mark}{inner}{mark}"
        return f"<{node.type}>{inner}</{node.type}>" if inner else ""


def _titled(node: SyntaxTreeNode) -> str:
    written = str(node.attrs.get("title", ""))
    return f" {escaping.title(written)}" if written else ""


_PRINTERS: Mapping[str, Callable[[_Line, SyntaxTreeNode], None]] = {
    "text": _Line._plain,  # noqa: SLF001  the class's own table
    "emoji": _Line._plain,  # noqa: SLF001
    "softbreak": _Line._break,  # noqa: SLF001
    "hardbreak": _Line._break,  # noqa: SLF001
    "code_inline": _Line._code,  # noqa: SLF001
    "footnote_ref": _Line._footnote,  # noqa: SLF001
    "image": _Line._image,  # noqa: SLF001
}
