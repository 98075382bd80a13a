"""Text in which nothing may lead anywhere, as the label of a tab: words, formulas, code and emphasis."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from studyguide.markdown.formulas import TYPES
from studyguide.markdown.plain_text import plain

_MARKS = frozenset(f"{kind}_{end}" for kind in ("strong", "em", "s", "mark") for end in ("open", "close"))
_KEPT = TYPES | _MARKS | {"code_inline"}


def kept(children: Iterable[Token]) -> Iterator[Token]:
    """Keep what a label may hold; of links and pictures, their text; raw HTML is shown as it was written."""
    for token in children:
        if token.type in _KEPT:
            yield token
        elif text := token.content if token.type == "html_inline" else plain([token]):
            yield Token("text", "", 0, content=text)
