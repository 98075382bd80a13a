"""Pages of sections, and of chapters with the list of their sections."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from urllib.parse import urlencode

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import digest
from studyguide.html import edits
from studyguide.language import direction
from studyguide.markdown.plain_text import plain
from studyguide.model import Comparison, Link, Rewording, Section, Tag
from studyguide.page_kinds import CHAPTER, HOMEPAGE, PRACTICE, SECTION, PageKind
from studyguide.pages import asked, chapter_contents, long_lists, neighbours, plan_lists, plans
from studyguide.pages.chapter_contents import Entry
from studyguide.pages.for_reading import for_reading, toc
from studyguide.pages.frame import Frame, blocks, distinct, inline, printed_at
from studyguide.pages.home import overview
from studyguide.pages.long_lists import Group
from studyguide.pages.neighbours import LocalMap
from studyguide.pages.plans import Next, Plan
from studyguide.pages.progress import is_read, minutes
from studyguide.paths import HOME, PageName, Url
from studyguide.reuse.memory import recalled
from studyguide.site import Page, TocEntry

RELATED_LIMIT = 8

MANY_HEADINGS = 5
"""Headings that are worth a list of them: with fewer, most of them are three screens of a phone away."""

OTHERS_LIMIT = 12
"""Sections of a table that are listed one by one; the table itself has them all."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of every section."""
    return map(maker(frame), frame.library.sections)


def maker(frame: Frame, fits: Callable[[Page], Page] | None = None) -> Callable[[Section], Page]:
    """Return what makes the page of a section, which ``fits``."""
    compared = cache(partial(_compared, frame))
    following = cache(lambda: plans.following(plans.plans(frame)))

    def page(section: Section) -> Page:
        roles = list(compared().get(section.page, {}).values())
        made = _page(frame, section, roles, following().get(section.page, ()))
        return fits(made) if fits else made

    return page


def named(frame: Frame) -> Iterator[Page]:
    """Name the pages of sections; they have no text."""
    for section in frame.library.sections:
        yield Page(section.page, section.title, "", source=section.place, kind=_kind(section))


def _kind(section: Section) -> PageKind:
    return HOMEPAGE if section.page == HOME else CHAPTER if section.chapter else SECTION


_EXPLAINED = ('class="sg-term"', 'class="sg-link"')
"""Marks of what the browser code explains where it stands, as :mod:`studyguide.html.rules` writes them."""


@dataclass(frozen=True)
class _Role:
    """The part that a page takes in a comparison of ``members``; ``own`` are its title's ids there, mostly one."""

    comparison: Comparison
    members: Mapping[str, None]
    own: list[str]


def _compared(frame: Frame) -> Mapping[PageName, Mapping[str, _Role]]:
    """Find the comparisons in which a page or one of its headings takes part."""
    found: dict[PageName, dict[str, _Role]] = defaultdict(dict)
    for comparison in frame.library.comparisons:
        members = {member.target.id: None for member in comparison.members}
        for target in (member.target for member in comparison.members):
            role = found[target.section.page].setdefault(comparison.id, _Role(comparison, members, []))
            role.own.extend([target.id] if target.heading is target.section.head else [])
    return found


def _page(frame: Frame, section: Section, roles: Sequence[_Role], following: Sequence[Next]) -> Page:
    comparisons = [role.comparison for role in roles]
    around = _Around(
        tags=_tags(frame, section),
        trail=frame.trail(section),
        contents=long_lists.grouped(
            chapter_contents.contents(frame, section), lambda entry: entry[0].title, frame.language
        ),
        comparisons=comparisons,
        tables=_tables(frame, section, roles),
        others=_others(frame, section, roles),
        related=_related(frame, section),
        mentions=_mentions(frame, section),
        reworded=frame.library.reworded.get(section.page),
        map=neighbours.around(frame, section, comparisons),
        plan=plans.plan(frame, section),
        following=following,
    )
    make = partial(_made, frame, section, around)
    if section.page == HOME:
        return make()  # it counts and lists what is in the whole guide
    return recalled(make, "section page", section, frame.options, frame.previews(section), _shown(frame, around))


@dataclass(frozen=True)
class _Around:
    """What the page of a section shows of others; each field has a part of :func:`_shown`."""

    tags: Sequence[Tag]
    trail: Sequence[Section]
    contents: Sequence[Group[Entry]]
    comparisons: Sequence[Comparison]
    tables: Sequence["_Table"]
    others: tuple[Sequence["_Other"], Mapping[str, int]]
    """What to compare with, and of tables by their ids, how many more they hold."""
    related: Sequence[Section]
    mentions: Sequence[tuple[Section, Sequence[Link]]]
    reworded: Rewording | None
    map: LocalMap
    plan: Plan | None
    following: Sequence[Next]
    """What plans say to read after it."""


