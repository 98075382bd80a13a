"""Pages that put sections side by side: the index, a table for each group, and one for each pair."""

from collections.abc import Iterator, Sequence

from studyguide.linking.section_names import called
from studyguide.model import Comparison, Member
from studyguide.page_kinds import COMPARE, COMPARISON
from studyguide.pages.comparison_rows import footnotes_of, rows
from studyguide.pages.frame import Frame, footnotes
from studyguide.pages.pairs import QUOTES, Pair, Pairs, Verdict, shown
from studyguide.reuse.memory import Told, recalled, told
from studyguide.site import Page

FEW = 24
"""Pairs that are listed in the open; more are folded by chapter."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the index of comparisons, and a page for each."""
    comparisons = frame.library.comparisons
    yield _index(frame, comparisons)
    pairs = Pairs(frame, comparisons)
    for comparison in comparisons:
        pair = pairs.of(comparison) if comparison.pair else None
        yield _page(frame, comparison, pair, () if pair else pairs.verdicts(comparison))


def named(frame: Frame) -> Iterator[Page]:
    """Name the pages that :func:`pages` makes."""
    yield frame.page(COMPARE)
    for comparison in frame.library.comparisons:
        yield frame.page(COMPARISON, name=comparison.page, title=comparison.title)


def _index(frame: Frame, comparisons: Sequence[Comparison]) -> Page:
    """List the tables, then the pairs by the chapter of their first."""
    pairs = [comparison for comparison in comparisons if comparison.pair]
    chapters: dict[str, list[Comparison]] = {}
    for pair in pairs:
        chapters.setdefault(frame.top(pair.members[0].target.section), []).append(pair)
    return frame.page(
        COMPARE,
        groups=[comparison for comparison in comparisons if not comparison.pair],
        chapters=list(chapters.items()),
        folded=len(pairs) > FEW,
        names=_names,
    )


def _names(comparison: Comparison) -> str:
    """Write all that the members are called, for those who look for one of them."""
    return " · ".join(dict.fromkeys(name for member in comparison.members for name in called(member.target)))


def _page(frame: Frame, comparison: Comparison, pair: Pair | None, verdicts: Sequence[Verdict]) -> Page:
    """Make one table; a pair has a verdict above it, and below it quotes and a question."""
    names = frame.language.listed([member.name for member in comparison.members])

    def page() -> Page:
        context = frame.quoting(comparison.page, footnotes_of(comparison))
        found = rows(frame, comparison, context)
        return frame.page(
            COMPARISON,
            name=comparison.page,
            title=comparison.title,
            description=frame.word("compare.description", len(comparison.attributes), names=names),
            index=COMPARE.address,
            comparison=comparison,
            rows=found,
            unchecked=any(cell.unchecked for row in found for cell in row.cells),
            footnotes=footnotes(context),
            pair=pair,
            verdicts=verdicts,
            quotes=QUOTES,
        )

    around = shown(pair) if pair else told((tuple(verdicts),), "verdicts", comparison.page)
    return recalled(page, "comparison", frame.options, *_told(frame, comparison), around)


def _told(frame: Frame, comparison: Comparison) -> tuple[object, ...]:
    """Name all that a table is made from: of the members their facts, their footnotes, and what their links show."""
    members = tuple((_member(one, comparison), frame.previews(one.target.section)) for one in comparison.members)
    own = (comparison.id, comparison.page, comparison.title, comparison.pair, comparison.verdict)
    return own, told(comparison.attributes, "attributes", comparison.page), members, _left(comparison)


def _member(one: Member, comparison: Comparison) -> Told:
    """Name what is shown of a member, which may say something else beside its facts."""
    section, heading = one.target.section, one.target.heading
    own = (one.name, one.target.id, section.page, heading.title, heading.anchor, heading.place)
    return told((*own, one.facts, section.footnotes), "member", comparison.page, one.target.id)


def _left(comparison: Comparison) -> tuple[object, ...]:
    left = tuple((one.section.page, one.heading.anchor, one.heading.title) for one in comparison.left_members)
    return left, comparison.left_facts
