"""Grow comparison tables from the facts that stand in the notes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from studyguide import paths
from studyguide.guide.table_size import Size, by_first_mention, worth_comparing
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.linking.section_names import called, proper, targets
from studyguide.model import Comparison, Fact, Member, Section, Tag, Target
from studyguide.options import Attribute, Group, Options
from studyguide.paths import Distinct, PageName
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import recalled, remembers, told
from studyguide.reuse.stages import mapped
from studyguide.suggestions import nearest

Where = Callable[..., Place]
"""Finds the line of a group in the options, or of what stands in it below some keys."""

FOLDER = "compare"
_WORD = re.compile(r"[\W_]+")
HEADING_WIDTH = 24
"""Characters of a title that stands above a column in full."""

PAIR_WIDTH = 30
"""Characters of a title that stands in the name of a pair in full: there is more room than above a column."""

USE, AVOIDED = "compare.use", "compare.avoid"
"""Words for the facts that tell of two when to choose which; English notes may stand in any guide."""

_USES = "search.use"
"""All that such facts are called."""

PAIRS_LIMIT = 30
"""Sections that one is confused with; a page is written for each, so n sections that name each other are n² pages."""

CELLS_LIMIT = 20_000
"""Of a table whose facts nobody listed."""

ALL_CELLS_LIMIT = 100_000
"""Of all such tables: sections that share a hundred tags would make a hundred times the same table."""


def collect(
    sections: Sequence[Section], tags: Sequence[Tag], options: Options
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    """Return the groups, then a pair for every ``confused_with``."""
    bare = mapped(_bare, sections, "sections without text")
    found, problems = recalled(
        lambda: _collected(bare, tags, options), "comparisons", bare, told((tuple(tags),), "tags"), options
    )
    if not remembers():
        return found, problems
    full = {section.page: (section, two) for section, two in zip(sections, bare, strict=True)}
    return tuple(_with_text(comparison, full) for comparison in found), problems


def _bare(section: Section) -> Section:
    """Leave the text of a section away, of which comparisons show nothing."""
    return replace(section, tokens=()) if remembers() else section


_Full = Mapping[PageName, tuple[Section, Section]]


def _with_text(comparison: Comparison, full: _Full) -> Comparison:
    members = tuple(replace(member, target=_full(member.target, full)) for member in comparison.members)
    return replace(comparison, members=members, left_members=tuple(_full(one, full) for one in comparison.left_members))


def _full(target: Target, full: _Full) -> Target:
    """Find the heading in the section with its text; facts are alike in both."""
    section, bare = full[target.section.page]
    return Target(section, section.headings[next(n for n, one in enumerate(bare.headings) if one is target.heading)])


def _collected(
    sections: Sequence[Section], tags: Sequence[Tag], options: Options
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    index = _Index(sections, options.language)
    problems: list[Problem] = []
    taken = Distinct(("index",), first=2)  # the page that lists the comparisons
    found = [
        _configured(group, index, tags, partial(options.at, "compare", number), problems)
        for number, group in enumerate(options.compare)
    ]
    if not options.compare:
        found = list(_of_tags(tags, index))
    chosen = [_named(comparison, taken) for comparison in found if len(comparison.members) > 1]
    return (*chosen, *_pairs(index, chosen, taken, problems)), tuple(problems)


def _named(comparison: Comparison, taken: Distinct) -> Comparison:
    """Give a comparison a URL of its own."""
    identity = taken.name(comparison.id)
    return replace(comparison, id=identity, page=PageName(f"{FOLDER}/{identity}"))


class _Index:
    """Targets by id, title and alias; keys are folded."""

    def __init__(self, sections: Sequence[Section], language: Language) -> None:
        self.language = language
        self.all = list(targets(sections))
        self.with_facts: dict[PageName, list[Target]] = defaultdict(list)
        for target in self.all:
            if target.heading.facts and _compared(target):
                self.with_facts[target.section.page].append(target)
        # Ids first, for the first entry of a key stays: an id is a decision of the author, a title may be another's id.
        self.by_name: dict[str, Target] = {}
        self.spelled: dict[str, str] = {}
        for target in self.all:
            self._add(target.id, target)
        for target in self.all:
            for name in called(target):
                self._add(name, target)

    def _add(self, name: str, target: Target) -> None:
        self.by_name.setdefault(paths.fold(name), target)
        self.spelled.setdefault(paths.fold(name), name)

    def find(self, name: str) -> Target | None:
        return self.by_name.get(paths.fold(name))

    def suggestion(self, name: str) -> str:
        found = _near(name, self.spelled)
        return found or ": use the id, title or alias of a section or heading"


def _near(name: str, spelled: Mapping[str, str]) -> str:
    close = nearest(paths.fold(name), spelled)
    return f": did you mean `{spelled[close]}`?" if close else ""


def short_name(target: Target) -> str:
    """Name a member briefly: where its title is long, by a name that abbreviates it, else by the shortest alias."""
    title = target.heading.title
    if len(title) <= HEADING_WIDTH:
        return title
    known = called(target)[1:]
    short = [name for name in known if _abbreviates(name, title) and len(name) <= HEADING_WIDTH]
    # Best what stands in the title ("Site-to-Site VPN"), if it names no initials itself: `MRAP` may be the initials of
    # its second half. Then a name such as `EBS`; next the beginning of the title, which readers know again.
    inside = [name for name in short if " " in name and "(" not in title and _stands_in(name, title)]
    best = [*inside, *filter(proper, short), *filter(title.startswith, short)]
    return best[0] if best else min(short or known, key=len, default=title)


def pair_name(target: Target) -> str:
    """Name one of two where there is room: by its title, unless that is long or names its initials itself."""
    title = target.heading.title
    return title if len(title) <= PAIR_WIDTH and "(" not in title else short_name(target)


def _stands_in(name: str, title: str) -> bool:
    """Say whether a title holds all words of a name, in a row."""
    return f" {' '.join(_words(name))} " in f" {' '.join(_words(title))} "


def _words(name: str) -> list[str]:
    return [paths.fold(word) for word in _WORD.split(name) if word]


def _abbreviates(name: str, title: str) -> bool:
    """Say whether a name is made of words of the title, or of their initials: ``EBS``, ``Multi-AZ instance``."""
    words = [word for word in _WORD.split(title) if word]
    initials = "".join(word[0] for word in words if word[0].isupper() or word[0].isdigit())
    folded = {paths.fold(word) for word in words}
    # A part of the initials will do: EBS is in those of "Amazon Elastic Block Store", AEBS.
    return name in initials or all(paths.fold(word) in folded for word in _WORD.split(name) if word)


def _member(target: Target) -> Member:
    facts: dict[str, Fact] = {}
    for fact in target.heading.facts:
        facts.setdefault(paths.fold(fact.name), fact)
    return Member(target, short_name(target), facts)


def _configured(group: Group, index: _Index, tags: Sequence[Tag], where: Where, problems: list[Problem]) -> Comparison:
    known = len(problems)
    members = [*_listed(group, index, where, problems), *_carrying(group, index, tags, where, problems)]
    # A member may be listed and carry the tag; it has one column, at the place where it comes first.
    members = list({member.target.id: member for member in members}.values())
    # Unless a member was reported already: one slip, one problem.
    if len(members) <= 1 and len(problems) == known:
        message = f"`compare`: “{group.title}” needs two members with facts, and has {len(members)}"
        problems.append(Problem(where(), "compare-member", f"{message}: add `At a glance` tables"))
    identity = paths.slug(group.id or group.title)
    planned = Comparison(identity, group.title, PageName(""), group.attributes, tuple(members))
    if group.attributes:
        return planned
    return _sized(planned, worth_comparing(members, CELLS_LIMIT, all_members=True), members, index.language)


def _listed(group: Group, index: _Index, where: Where, problems: list[Problem]) -> Iterator[Member]:
    for number, name in enumerate(group.members):
        target = index.find(name)
        if target is None:
            message = f"`compare`: no section `{name}`{index.suggestion(name)}"
            problems.append(Problem(where("members", number), "compare-member", message))
        elif not target.heading.facts:
            message = f"`{target.heading.title}` is compared in “{group.title}” but has no facts"
            problems.append(Problem(target.heading.place, "no-facts", f"{message}: add an `At a glance` table"))
        else:
            yield _member(target)


def _carrying(
    group: Group, index: _Index, tags: Sequence[Tag], where: Where, problems: list[Problem]
) -> Sequence[Member]:
    wanted = paths.fold(group.tag.lstrip("#"))
    tag = next((tag for tag in tags if wanted in {paths.fold(tag.name), tag.path}), None)
    if tag is None and wanted:
        hint = _near(wanted, {paths.fold(tag.name): tag.name for tag in tags})
        message = f"`compare`: no section has the tag `{group.tag}`{hint}"
        problems.append(Problem(where("tag"), "compare-member", message))
    return _tagged(tag, index) if tag else ()


def _tagged(tag: Tag, index: _Index) -> list[Member]:
    return [_member(target) for page in tag.sections for target in index.with_facts.get(page, ())]


def _compared(target: Target) -> bool:
    return target.section.meta.compare and target.heading.meta.compare


def _of_tags(tags: Sequence[Tag], index: _Index) -> Iterator[Comparison]:
    """Make a table of each tag, as long as there is room for cells in all of them together."""
    left = ALL_CELLS_LIMIT
    for tag in tags:
        size = worth_comparing(_tagged(tag, index), min(CELLS_LIMIT, left))
        left -= len(size.members) * len(size.facts) if len(size.members) > 1 else 0
        planned = Comparison(tag.path.replace("/", "-"), tag.name, PageName(""), (), ())
        yield _sized(planned, size, _tagged(tag, index), index.language)


def _sized(comparison: Comparison, size: Size, members: Sequence[Member], language: Language) -> Comparison:
    """Fill a table with what is worth comparing, and name what it leaves out."""
    spelled = _spelled(members)
    return replace(
        comparison,
        attributes=tuple(Attribute(spelled[fact], fact) for fact in _deciding_first(size.facts, language)),
        members=size.members,
        left_members=size.left_members,
        left_facts=tuple(spelled[fact] for fact in size.left_facts),
    )


def _deciding_first(facts: Sequence[str], language: Language) -> list[str]:
    """Put what tells when to choose which above the rest, where no owner gave an order: it is what readers came for."""
    names = (name for words in (language, ENGLISH_WORDS) for name in words.word(_USES).split(","))
    uses = {paths.fold(name.strip()) for name in names}
    avoided = {paths.fold(words.word(AVOIDED)) for words in (language, ENGLISH_WORDS)}
    return sorted(facts, key=lambda fact: (fact not in uses, fact not in avoided))


def _spelled(members: Sequence[Member]) -> Mapping[str, str]:
    """Give the names of facts as the first member writes them, by their folded names."""
    found: dict[str, str] = {}
    for member in members:
        for key, fact in member.facts.items():
            found.setdefault(key, fact.name)
    return found


def _pairs(index: _Index, groups: Sequence[Comparison], taken: Distinct, problems: list[Problem]) -> list[Comparison]:
    pairs: dict[frozenset[str], Comparison] = {}
    verdicts = _verdicts(index, problems)
    for target in index.all:
        names = target.meta.confused_with
        if len(names) > PAIRS_LIMIT:
            message = f"`confused_with` names {len(names)} sections: only the first {PAIRS_LIMIT} get a page"
            problems.append(Problem(target.heading.place, "too-long", message))
        for name in names[:PAIRS_LIMIT]:
            other = index.find(name)
            if other is None:
                message = f"`confused_with`: no section `{name}`{index.suggestion(name)}"
                problems.append(Problem(target.heading.place, "confused-with", message))
            # Both may name each other: one page for the two, called after the one that comes first.
            elif other.id != target.id and (both := frozenset((target.id, other.id))) not in pairs:
                pair = _pair(target, other, groups, index.language)
                verdict = verdicts.get(both) or _uses(pair.members, index.language)
                pairs[both] = _named(replace(pair, verdict=verdict), taken)
    return list(pairs.values())


def _verdicts(index: _Index, problems: list[Problem]) -> dict[frozenset[str], str]:
    """Collect what authors wrote of two, by the ids of both: it may stand at either of them."""
    found: dict[frozenset[str], str] = {}
    for target in index.all:
        wanted = {paths.fold(name): name for name in target.meta.confused_with}
        others = {other.id for name in wanted if (other := index.find(name))}
        for name, text in target.meta.verdicts:
            other = index.find(name)
            if paths.fold(name) not in wanted and (other is None or other.id not in others):
                hint = _near(name, wanted) or ": add it there"
                message = f"`verdicts`: `{name}` is not in `confused_with` here{hint}"
            elif other is None or found.setdefault(frozenset((target.id, other.id)), text) == text:
                continue
            else:
                message = f"`verdicts`: `{name}` has a verdict on this pair already, which counts: keep one of the two"
            problems.append(Problem(target.heading.place, "verdict", message))
    return found


def _uses(members: Sequence[Member], language: Language) -> str:
    """Say what each of two is for, where no author wrote when to choose which."""
    uses = [_use(member, language) for member in members]
    if not all(uses):
        return ""
    return " ".join(f"{member.name}: {use}." for member, use in zip(members, uses, strict=True))


def _use(member: Member, language: Language) -> str:
    use, avoided = (_fact(member, language, key) for key in (USE, AVOIDED))
    return language.word("compare.verdict", use=use, avoided=avoided) if use and avoided else use


def _fact(member: Member, language: Language, key: str) -> str:
    named = (member.facts.get(paths.fold(words.word(key))) for words in (language, ENGLISH_WORDS))
    fact = next((fact for fact in named if fact), None)
    return fact.text.rstrip(".") if fact else ""


def _pair(one: Target, other: Target, groups: Sequence[Comparison], language: Language) -> Comparison:
    """Compare two: first what a group shows of both, then their other facts."""
    members = (_member(one), _member(other))
    # Its order and hints were chosen by the owner; what the two have besides comes behind.
    both = [g for g in groups if {m.target.id for m in g.members} >= {one.id, other.id}]
    listed = [attribute for group in both for attribute in group.attributes]
    attributes: dict[str, Attribute] = {}
    spelled = _spelled(members)
    own = [Attribute(spelled[fact], fact) for fact in _deciding_first(by_first_mention(members), language)]
    for attribute in (*listed, *own):
        if any(_has(member, attribute) for member in members):
            attributes.setdefault(attribute.fact, attribute)
    identity = "-vs-".join(paths.slug(member.target.meta.id or member.name) for member in members)
    title = language.word("compare.pair", first=pair_name(one), second=pair_name(other))
    return Comparison(identity, title, PageName(""), tuple(attributes.values()), members, pair=True)


def _has(member: Member, attribute: Attribute) -> bool:
    return attribute.fact in member.facts
