"""Which facts and members a table shows that nobody planned: what several have; it names what it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.model import Member, Target

FACTS_LIMIT = 20
"""Rows, or facts that few members have push those that all have out of sight. The AWS guide plans 4 to 9 a table."""

MEMBERS_LIMIT = 40
"""Columns to pick from. A reader holds five against each other; in public notes one tag had 101."""


@dataclass(frozen=True)
class Size:
    """What a table shows, in the order of the notes, and what it leaves out; facts by their folded names."""

    members: tuple[Member, ...]
    facts: tuple[str, ...]
    left_members: tuple[Target, ...] = ()
    left_facts: tuple[str, ...] = ()


def worth_comparing(members: Sequence[Member], cells: int, *, all_members: bool = False) -> Size:
    """Choose the facts that most members share, then the members that have most of them, for at most ``cells`` values.

    A table that is small enough is left as it is. ``all_members`` were named by the owner, so they all stay.
    """
    facts = by_first_mention(members)
    kept = _shared_most(members, facts)
    chosen = list(members) if all_members else _with_most(members, kept)
    # At least one row, whatever the room that other tables left.
    kept = kept[: max(1, cells // max(1, len(chosen)))]
    shown = {member.target.id for member in chosen}
    return Size(
        tuple(chosen),
        tuple(kept),
        tuple(member.target for member in members if member.target.id not in shown),
        tuple(fact for fact in facts if fact not in kept),
    )


def by_first_mention(members: Sequence[Member]) -> list[str]:
    """List facts in the order of the notes; those of several members come first."""
    count = _count(members)
    # Stable, so that within both halves the order of the notes stays.
    return sorted(count, key=lambda fact: count[fact] == 1)


def _count(members: Sequence[Member]) -> dict[str, int]:
    count: dict[str, int] = {}
    for member in members:
        for fact in member.facts:
            count[fact] = count.get(fact, 0) + 1
    return count


def _shared_most(members: Sequence[Member], facts: Sequence[str]) -> list[str]:
    """Keep the facts of most members, where there are too many; a fact of one alone compares nothing."""
    if len(facts) <= FACTS_LIMIT:
        return list(facts)
    count = _count(members)
    shared = [fact for fact in facts if count[fact] > 1] or facts
    best = set(sorted(shared, key=lambda fact: -count[fact])[:FACTS_LIMIT])
    return [fact for fact in facts if fact in best]


def _with_most(members: Sequence[Member], facts: Sequence[str]) -> list[Member]:
    """Leave out members that have none of the facts, and of too many those that have fewest."""
    known = {member.target.id: sum(fact in member.facts for fact in facts) for member in members}
    telling = [member for member in members if known[member.target.id]]
    if len(telling) < 2:  # noqa: PLR2004  no two share a fact
        telling = list(members)
    best = sorted(telling, key=lambda member: -known[member.target.id])[:MEMBERS_LIMIT]
    shown = {member.target.id for member in best}
    return [member for member in members if member.target.id in shown]
