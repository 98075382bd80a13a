"""A line that begins or ends a block in the dialect of another tool, and what it is shown as here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "callout", "tab", "tabs", "headed_tabs", "content", "code", "codes", "link", "embed", "file", "hidden", "text",
    "separator",
]  # fmt: skip
"""What Markdown already has for it.

``callout`` with a ``kind``, a ``title`` and a ``fold``; ``tab`` with a ``title``; ``tabs`` around tabs; ``headed_tabs``
whose headings are their titles, or lines, each a ``separator`` with the ``title`` of what is below; ``content`` that is
shown as if nothing stood around it; ``code`` with the ``title`` of the code block in it; ``codes``, a tab for each code
block in it; by itself a ``link`` to ``address`` with ``title`` as its text, an ``embed`` of a note, a code block of a
``file``, or nothing (``hidden``). Of a ``text`` the ``kind`` is reported:
it is a block that the dialect has, and we have no equivalent for.
"""

LINK_OR_CONTENTS = "[[toc]]"
"""Name of the mark that is a link where a note is called so."""


@dataclass(frozen=True)
class Mark:
    """One line of markup. ``name`` says which lines belong together; ``source`` is the line as it was written."""

    dialect: str
    source: str
    name: str
    role: Literal["open", "close", "alone", "either"]
    """``either`` opens a block where something closes it, and stands by itself where nothing does."""
    shape: Shape = "content"
    kind: str = ""
    title: str = ""
    fold: str = ""
    address: str = ""
    length: int = 0
    """Of a fence: what closes it is as long or longer."""
    id: str = ""
    """What links call the block."""
    headed: bool = False
    """A heading that begins the block is its title."""
    options: bool = False
    """Lines of options may begin the block, as in MyST."""
    body: str = ""
    """The text of a block that opens and ends in one line."""
    ending: str = ""
    """How the block ends, for a problem that says so."""
    titles: tuple[str, ...] = ()
    """Of tabs: the titles of those that have none of their own, in order."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Of tabs: what those are called that have only a value."""


@dataclass(frozen=True)
class Dialect:
    """How the lines of one dialect are read."""

    name: str
    signs: tuple[str, ...]
    """One of them begins every line."""
    read: Callable[[str], Mark | None]
    """Reads a line without the containers around it."""
    unread: Callable[[str], str] = lambda _line: ""
    """Names the kind of a line that the dialect has and we have no equivalent for; empty for any other line."""
