"""The values that flow from the notes to the outputs. Everything is immutable; every item knows its file and line.

Values that hold tokens are equal only to themselves: tokens have no hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import quote, urlencode

from markdown_it.token import Token

from studyguide.paths import Anchor, PageName, SourcePath, Url

Severity = Literal["error", "warning", "info"]
Tokens = tuple[Token, ...]


@dataclass(frozen=True, order=True)
class Place:
    """A line (from 1) of a file below the notes folder."""

    path: SourcePath
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """What an author can get wrong: where, which rule, and how to mend it."""

    place: Place
    rule: str
    message: str
    severity: Severity = "warning"

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class Meta:
    """Front matter of a file, or the comment below a heading, after validation."""

    title: str = ""
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
    related: tuple[str, ...] = ()
    link: bool = True
    compare: bool = True
    search: bool = True


@dataclass(frozen=True)
class Source:
    """One notes file: its text without front matter, and how many lines stand before that text."""

    path: SourcePath
    text: str
    offset: int = 0
    meta: Meta = field(default_factory=Meta)


@dataclass(frozen=True, eq=False)
class Fact:
    """One row of an ``At a glance`` table; ``value`` holds inline tokens."""

    name: str
    value: Tokens
    text: str
    place: Place


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


@dataclass(frozen=True, eq=False)
class Option:
    """One answer of a multiple-choice question."""

    text: Tokens
    correct: bool
    reason: Tokens


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


@dataclass(frozen=True, eq=False)
class Member:
    """A column of a comparison: what is compared, and its facts by name."""

    target: Target
    name: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Attribute:
    """A row of a comparison: the name shown, the fact it shows, and a hint for readers."""

    name: str
    fact: str
    hint: str = ""


@dataclass(frozen=True, eq=False)
class Comparison:
    """A group of members side by side."""

    id: str
    title: str
    page: PageName
    attributes: tuple[Attribute, ...]
    members: tuple[Member, ...]
    pair: bool = False


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag with its spelling as shown and the sections that carry it or a tag nested in it."""

    name: str
    path: str
    page: PageName
    sections: tuple[Section, ...]
    together: tuple[tuple[str, int], ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavNode:
    """An entry of the navigation; ``page`` is the index of a group, or the leaf itself."""

    title: str
    page: PageName | None
    children: tuple["NavNode", ...] = ()


@dataclass(frozen=True)
class Repository:
    """Where the notes are edited. ``notes`` is the folder inside the repository, without slashes at its ends."""

    url: str
    branch: str
    notes: str
    host: Literal["github", "gitlab"] = "github"

    def file(self, place: Place) -> Url:
        """Link to the editor of the whole file."""
        verb = "edit" if self.host == "github" else "-/edit"
        return Url(f"{self.url}/{verb}/{self.branch}/{_quoted(self.notes, place.path)}")

    def lines(self, place: Place, last: int) -> Url:
        """Link to exactly these lines, shown as text."""
        if self.host == "github":
            return Url(f"{self.url}/blob/{self.branch}/{_quoted(self.notes, place.path)}?plain=1#L{place.line}-L{last}")
        return Url(f"{self.url}/-/blob/{self.branch}/{_quoted(self.notes, place.path)}#L{place.line}-{last}")

    def report(self, title: str, place: Place, last: int) -> Url:
        """Link to a new issue that already says which lines it is about."""
        name, text = ("title", "body") if self.host == "github" else ("issue[title]", "issue[description]")
        body = f"In {self.lines(place, last)}\n\nWhat is wrong:\n\nWhat would be right, and where it says so:\n"
        new = "issues/new" if self.host == "github" else "-/issues/new"
        fields = {name: f"Mistake in “{title}”", text: body}
        return Url(f"{self.url}/{new}?{urlencode(fields)}")


def _quoted(folder: str, path: str) -> str:
    return quote(f"{folder}/{path}" if folder else path)


@dataclass(frozen=True)
class Group:
    """One entry of the option ``compare``. Members are ids, or everything with facts under a tag."""

    title: str
    id: str = ""
    tag: str = ""
    members: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True)
class Domain:
    """A part of an exam: the tag of its sections and questions, how much of the exam it is, and its tasks by tag."""

    tag: str
    title: str
    weight: float
    tasks: tuple[tuple[str, str], ...] = ()

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Its own tag and those of its tasks, each with its title."""
        return ((self.tag, self.title), *self.tasks)


@dataclass(frozen=True)
class Exam:
    """What the guide prepares for; turns on the exam mode and readiness by domain."""

    title: str
    minutes: int
    questions: int
    domains: tuple[Domain, ...]


@dataclass(frozen=True)
class Options:
    """What an owner can set; every default suits a folder of notes that nobody prepared."""

    title: str = "Study guide"
    split: str = "auto"
    splits: tuple[tuple[str, str], ...] = ()
    """Globs of source paths with the mode for them; the last that matches counts."""
    facts_heading: str = "At a glance"
    terms_heading: str = "Terms"
    autolink: Literal["first", "off"] = "first"
    allow_unsafe_html: bool = False
    ignore: tuple[str, ...] = ()
    compare: tuple[Group, ...] = ()
    exam: Exam | None = None
    stale_after: int = 365
    """Days after which a review is marked as old."""
    deck: bool = False
    """The host publishes an Anki deck beside the practice page, which links to it."""
    book: bool = False
    """The host publishes the guide as a PDF too, which the page for printing links to."""
    repository: Repository | None = None
    directory_urls: bool = True
    own_home: bool = False
    """The owner wrote a home page; a ``README.md`` at the top of the notes is then an ordinary page."""
    files: frozenset[str] = frozenset()
    """Paths below the site's root of files that the host publishes, so that no page needs a folder of that name."""
    config: str = "mkdocs.yml"
    """Shown as the place of a problem in the options."""


@dataclass(frozen=True)
class Library:
    """Everything that the notes say, linked: what pages and other outputs are made from."""

    options: Options
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()
    tags: tuple[Tag, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    questions: tuple[Question, ...] = ()
    links: tuple[Link, ...] = ()
    nav: tuple[NavNode, ...] = ()
    changed: Mapping[PageName, date] = field(default_factory=dict)
    anchors: Mapping[SourcePath, Mapping[str, tuple[PageName, Anchor]]] = field(default_factory=dict)
    """For each file, where every fragment that GitHub knows in it went."""
    moved: tuple[Moved, ...] = ()
