"""How the notes use the names of their sections in running text, which tells a name from an ordinary phrase."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studyguide.linking.name_matcher import Matcher, matching
from studyguide.linking.section_names import Name
from studyguide.markdown.plain_text import GAP, running
from studyguide.model import Heading, Section
from studyguide.paths import Anchor, PageName
from studyguide.reuse.memory import kept, same

# Nothing but signs before a mention on its line; a colon or nothing but signs behind it.
_BEFORE = re.compile(rf"[^\w{GAP}]*")
_AFTER = re.compile(rf"[^\w\n{GAP}:：]*(?:[:：](?!:)|\n|\Z)")
_MARKUP = 40
"""Signs that may stand on a line before its label."""

_LINE = 300
"""Signs of the longest line that is looked at; what many pages have word for word is short."""

REFRAIN = 4
"""Pages from which a line that they share is the title of a book, say: `暗号技術入門 第3版` is about no `暗号技術`."""


@dataclass
class Usage:
    """The mentions of one name."""

    own: int = 0
    """Under its own heading."""
    small: int = 0
    """Mentions in lower case."""
    elsewhere: Counter[PageName] = field(default_factory=Counter)
    labels: set[PageName] = field(default_factory=set)
    """Pages where it opens a line before a colon, or is a line of its own, as headings are."""

    @property
    def most(self) -> int:
        """How often the page mentions it that does so most, its own apart."""
        return max(self.elsewhere.values(), default=0)


@dataclass(frozen=True)
class Counted:
    """How all notes use the names that they may link."""

    names: Mapping[str, Usage]
    refrains: frozenset[str]
    """Lines that stand word for word on several pages."""


def count(sections: Sequence[Section], names: Mapping[str, Name], language: str) -> Counted:
    """Count the mentions of names in all sections."""
    exact = {key for key, name in names.items() if name.exact}
    matcher = matching(exact, names.keys() - exact, language, "counted")
    found: dict[str, Usage] = {}
    places = same(
        {key: (name.target.section.page, name.target.heading.anchor) for key, name in names.items()}, "places"
    )
    lines: Counter[str] = Counter()
    for section in sections:
        own, said = _in_section(section, places, matcher)
        for name, seen in own.items():
            usage = found.setdefault(name, Usage())
            usage.own += seen.own
            usage.small += seen.small
            usage.elsewhere.update(seen.elsewhere)
            usage.labels |= seen.labels
        lines.update(said)
    return Counted(found, frozenset(line for line, pages in lines.items() if line and pages >= REFRAIN))


@kept
def _in_section(
    section: Section, places: Mapping[str, tuple[PageName, Anchor]], matcher: Matcher
) -> tuple[Mapping[str, Usage], frozenset[str]]:
    """Count the mentions in one section, which depend on it, on the names and on the places that they lead to.

    Also give the lines that they stand in.
    """
    found: dict[str, Usage] = {}
    said = set[str]()
    blocks = list(texts(section))
    matcher.expect(text for _, text in blocks)
    for headings, text in blocks:
        for mention in matcher.find(text):
            said.add(line_around(text, mention.start, mention.end))
            usage = found.setdefault(mention.name, Usage())
            usage.small += text[mention.start : mention.end].islower()
            page, anchor = places[mention.name]
            if page != section.page:
                usage.elsewhere[section.page] += 1
                if is_label(text, mention.start, mention.end):
                    usage.labels.add(section.page)
            elif anchor == section.head.anchor or any(anchor == one.anchor for one in headings):
                usage.own += 1
    return found, frozenset(said)


def line_around(text: str, start: int, end: int) -> str:
    """Return the line that holds a mention in the middle of other words, without its ends; nothing where it is long."""
    if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
        return ""  # a word for itself
    first = text.rfind("\n", max(0, start - _LINE), start) + 1
    last = text.find("\n", end, end + _LINE)
    line = text[first : len(text) if last < 0 else last].strip()
    return line if len(line) <= _LINE else ""


def is_label(text: str, start: int, end: int) -> bool:
    """Say whether a mention is the label of its line, or all of it."""
    line = text.rfind("\n", max(0, start - _MARKUP), start) + 1
    if not line and start > _MARKUP:
        return False
    return bool(_BEFORE.fullmatch(text, line, start) and _AFTER.match(text, end, end + _MARKUP))


def texts(section: Section) -> Iterator[tuple[Sequence[Heading], str]]:
    """Yield the running text of a section by blocks, with the headings it stands under."""
    under: list[Heading] = [section.head]
    coming = iter(section.headings[1:])
    title = False
    for token in section.tokens:
        if token.type == "heading_open":
            title = True
            heading = None if (token.meta or {}).get("nested") else next(coming, None)
            if heading is not None:
                under = [*(one for one in under if one.level < heading.level), heading]
        elif token.type == "heading_close":
            title = False
        elif token.type == "inline" and token.children and not title:
            yield under, running(token.children)
