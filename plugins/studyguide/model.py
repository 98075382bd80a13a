"""The values that flow from the notes to the outputs. Everything is immutable; every item knows its file and line.

Values that hold tokens are equal only to themselves: tokens have no hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Literal

from markdown_it.token import Token

from studyguide import paths
from studyguide.options import Attribute, Options
from studyguide.paths import Anchor, PageName, SourcePath, Url
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import Told, told
from studyguide.reuse.packing import packable
from studyguide.reuse.said import saying
from studyguide.switches import Silence

Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class Meta:
    """Front matter of a file, or the comment below a heading, after validation."""

    title: str = ""
    short_title: str = ""
    """What the navigation calls it."""
    id: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    order: float | None = None
    draft: bool = False
    split: str = ""
    reviewed: date | None = None
    sources: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str], ...] = ()
    """For what it is confused with, by id, when to choose which."""
    related: tuple[str, ...] = ()
    link: bool | None = None
    """Whether names link here by themselves; None: where they are no ordinary words."""
    compare: bool = True
    search: bool | tuple[str, ...] = True
    """Whether search finds it; words are those under which search finds it, too, and which no page shows."""
    exam_only: bool = False
    about_tag: str = ""
    """The tag on whose page the text of this file stands; files only."""
    plan: bool = False
    """What its headings link to is a plan of study: a step for each heading."""
    addresses: tuple[str, ...] = ()
    """Where other tools put the page, by their own keys; with ``#`` before it, what MyST calls it."""
    macros: tuple[tuple[str, str], ...] = ()
    """Words of its formulas and what they stand for, by MyST's key."""


@dataclass(frozen=True)
class Source:
    """One notes file: its text without front matter, and how many lines stand before that text."""

    path: SourcePath
    text: str
    offset: int = 0
    meta: Meta = field(default_factory=Meta)

    def at(self, line: int) -> Place:
        """Turn a line of the parser (from 0, without front matter) into a line of the file."""
        return Place(self.path, line + self.offset + 1)


@dataclass(frozen=True, eq=False)
class Fact:
    """One row of an ``At a glance`` table; ``value`` holds inline tokens."""

    name: str
    value: Tokens
    text: str
    place: Place


@saying("facts")
@dataclass(frozen=True, eq=False)
class Heading:
    """A heading with what stands directly under it. ``anchor`` is empty where the heading is its page's title."""

    title: str
    inline: Tokens
    level: int
    place: Place
    anchor: Anchor
    meta: Meta = field(default_factory=Meta)
    facts: tuple[Fact, ...] = ()
    written: str = ""
    """Its text in the note, with all markup."""


@packable("tokens")
@dataclass(frozen=True, eq=False)
class Section:
    """One page cut from the notes: a title, the tokens below it, and the headings among them (the title's first)."""

    id: str
    page: PageName
    title: str
    place: Place
    last: int
    tokens: Tokens
    headings: tuple[Heading, ...]
    footnotes: Mapping[str, Tokens]
    parent: PageName | None
    tags: tuple[str, ...] = ()
    meta: Meta = field(default_factory=Meta)
    chapter: bool = False
    offset: int = 0
    """Lines of front matter before the parser's first line."""

    def at(self, token: Token) -> Place:
        """Return the place of a block token of this section."""
        return Place(self.place.path, (token.map[0] if token.map else 0) + self.offset + 1)

    @property
    def head(self) -> Heading:
        """The heading that is the page's title."""
        return self.headings[0]


@dataclass(frozen=True)
class Target:
    """Something a link can lead to: a section or one of its headings."""

    section: Section
    heading: Heading

    @property
    def meta(self) -> Meta:
        """What an author wrote below the heading; a page's title has what the page inherits, too."""
        return self.section.meta if self.heading is self.section.head else self.heading.meta

    @property
    def id(self) -> str:
        """The id an author gave, or the section's own with the anchor."""
        if self.heading.meta.id:
            return self.heading.meta.id
        return f"{self.section.id}#{self.heading.anchor}" if self.heading.anchor else self.section.id


