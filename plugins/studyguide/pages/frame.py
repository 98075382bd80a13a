"""What pages of every kind need: look-ups in the library, addresses, and a template filled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import tag_pages
from studyguide.guide.digest import summary_of
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.linking import section_names
from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Link, Question, Section, Tag, Tokens
from studyguide.page_kinds import GLOSSARY, PageKind
from studyguide.pages import previews, wording
from studyguide.paths import Anchor, PageName, Url
from studyguide.reuse.memory import Told, held, recalled, remembers, told
from studyguide.site import Page, TocEntry

# StrictUndefined: a slip in a template stops the build instead of leaving a gap. Templates are compiled once for all,
# and as in the hosts nobody asks the disk for each page whether they have changed since.
ENVIRONMENT = Environment(
    loader=PackageLoader("studyguide"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)


class Frame:
    """Looks things up in a library while its pages are made; the look-up tables are made once."""

    def __init__(self, library: Library, *, drawn: bool = True) -> None:
        self.library = library
        self._drawn = drawn
        self.options = library.options
        self.language = library.options.language
        self._functions = wording.functions(self.language)
        self.by_page = {section.page: section for section in library.sections}
        self.order = {section.page: number for number, section in enumerate(library.sections)}
        self.by_id = {target.id: target for target in section_names.targets(library.sections)}
        self.by_name = section_names.pages(library.sections)
        self.tag_by_path = {tag.path: tag for tag in library.tags}
        self._as_written = {
            section.title: " ".join(plain(section.head.inline, tex=True).split()) for section in library.sections
        }
        self.children: dict[PageName, list[Section]] = defaultdict(list)
        for section in library.sections:
            if section.parent is not None:
                self.children[section.parent].append(section)
        self.asked: dict[PageName, list[Question]] = defaultdict(list)
        for question in library.questions:
            self.asked[question.page].append(question)
        self._meanings = tag_pages.meanings(library)
        # Each link to a section shows its first words, and it may be linked from every page.
        self._linked: dict[PageName, Told] = {}
        self._begun: dict[PageName, Mapping[str, str]] = {}
        self.incoming: dict[PageName, list[Link]] = defaultdict(list)
        self.outgoing: dict[PageName, set[PageName]] = defaultdict(set)
        self._links_from: dict[PageName, list[Link]] = defaultdict(list)
        for link in library.links:
            self.incoming[link.page].append(link)
            self._links_from[link.origin].append(link)
            self.outgoing[link.origin].add(link.page)
        # An owner's page at its address stands in its place, and has none of the anchors.
        glossary = paths.fold(library.url(GLOSSARY.address))
        self._own_glossary = glossary in map(paths.fold, library.options.own.values())
        self.fragments = {path: _by_target(known) for path, known in library.anchors.items()}

    def anew(self) -> "Frame":
        """Return one that has looked nothing up yet in the texts of sections: whoever asks is to be seen asking."""
        frame = copy(self)
        frame.__dict__.update(_linked={}, _begun={})
        return frame

    # Addresses.

    def url(self, origin: PageName, page: PageName, anchor: str = "") -> Url:
        """Write the address of a page as it stands in a link on the page ``origin``."""
        return paths.relative(origin, page, anchor, directory_urls=self.library.options.directory_urls)

    def file(self, origin: PageName, path: str) -> Url:
        """Write the address of a published file, given percent-encoded."""
        return paths.relative_to_root(origin, path, directory_urls=self.library.options.directory_urls)

    # Text.

    def word(self, key: str, number: float | None = None, /, **values: object) -> str:
        """Say something in the language of the guide, as plain text."""
        return self.language.word(key, number, **values)

    def context(self, origin: PageName, footnotes: Mapping[str, Tokens] | None = None) -> Context:
        """Describe a page to the renderer."""
        return Context(
            page=lambda page, anchor: self.url(origin, page, anchor),
            asset=lambda asset: self.file(origin, paths.quoted(asset)),
            term=lambda term: self.url(origin, GLOSSARY.address, "" if self._own_glossary else term.anchor),
            own=partial(self.file, origin),
            preview=lambda page, anchor: "" if page == origin else self.preview(page, anchor),
            footnotes=footnotes or {},
            breaks=True,
            charts=True,
            unsafe=self.library.options.allow_unsafe_html,
            pictures=self.library.options.pictures,
            language=self.language,
        )

    def quoting(self, origin: PageName, footnotes: Mapping[str, Tokens] | None = None) -> Context:
        """Describe a page that repeats text of other pages; the marks that backlinks lead to stay on those."""
        context = self.context(origin, footnotes)
        context.marks = False
        return context

    def named(self, text: str) -> Markup:
        """Write a name for a page, set apart where it is in the other direction of writing."""
        return self.language.own(text)

    def slug(self, title: str) -> str:
        """Make a fragment of the title of a section; formulas in it count as they were written."""
        return paths.slug(self._as_written.get(title, title))

    # Templates.

    def fill(self, template: str, name: PageName, **values: object) -> str:
        """Fill a template for the page ``name``; nothing where only names of pages are asked for."""
        if not self._drawn:
            return ""
        return ENVIRONMENT.get_template(template).render(self._values(name, values))

    def _values(self, name: PageName, values: Mapping[str, object]) -> dict[str, object]:
        common = {
            "href": partial(self.url, name),
            "file": partial(self.file, name),
            "repository": self.library.options.repository,
            "guide": self.library.options.title,
            "frame": self,
        }
        return {**self._functions, **common, **values}

    def page(  # noqa: PLR0913  named, and most of them optional
        self,
        kind: PageKind,
        *,
        name: PageName | None = None,
        title: str = "",
        toc: Sequence[TocEntry] = (),
        description: str = "",
        shows: tuple[object, ...] | None = None,
        **values: object,
    ) -> Page:
        """Make a page that belongs to no file, by its template; without a ``name`` it is the only one of its kind.

        Where ``shows`` names all that the template shows of the ``values``, a page that shows the same is made once.
        """
        name, title = name or kind.address, title or self.word(f"kinds.{kind.name}")
        bare = Page(name, title, "", tuple(toc), description, kind=kind, search=kind.searched, top=kind.name)
        make = partial(self._filled, bare, values)
        if shows is None or not self._drawn:
            return make()
        shown = told((*toc, *shows), "shown", kind.name, name)
        return recalled(make, "page", kind.name, name, title, description, self.options, shown)

    def _filled(self, page: Page, values: Mapping[str, object]) -> Page:
        if not self._drawn:
            return page
        # Piece by piece, for the page of all sections is long.
        template = ENVIRONMENT.get_template(f"{page.kind.name}.html")
        pieces = template.generate(self._values(page.name, {"title": page.title, **values}))
        return replace(page, html=pieces)

    # Sections among each other; templates call these too.

    def links_from(self, page: PageName) -> Sequence[Link]:
        """List the links on a page, in their order."""
        return self._links_from.get(page, ())

    def trail(self, section: Section) -> list[Section]:
        """List the chapters above a section, the outermost first."""
        found: list[Section] = []
        parent = section.parent
        while parent is not None and parent in self.by_page and self.by_page[parent] not in found:
            found.insert(0, self.by_page[parent])
            parent = self.by_page[parent].parent
        return found

    def top(self, section: Section) -> str:
        """Name the chapter at the top of a section's trail."""
        return next((chapter.title for chapter in self.trail(section)), section.title)

    def by_chapter(self, sections: Iterable[Section]) -> list[tuple[str, list[Section]]]:
        """Group sections by the chapter at the top of their trail, in the order of the guide."""
        groups: dict[str, list[Section]] = defaultdict(list)
        for section in sorted(sections, key=lambda section: self.order[section.page]):
            groups[self.top(section)].append(section)
        return list(groups.items())

    def summary(self, section: Section) -> str:
        """Describe a section in one line, for lists."""
        return summary_of(section)

    def preview(self, page: PageName, anchor: str = "") -> str:
        """Say what a link leads to: the first lines under a title or another heading, and facts there."""
        section = self.by_page.get(page)
        if section is None:
            return ""
        if remembers():  # it has it too, and sees who asks
            return previews.beginning(section, anchor, self.language)
        if page not in self._begun:
            self._begun[page] = previews.beginnings(section, self.language)
        return self._begun[page].get(anchor, "")

    def previews(self, section: Section) -> Told:
        """Say what all its links lead to: nothing else of other sections is in what a section itself says."""
        if section.page not in self._linked:
            shown = tuple(self.preview(page, anchor) for page, anchor in destinations(section))
            self._linked[section.page] = told(shown, "previews", section.page)
        return self._linked[section.page]

    def meaning(self, tag: Tag) -> str:
        """Say what a tag stands for, where the exam or its text says so: ``D1/1.2`` does not say it itself."""
        return self._meanings.get(tag.path, "")

    def inner_tags(self, tag: Tag) -> list[Tag]:
        """List the tags nested in one."""
        return [self.tag_by_path[path] for path in tag.children]


