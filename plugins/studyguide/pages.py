"""Turn a library into pages: one function for every kind of page, each filling one template."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from studyguide import paths, render, tags
from studyguide.model import (
    Comparison,
    Heading,
    Library,
    Link,
    Member,
    NavNode,
    Page,
    Question,
    Section,
    Tag,
    Term,
    TocEntry,
    Tokens,
)
from studyguide.names import targets
from studyguide.parse import words
from studyguide.paths import HOME, PageName
from studyguide.text import block_text

GLOSSARY = PageName("glossary")
TAGS = PageName("tags/index")
COMPARE = PageName("compare/index")
PRACTICE = PageName("practice")
PRINT = PageName("print")
CHANGES = PageName("changes")
GENERATED = (GLOSSARY, TAGS, COMPARE, PRACTICE, PRINT, CHANGES)
"""Pages every guide gets; no page of the notes may take their URLs."""

WORDS_A_MINUTE = 200
DESCRIPTION_LIMIT = 160
_ENVIRONMENT = Environment(
    loader=PackageLoader("studyguide"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)


def build(library: Library) -> tuple[Page, ...]:
    """Make every page of the guide."""
    book = _Book(library)
    return (
        *(book.section(section) for section in library.sections),
        *book.tags(),
        book.glossary(),
        *book.comparisons(),
        book.practice(),
        book.changes(),
        book.printed(),
        book.home(),
    )


@dataclass(frozen=True)
class _Part:
    """One section on the print page."""

    title: str
    html: Markup
    anchor: str
    chapter: bool


class _Book:
    """Looks things up in a library while its pages are made; the look-up tables are made once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_page = {section.page: section for section in library.sections}
        self.children: dict[PageName, list[Section]] = defaultdict(list)
        for section in library.sections:
            if section.parent is not None:
                self.children[section.parent].append(section)
        self.incoming: dict[PageName, list[Link]] = defaultdict(list)
        for link in library.links:
            self.incoming[link.page].append(link)
        self.by_id = {target.id: target for target in targets(library.sections)}
        self.compared: dict[PageName, dict[str, Comparison]] = defaultdict(dict)
        for comparison in library.comparisons:
            for member in comparison.members:
                self.compared[member.target.section.page].setdefault(comparison.id, comparison)
        self.tag_by_path = {tag.path: tag for tag in library.tags}
        self.tags_of: dict[PageName, list[Tag]] = defaultdict(list)
        self.names = {node.page: node.title for node in _flat(library.nav) if node.page}

    # How things are written on a page.

    def url(self, origin: PageName, page: PageName, anchor: str = "") -> str:
        return paths.relative(origin, page, anchor, directory_urls=self.library.options.directory_urls)

    def context(self, origin: PageName, footnotes: Mapping[str, Tokens] | None = None) -> render.Context:
        return render.Context(
            page=lambda page, anchor: self.url(origin, page, anchor),
            asset=lambda asset: paths.relative_to_root(
                origin, paths.quoted(asset), directory_urls=self.library.options.directory_urls
            ),
            term=lambda term: self.url(origin, GLOSSARY, term.anchor),
            footnotes=footnotes or {},
        )

    def page(self, name: PageName, title: str, template: str, kind: str, **values: Any) -> Page:
        """Fill a template for a page that belongs to no file."""
        toc = values.pop("toc", ())
        html = self.fill(template, name, title=title, **values)
        return Page(name, title, html, toc, str(values.get("description", "")), kind=kind, search=kind in {"glossary", "comparison"})

    def fill(self, template: str, name: PageName, **values: Any) -> str:
        href = lambda page, anchor="": self.url(name, page, anchor)  # noqa: E731
        repository = self.library.options.repository
        common = {"href": href, "repository": repository, "guide": self.library.options.title, "book": self}
        return _ENVIRONMENT.get_template(template).render(common | values)

    # Sections and chapters.

    def section(self, section: Section) -> Page:
        """Make the page of a section, or of a chapter with the list of its sections."""
        name = section.page
        body = render.blocks(section.tokens, self.context(name, section.footnotes))
        count = words(section)
        mentions = self.mentions(section)
        values = {
            "section": section,
            "heading": Markup(render.inline(section.head.inline, self.context(name))),
            "body": Markup(body),
            "tags": self.section_tags(section),
            "minutes": max(1, round(count / WORDS_A_MINUTE)),
            "words": count,
            "contents": self.contents(section),
            "related": self.related(section),
            "comparisons": list(self.compared[name].values()),
            "mentions": mentions,
            "trail": self.trail(section),
        }
        extra = [TocEntry("Mentioned in", "mentioned-in", 2)] if mentions else []
        toc = _toc(section.headings[1:], extra)
        html = self.fill("section.html", name, **values)
        description = section.meta.summary or _summary(section)
        shown = tuple(tag.name for tag in self.section_tags(section))
        kind = "chapter" if section.chapter else "section"
        return Page(name, section.title, html, toc, description, section.place, section.last, section.meta.search, shown, kind)

    def section_tags(self, section: Section) -> list[Tag]:
        found = (self.tag_by_path.get(tags.key(tag)) for tag in section.tags)
        return list(dict.fromkeys(tag for tag in found if tag))

    def contents(self, section: Section) -> list[Section]:
        return self.children[section.page]

    def title_anchor(self, section: Section) -> str:
        """Give the page's title an id that none of its headings has."""
        return paths.unique(paths.slug(section.title), {paths.fold(heading.anchor) for heading in section.headings})

    def anchor_in_chapter(self, item: Section) -> str:
        """Return the fragment under which GitHub knows a section in its file; the chapter page keeps it alive."""
        moved = self.library.anchors.get(item.place.path, {})
        return next((fragment for fragment, found in moved.items() if found == (item.page, "")), paths.slug(item.page))

    def moved(self, chapter: Section, item: Section) -> list[tuple[str, str, str]]:
        """List the other fragments of the file that went to a section or below it: fragment, address, title."""
        if chapter.place.path != item.place.path or (chapter.parent and chapter.parent in self.by_page and self.by_page[chapter.parent].place.path == chapter.place.path):
            return []
        inside = self._descendants(item)
        titles = {(s.page, h.anchor): h.title for s in inside for h in s.headings}
        own = (item.page, "")
        return [
            (fragment, self.url(chapter.page, *found), titles[found])
            for fragment, found in self.library.anchors.get(item.place.path, {}).items()
            if found != own and found in titles and fragment == fragment.lower()
        ]

    def _descendants(self, section: Section) -> list[Section]:
        return [section, *(s for child in self.children[section.page] for s in self._descendants(child))]

    def trail(self, section: Section) -> list[Section]:
        """List the chapters above a section, the outermost first."""
        found: list[Section] = []
        parent = section.parent
        while parent is not None and parent in self.by_page and self.by_page[parent] not in found:
            found.insert(0, self.by_page[parent])
            parent = self.by_page[parent].parent
        return found

    def related(self, section: Section) -> list[Section]:
        """List what the author calls related, then what shares the rarest tags and links both ways."""
        named = [self.by_id[name].section for name in section.meta.related if name in self.by_id]
        here = {link.origin for link in self.incoming[section.page]}
        there = {link.page for link in self.library.links if link.origin == section.page} if not named else set()
        mutual = [self.by_page[page] for page in sorted(here & there) if page in self.by_page]
        return list(dict.fromkeys(s for s in (*named, *mutual) if s.page != section.page))[:8]

    def mentions(self, section: Section) -> list[tuple[Section, list[Link]]]:
        """Group the links that lead here by the page they stand on."""
        links = sorted(self.incoming[section.page], key=lambda link: paths.natural(link.origin))
        groups = groupby(links, key=lambda link: link.origin)
        return [(self.by_page[origin], _distinct(found)) for origin, found in groups if origin in self.by_page]

    def summary(self, section: Section) -> str:
        """Describe a section in one line, for lists."""
        return section.meta.summary or _summary(section)

    def heading_url(self, origin: PageName, section: Section, heading: Heading) -> str:
        return self.url(origin, section.page, heading.anchor)

    # Tags.

    def tags(self) -> Iterator[Page]:
        """Make the index of tags and a page for each."""
        tops = [tag for tag in self.library.tags if "/" not in tag.path]
        yield self.page(TAGS, "Tags", "tags.html", "tags", tags=tops, by_path=self.tag_by_path)
        for tag in self.library.tags:
            together = [(self.tag_by_path[path], count) for path, count in tag.together]
            children = [self.tag_by_path[path] for path in tag.children]
            intro = next((s for s in self.library.sections if paths.fold(s.title) == paths.fold(tag.name)), None)
            values = {"tag": tag, "together": together, "children": children, "intro": intro}
            values["chapters"] = self.by_chapter(tag.sections)
            yield self.page(tag.page, f"Tag: {tag.name}", "tag.html", "tag", **values)

    def inner_tags(self, tag: Tag) -> list[Tag]:
        return [self.tag_by_path[path] for path in tag.children]

    def by_chapter(self, sections: Iterable[Section]) -> list[tuple[str, list[Section]]]:
        """Group sections by the chapter at the top of their trail, in the order of the guide."""
        order = {section.page: n for n, section in enumerate(self.library.sections)}
        found = sorted(sections, key=lambda section: order[section.page])
        groups: dict[str, list[Section]] = defaultdict(list)
        for section in found:
            trail = self.trail(section)
            groups[trail[0].title if trail else section.title].append(section)
        return list(groups.items())

    # Glossary.

    def glossary(self) -> Page:
        """Make the page of all terms, A to Z."""
        letters = [(letter, list(terms)) for letter, terms in groupby(self.library.terms, key=lambda t: _letter(t.name))]
        toc = tuple(TocEntry(letter, f"letter-{paths.slug(letter)}", 2) for letter, _ in letters)
        return self.page(GLOSSARY, "Glossary", "glossary.html", "glossary", letters=letters, toc=toc, slug=paths.slug)

    def definition(self, term: Term) -> Markup:
        """Print a term's definition as it stands on the glossary page."""
        context = self.context(GLOSSARY)
        context.marks = False
        return Markup(render.inline(render.strip_footnotes(term.definition), context))  # noqa: S704  sanitised

    def uses(self, term: Term) -> list[Section]:
        return [self.by_page[page] for page in term.used_in if page in self.by_page]

    # Comparisons.

    def comparisons(self) -> Iterator[Page]:
        """Make the index of comparisons, and a page for each group and pair."""
        groups = [c for c in self.library.comparisons if not c.pair]
        pairs = [c for c in self.library.comparisons if c.pair]
        yield self.page(COMPARE, "Compare", "compare.html", "compare", groups=groups, pairs=pairs)
        for comparison in self.library.comparisons:
            yield self.comparison(comparison)

    def comparison(self, comparison: Comparison) -> Page:
        """Make one table; a pair shows first the rows that differ, then the sentences that name both."""
        context = self.context(comparison.page, _footnotes_of(comparison))
        context.marks = False
        rows = [
            (attribute, [self.cell(member, attribute.fact, context) for member in comparison.members])
            for attribute in comparison.attributes
        ]
        if comparison.pair:
            rows.sort(key=lambda row: len({cell["text"] for cell in row[1]}) < 2)  # noqa: PLR2004  equal ones last
        values = {
            "comparison": comparison,
            "rows": rows,
            "footnotes": Markup(render.footnotes(context)),  # noqa: S704  sanitised
            "together": self.together(comparison) if comparison.pair else [],
        }
        return self.page(comparison.page, comparison.title, "comparison.html", "comparison", **values)

    def cell(self, member: Member, key: str, context: render.Context) -> dict[str, Any]:
        fact = member.facts.get(key)
        place = fact.place if fact else member.target.heading.place
        repository = self.library.options.repository
        if fact is None:
            return {"html": "", "text": "", "gap": True, "line": repository.file(place) if repository else ""}
        value = [_labelled(token, f"{member.target.section.page}\0") for token in fact.value]
        html = Markup(render.inline(value, context))  # noqa: S704  sanitised
        return {"html": html, "text": fact.text, "gap": False, "line": repository.lines(place, place.line) if repository else ""}

    def together(self, comparison: Comparison) -> list[Link]:
        """Find the sentences that link to one member from the other's page, or to both."""
        one, other = (member.target.section.page for member in comparison.members)
        direct = [link for link in self.library.links if {link.origin, link.page} == {one, other}]
        sentences = {link.sentence for link in self.incoming[other]}
        both = [link for link in self.incoming[one] if link.sentence in sentences and link.origin not in {one, other}]
        return _distinct([*direct, *both])[:8]

    # The other pages.

    def practice(self) -> Page:
        """Make the page of all questions, by chapter; each opens to its answer without a script."""
        groups: dict[str, list[tuple[Question, Markup]]] = defaultdict(list)
        for question in self.library.questions:
            section = self.by_page[question.page]
            trail = self.trail(section)
            context = self.context(PRACTICE, section.footnotes)
            context.prefix, context.marks = f"{question.id}-", False
            html = Markup(render.blocks(render.strip_footnotes_in(question.body), context))  # noqa: S704  sanitised
            groups[trail[0].title if trail else section.title].append((question, html))
        toc = tuple(TocEntry(title, paths.slug(title), 2) for title in groups)
        return self.page(PRACTICE, "Practice", "practice.html", "practice", groups=list(groups.items()), toc=toc, slug=paths.slug)

    def changes(self) -> Page:
        """Make the page of what changed last, by git, and of the reviews that are longest ago."""
        changed = self.library.changed
        order = sorted(changed, key=lambda page: (-changed[page].toordinal(), paths.natural(page)))[:60]
        days = [(day, [self.by_page[p] for p in pages]) for day, pages in groupby(order, key=lambda page: changed[page])]
        reviewed = sorted((s for s in self.library.sections if s.meta.reviewed), key=lambda s: (s.meta.reviewed, s.page))
        return self.page(CHANGES, "What changed", "changes.html", "changes", days=days, oldest=reviewed[:20])

    def printed(self) -> Page:
        """Make one page of the whole guide, with links that stay on it."""
        parts = []
        for section in self.library.sections:
            context = render.Context(
                page=lambda page, anchor: f"#{_print_anchor(page, anchor)}",
                asset=lambda asset: paths.relative_to_root(
                    PRINT, paths.quoted(asset), directory_urls=self.library.options.directory_urls
                ),
                term=lambda term: f"#term-{term.anchor}",
                footnotes=section.footnotes,
                prefix=_print_anchor(section.page, "-")[:-1],
                shift=1,
            )
            html = Markup(render.blocks(section.tokens, context))  # noqa: S704  sanitised
            parts.append(_Part(section.title, html, _print_anchor(section.page, ""), section.chapter))
        return self.page(PRINT, self.library.options.title, "print.html", "print", parts=parts, terms=self.library.terms)

    def home(self) -> Page:
        """Make a home page for guides whose owner wrote none."""
        tops = [section for section in self.library.sections if section.parent is None]
        counts = {page: len(links) for page, links in self.incoming.items() if page in self.by_page}
        popular = [self.by_page[page] for page in sorted(counts, key=lambda page: (-counts[page], page))[:12]]
        totals = {
            "sections": len(self.library.sections),
            "terms": len(self.library.terms),
            "comparisons": sum(not c.pair for c in self.library.comparisons),
            "questions": len(self.library.questions),
        }
        return self.page(HOME, self.library.options.title, "home.html", "home", tops=tops, popular=popular, totals=totals)