@dataclass(frozen=True)
class Link:
    """A link from one section to a page, with the sentence it stands in."""

    origin: PageName
    page: PageName
    anchor: str
    sentence: str
    place: Place
    kind: Literal["wiki", "markdown", "auto"]
    mark: str = ""
    """The id of the element on the origin's page that holds the link."""


@dataclass(frozen=True)
class Moved:
    """An address that was published once, and where it leads now; anchors are empty for whole pages."""

    page: PageName
    anchor: str
    to: PageName
    to_anchor: Anchor


@saying("definition", "text")
@dataclass(frozen=True, eq=False)
class Term:
    """A glossary entry; ``definition`` is inline tokens, empty for a bare expansion."""

    name: str
    place: Place
    page: PageName
    expansion: str = ""
    definition: Tokens = ()
    text: str = ""
    aliases: tuple[str, ...] = ()
    explicit: bool = False
    section: PageName | None = None
    used_in: tuple[PageName, ...] = ()
    anchor: str = ""
    written: Tokens = ()
    """The name as inline tokens, where an author wrote it; it may hold formulas."""
    defined_at: tuple[int, int | None] | None = None
    """Index of the inline token of its section that defines it, and how many characters stand between the name there
    and the definition; None where no name does."""


@dataclass(frozen=True, eq=False)
class Option:
    """One answer of a multiple-choice question."""

    text: Tokens
    correct: bool
    reason: Tokens


@saying("prompt", "body", "options", "asked", "lead")
@dataclass(frozen=True, eq=False)
class Question:
    """A question with its answer; ``options`` is empty for an open question."""

    id: str
    page: PageName
    place: Place
    last: int
    prompt: str
    body: Tokens
    options: tuple[Option, ...]
    tags: tuple[str, ...]
    explicit_id: bool
    asked: Tokens = ()
    """The prompt with its formulas, as inline tokens."""
    exam_only: bool = False
    """Only the exam asks it; ``page`` is then the section to read again, where the question does not stand."""
    lead: Tokens = ()
    """Blocks that belong to what is asked: the code, picture or table between the prompt and the answer."""


@saying("facts", of=lambda member: member.target.heading)
@dataclass(frozen=True, eq=False)
class Member:
    """A column of a comparison: what is compared, and its facts by name."""

    target: Target
    name: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, eq=False)
class Comparison:
    """A group of members side by side."""

    id: str
    title: str
    page: PageName
    attributes: tuple[Attribute, ...]
    members: tuple[Member, ...]
    pair: bool = False
    verdict: str = ""
    """Of a pair: when to choose which, in a sentence or two."""
    left_members: tuple[Target, ...] = ()
    """What a table that nobody planned leaves out: members that share too little with the others,"""
    left_facts: tuple[str, ...] = ()
    """and names of facts that too few of them have."""


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag with its spelling as shown, and the pages of the sections that carry it or a tag nested in it."""

    name: str
    path: str
    page: PageName
    sections: tuple[PageName, ...]
    together: tuple[tuple[str, int], ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavNode:
    """An entry of the navigation; ``page`` is the index of a group, or the leaf itself."""

    title: str
    page: PageName | None
    children: tuple["NavNode", ...] = ()


@dataclass(frozen=True)
class Edit:
    """Words of a section that were replaced, as plain text; one side is empty where something came or went."""

    before: str = ""
    after: str = ""
    kind: str = ""
    """Where no words are shown, what was done: a key of the words of ``changes``;"""
    number: int = 0
    """and to how many."""


@dataclass(frozen=True)
class Rewording:
    """The last change of what a section says, by git."""

    day: date
    edits: tuple[Edit, ...] = ()
    more: int = 0
    """Edits that are too many to show."""
    was: str = ""
    """The hash of what it said before; empty where it said nothing, for it is new."""

    @property
    def tells(self) -> bool:
        """Whether readers learn something: else all that is known is that the words are older than this day."""
        return bool(self.edits) or not self.was


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything that the notes say, linked: what pages and other outputs are made from."""

    options: Options
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()
    tags: tuple[Tag, ...] = ()
    about_tags: Mapping[str, Section] = field(default_factory=dict)
    """By the path of a tag, the text that its page begins with. It is no section: nothing counts or lists it."""
    comparisons: tuple[Comparison, ...] = ()
    questions: tuple[Question, ...] = ()
    pool: tuple[Question, ...] = ()
    """Questions that only the exam asks; no list, card, search or book shows them."""
    links: tuple[Link, ...] = ()
    nav: tuple[NavNode, ...] = ()
    changed: Mapping[PageName, date] = field(default_factory=dict)
    reworded: Mapping[PageName, Rewording] = field(default_factory=dict)
    anchors: Mapping[SourcePath, Mapping[str, tuple[PageName, Anchor]]] = field(default_factory=dict)
    """For each file, where every fragment that GitHub knows in it went."""
    moved: tuple[Moved, ...] = ()

    @cached_property
    def around(self) -> Told:
        """All but what it says: see :func:`but_said`."""
        return but_said(self)

    @cached_property
    def said(self) -> tuple[Section | Term | Question, ...]:
        """All values that say something, beside what they are called and where they stand."""
        return (*self.sections, *self.terms, *self.questions, *self.pool)

    def url(self, page: PageName, anchor: str = "") -> Url:
        """Give the address of a page below the site's root."""
        return paths.url(page, anchor, directory_urls=self.options.directory_urls)


