"""Plans of study: sections whose headings are steps, and what is linked below each is to be read in it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from studyguide.guide.digest import content_hash
from studyguide.model import Section
from studyguide.pages.frame import Frame
from studyguide.pages.progress import Row, is_read, row
from studyguide.paths import Anchor, PageName


@dataclass(frozen=True)
class Step:
    """A heading of a plan, and what is to be read in it."""

    title: str
    anchor: Anchor
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Plan:
    """A section that is a plan; its steps in their order."""

    id: str
    page: PageName
    title: str
    steps: tuple[Step, ...]


def plans(frame: Frame) -> list[Plan]:
    """List the plans of a guide that say what to read, in its order."""
    found = (plan(frame, section) for section in frame.library.sections if section.meta.plan)
    return [one for one in found if one is not None]


def pages(one: Plan | None) -> tuple[PageName, ...]:
    """List what is to be read in a plan."""
    return tuple(row.page for step in one.steps for row in step.rows) if one else ()


def plan(frame: Frame, section: Section) -> Plan | None:
    """Read the plan of a section; None where it has no step with something to read."""
    if not section.meta.plan:
        return None
    linked = _linked(frame, section)
    seen: set[PageName] = set()
    steps = []
    for number, heading in enumerate(section.headings):
        after = section.headings[number + 1].place.line if number + 1 < len(section.headings) else section.last + 1
        wanted = [page for line, page in linked if heading.place.line < line < after and heading.anchor]
        rows = [row(frame, one) for page in wanted for one in _read(frame, frame.by_page[page]) if one.page not in seen]
        rows = list({one.page: one for one in rows}.values())
        seen.update(one.page for one in rows)
        if rows:
            steps.append(Step(heading.title, heading.anchor, tuple(rows)))
    return Plan(section.id, section.page, section.title, tuple(steps)) if steps else None


@dataclass(frozen=True)
class Next:
    """What a plan says to read after a section."""

    plan: str
    """The id of the plan."""
    title: str
    """The plan's own."""
    row: Row


def following(found: Iterable[Plan]) -> Mapping[PageName, list[Next]]:
    """Say of each section what comes next in the plans in which it is read; of their last sections nothing does."""
    after: dict[PageName, list[Next]] = defaultdict(list)
    for one in found:
        for before, other in pairwise(each for step in one.steps for each in step.rows):
            after[before.page].append(Next(one.id, one.title, other))
    return after


def _linked(frame: Frame, section: Section) -> list[tuple[int, PageName]]:
    """List the pages that the author of a plan links to, with the lines. A name that links by itself is a mention."""
    return [
        (link.place.line, link.page)
        for link in frame.links_from(section.page)
        if link.kind != "auto" and link.page in frame.by_page and not frame.by_page[link.page].meta.plan
    ]


def _read(frame: Frame, section: Section) -> Iterator[Section]:
    """Yield a section, or what a chapter holds of them."""
    if is_read(section):
        yield section
    else:
        for child in frame.children[section.page]:
            yield from _read(frame, child)


def encode(frame: Frame, origin: PageName, found: Sequence[Plan]) -> list[dict[str, Any]]:
    """Write plans for scripts, with addresses as seen from a page."""

    def shown(one: Row) -> list[Any]:
        return [one.id, one.title, frame.url(origin, one.page), one.minutes]

    return [
        {
            "id": one.id,
            "title": one.title,
            "url": frame.url(origin, one.page),
            "steps": [
                {
                    "title": step.title,
                    "anchor": step.anchor,
                    "url": frame.url(origin, one.page, step.anchor),
                    "sections": [shown(each) for each in step.rows],
                }
                for step in one.steps
            ],
        }
        for one in found
    ]


def encode_page(frame: Frame, one: Plan) -> dict[str, Any]:
    """Write a plan for its own page, where sections are ticked: with the hash of what each says now, in their order."""
    every = (frame.by_page[row.page] for step in one.steps for row in step.rows)
    hashes = "".join(content_hash(section) for section in every)
    all_plans = plans(frame)
    others = [
        {
            "id": other.id,
            "title": other.title,
            "url": frame.url(one.page, other.page),
            "minutes": sum(each.minutes for step in other.steps for each in step.rows),
            "steps": [{"title": step.title} for step in other.steps],
        }
        for other in all_plans
        if other.id != one.id
    ]
    return {
        **encode(frame, one.page, [one])[0],
        "hashes": hashes,
        "exam": frame.library.options.exam is not None,
        "first": all_plans[0].id == one.id,
        "others": others,
    }


def as_json(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """Write data for a ``<template>``, where neither an element nor a character reference may come of it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c")
