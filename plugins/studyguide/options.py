"""What an owner can set, as values that :mod:`studyguide.settings` has checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.maths.drawing import plain_macros
from studyguide.maths.macros import Macros
from studyguide.paths import SourcePath
from studyguide.problems import Place, shown
from studyguide.repository import Repository
from studyguide.rules import Level


@dataclass(frozen=True)
class Attribute:
    """A row of a comparison: the name shown, the fact it shows, and a hint for readers."""

    name: str
    fact: str
    hint: str = ""


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
    pass_at: float | None = None
    """The score that passes; without one, a result says nothing of passing."""
    scale: tuple[float, float] = (0, 100)
    """The scores of no right answer, and of nothing but right ones."""


@dataclass(frozen=True)
class Limits:
    """How much the notes may hold together. Real vaults have some thousand notes and ten megabytes of text."""

    megabytes: float = 50
    """Of notes and drawings; 50 of prose take some two minutes and 1 GB, before the host writes them."""
    files: int = 20_000


@dataclass(frozen=True)
class Exclude:
    """Files that are no notes, by patterns as in a ``.gitignore``."""

    notes: tuple[str, ...] = ()
    """Relative to the notes folder."""
    docs: tuple[str, ...] = ()
    """The host's own (``exclude_docs``), relative to its folder of pages."""
    below: str = ""
    """The way from that folder to the notes, with a slash behind it; nothing where they lie elsewhere."""


@dataclass(frozen=True)
class PictureHosts:
    """Other sites whose pictures pages show; without any they are links, and a page asks nobody else for anything."""

    every: bool = False
    names: tuple[str, ...] = ()
    """``i.imgur.com``, ``*.example.org`` for what lies below it, with a port or a scheme where only that is meant."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Name them as a content security policy does (W3C, CSP level 3, 2.3.1)."""
        if self.every:
            return ("https:", "http:")
        forms = ((name,) if "://" in name else (f"https://{name}", f"http://{name}") for name in self.names)
        return tuple(source for form in forms for source in form)


@dataclass(frozen=True)
class Options:
    """What an owner can set; every default suits a folder of notes that nobody prepared."""

    title: str = "Study guide"
    split: str = "auto"
    splits: tuple[tuple[str, str], ...] = ()
    """Globs of source paths with the mode for them; the last that matches counts."""
    facts_heading: str = "At a glance"
    terms_heading: str = "Terms"
    signals_heading: str = "Exam signals"
    tags_from: tuple[str, ...] = ()
    """Keys of other tools, in lower case, whose values are tags."""
    autolink: Literal["first", "off"] = "first"
    allow_unsafe_html: bool = False
    pictures: PictureHosts = PictureHosts()
    policy: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For directives of the content security policy, what they allow besides what the templates bring."""
    ignore: tuple[str, ...] = ()
    compare: tuple[Group, ...] = ()
    exam: Exam | None = None
    stale_after: int = 365
    """Days after which a review is marked as old."""
    changed_words: bool = True
    """What a section said before its last change is published beside what it says now."""
    offline_copy: bool = False
    """The host publishes what lets readers keep the guide on their devices."""
    feeds: bool = False
    """The host publishes feeds of what changed."""
    deck: bool = False
    """The host publishes an Anki deck beside the practice page, which links to it."""
    book: bool = False
    """The host publishes the guide as a PDF too, which the page for printing links to."""
    inline_tags: bool | None = None
    """Tags in the text (``#area/sub``) count as those of a section; None: where the notes are a vault of Obsidian."""
    repository: Repository | None = None
    directory_urls: bool = True
    own_home: bool = False
    """The owner wrote a home page; a ``README.md`` at the top of the notes is then an ordinary page."""
    files: frozenset[str] = frozenset()
    """Paths below the site's root of files that the host publishes, so that no page needs a folder of that name."""
    apart: frozenset[str] = frozenset()
    """Folders inside that of the notes that are the host's own, relative to it: pages, site, templates."""
    own: Mapping[str, str] = field(default_factory=dict)
    """The owner's other pages and files as seen from the notes (`../docs/a.md`), with their addresses below the site's
    root; those are empty where the output has no such pages."""
    lint: Mapping[str, Level] = field(default_factory=dict)
    """For rules that the owner named, how grave what they find is."""
    limits: Limits = Limits()
    exclude: Exclude = Exclude()
    language: Language = ENGLISH_WORDS
    macros: Macros = field(default_factory=plain_macros)
    """Words that formulas may use."""
    config: str = "mkdocs.yml"
    """The file that they stand in, as seen from the notes."""
    places: Mapping[tuple[Any, ...], Place] = field(default_factory=dict)
    """Where they stand in it, or in one that it inherits, by their keys; for those that notes can contradict."""

    @property
    def place(self) -> Place:
        """Where problems of the options themselves are shown."""
        return Place(SourcePath(self.config), 1)

    def at(self, *keys: Any) -> Place:
        """Where problems of one option are shown: its line if it is known, or that of what it stands in."""
        ways = (keys[:length] for length in range(len(keys), 0, -1))
        return next((self.places[way] for way in ways if way in self.places), self.place)


def split_mode(value: object) -> str:
    """Check a value of ``split``."""
    if isinstance(value, str | int) and not isinstance(value, bool) and value in {"auto", "file", "1", "2", 1, 2}:
        return str(value)
    message = f"must be auto, 1, 2 or file, not {shown(value)}"
    raise ValueError(message)
