"""What an address means: the title that it was made from, and what the first rule for addresses would have made of it.

Two sections of one name get ``setup`` and ``setup-2`` by their order, so a third above them moves both: an address
that is there still, and leads to something else. Only what the ledger remembers of it can tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from studyguide import paths
from studyguide.guide import whereabouts
from studyguide.model import Comparison, Heading, Library, Section
from studyguide.notes.headings import addressed
from studyguide.page_kinds import GLOSSARY
from studyguide.paths import Distinct, PageName
from studyguide.problems import Place

STEP = " / "
"""Between a title and those it stands below, for many a chapter has its “Overview”."""


@dataclass(frozen=True)
class Meaning:
    """The titles that lead to a section or heading, the address's last part without a number, and its line."""

    name: str
    base: str
    place: Place

    def __post_init__(self) -> None:
        # As a line of the ledger has it.
        object.__setattr__(self, "name", " ".join(self.name.split()))


@dataclass(frozen=True)
class Meanings:
    """``live`` has the addresses that come from titles; ``before`` leads from the first rule's addresses to today's.

    ``places`` has the lines of all that lines make; ``moved`` leads from addresses that no page has any more to where
    the guide leads on by itself.
    """

    live: Mapping[str, Meaning] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


def collect(library: Library) -> Meanings:
    """Find out what the addresses of a guide mean."""
    cut = _cut(library.sections)
    live = dict(_of_pages(library, cut))
    for section in library.sections:
        live |= _of_headings(library, section)
    pages = dict(_pages_before(library, cut))
    anchors = {key: to for section in library.sections for key, to in _anchors_before(library, section, pages)}
    lists = dict(_lists_before(library))
    before = {old: new for old, new in {**lists, **anchors, **_urls(library, pages)}.items() if old != new}
    moved = {_at(library, old.page, old.anchor): _at(library, old.to, old.to_anchor) for old in library.moved}
    return Meanings(live, before, whereabouts.collect(library), moved)


def _at(library: Library, page: PageName, anchor: str = "") -> str:
    return unquote(library.url(page, anchor))


def _cut(sections: Sequence[Section]) -> Mapping[PageName, Section]:
    """Choose the sections that were cut from files, by file and line; the first of a file is its own page."""
    by_file: dict[str, list[Section]] = defaultdict(list)
    for section in sections:
        if section.last:  # not the page of a folder, which no file says
            by_file[section.place.path].append(section)
    cut: dict[PageName, Section] = {}
    for found in by_file.values():
        pages = {section.page for section in found}
        below = (section for section in found if section.parent in pages)
        cut |= {section.page: section for section in sorted(below, key=lambda section: section.place.line)}
    return cut


def _of_pages(library: Library, cut: Mapping[PageName, Section]) -> Iterator[tuple[str, Meaning]]:
    for section in cut.values():
        if not section.meta.id:
            yield (
                _at(library, section.page),
                Meaning(_path(cut, section), paths.slug(addressed(section.head.inline)), section.place),
            )


def _path(cut: Mapping[PageName, Section], section: Section) -> str:
    """Name a section with those of its file that it stands below; no section stands deeper than H2."""
    above = cut.get(section.parent) if section.parent else None
    return _joined(
        [addressed(above.head.inline), addressed(section.head.inline)] if above else [addressed(section.head.inline)]
    )


def _joined(titles: Iterable[str]) -> str:
    return STEP.join(" ".join(title.split()) for title in titles)


def _of_headings(library: Library, section: Section) -> Iterator[tuple[str, Meaning]]:
    """Yield what anchors mean that come from one name: the others of a page have no double that could take them."""
    bases: dict[str, list[tuple[Heading, str]]] = defaultdict(list)
    for heading, name in _with_paths(section.headings[1:]):
        if not heading.meta.id:
            bases[paths.anchor(addressed(heading.inline))].append((heading, name))
    for found in bases.values():
        for heading, name in found if len(found) > 1 else ():
            meaning = Meaning(name, paths.own_anchor(addressed(heading.inline)), heading.place)
            yield _at(library, section.page, heading.anchor), meaning


def _with_paths(headings: Iterable[Heading]) -> Iterator[tuple[Heading, str]]:
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        above.append(heading)
        yield heading, _joined(addressed(item.inline) for item in above)


# The first rule, for which `C`, `C++` and `C#` were one name.


def _pages_before(library: Library, cut: Mapping[PageName, Section]) -> Iterator[tuple[PageName, PageName]]:
    """Yield pages with the names that the first rule gave them, where it gave others."""
    folders: dict[str, list[Section]] = defaultdict(list)
    for section in cut.values():
        folders[section.page.rpartition("/")[0]].append(section)
    others = defaultdict(list)
    for section in library.sections:
        if section.page not in cut:
            folder, _, name = paths.folder_of(section.page).rpartition("/")
            others[folder].append(name)
    for folder, found in folders.items():
        if any(_changed(section.meta.id or addressed(section.head.inline)) for section in found):
            taken = Distinct(others[folder], first=2)
            for section in found:
                name = taken.name(paths.slug_without_signs(section.meta.id or addressed(section.head.inline)))
                yield section.page, PageName(f"{folder}/{name}" if folder else name)


def _changed(name: str) -> bool:
    return paths.slug(name) != paths.slug_without_signs(name)


def _urls(library: Library, pages: Mapping[PageName, PageName]) -> Mapping[str, str]:
    return {_at(library, old): _at(library, new) for new, old in pages.items()}


def _anchors_before(
    library: Library, section: Section, pages: Mapping[PageName, PageName]
) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of a page's headings with today's."""
    page = pages.get(section.page, section.page)
    if page == section.page and not any(_changed(addressed(heading.inline)) for heading in section.headings[1:]):
        return
    taken = Distinct(("mentioned-in",))
    for heading in section.headings[1:]:
        from_title = not heading.meta.id and heading.anchor.startswith(paths.own_anchor(addressed(heading.inline)))
        anchor = taken.name(paths.anchor(addressed(heading.inline)) or "section" if from_title else heading.anchor)
        yield _at(library, page, anchor), _at(library, section.page, heading.anchor)


def _lists_before(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of terms, tags and comparisons with today's."""
    taken = Distinct(first=2)
    for term in sorted(library.terms, key=lambda term: term.place):
        old = taken.name(paths.slug_without_signs(term.name))
        yield _at(library, GLOSSARY.address, old), _at(library, GLOSSARY.address, term.anchor)
    for tag in library.tags:
        old = PageName(f"tags/{paths.of_tag_without_signs(tag.name)}/index")
        yield _at(library, old), _at(library, tag.page)
    for comparison in library.comparisons:
        folder = comparison.page.partition("/")[0]
        yield _at(library, PageName(f"{folder}/{_identity_before(comparison)}")), _at(library, comparison.page)


def _identity_before(comparison: Comparison) -> str:
    if comparison.pair:
        return "-vs-".join(paths.slug_without_signs(m.target.meta.id or m.name) for m in comparison.members)
    return paths.slug_without_signs(comparison.title)
