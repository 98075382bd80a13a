"""The index of tags, and a page for each: what it is about, what to read, and what to practise with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup

from studyguide import paths
from studyguide.guide.digest import summary_of
from studyguide.model import Comparison, Question, Section, Tag, Term
from studyguide.options import Domain
from studyguide.page_kinds import GLOSSARY, PRACTICE, QUESTIONS, TAG, TAGS
from studyguide.pages.for_reading import for_reading, toc
from studyguide.pages.frame import Frame, blocks, inline
from studyguide.pages.progress import Row, row
from studyguide.paths import PageName, Url
from studyguide.site import Page, TocEntry

LISTED = 8
"""Questions, terms and comparisons that a page of a tag names; the lists of all are a link away."""

PLAIN = 25
"""Sections that stand in one list; more are parted by their chapters."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Near:
    """A tag in the list of another one's page."""

    page: PageName
    name: str
    meaning: str
    summary: str
    count: int


@dataclass(frozen=True)
class Some(Generic[Item]):
    """The first of many, and how many more there are."""

    shown: tuple[Item, ...]
    more: int


@dataclass(frozen=True)
class _Found:
    """What there is about each page or tag, collected once for all tags."""

    questions: Mapping[str, Sequence[Question]]
    pool: Mapping[str, Sequence[Question]]
    """By the path of a tag."""
    comparisons: Mapping[PageName, Sequence[Comparison]]
    terms: Mapping[PageName, Sequence[Term]]
    domains: Mapping[str, Domain]
    """By the path of its tag."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the index of tags and a page for each."""
    found = _found(frame)
    yield frame.page(TAGS, tags=_tops(frame, found))
    for tag in frame.library.tags:
        yield _tag(frame, tag, found)


def named(frame: Frame) -> Iterator[Page]:
    """Name the pages that :func:`pages` makes."""
    yield frame.page(TAGS)
    for tag in frame.library.tags:
        text = frame.library.about_tags.get(tag.path)
        yield replace(frame.page(TAG, name=tag.page, title=_title(frame, tag)), source=text.place if text else None)


def _title(frame: Frame, tag: Tag) -> str:
    text = frame.library.about_tags.get(tag.path)
    return text.title if text else frame.word("tags.title", name=tag.name)


def _tops(frame: Frame, found: _Found) -> Sequence[Tag]:
    """List the tags that are in no other; the domains of the exam first, in its order, for readers see their titles."""
    places = {path: place for place, path in enumerate(found.domains)}
    tops = (tag for tag in frame.library.tags if "/" not in tag.path)
    return sorted(tops, key=lambda tag: places.get(tag.path, len(places)))


def _found(frame: Frame) -> _Found:
    comparisons: dict[PageName, list[Comparison]] = defaultdict(list)
    # Tables before pairs: what is told apart by many facts is seen at once.
    for comparison in sorted(frame.library.comparisons, key=lambda comparison: comparison.pair):
        for page in dict.fromkeys(member.target.section.page for member in comparison.members):
            comparisons[page].append(comparison)
    terms: dict[PageName, list[Term]] = defaultdict(list)
    for term in frame.library.terms:
        terms[term.section or term.page].append(term)
    exam = frame.options.exam
    domains = {paths.of_tag(domain.tag): domain for domain in (exam.domains if exam else ())}
    library = frame.library
    return _Found(_by_tag(library.questions), _by_tag(library.pool if exam else ()), comparisons, terms, domains)


