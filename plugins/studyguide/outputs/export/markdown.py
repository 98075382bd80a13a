"""Print tokens as Markdown in the dialect of Python-Markdown, which MkDocs, ProperDocs and Zensical read.

mdformat prints what that dialect reads as GitHub does. What it reads otherwise (callouts, raw HTML, task lists, quotes
with blocks in them …) is printed as the HTML that our own site has, which every engine passes through.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from markdown_it.token import Token
from mdformat.renderer import MDRenderer
from mdformat_mkdocs import plugin

from studyguide.html import render, rules
from studyguide.html.context import Context
from studyguide.markdown.plain_text import matching
from studyguide.model import Term
from studyguide.paths import PageName, SourcePath

_BLOCKS = frozenset(
    "paragraph_open paragraph_close inline heading_open heading_close bullet_list_open bullet_list_close "
    "ordered_list_open ordered_list_close list_item_open list_item_close fence code_block hr".split()
)
_INLINE = frozenset(
    "text softbreak hardbreak em_open em_close strong_open strong_close link_open link_close term_open term_close "
    "code_inline image comment footnote_ref".split()
)


class _Footnotes:
    """Tells mdformat how a reference to a footnote is written; its number is in the token."""

    RENDERERS: ClassVar = {"footnote_ref": lambda node, _context: f"[^{node.meta['number']}]"}
    POSTPROCESSORS: ClassVar[dict[str, Any]] = {}


_OPTIONS = {
    "parser_extension": [plugin, _Footnotes],
    "mdformat": {"wrap": "keep", "number": True},
    "store_labels": False,
}


class Printer:
    """Prints the blocks of one page. The functions write an address as seen from there."""

    def __init__(
        self,
        page: Callable[[PageName, str], str],
        asset: Callable[[SourcePath], str],
        term: Callable[[Term], str],
        context: Context,
    ) -> None:
        self.page, self.asset, self.term, self.context = page, asset, term, context
        self.numbers: dict[str, int] = {}

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Print block tokens, each as Markdown or as HTML."""
        return "\n\n".join(filter(None, (self._block(block) for block in _top_level(tokens))))

    def _block(self, block: Sequence[Token]) -> str:
        if block[0].type == "comment":
            return ""
        if block[0].type == "table_open" and all(_plain(token, _BLOCKS | _TABLE) for token in block):
            return self._table(block)
        if not (block[0].type in _STARTS and all(_plain(token, _BLOCKS) for token in block)):
            return html_block(render.fragment(self._numbered(block), self.context))
        return self._markdown(block)

    def _markdown(self, tokens: Sequence[Token]) -> str:
        text = MDRenderer().render([self._token(token) for token in tokens], _OPTIONS, {})
        text = text.strip("\n")
        fragment = tokens[0].attrs.get("id") if tokens[0].type == "heading_open" else None
        return f"{text} {{#{fragment}}}" if fragment else text

    def _table(self, block: Sequence[Token]) -> str:
        """Print a table with pipes; its cells hold inline Markdown only."""
        rows: list[list[str]] = []
        rule: list[str] = []
        for index, token in enumerate(block):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                cell = [Token("paragraph_open", "p", 1), block[index + 1], Token("paragraph_close", "p", -1)]
                rows[-1].append(" ".join(self._markdown(cell).split()).replace("|", "\\|"))
                if token.type == "th_open":
                    rule.append(_RULES.get(str(token.attrs.get("style", "")).replace(" ", ""), "---"))
        lines = [rows[0], rule, *rows[1:]]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def footnotes(self) -> str:
        """Print the definitions of the footnotes met so far; a definition may refer to further ones."""
        done: list[str] = []
        while len(done) < len(self.numbers):
            label, number = list(self.numbers.items())[len(done)]
            body = self.blocks(self.context.footnotes.get(label, ()))
            # Four blanks: Python-Markdown ends a footnote where its paragraphs are indented less.
            done.append(f"[^{number}]: " + body.replace("\n", "\n    "))
        return "\n\n".join(done)

    def _numbered(self, block: Sequence[Token]) -> Sequence[Token]:
        """Inside HTML a footnote's number is a link to the definition, which the engine prints at the end."""
        return [
            t.copy(children=[new for child in t.children for new in self._as_link(child)]) if t.children else t
            for t in block
        ]

    def _as_link(self, token: Token) -> Sequence[Token]:
        if token.type != "footnote_ref":
            return [token]
        number = self._number(token)
        return [
            Token("raw_open", "sup", 1),
            Token("link_open", "a", 1, attrs={"href": f"#fn:{number}", "class": "footnote-ref"}),
            Token("text", "", 0, content=str(number)),
            Token("link_close", "a", -1),
            Token("raw_close", "sup", -1),
        ]

    def _number(self, token: Token) -> int:
        return self.numbers.setdefault(token.meta["label"], len(self.numbers) + 1)

    def _token(self, token: Token) -> Token:
        """Turn one of our tokens into one that mdformat knows."""
        known = {
            "inline": self._inline,
            "link_open": self._link_open,
            "link_close": self._bare_link_close,
            "term_open": self._term_open,
            "term_close": self._bare_link_close,
            "footnote_ref": lambda ref: ref.copy(meta={"number": self._number(ref)}),
            "image": self._image,
        }
        convert = known.get(token.type)
        return convert(token) if convert else token

    def _inline(self, token: Token) -> Token:
        return token.copy(children=[self._token(child) for child in token.children or () if child.type != "comment"])

    def _link_open(self, token: Token) -> Token:
        return token.copy(attrs={"href": self._href(token)}, markup="", info="")

    def _bare_link_close(self, _token: Token) -> Token:
        return Token("link_close", "a", -1)

    def _term_open(self, token: Token) -> Token:
        term = token.meta["term"]
        return Token("link_open", "a", 1, attrs={"href": self.term(term), "title": rules.definition(term)})

    def _image(self, token: Token) -> Token:
        if "asset" not in (token.meta or {}):
            return token
        return token.copy(attrs={**token.attrs, "src": self.asset(token.meta["asset"])})

    def _href(self, token: Token) -> str:
        meta = token.meta or {}
        if "page" in meta:
            return self.page(meta["page"], meta["anchor"])
        if "asset" in meta:
            return self.asset(meta["asset"])
        return str(token.attrs.get("href", ""))


def html_block(html: str) -> str:
    """Wrap HTML so that Markdown engines leave it alone."""
    # Without it Python-Markdown puts a page's <link> into a paragraph, and takes out the blank line behind the table.
    return f"<div>\n{html.strip()}\n</div>" if html.strip() else ""


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


def _plain(token: Token, allowed: frozenset[str]) -> bool:
    """Say whether Python-Markdown reads the printed token as GitHub does."""
    if token.type not in allowed or "checked" in (token.meta or {}) or token.info.startswith("mermaid"):
        return False
    return all(child.type in _INLINE for child in token.children or ())


_STARTS = frozenset({"paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "fence", "hr"})
_TABLE = frozenset(f"{tag}_{end}" for tag in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close"))
_RULES = {"text-align:left": ":---", "text-align:center": ":---:", "text-align:right": "---:"}
