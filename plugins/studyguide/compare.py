"""Grow comparison tables from the facts that stand in the notes."""

import difflib
from collections.abc import Iterable, Sequence

from studyguide import paths
from studyguide.model import Attribute, Comparison, Group, Member, Place, Problem, Section, Tag, Target
from studyguide.names import proper, targets, variants
from studyguide.paths import PageName, SourcePath

FOLDER = "compare"


def collect(
    sections: Sequence[Section], tags: Sequence[Tag], groups: Sequence[Group], config: SourcePath
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    """Return the groups, then a pair for every ``confused_with``. ``config`` is where the option stands, for problems."""
    index = _Index(sections)
    problems: list[Problem] = []
    found = [_configured(group, index, tags, Place(config, 1), problems) for group in groups]
    if not groups:
        found = [_of_tag(tag, index) for tag in tags]
    chosen = [comparison for comparison in found if comparison and len(comparison.members) > 1]
    taken = {comparison.id for comparison in chosen}
    pairs = _pairs(sections, index, chosen, taken, problems)
    return (*chosen, *pairs), tuple(problems)


class _Index:
    """Targets by id, title and alias."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.all = list(targets(sections))
        self.by_name: dict[str, Target] = {}
        self.groups: set[str] = set()
        for target in self.all:
            self.by_name.setdefault(target.id, target)
        for target in self.all:
            own = target.heading is target.section.head
            meta = target.section.meta if own else target.heading.meta
            for name in (*meta.aliases, *variants(target.heading.title)):
                self.by_name.setdefault(paths.fold(name), target)

    def find(self, name: str) -> Target | None:
        return self.by_name.get(name) or self.by_name.get(paths.fold(name))

    def suggestion(self, name: str) -> str:
        close = difflib.get_close_matches(name, self.by_name, 1, 0.6)
        return f": did you mean `{close[0]}`?" if close else ": use the id, title or alias of a section or heading"


def short_name(target: Target) -> str:
    """Name a member as briefly as its notes allow: an acronym in its title or its first alias, else the title."""
    meta = target.section.meta if target.heading is target.section.head else target.heading.meta
    candidates = [name for name in (*variants(target.heading.title)[1:], *meta.aliases[:1]) if proper(name)]
    title = target.heading.title
    return candidates[0] if candidates and len(title) > 24 else title  # noqa: PLR2004  a column heading's width


def _member(target: Target) -> Member:
    return Member(target, short_name(target), {paths.fold(fact.name): fact for fact in target.heading.facts})


def _configured(
    group: Group, index: _Index, tags: Sequence[Tag], where: Place, problems: list[Problem]
) -> Comparison | None:
    members = []
    for name in group.members:
        target = index.find(name)
        if target is None:
            problems.append(Problem(where, "compare-member", f"`compare`: no section `{name}`{index.suggestion(name)}"))
        elif not target.heading.facts:
            message = f"`{target.heading.title}` is compared in “{group.title}” but has no facts: add an `At a glance` table"
            problems.append(Problem(target.heading.place, "no-facts", message))
        else:
            members.append(_member(target))
    if group.tag:
        tag = next((t for t in tags if paths.fold(t.name) == paths.fold(group.tag.lstrip("#"))), None)
        members += _tagged(tag, index) if tag else []
        if tag is None:
            problems.append(Problem(where, "compare-member", f"`compare`: no section has the tag `{group.tag}`"))
    attributes = group.attributes or _attributes(members)
    identity = paths.unique(paths.slug(group.id or group.title), index.groups)
    index.groups.add(identity)
    return Comparison(identity, group.title, PageName(f"{FOLDER}/{identity}"), attributes, tuple(members))


def _tagged(tag: Tag, index: _Index) -> list[Member]:
    pages = {section.page for section in tag.sections}
    return [_member(t) for t in index.all if t.section.page in pages and t.heading.facts and t.section.meta.compare]


def _of_tag(tag: Tag, index: _Index) -> Comparison:
    members = _tagged(tag, index)
    identity = tag.path.replace("/", "-")
    return Comparison(identity, tag.name, PageName(f"{FOLDER}/{identity}"), _attributes(members), tuple(members))


def _attributes(members: Iterable[Member]) -> tuple[Attribute, ...]:
    """List attributes in the order in which the notes name them; those of several members come first."""
    spelled: dict[str, str] = {}
    count: dict[str, int] = {}
    for member in members:
        for key, fact in member.facts.items():
            spelled.setdefault(key, fact.name)
            count[key] = count.get(key, 0) + 1
    order = sorted(spelled, key=lambda key: count[key] < 2)  # noqa: PLR2004  stable: shared ones first
    return tuple(Attribute(spelled[key], key) for key in order)


def _pairs(
    sections: Sequence[Section], index: _Index, groups: Sequence[Comparison], taken: set[str], problems: list[Problem]
) -> list[Comparison]:
    pairs: dict[frozenset[str], Comparison] = {}
    for target in index.all:
        own = target.heading is target.section.head
        meta = target.section.meta if own else target.heading.meta
        for name in meta.confused_with:
            other = index.find(name)
            if other is None:
                message = f"`confused_with`: no section `{name}`{index.suggestion(name)}"
                problems.append(Problem(target.heading.place, "confused-with", message))
            elif other.id != target.id and frozenset((target.id, other.id)) not in pairs:
                pairs[frozenset((target.id, other.id))] = _pair(target, other, groups, taken)
    return list(pairs.values())


def _pair(one: Target, other: Target, groups: Sequence[Comparison], taken: set[str]) -> Comparison:
    members = (_member(one), _member(other))
    both = [g for g in groups if {m.target.id for m in g.members} >= {one.id, other.id}]
    listed = [attribute for group in both for attribute in group.attributes]
    listed += [a for a in _attributes(members) if a.name not in {known.fact for known in listed}]
    attributes = tuple({a.fact: a for a in listed if any(_has(m, a) for m in members)}.values())
    names = (paths.slug(_own_id(member.target) or member.name) for member in members)
    segment = paths.unique("-vs-".join(names), taken)
    page = PageName(f"{FOLDER}/{segment}")
    taken.add(segment)
    title = f"{members[0].name} vs {members[1].name}"
    return Comparison(segment, title, page, attributes, members, pair=True)


def _own_id(target: Target) -> str:
    return target.section.meta.id if target.heading is target.section.head else target.heading.meta.id


def _has(member: Member, attribute: Attribute) -> bool:
    return attribute.fact in member.facts