def _by_tag(questions: Sequence[Question]) -> Mapping[str, Sequence[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        for path in dict.fromkeys(path for name in question.tags for path in _around(paths.of_tag(name))):
            found[path].append(question)
    return found


def _around(path: str) -> Iterator[str]:
    """Yield the path of a tag and of those it is nested in."""
    steps = path.split("/")
    return ("/".join(steps[:depth]) for depth in range(len(steps), 0, -1))


def _tag(frame: Frame, tag: Tag, found: _Found) -> Page:
    text = frame.library.about_tags.get(tag.path)
    outer = frame.tag_by_path.get(tag.path.rpartition("/")[0])
    values = {
        "called": tag.name,
        "count": len(tag.sections),
        "heading": text.title if text else frame.meaning(tag) or tag.name,
        "text": blocks(for_reading(text.tokens, frame.language), frame.quoting(tag.page, text.footnotes))
        if text
        else Markup(),
        "same": None if text else _of_its_name(frame, tag),
        "outer": _near(frame, outer) if outer else None,
        "weight": _weight(found, tag),
        "outer_weight": _weight(found, outer) if outer else "",
        "children": tuple(_near(frame, one) for one in frame.inner_tags(tag)),
        "siblings": tuple(_near(frame, one) for one in (frame.inner_tags(outer) if outer else ()) if one is not tag),
        "together": tuple((_near(frame, frame.tag_by_path[path]), shared) for path, shared in tag.together),
        "chapters": _chapters(frame, tag),
        "comparisons": _some([(one.page, one.title) for one in _compared(tag, found)]),
        **_asked(frame, tag, found.questions.get(tag.path, ())),
        # What only the exam asks counts for the reader once it was asked there.
        "pool": tuple(question.id for question in found.pool.get(tag.path, ())),
        **_terms(frame, tag, found),
    }
    about = _near(frame, tag).summary or frame.word("tags.about", len(tag.sections), name=tag.name)
    contents = _contents(frame, text, values)
    page = frame.page(
        TAG,
        name=tag.page,
        title=_title(frame, tag),
        description=about,
        toc=contents,
        shows=tuple(values.values()),
        **values,
    )
    return replace(page, source=text.place, last=text.last, search=bool(text.meta.search)) if text else page


def _near(frame: Frame, tag: Tag) -> Near:
    text = frame.library.about_tags.get(tag.path)
    return Near(tag.page, tag.name, frame.meaning(tag), summary_of(text) if text else "", len(tag.sections))


def _weight(found: _Found, tag: Tag) -> str:
    """Write what part of the exam a tag is."""
    domain = found.domains.get(tag.path)
    return f"{domain.weight:g}" if domain else ""


def _of_its_name(frame: Frame, tag: Tag) -> tuple[PageName, str] | None:
    """Find the section that is called as a tag is, which says what it is about."""
    named = (one for one in frame.library.sections if paths.fold(one.title) == paths.fold(tag.name))
    return next(((one.page, one.title) for one in named), None)


def _chapters(frame: Frame, tag: Tag) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """List the sections of a tag in the order of the guide; few chapters need no names."""
    groups = frame.by_chapter(frame.by_page[page] for page in tag.sections)
    listed = tuple((title, tuple(row(frame, one) for one in some)) for title, some in groups)
    if len(listed) > 1 and len(tag.sections) > PLAIN:
        return listed
    return (("", tuple(one for _, some in listed for one in some)),) if listed else ()


def _compared(tag: Tag, found: _Found) -> list[Comparison]:
    """List what compares at least two sections of a tag, tables before pairs."""
    times: dict[str, int] = defaultdict(int)
    known = {one.id: one for page in tag.sections for one in found.comparisons.get(page, ())}
    for page in tag.sections:
        for comparison in found.comparisons.get(page, ()):
            times[comparison.id] += 1
    return sorted((known[name] for name, count in times.items() if count > 1), key=lambda one: one.pair)


def _some(items: Sequence[Item]) -> Some[Item]:
    # "1 more" takes the room of the one itself.
    shown = items if len(items) <= LISTED + 1 else items[:LISTED]
    return Some(tuple(shown), len(items) - len(shown))


def _asked(frame: Frame, tag: Tag, questions: Sequence[Question]) -> Mapping[str, object]:
    """List the first questions of a tag; scripts know all of them by their ids."""
    quoting = frame.quoting(tag.page)
    first = _some(questions)
    shown = tuple(
        (
            frame.url(tag.page, QUESTIONS.address, paths.element_id(question.id)),
            frame.language.own(question.prompt, inline(question.asked, quoting)),
        )
        for question in first.shown
    )
    return {
        "questions": Some(shown, first.more),
        "asked": tuple(question.id for question in questions),
        "quiz": practice(frame, tag.page, "quiz", tag),
    }


def practice(frame: Frame, origin: PageName, mode: str, tag: Tag) -> Url:
    """Give the address at which something of a tag is practised; without a script it is the list of all."""
    query = urlencode({"mode": mode, "scope": f"tag:{tag.name}"})
    return Url(f"{frame.url(origin, PRACTICE.address)}?{query}")


def _terms(frame: Frame, tag: Tag, found: _Found) -> Mapping[str, object]:
    terms = [term for page in tag.sections for term in found.terms.get(page, ())]
    first = _some(sorted(terms, key=lambda term: frame.language.key(term.name)))
    shown = tuple(
        (frame.url(tag.page, GLOSSARY.address, term.anchor), term.name, term.expansion, term.text)
        for term in first.shown
    )
    all_of_it = Url(f"{frame.url(tag.page, GLOSSARY.address)}?{urlencode({'tag': tag.name})}")
    return {"terms": Some(shown, first.more), "glossary": all_of_it}


def _contents(frame: Frame, text: Section | None, values: Mapping[str, object]) -> tuple[TocEntry, ...]:
    """List the headings of a tag's page: those of its text, then ours."""
    outer = values["outer"]
    titles = {
        "chapters": frame.word("coverage.sections"),
        "questions": frame.word("coverage.questions"),
        "comparisons": frame.word("kinds.compare"),
        "terms": frame.word("kinds.glossary"),
        "children": frame.word("tags.within"),
        "siblings": (outer.meaning or outer.name) if isinstance(outer, Near) else "",
        "together": frame.word("tags.together"),
    }
    there = [part for part in titles if getattr(values[part], "shown", values[part])]
    own = toc(text.headings[1:]) if text else ()
    return (*own, *(TocEntry(titles[part], f"sg-tag-{part}", 2) for part in there))
