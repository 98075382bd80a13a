"""Pages that put sections side by side: the index, a table for each group, and one for each pair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import pair_sentences
from studyguide.guide.missing_values import missing
from studyguide.guide.pair_sentences import Mention
from studyguide.html.context import Context
from studyguide.model import Comparison, Fact, Member, Tokens
from studyguide.options import Attribute
from studyguide.page_kinds import COMPARE, COMPARISON
from studyguide.pages.frame import Frame, footnotes, inline
from studyguide.paths import Distinct, PageName
from studyguide.reuse.memory import recalled, told
from studyguide.site import Page

TOGETHER_LIMIT = 12


@dataclass(frozen=True)
class Cell:
    """One value; ``line`` is the address of its line in the notes, or of the file that lacks it."""

    text: str
    html: Markup
    line: str
    gap: bool = False

    @property
    def missing(self) -> bool:
        """Whether there is no value, or one that says so."""
        return self.gap or missing(self.text)


@dataclass(frozen=True)
class Row:
    """One attribute of all members; ``id`` names it in the page's query."""

    id: str
    attribute: Attribute
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether two members have different values. What is missing may be the same as what is there."""
        return len({paths.fold(cell.text.strip()) for cell in self.cells if not cell.missing}) > 1

    @property
    def gaps(self) -> bool:
        """Whether a member lacks a value."""
        return any(cell.missing for cell in self.cells)


def pages(frame: Frame) -> Iterator[Page]:
    """Make the index of comparisons, and a page for each."""
    groups = [comparison for comparison in frame.library.comparisons if not comparison.pair]
    pairs = [comparison for comparison in frame.library.comparisons if comparison.pair]
    mentions = pair_sentences.collect(frame.library.sections, pairs, frame.library.questions)
    yield frame.page(COMPARE, groups=groups, pairs=pairs)
    for comparison in frame.library.comparisons:
        yield _page(frame, comparison, mentions.get(comparison.page, []))


def _page(frame: Frame, comparison: Comparison, mentions: Sequence[Mention]) -> Page:
    """Make one table; a pair shows first the rows that differ, then the sentences that name both."""
    names = frame.language.listed([member.name for member in comparison.members])
    together = mentions[:TOGETHER_LIMIT]

    def page() -> Page:
        context = frame.quoting(comparison.page, footnotes_of(comparison))
        return frame.page(
            COMPARISON,
            name=comparison.page,
            title=comparison.title,
            description=frame.word("compare.description", len(comparison.attributes), names=names),
            index=COMPARE.address,
            comparison=comparison,
            rows=rows(frame, comparison, context),
            footnotes=footnotes(context),
            together=together,
        )

    shown = tuple((one.section.page, one.section.title, one.anchor, one.sentence) for one in together)
    return recalled(page, "comparison", frame.options, *_told(frame, comparison), shown)


def _told(frame: Frame, comparison: Comparison) -> tuple[object, ...]:
    """Name all that a table is made from: of the members all that stands in their sections, and what its links show."""
    members = tuple(
        (one.name, one.target.section, one.target.heading.anchor, tuple(one.facts), frame.previews(one.target.section))
        for one in comparison.members
    )
    own = (comparison.id, comparison.page, comparison.title, comparison.pair, comparison.verdict)
    return own, told(comparison.attributes, "attributes", comparison.page), members


def rows(frame: Frame, comparison: Comparison, context: Context) -> list[Row]:
    """List the attributes with the values of all members; of a pair, first what differs, then what one lacks."""
    found = []
    taken = Distinct(first=2)
    for attribute in comparison.attributes:
        identity = taken.name(paths.slug(attribute.name))
        cells = tuple(_cell(frame, member, attribute.fact, context) for member in comparison.members)
        found.append(Row(identity, attribute, cells))
    return sorted(found, key=lambda row: (not row.differs, not row.gaps)) if comparison.pair else found


def _cell(frame: Frame, member: Member, key: str, context: Context) -> Cell:
    fact = member.facts.get(key)
    repository = frame.library.options.repository
    if fact is None:
        line = repository.file(member.target.heading.place) if repository else ""
        return Cell("", Markup(), line, gap=True)
    line = repository.lines(fact.place, fact.place.line) if repository else ""
    return Cell(fact.text, inline(_value(fact, member.target.section.page), context), line)


def _value(fact: Fact, page: PageName) -> list[Token]:
    """Name footnotes after the page they come from; two members may use one label."""
    return [_labelled(token, f"{page}\0") for token in fact.value]


def _labelled(token: Token, prefix: str) -> Token:
    if token.type != "footnote_ref":
        return token
    return token.copy(meta={**token.meta, "label": prefix + token.meta["label"]})


def footnotes_of(comparison: Comparison) -> dict[str, Tokens]:
    """Collect the footnotes of all members under labels of their own."""
    return {
        f"{member.target.section.page}\0{label}": body
        for member in comparison.members
        for label, body in member.target.section.footnotes.items()
    }
