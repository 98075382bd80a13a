"""The rows of a comparison: the values of all members, with their line in the notes and their footnotes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide.completeness import UNCHECKED
from studyguide.guide.missing_values import missing
from studyguide.html.context import Context
from studyguide.model import Comparison, Fact, Member, Tokens
from studyguide.options import Attribute
from studyguide.pages.frame import Frame, inline
from studyguide.paths import Distinct

_UNCHECKED = re.compile(rf"\s*{re.escape(UNCHECKED)}")


@dataclass(frozen=True)
class Cell:
    """One value; ``line`` is the address of its line in the notes, or of the file that lacks it."""

    text: str
    html: Markup
    line: str
    gap: bool = False
    unchecked: bool = False
    """Its author says that no source was looked at: a sign shows it, not the words in every cell."""

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


def rows(frame: Frame, comparison: Comparison, context: Context, *, signs: bool = True) -> list[Row]:
    """List the attributes with the values of all members; of a pair, first what differs, then what one lacks.

    Without ``signs``, where none can be explained, cells that nobody checked say so in words.
    """
    found = []
    taken = Distinct(first=2)
    for attribute in comparison.attributes:
        identity = taken.name(paths.slug(attribute.name))
        cells = tuple(_cell(frame, member, attribute.fact, signs=signs) for member in comparison.members)
        found.append(Row(identity, attribute, cells))
    if comparison.pair:
        found.sort(key=lambda row: (not row.differs, not row.gaps))
    # Written in the order in which they are read, for footnotes are numbered as they are met.
    return [replace(row, cells=_written(row, comparison.members, context, signs=signs)) for row in found]


def _cell(frame: Frame, member: Member, key: str, *, signs: bool) -> Cell:
    """Find a value, whose HTML is still to be written."""
    fact = member.facts.get(key)
    repository = frame.library.options.repository
    if fact is None:
        line = repository.file(member.target.heading.place) if repository else ""
        return Cell("", Markup(), line, gap=True)
    line = repository.lines(fact.place, fact.place.line) if repository else ""
    unchecked = signs and UNCHECKED in fact.text
    text = _UNCHECKED.sub("", fact.text) if unchecked else fact.text
    return Cell(text, Markup(), line, unchecked=unchecked)


def _written(row: Row, members: Iterable[Member], context: Context, *, signs: bool) -> tuple[Cell, ...]:
    """Write the HTML of the values of a row."""

    def html(member: Member) -> Markup:
        fact = member.facts.get(row.attribute.fact)
        return inline(_value(fact, f"{member.target.section.page}\0", signs=signs), context) if fact else Markup()

    return tuple(replace(cell, html=html(member)) for cell, member in zip(row.cells, members, strict=True))


def _value(fact: Fact, prefix: str, *, signs: bool) -> list[Token]:
    """Name footnotes after the page they come from, for two members may use one label; leave a remark to a sign."""
    value = [_labelled(token, prefix) for token in fact.value]
    return [_without_remark(token) for token in value] if signs else value


def _labelled(token: Token, prefix: str) -> Token:
    if token.type != "footnote_ref":
        return token
    return token.copy(meta={**token.meta, "label": prefix + token.meta["label"]})


def _without_remark(token: Token) -> Token:
    if token.type != "text" or UNCHECKED not in token.content:
        return token
    return token.copy(content=_UNCHECKED.sub("", token.content))


def footnotes_of(comparison: Comparison) -> dict[str, Tokens]:
    """Collect the footnotes of all members under labels of their own."""
    return {
        f"{member.target.section.page}\0{label}": body
        for member in comparison.members
        for label, body in member.target.section.footnotes.items()
    }
