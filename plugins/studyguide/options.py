"""What an owner can set, as values that :mod:`studyguide.settings` has checked."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from studyguide.paths import Url
from studyguide.problems import Place, shown


@dataclass(frozen=True)
class Attribute:
    """A row of a comparison: the name shown, the fact it shows, and a hint for readers."""

    name: str
    fact: str
    hint: str = ""


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

    def shown(self, path: str) -> Url:
        """Link to a file of the notes as it is shown there."""
        verb = "blob" if self.host == "github" else "-/blob"
        return Url(f"{self.url}/{verb}/{self.branch}/{_quoted(self.notes, path)}")

    def lines(self, place: Place, last: int) -> Url:
        """Link to exactly these lines, shown as text."""
        if self.host == "github":
            # plain=1: Markdown that is shown rendered has no lines to lead to.
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
class Limits:
    """How much the notes may hold together. Real vaults have some thousand notes and ten megabytes of text."""

    megabytes: float = 50
    """Of notes and drawings; 50 take some two minutes and 2 GB."""
    files: int = 20_000


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
    autolink: Literal["first", "off"] = "first"
    allow_unsafe_html: bool = False
    policy: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For directives of the content security policy, what they allow besides what the templates bring."""
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
    limits: Limits = Limits()
    config: str = "mkdocs.yml"
    """Shown as the place of a problem in the options."""


def split_mode(value: object) -> str:
    """Check a value of ``split``."""
    if str(value) in {"auto", "1", "2", "file"} and not isinstance(value, bool):
        return str(value)
    message = f"must be auto, 1, 2 or file, not {shown(value)}"
    raise ValueError(message)
