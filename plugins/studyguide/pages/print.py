"""One page of the whole guide, with links that stay on it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from markupsafe import Markup

from studyguide import paths
from studyguide.html.context import Context
from studyguide.model import Question, Section
from studyguide.page_kinds import PRINT
from studyguide.pages import asked
from studyguide.pages.for_reading import for_reading
from studyguide.pages.frame import Frame, blocks, destinations, printed_at
from studyguide.pages.progress import minutes
from studyguide.paths import PageName, SourcePath
from studyguide.reuse.memory import recalled
from studyguide.site import Page

NEAR = 12
"""Minutes of reading that more than fill any screen; what comes after them waits until it is near."""

CONTENTS = 10
"""Entries of the contents that are as tall as a minute of reading."""


@dataclass(frozen=True)
class Part:
    """One section on the page."""

    title: str
    anchor: str
    chapter: bool
    number: str
    """Its place in the contents: ``2.3`` is the third section of the second chapter; the home page has none."""
    written: Callable[[], Markup]

    size: int
    """How many minutes it takes to read: as good a guess as any of how tall it is on a screen."""

    @property
    def top(self) -> str:
        """Number the chapter that it is in."""
        return self.number.partition(".")[0]

    @property
    def sheet(self) -> str:
        """Name the kind of sheet it is printed on: those of a chapter say at their heads which one it is."""
        return f"sg-chapter-{self.top}" if self.number else "auto"

    @property
    def html(self) -> Markup:
        """What the section says; written when it is asked for, for all together are long."""
        return self.written()


@dataclass(frozen=True)
class Chapter:
    """What a browser lays out together when it is looked at, and the answers to its questions, which come last."""

    parts: Sequence[Part]
    answers: Sequence[Callable[[], asked.Answer]]
    near: bool
    """It may be in sight when the page is opened, so it does not wait."""

    @property
    def size(self) -> int:
        """Count the minutes that its sections take."""
        return sum(part.size for part in self.parts)


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page: contents, every section, the glossary."""
    library = frame.library
    hidden = [q for section in library.sections for q in asked.hidden(section, frame.asked.get(section.page, ()))]
    numbers = {question.id: number for number, question in enumerate(hidden, 1)}
    counted = _counted(frame)
    answers: dict[str, list[Callable[[], asked.Answer]]] = defaultdict(list)
    for question in hidden:
        top = counted[question.page].partition(".")[0]
        answers[top].append(partial(_answer, frame, question, numbers[question.id]))
    parts = [_part(frame, section, numbers, counted[section.page]) for section in library.sections]
    chapters = list(_chapters(parts, answers))
    pdf = paths.BOOK if library.options.book else ""
    yield frame.page(PRINT, title=library.options.title, chapters=chapters, terms=library.terms, pdf=pdf)


def named(frame: Frame) -> Iterator[Page]:
    """Name the page that :func:`pages` makes."""
    yield frame.page(PRINT, title=frame.library.options.title)


def _chapters(parts: Sequence[Part], answers: Mapping[str, Sequence[Callable[[], asked.Answer]]]) -> Iterator[Chapter]:
    above = len(parts) / CONTENTS
    for top, some in groupby(parts, key=lambda part: part.top):
        inside = list(some)
        above += sum(part.size for part in inside)
        yield Chapter(inside, answers.get(top, ()), above < NEAR)


def _counted(frame: Frame) -> Mapping[PageName, str]:
    """Give each section its number, below that of its chapter."""
    found: dict[PageName, str] = {}
    counts: list[int] = []
    for section in frame.library.sections:
        if section.page == paths.HOME:
            found[section.page] = ""
            continue
        depth = min(len(frame.trail(section)), len(counts))
        last = counts[depth] if depth < len(counts) else 0
        counts = [*counts[:depth], last + 1]
        found[section.page] = ".".join(map(str, counts))
    return found


def _part(frame: Frame, section: Section, numbers: Mapping[str, int], number: str) -> Part:
    questions = frame.asked.get(section.page, ())

    def printed() -> Markup:
        tokens = for_reading(list(asked.on_paper(section, numbers, questions)), frame.language)
        return blocks(tokens, _context(frame, section))

    def written() -> Markup:
        own = tuple(numbers.get(question.id, 0) for question in questions)
        return recalled(printed, "printed section", section, frame.options, own, _stays(frame, section))

    return Part(section.title, printed_at(section.page), section.chapter, number, written, minutes(section))


def _answer(frame: Frame, question: Question, number: int) -> asked.Answer:
    """Print an answer when it is asked for."""
    section = frame.by_page[question.page]

    def printed() -> asked.Answer:
        printing = replace(_context(frame, section), prefix=f"answer.{number}--", uses=False)
        return asked.answer(question, number, printed_at(question.page), printing)

    return recalled(printed, "printed answer", question, number, section, frame.options, _stays(frame, question))


def _stays(frame: Frame, said: Section | Question) -> tuple[bool, ...]:
    """Say of each link whether it leads to its place on this page or to another page; it tells nothing else."""
    return tuple(page in frame.by_page for page, _ in destinations(said))


def _context(frame: Frame, section: Section) -> Context:
    return context(frame, section, lambda asset: frame.file(PRINT.address, paths.quoted(asset)))


def context(frame: Frame, section: Section, asset: Callable[[SourcePath], str]) -> Context:
    """Describe a section that is printed among all others to the renderer; ``asset`` writes the address of a file."""

    def link(page: PageName, fragment: str) -> str:
        return f"#{printed_at(page, fragment)}" if page in frame.by_page else frame.url(PRINT.address, page, fragment)

    return Context(
        page=link,
        asset=asset,
        term=lambda term: f"#term-{term.anchor}",
        own=partial(frame.file, PRINT.address),
        footnotes=section.footnotes,
        prefix=f"{printed_at(section.page)}--",
        shift=1,
        marks=False,
        breaks=True,
        charts=True,
        language=frame.language,
        unsafe=frame.library.options.allow_unsafe_html,
        pictures=frame.library.options.pictures,
    )