@dataclass(frozen=True)
class Note:
    """A parsed source. ``anchors`` maps every fragment GitHub knows in the file to where it went."""

    source: Source
    sections: tuple[Section, ...]
    anchors: Mapping[str, tuple[PageName, Anchor]]
    abbreviations: tuple[tuple[str, str, Place], ...]
    problems: tuple[Problem, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Addresses of links by their labels, as the parser compares those."""
    undefined: tuple[tuple[str, str, Place], ...] = ()
    """Labels that something looks like a link to, compared and as written, which this file does not define."""
    silences: tuple[Silence, ...] = ()
    """The places about which its author wants to hear nothing."""
    unread: tuple[tuple[str, str, Place], ...] = ()
    """Markup of other tools that is shown as text: the tool, the kind of markup, and where it stands first."""
    dialects: frozenset[str] = frozenset()
    """Other tools whose markup was read."""
    labels: tuple[str, ...] = ()
    """Names of headings and others that all files of a collection can refer to."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """The beginning of each block that Logseq gave an id."""

    def without_text(self) -> "Note":
        """Let the text of the file go, which is in its tokens."""
        return replace(self, source=replace(self.source, text=""))


def but_said(library: Library, name: str = "library") -> Told:
    """Tell of a library all but :attr:`Library.said`; of comparisons the shape, for they hold facts of sections.

    Of links it tells where they lead, and not the sentences that they stand in; of days when sections changed, nothing.

    The same library has another ``name`` where something is still to be added to it.
    """
    own = {"sections", "terms", "questions", "pool", "comparisons", "links", "changed", "reworded"}
    led = tuple((link.origin, link.page, link.anchor, link.kind, link.mark) for link in library.links)
    kinds = tuple(map(len, (library.sections, library.terms, library.questions, library.pool)))
    others = (getattr(library, one.name) for one in fields(library) if one.name not in own)
    return told((led, kinds, tuple(map(_shape, library.comparisons)), *others), name)


def _shape(comparison: Comparison) -> tuple[object, ...]:
    """Tell what a comparison puts side by side, but for the values."""
    own = (comparison.id, comparison.title, comparison.page, comparison.attributes)
    members = tuple((_place(one.target), one.name, tuple(one.facts)) for one in comparison.members)
    left = (tuple(map(_place, comparison.left_members)), comparison.left_facts)
    return (*own, members, comparison.pair, comparison.verdict, left)


def _place(target: Target) -> tuple[str, str]:
    return target.section.page, target.heading.anchor
