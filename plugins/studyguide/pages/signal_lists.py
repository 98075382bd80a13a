"""Where sections have signals of the exam: bullets under a heading of the option ``signals_heading``."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Section
from studyguide.paths import Anchor
from studyguide.reuse.memory import kept


def found(library: Library) -> bool:
    """Say whether any section has such a list."""
    wanted = paths.fold(library.options.signals_heading)
    return any(lists(section, wanted) for section in library.sections)


@kept
def lists(section: Section, wanted: str) -> Sequence[tuple[Anchor, Sequence[Sequence[Token]]]]:
    """List the bullets under each heading that is called so, with the heading's anchor."""
    anchors = [heading.anchor for heading in section.headings[1:] if paths.fold(heading.title) == wanted]
    return [(anchor, items) for anchor in anchors if (items := list(_bullets(section.tokens, anchor)))]


def _bullets(tokens: Sequence[Token], anchor: Anchor) -> Iterator[Sequence[Token]]:
    """Yield the first paragraph of each top-level bullet between a heading and the next."""
    inside = False
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            inside = token.attrGet("id") == anchor
        elif inside and token.type == "list_item_open" and token.level == 1:
            children = tokens[index + 2].children if tokens[index + 1].type == "paragraph_open" else None
            if children and plain(children).strip():
                yield children
