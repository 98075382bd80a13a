"""What the glossary lacks, acronyms that nothing explains, and what it holds for nobody."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING, cast

from studyguide import paths
from studyguide.linking import english
from studyguide.linking.section_names import called, targets, variants
from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Section, Term
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import Told, kept, told

if TYPE_CHECKING:
    from studyguide.paths import PageName

SECTIONS = 3
"""Sections that must use an acronym before it is missed."""

LOOKED_FOR = 500
"""Terms that are looked for in all the text; whoever has more unused ones has enough to do."""

_ACRONYM = re.compile(r"(?<![\w./-])(?![IVXLC]+\b)[A-Z]{2,6}(?![\w/-]|\.\w)")
"""Capitals alone, and no number of the Romans: with digits, every `D5` and `L2` of a table is one."""
_LOUD = re.compile(r"[A-Z]{4,}")
"""A second word of capitals beside one makes a line that shouts, and no acronym."""


def acronyms(library: Library) -> Iterator[Problem]:
    """Report acronyms that several sections use and none explains, each once, where it stands first.

    Only where authors keep a glossary, or asked for it: most notes are for people who know what a GUI is.
    """
    if not (any(map(_is_listed, library.terms)) or "unexplained-acronym" in library.options.lint):
        return
    known = {paths.fold(name) for term in library.terms for name in (term.name, *term.aliases)}
    known |= {paths.fold(name) for target in targets(library.sections) for name in called(target)}
    pages: dict[str, set[PageName]] = defaultdict(set)
    first: dict[str, Place] = {}
    for section in library.sections:
        for name, place in _used(section):
            pages[name].add(section.page)
            first.setdefault(name, place)
    for name, place in first.items():
        count = len(pages[name])
        if count >= SECTIONS and not {paths.fold(name), paths.fold(english.singular(name))} & known:
            message = f"`{name}` stands in {count} sections, and none says what it means"
            yield Problem(place, "unexplained-acronym", f"{message}: write once what it stands for (`{name}`)", "info")


@kept
def _used(section: Section) -> Sequence[tuple[str, Place]]:
    return list(_acronyms(section))


def _acronyms(section: Section) -> Iterator[tuple[str, Place]]:
    for token in section.tokens:
        if token.type != "inline":
            continue
        for child in token.children or ():
            if child.type != "text" or len(_LOUD.findall(child.content)) > 1:
                continue
            for match in _ACRONYM.finditer(child.content):
                yield match[0], section.at(child if child.map else token)


def terms(library: Library) -> Iterator[Problem]:
    """Report terms that authors list, and that stand nowhere but in their list."""
    if library.options.autolink == "off":
        return  # nobody looked for them
    ignored = {paths.fold(name) for name in library.options.ignore}
    alone = [
        term
        for term in library.terms
        if _is_listed(term) and not term.section and set(term.used_in) <= {term.page} and term.text
    ]
    looked_for = alone[:LOOKED_FOR]
    said = _said(library.sections, tuple(map(_names, looked_for)))
    for term, names in zip(looked_for, map(_names, looked_for), strict=True):
        if paths.fold(term.name) not in ignored and not any(said[name] > 1 for name in names):
            message = f"no text mentions `{term.name}`: mention it where readers need it, or leave the term out"
            yield Problem(term.place, "unused-term", message, "info")


def _is_listed(term: Term) -> bool:
    """Say whether somebody put a term into a list of terms; definition lists hold many things."""
    return term.explicit and term.defined_at is not None and term.defined_at[1] is not None


def _text(section: Section) -> str:
    return paths.fold(" ".join(plain(token.children) for token in section.tokens if token.type == "inline"))


def _names(term: Term) -> tuple[str, ...]:
    """List what notes may call a term, maybe without what tells it from others."""
    names = {*variants(term.name), *term.aliases, term.expansion} - {""}
    return tuple(sorted({paths.fold(english.singular(name)) for name in names}))


def _said(sections: Sequence[Section], terms: tuple[tuple[str, ...], ...]) -> Counter[str]:
    """Count how often notes say the names of terms; they do so once where they define them."""
    names = told((tuple(dict.fromkeys(chain(*terms))),), "names of unused terms")
    counts: Counter[str] = Counter()
    # File by file, for most are as they were.
    for _, group in groupby(sections, key=lambda section: section.place.path) if terms else ():
        counts.update(_counts(tuple(group), names))
    return counts


@kept
def _counts(sections: tuple[Section, ...], names: Told) -> Mapping[str, int]:
    text = " ".join(map(_text, sections))
    # A text says a thousand words again and again: what is in none of them is found missing in a tenth of the time.
    words = " ".join(dict.fromkeys(text.split()))
    looked_for = cast("tuple[str, ...]", names.all[0])
    near = [name for name in looked_for if all(part in words for part in name.split())]
    return {name: text.count(name) for name in near if name in text}