def _flat(nodes: Iterable[NavNode]) -> Iterator[NavNode]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _distinct(links: Iterable[Link]) -> list[Link]:
    """Keep one link for each sentence."""
    return list({link.sentence: link for link in links}.values())


def _toc(headings: Sequence[Heading], extra: Sequence[TocEntry]) -> tuple[TocEntry, ...]:
    """Nest headings by level, as the table of contents shows them."""
    flat = [TocEntry(heading.title, heading.anchor, heading.level) for heading in headings]
    return (*_nested(flat), *extra)


def _nested(flat: Sequence[TocEntry]) -> tuple[TocEntry, ...]:
    if not flat:
        return ()
    top = min(entry.level for entry in flat)
    starts = [n for n, entry in enumerate(flat) if entry.level == top]
    ends = [*starts[1:], len(flat)]
    return tuple(
        TocEntry(flat[a].title, flat[a].anchor, top, _nested(flat[a + 1 : b])) for a, b in zip(starts, ends, strict=True)
    )


def _summary(section: Section) -> str:
    """Take the first sentences of the first paragraph."""
    for index, token in enumerate(section.tokens):
        if token.type == "paragraph_open":
            text = re.sub(r"\s+", " ", block_text(section.tokens[index : index + 2])).strip()
            if text:
                return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1].rsplit(" ", 1)[0] + "…"
    return ""


def _letter(name: str) -> str:
    return name[0].upper() if name[0].isalpha() else "#"


def _print_anchor(page: PageName, anchor: str) -> str:
    return paths.slug(page) + (f"--{anchor}" if anchor else "")


def _footnotes_of(comparison: Comparison) -> dict[str, Tokens]:
    return {
        f"{member.target.section.page}\0{label}": body
        for member in comparison.members
        for label, body in member.target.section.footnotes.items()
    }


def _labelled(token: Any, prefix: str) -> Any:
    if token.type != "footnote_ref":
        return token
    return token.copy(meta={**token.meta, "label": prefix + token.meta["label"]})