def _shown(frame: Frame, around: _Around) -> tuple[object, ...]:
    """Name all that the template reads of what is around a section: where that is the same, so is the page."""
    return (
        tuple((tag.name, tag.page, frame.meaning(tag)) for tag in around.tags),
        tuple((above.page, above.title) for above in around.trail),
        tuple(
            (some.label, some.anchor, tuple(chapter_contents.shown(frame, *one) for one in some.items))
            for some in around.contents
        ),
        tuple((one.id, one.page, one.title) for one in around.comparisons),
        tuple((one.id, one.url) for one in around.tables),
        tuple((other.name, other.url) for other in around.others[0]),
        tuple(around.others[1].items()),
        tuple((other.page, other.title) for other in around.related),
        tuple(
            (origin.page, origin.title, tuple((link.mark, link.sentence) for link in links))
            for origin, links in around.mentions
        ),
        around.reworded,
        around.map.shown,
        around.plan,
        tuple((one.plan, one.title, one.row.page, one.row.title) for one in around.following),
    )


def _made(frame: Frame, section: Section, around: _Around) -> Page:
    name = section.page
    heading, body = _text(frame, section, around.plan)
    html = frame.fill(
        "section.html",
        name,
        section=section,
        heading=heading,
        anchor=title_anchor(section),
        direction=direction.of_block(section.title, rtl=frame.language.is_rtl),
        body=body,
        explained=any(mark in body for mark in _EXPLAINED),
        asked=bool(asked.hidden(section, frame.asked.get(section.page, ()))),
        hash=digest.content_hash(section),
        minutes=_minutes(section, around),
        is_read=is_read,
        on_page=_on_page(section),
        tags=around.tags,
        trail=around.trail,
        contents=around.contents,
        comparisons=around.comparisons,
        tables=around.tables,
        others=around.others[0],
        more=around.others[1],
        related=around.related,
        sources=_sources(section),
        mentions=around.mentions,
        reworded=around.reworded,
        edits=partial(edits.listed, language=frame.language),
        map=around.map,
        plan=_encoded(frame, around.plan),
        following=around.following,
        printed_at=printed_at,
        overview=overview(frame) if name == HOME else None,
    )
    return _as_page(frame, section, around, html)


def _minutes(section: Section, around: _Around) -> int:
    """Say how long it takes to read a section; of a chapter, with those that it lists."""
    return minutes(section) + sum(minutes(item) for group in around.contents for item, *_ in group.items)


def _as_page(frame: Frame, section: Section, around: _Around, html: str) -> Page:
    name = section.page
    return Page(
        name,
        section.title,
        html,
        (*toc(section.headings[1:]), *long_lists.entries(around.contents)),
        frame.summary(section),
        section.place,
        section.last,
        bool(section.meta.search),
        tuple(tag.name for tag in around.tags),
        _kind(section),
        top=title_anchor(section),
    )


def _on_page(section: Section) -> tuple[TocEntry, ...]:
    """List the headings of a long page for a screen that has no room for the theme's table of contents beside it."""
    headings = section.headings[1:]
    return toc(headings) if len(headings) >= MANY_HEADINGS else ()


def _encoded(frame: Frame, plan: Plan | None) -> Markup:
    """Write a plan for the script that ticks its steps."""
    data = plans.as_json(plans.encode_page(frame, plan)) if plan else ""
    return Markup(data)  # noqa: S704  written safe for HTML


def _text(frame: Frame, section: Section, plan: Plan | None) -> tuple[Markup, Markup]:
    """Print the title of a section and what it says."""
    questions = frame.asked.get(section.page, ())
    read = plans.pages(plan)

    def text() -> tuple[Markup, Markup]:
        context = frame.context(section.page, section.footnotes)
        title = inline(section.head.inline, frame.context(section.page))
        tokens = asked.marked(section, questions, _practised(frame, section))
        return title, blocks(
            for_reading(plan_lists.listed(tokens, read) if read else tokens, context.language), context
        )

    return recalled(text, "text of a section", section, frame.options, frame.previews(section), read)