@held
def destinations(said: Section | Question) -> tuple[tuple[PageName, str], ...]:
    """List where the links in a section lead to, those of its footnotes, headings and facts too; or in a question."""
    found: dict[tuple[PageName, str], None] = {}
    waiting: list[Sequence[Token]] = []
    if isinstance(said, Question):
        waiting += [said.body, said.asked, said.lead]
    else:
        waiting += [said.tokens, *said.footnotes.values(), *(heading.inline for heading in said.headings)]
        waiting += [fact.value for heading in said.headings for fact in heading.facts]
    while waiting:
        for token in waiting.pop():
            if token.meta and token.meta.get("page") is not None:
                found[token.meta["page"], str(token.meta.get("anchor", ""))] = None
            if token.children:
                waiting.append(token.children)
    return tuple(found)


def _by_target(known: Mapping[str, tuple[PageName, Anchor]]) -> Mapping[tuple[PageName, str], list[str]]:
    """Give the fragments of a file by where they went."""
    found: dict[tuple[PageName, str], list[str]] = defaultdict(list)
    for fragment, target in known.items():
        found[target].append(paths.element_id(fragment))
    return dict(found)


def printed_at(page: PageName, fragment: str = "") -> str:
    """Name the place of a page, or of a heading on it, where the whole guide is one page."""
    # As a beginning too it may be none that is taken: `sg` would make `sg--…` of an id.
    place = paths.element_id(f"{paths.slug(page)}--").removesuffix("--")
    return place + (f"--{fragment}" if fragment else "")


def distinct(links: Iterable[Link]) -> list[Link]:
    """Keep one link for each sentence."""
    return list({link.sentence: link for link in links}.values())


def blocks(tokens: Sequence[Token], context: Context) -> Markup:
    """Print blocks for a template; the renderer has sanitised them."""
    return Markup(render.blocks(tokens, context))  # noqa: S704


def inline(tokens: Sequence[Token], context: Context) -> Markup:
    """Print inline tokens for a template; the renderer has sanitised them."""
    return Markup(render.inline(tokens, context))  # noqa: S704


def footnotes(context: Context) -> Markup:
    """Print the footnotes met so far; the renderer has sanitised them."""
    return Markup(render.footnotes(context))  # noqa: S704
