"""Print the blocks of a page in the dialect of Python-Markdown, which MkDocs, ProperDocs and Zensical read.

What :mod:`alike` knows that dialect to read as GitHub does is printed as Markdown. The rest (callouts, raw HTML, task
lists, quotes …) is printed as the HTML that our own site has, sanitised, which every engine passes through.
"""

from collections.abc import Iterator, Sequence
from html import escape

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from studyguide.html import code_blocks, render
from studyguide.html.context import Context
from studyguide.markdown.plain_text import matching
from studyguide.outputs.export import alike
from studyguide.outputs.export.escaping import html_block
from studyguide.outputs.export.inline import Printing, printed

_INDENT = "    "
_RULES = {"text-align:left": ":---", "text-align:center": ":---:", "text-align:right": "---:"}


class Printer:
    """Prints the blocks of one page, and then its footnotes."""

    def __init__(self, printing: Printing, context: Context) -> None:
        self.printing, self.context = printing, context
        self.notes = all(_simple(body) for body in context.footnotes.values())
        """Footnotes are printed as Markdown: all of them are paragraphs."""

    def title(self, inline: Sequence[Token], anchor: str) -> str:
        """Print the title of a page."""
        if not (alike.heading(inline) and alike.anchor_holds(anchor)):
            return html_block(f'<h1 id="{escape(anchor)}">{render.inline(inline, self.context)}</h1>')
        node = SyntaxTreeNode([Token("inline", "", 0, children=list(inline))], create_root=False)
        return self._heading(1, node, anchor)

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Print block tokens, each as Markdown or as HTML."""
        parts: list[str] = []
        behind_list = False
        for block in _top_level(tokens):
            # Python-Markdown would make one list of two in a row.
            second = behind_list and _is_list(block)
            if part := self._as_html(block) if second else self._block(block):
                parts.append(part)
                behind_list = _is_list(block) and not part.startswith("<div>")
        return "\n\n".join(parts)

    def _block(self, block: Sequence[Token]) -> str:
        node = alike.tree(block, notes=self.notes)
        return self._as_html(block) if node is None else self._markdown(node)

    def _as_html(self, block: Sequence[Token]) -> str:
        return html_block(render.fragment(self._numbered(block) if self.notes else block, self.context))

    def footnotes(self) -> str:
        """Print the footnotes met so far; a definition may refer to further ones."""
        if not self.notes:
            return html_block(render.footnotes(self.context))
        done: list[str] = []
        while len(done) < len(self.printing.numbers):
            label, number = list(self.printing.numbers.items())[len(done)]
            body = self.blocks(self.context.footnotes.get(label, ()))
            # Four blanks: Python-Markdown ends a footnote where its paragraphs are indented less.
            done.append(f"[^{number}]: {_indented(body)}")
        return "\n\n".join(done)

    def _markdown(self, node: SyntaxTreeNode) -> str:
        if node.type == "paragraph":
            return printed(node.children[0].children, self.printing)
        if node.type == "heading":
            return self._heading(int(node.tag[1]), node.children[0], str(node.attrs["id"]))
        if node.type in {"bullet_list", "ordered_list"}:
            return self._list(node)
        if node.type == "table":
            return self._table(node)
        return "---" if node.type == "hr" else _fence(node)

    def _heading(self, level: int, inline: SyntaxTreeNode, anchor: str) -> str:
        words = " ".join(printed(inline.children, self.printing, fresh=False).split("\n"))
        return f"{'#' * level} {words} {{ #{anchor} }}"

    def _list(self, node: SyntaxTreeNode) -> str:
        ordered = node.type == "ordered_list"
        parts = [part for item in node.children for part in item.children]
        loose = any(
            part.type in {"fence", "code_block"} or (part.type == "paragraph" and not part.hidden) for part in parts
        )
        items = (
            f"{f'{number}.' if ordered else '-'} {_indented(self._item(item, loose=loose))}"
            for number, item in enumerate(node.children, 1)
        )
        return ("\n\n" if loose else "\n").join(items)

    def _item(self, item: SyntaxTreeNode, *, loose: bool) -> str:
        text = ""
        for part in item.children:
            # Behind a line of text, a list needs no blank line; a fence does.
            gap = "\n" if part.type.endswith("_list") and not loose else "\n\n"
            text += (gap if text else "") + self._markdown(part)
        return text

    def _table(self, node: SyntaxTreeNode) -> str:
        """Print a table with pipes; its cells hold inline Markdown only."""
        head, *rows = [row for part in node.children for row in part.children]
        rule = [_RULES.get(str(cell.attrs.get("style", "")).replace(" ", ""), "---") for cell in head.children]
        lines = [self._cells(head), rule, *(self._cells(row) for row in rows)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _cells(self, row: SyntaxTreeNode) -> list[str]:
        inner = (cell.children[0].children if cell.children else [] for cell in row.children)
        return [" ".join(printed(nodes, self.printing, fresh=False).split("\n")) for nodes in inner]

    def _numbered(self, block: Sequence[Token]) -> Sequence[Token]:
        """Inside HTML a footnote's number is a link to the definition, which the engine prints at the end."""
        return [
            t.copy(children=[new for child in t.children for new in self._as_link(child)]) if t.children else t
            for t in block
        ]

    def _as_link(self, token: Token) -> Sequence[Token]:
        if token.type != "footnote_ref":
            return [token]
        number = self.printing.number(token.meta["label"])
        return [
            Token("raw_open", "sup", 1),
            Token("link_open", "a", 1, attrs={"href": f"#fn:{number}", "class": "footnote-ref"}),
            Token("text", "", 0, content=str(number)),
            Token("link_close", "a", -1),
            Token("raw_close", "sup", -1),
        ]


def _simple(body: Sequence[Token]) -> bool:
    """Say whether a footnote consists of paragraphs that can be Markdown."""
    found = [alike.tree(block, notes=True) for block in _top_level(body)]
    return bool(found) and all(node is not None and node.type == "paragraph" for node in found)


def _is_list(block: Sequence[Token]) -> bool:
    return block[0].type in {"bullet_list_open", "ordered_list_open"}


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(f"{_INDENT}{line}" if line else "" for line in others)])


def _fence(node: SyntaxTreeNode) -> str:
    marks = "`" * max(3, 1 + _longest(node.content))
    info = " ".join(code_blocks.info(node.info)).strip() if node.type == "fence" else ""
    return f"{marks}{info}\n{node.content}{marks}"


def _longest(text: str) -> int:
    """Count the backticks of the longest run."""
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    index = 0
    while index < len(tokens):
        end = matching(tokens, index) if tokens[index].nesting == 1 else index
        if tokens[index].type == "tab_open":
            # Tabs in a row are one set, whose titles and contents are printed together.
            while end + 1 < len(tokens) and tokens[end + 1].type == "tab_open":
                end = matching(tokens, end + 1)
        yield tokens[index : end + 1]
        index = end + 1