def _practised(frame: Frame, section: Section) -> list[Token]:
    """Lead to a quiz of the questions of a section, where they are several: one alone is answered where it stands."""
    number = len(frame.asked.get(section.page, ()))
    if number < 2:  # noqa: PLR2004  several
        return []
    query = urlencode({"mode": "quiz", "scope": f"section:{section.id}", "begin": ""})
    href = f"{frame.url(section.page, PRACTICE.address)}?{query}"
    text = frame.word("section.practise", number=number)
    return [
        Token("raw_open", "p", 1, attrs={"class": "sg-practise sg-no-print", "data-search-exclude": ""}),
        Token("raw_open", "a", 1, attrs={"class": "md-button", "href": href}),
        Token("raw_text", "", 0, content=text),
        Token("raw_close", "a", -1),
        Token("raw_close", "p", -1),
    ]


def title_anchor(section: Section) -> str:
    """Give the page's title an id that none of its headings has."""
    return paths.unique(
        paths.element_id(paths.slug(plain(section.head.inline, tex=True))),
        {paths.fold(heading.anchor) for heading in section.headings},
    )


def _tags(frame: Frame, section: Section) -> list[Tag]:
    found = (frame.tag_by_path.get(paths.of_tag(tag)) for tag in section.tags)
    return list(dict.fromkeys(tag for tag in found if tag))


@dataclass(frozen=True)
class _Table:
    """A comparison that a section takes part in; the address says as what, for where few columns have room."""

    id: str
    title: str
    url: Url


def _tables(frame: Frame, section: Section, roles: Sequence[_Role]) -> list[_Table]:
    """List the tables of many, and the pairs of headings inside the page; a pair of its own is one of the others."""
    found = []
    for role in roles:
        one = role.comparison
        if not one.pair or all(member.target.heading is not section.head for member in one.members):
            query = f"?{urlencode({'with': role.own[0]})}" if role.own and not one.pair else ""
            found.append(_Table(one.id, one.title, Url(frame.url(section.page, one.page) + query)))
    return found


@dataclass(frozen=True)
class _Other:
    """Something to compare a section with, and the address of the two side by side."""

    name: str
    url: Url


def _others(frame: Frame, section: Section, roles: Sequence[_Role]) -> tuple[list[_Other], dict[str, int]]:
    """List what stands beside a section in tables; a page of the two is better than a table of many.

    Of a large table it lists the first and, by the table's id, counts the rest: each of n pages would else list n.
    """
    found: dict[str, _Other] = {}
    more: dict[str, int] = {}
    for role in sorted(roles, key=lambda role: not role.comparison.pair):
        comparison = role.comparison
        for member in comparison.members if role.own else ():
            if member.target.id in role.own or member.target.id in found:
                continue
            if not comparison.pair and len(found) >= OTHERS_LIMIT:
                more[comparison.id] = len(role.members) - len({*role.own, *(found.keys() & role.members.keys())})
                break
            both = [("with", role.own[0]), ("with", member.target.id)]
            url = frame.url(section.page, comparison.page) + ("" if comparison.pair else f"?{urlencode(both)}")
            found[member.target.id] = _Other(member.name, Url(url))
    return list(found.values()), more


def _related(frame: Frame, section: Section) -> list[Section]:
    """List what the author calls related; without that, what links here and is linked from here."""
    named = (
        frame.by_id[name].section if name in frame.by_id else frame.by_name.get(paths.fold(name))
        for name in section.meta.related
    )
    found = [other for other in named if other]
    if not found:
        # Both ways: a link one way may be a mere mention.
        mutual = {link.origin for link in frame.incoming[section.page]} & frame.outgoing[section.page]
        found = [frame.by_page[page] for page in sorted(mutual) if page in frame.by_page]
    return list(dict.fromkeys(other for other in found if other.page != section.page))[:RELATED_LIMIT]


def _sources(section: Section) -> list[str]:
    """List the sources of a section as a whole; those that its footnotes cite stand among them already."""
    cited = {address for tokens in section.footnotes.values() for address in _addresses(tokens)}
    return [source for source in section.meta.sources if source not in cited]


def _addresses(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrs.get("href", ""))
        yield from _addresses(token.children or ())


def _mentions(frame: Frame, section: Section) -> list[tuple[Section, list[Link]]]:
    """Group the links that lead here by the page they stand on."""
    links = sorted(frame.incoming[section.page], key=lambda link: paths.natural(link.origin))
    groups = groupby(links, key=lambda link: link.origin)
    return [(frame.by_page[origin], distinct(found)) for origin, found in groups if origin in frame.by_page]
