"""Old addresses that still lead somewhere: a page where none is any more, and anchors that left a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from studyguide import paths
from studyguide.model import Moved
from studyguide.page_kinds import MOVED
from studyguide.pages.frame import Frame
from studyguide.paths import PageName, Url
from studyguide.reuse.memory import changed, kept
from studyguide.site import Page


@dataclass(frozen=True)
class _Line:
    """Something that was here under an anchor, or without one, and the link to where it is now."""

    anchor: str
    url: Url
    title: str


def complete(frame: Frame, pages: Iterable[Page]) -> Iterator[Page]:
    """Add to each page the anchors that left it, and a page for each address that has none any more."""
    titles: dict[tuple[PageName, str], str] = {
        (section.page, heading.anchor): heading.title
        for section in frame.library.sections
        for heading in section.headings
    }
    leaving: dict[PageName, list[Moved]] = defaultdict(list)
    for moved in frame.library.moved:
        leaving[moved.page].append(moved)
    for page in pages:
        # Also of pages without a section: tags, comparisons and the glossary move too.
        titles.setdefault((page.name, ""), page.title)
        yield _left(frame, page, leaving.pop(page.name, []), titles)
    for name, found in leaving.items():
        yield _redirect(frame, name, _lines(frame, found, titles))


def _left(frame: Frame, page: Page, found: Sequence[Moved], titles: Mapping[tuple[PageName, str], str]) -> Page:
    """List at a page's end what is elsewhere now, except under anchors that it has again."""
    here = _ids(page) if found else frozenset()
    gone = [moved for moved in found if paths.element_id(moved.anchor) not in here]
    if not gone:
        return page
    added = frame.fill("moved.html", page.name, whole=None, parts=_lines(frame, gone, titles))
    return changed(page, html=page.html + added)


@kept
def _ids(page: Page) -> frozenset[str]:
    """Collect the ids of a page's elements. A page may also show text that looks like one."""
    parser = _Ids()
    parser.feed(page.html)
    parser.close()
    return frozenset(parser.found)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's
        self.found.update(value for name, value in attrs if name == "id" and value)


def _redirect(frame: Frame, name: PageName, lines: Sequence[_Line]) -> Page:
    whole = next((line for line in lines if not line.anchor), lines[0])
    html = frame.fill("moved.html", name, whole=whole, parts=[line for line in lines if line.anchor])
    return Page(name, whole.title, html, search=False, kind=MOVED, moved_to=whole.url, top=MOVED.name)


def _lines(frame: Frame, found: Iterable[Moved], titles: Mapping[tuple[PageName, str], str]) -> list[_Line]:
    return [
        _Line(
            paths.element_id(moved.anchor) if moved.anchor else "",
            frame.url(moved.page, moved.to, moved.to_anchor),
            titles.get((moved.to, moved.to_anchor)) or titles.get((moved.to, "")) or str(moved.to),
        )
        for moved in found
    ]
