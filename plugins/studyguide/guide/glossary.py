"""Collect the terms of a guide: those its authors define, and acronyms that the text expands."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from posixpath import commonprefix

from markdown_it.token import Token

from studyguide import paths
from studyguide.guide import expansions
from studyguide.guide.slips import Near
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.linking import english
from studyguide.markdown.formulas import TYPES
from studyguide.markdown.plain_text import matching, plain
from studyguide.model import Note, Section, Target, Term, Tokens
from studyguide.paths import Distinct, PageName
from studyguide.problems import Place, Problem, Severity
from studyguide.reuse.memory import changed, kept

_EXPLICIT = re.compile(r"\s*+(?:\(([^()]{1,120})\)\s*+)?[:–—-]\s*")
_ACRONYM = re.compile(r"\b[A-Z]{2}[A-Z0-9]*\b")
_ADDRESS = re.compile(r"\S+://")
_BETWEEN = re.compile(r"[\s,;/\u2010-\u2015-]+")
_FORMS = frozenset(("", *"e n s d al es en er ed em ing ung os as".split()))
_AMERICAN = {"is": "iz", "our": "or", "re": "er"}
_BRITISH = re.compile(r"is(?=(?:e|ed|er|ing|ation)$)|our$|(?<=[bt])re$")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def collect(
    sections: Sequence[Section], notes: Sequence[Note], heading: str, language: Language = ENGLISH_WORDS
) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Return the terms in alphabetical order, and contradictions. ``heading``: the option ``terms_heading``."""
    problems: list[Problem] = []
    found: dict[str, list[Term]] = defaultdict(list)
    for term in _all(sections, notes, heading, is_english=language.tag.partition("-")[0] == "en"):
        # An author's entry counts for its name in any case; two names that text expands may differ in case alone.
        found[paths.fold(term.name) if term.explicit else term.name].append(term)
    _join_spellings(found)
    # `RPO` and `rpo?` have one slug; the second gets `rpo-2`. The page's title has its id too.
    taken = Distinct(("glossary",), first=2)
    terms = []
    for group in found.values():
        term = _merged(group, problems)
        anchor = taken.name(paths.element_id(paths.slug(as_written(term))))
        terms.append(changed(term, anchor=anchor))
        if not (term.text or term.expansion):
            message = f"`{term.name}` has no definition: write it after a colon, `- **{term.name}**: …`"
            problems.append(Problem(term.place, "no-definition", message))
    terms.sort(key=lambda term: language.key(term.name))
    return tuple(terms), tuple(problems)


def as_written(term: Term) -> str:
    """Give the name that its address and its cards have, formulas as TeX: how those are read may change."""
    return " ".join(plain(term.written, tex=True).split()).rstrip(":") if term.written else term.name


def _join_spellings(found: dict[str, list[Term]]) -> None:
    """Put an inferred ``RPO`` with the explicit term of that name, whatever the case it was written in."""
    for key in [key for key in found if key != paths.fold(key) and paths.fold(key) in found]:
        found[paths.fold(key)] += found.pop(key)


def _all(sections: Sequence[Section], notes: Sequence[Note], heading: str, *, is_english: bool) -> Iterator[Term]:
    shown = {section.page for section in sections}
    for section in sections:
        yield from _explicit(section, heading)
    # `*[RPO]: …` stands in no section, so drafts are left out here: their pages are not among those shown.
    for note in notes:
        page = next((section.page for section in note.sections if section.page in shown), None)
        lines = [section.place.line for section in note.sections]
        for name, expansion, place in note.abbreviations:
            if page is not None:
                owner = _page_at(note, lines, place, page)
                yield Term(name, place, owner, _tidy(expansion), explicit=True)
    for section in sections:
        yield from _inferred(section, is_english=is_english)


def _page_at(note: Note, lines: Sequence[int], place: Place, default: PageName) -> PageName:
    """Find the page that holds a place; ``lines`` are those on which the note's pages begin, in order."""
    found = note.sections[max(0, bisect_right(lines, place.line) - 1)]
    return found.page if found.place.line <= place.line <= found.last else default


@kept
def _explicit(section: Section, heading: str) -> tuple[Term, ...]:
    """Read ``- **RPO** (Recovery Point Objective): …`` under the heading, and definition lists anywhere."""
    tokens, under = section.tokens, section.title.casefold() == heading.casefold()
    found: list[Term] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            title = " ".join(plain(tokens[index + 1].children).split())
            under = title.casefold() == heading.casefold()
        elif token.type == "list_item_open" and under and tokens[index + 1].type == "paragraph_open":
            if term := _list_item(section, index + 2):
                found.append(term)
        elif token.type == "dt_open":
            found += _definition(section, tokens, index)
    return tuple(found)


def _list_item(section: Section, at: int) -> Term | None:
    inline = section.tokens[at]
    children = inline.children or []
    close = next((i for i, child in enumerate(children) if child.type == "strong_close"), None)
    if close is None or plain(children[:close]).strip() == "":
        return None
    # An entry begins with its name; `- Use **RPO**: …` emphasises a word.
    start = next(i for i, child in enumerate(children) if child.type == "strong_open")
    if plain(children[:start]).strip():
        return None
    name = " ".join(plain(children[start:close]).split()).rstrip(":")
    rest = children[close + 1 :]
    match = _EXPLICIT.match(rest[0].content) if rest and rest[0].type == "text" else None
    before = match.end() if match else 0
    definition = _behind(rest, before)
    return Term(
        name,
        section.at(inline),
        section.page,
        _tidy((match[1] if match else "") or ""),
        definition,
        _one_line(definition),
        explicit=True,
        written=_with_formulas(children[start:close]),
        defined_at=(at, before),
    )


def _with_formulas(tokens: Sequence[Token]) -> Tokens:
    """Keep the tokens of a name that no plain text says."""
    return tuple(tokens[1:]) if any(token.type in TYPES for token in tokens) else ()


def _behind(tokens: Iterable[Token], characters: int) -> Tokens:
    """Leave out the first visible characters of inline tokens, and what stands around them."""
    rest: list[Token] = []
    for token in tokens:
        if characters <= 0:
            rest.append(token)
            continue
        if len(token.content) > characters:
            rest.append(token.copy(content=token.content[characters:]))
        characters -= len(token.content)
    return tuple(rest)


def _one_line(tokens: Iterable[Token]) -> str:
    return " ".join(plain(tokens).split())


def _definition(section: Section, tokens: Sequence[Token], index: int) -> Iterator[Term]:
    name = " ".join(plain(tokens[index + 1].children).split())
    at = matching(tokens, index) + 1
    if at < len(tokens) and tokens[at].type == "dd_open" and name:
        body = range(at, matching(tokens, at))
        inline = next((number for number in body if tokens[number].type == "inline"), None)
        definition: Tokens = () if inline is None else tuple(tokens[inline].children or ())
        # In a definition list the expansion is part of the name: `RPO (Recovery Point Objective)`.
        found = re.fullmatch(r"(.*\S)\s*+\(([^()]+)\)", name)
        short, expansion = (found[1], found[2]) if found else (name, "")
        yield Term(
            short,
            section.at(tokens[index + 1]),
            section.page,
            _tidy(expansion),
            definition,
            _one_line(definition),
            explicit=True,
            defined_at=None if inline is None else (inline, None),
        )


def linked(terms: Iterable[Term], sections: Iterable[Section]) -> tuple[Term, ...]:
    """Take the definitions from sections whose links are resolved; they stand where they stood before."""
    by_page = {section.page: section for section in sections}
    return tuple(term if term.defined_at is None else _linked(term, by_page[term.page]) for term in terms)


@kept
def _linked(term: Term, section: Section) -> Term:
    at, before = term.defined_at or (0, None)
    children = section.tokens[at].children or []
    if before is not None:
        name = next(n for n, child in enumerate(children) if child.type == "strong_close")
        children = list(_behind(children[name + 1 :], before))
    definition = tuple(children)
    return replace(term, definition=definition, text=_one_line(definition))


@kept
def _inferred(section: Section, *, is_english: bool) -> tuple[Term, ...]:
    return tuple(_expanded(section, is_english=is_english))


def _expanded(section: Section, *, is_english: bool) -> Iterator[Term]:
    for heading in section.headings:
        for short, long in expansions.expansions(heading.title, is_english=is_english):
            yield Term(short, heading.place, section.page, long)
    for index, token in enumerate(section.tokens):
        # Headings were read above, from their own list; a `dt` is an explicit term already.
        if token.type != "inline" or (index and section.tokens[index - 1].type in {"heading_open", "dt_open"}):
            continue
        lines = list(_lines(token))
        ends = list(accumulate(len(line) + 1 for _, line in lines))
        # In one piece, for a name may go on in the next line.
        for at, short, long in expansions.found("\n".join(line for _, line in lines), is_english=is_english):
            yield Term(short, section.at(lines[bisect_right(ends, at)][0]), section.page, long)


def _lines(inline: Token) -> Iterator[tuple[Token, str]]:
    """Split a paragraph at its breaks, each with the token that begins it; code and addresses are no running text."""
    begin = inline
    current: list[str] = []
    for token in inline.children or ():
        if token.type in {"softbreak", "hardbreak"}:
            yield begin, "".join(current)
            begin, current = token, []
        elif token.type in {"text", "wikilink"}:
            # One line each, whatever the text of a link is.
            current.append(" ".join(plain([token]).split("\n")))
    yield begin, "".join(current)


def _tidy(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _merged(group: list[Term], problems: list[Problem]) -> Term:
    """Choose the term to show: explicit beats inferred, the first the rest; contradictions are reported."""
    # Stable: of terms of one kind the order of the guide stays, so the first definition is shown.
    group.sort(key=lambda term: not term.explicit)
    first = next((term for term in group if term.text), group[0])
    for other in group:
        if other is first:
            continue
        if first.text and other.text and _key(first.text) != _key(other.text) and not _are_apart(first, other):
            message = f"`{first.name}` is defined here and, in other words, in {first.place}: keep one of them"
            severity: Severity = "warning" if first.place.path == other.place.path else "info"
            problems.append(Problem(other.place, "double-definition", message, severity))
        elif first.expansion and other.expansion and _contradict(first, other):
            message = f"`{first.name}` is “{other.expansion}” here but “{first.expansion}” in {first.place}"
            severity = "warning" if _is_certain(first, other) else "info"
            problems.append(
                Problem(
                    other.place, "double-definition", f"{message}: use one of them, if both mean one thing", severity
                )
            )
    expansion = first.expansion or next((term.expansion for term in group if term.expansion), "")
    spellings = tuple(dict.fromkeys(term.name for term in group if term.name != first.name))
    return changed(first, expansion=expansion, aliases=spellings, explicit=group[0].explicit)


def _is_certain(one: Term, other: Term) -> bool:
    """Say whether two expansions are a fault: one is misspelt, or a file's own list says another one than its text."""
    return _is_slip(one.expansion, other.expansion) or (one.explicit and one.place.path == other.place.path)


def _are_apart(one: Term, other: Term) -> bool:
    """Say whether definition lists explain a word, each for itself, as lists of fields do."""
    return any(term.defined_at is not None and term.defined_at[1] is None for term in (one, other))


def _contradict(one: Term, other: Term) -> bool:
    """Say whether one thing is likely expanded in two ways: in one file, by a slip, or in words mostly shared.

    In two subjects an abbreviation has two meanings, and both are right. Some expand less: “hash-based MAC”.
    """
    first, second = one.expansion, other.expansion
    if _ADDRESS.match(first) or _ADDRESS.match(second):  # where a list of abbreviations links to
        return False
    if not _differ(first, second) or _ACRONYM.search(first) or _ACRONYM.search(second):
        return False
    if one.place.path == other.place.path or _is_slip(first, second):
        return True
    words = [set(map(_stem, _WORDS.findall(text))) for text in (first, second)]
    return 2 * len(words[0] & words[1]) > max(map(len, words))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _differ(one: str, other: str) -> bool:
    """Compare expansions word by word; plurals and “and” do not count, nor a name before (“AWS Key Management …”).

    Neither do case, blanks and hyphens, “DataBase”, “Data Base”, but where a letter is torn off: “Recover y”. Nor does
    how a country spells, “fibre”, “fiber”, or what a sentence makes of a word, “erste”, “ersten”.
    """
    if _key(one).removesuffix("s") == _key(other).removesuffix("s"):
        return _lone(one) != _lone(other)
    words = [[_stem(word) for word in _BETWEEN.split(text) if word and not _joins(word)] for text in (one, other)]
    short, long = sorted(words, key=len)
    parts = (long[n : n + len(short)] for n in range(len(long) - len(short) + 1))
    return not any(all(map(_is_form, short, part)) for part in parts)


def _is_form(one: str, other: str) -> bool:
    """Say whether two words are forms of one."""
    same = len(commonprefix((one, other)))
    return one == other or (same > 3 and {one[same:], other[same:]} <= _FORMS)  # noqa: PLR2004  less is no word


def _lone(text: str) -> set[str]:
    return {word for word in text.split() if len(word) == 1 and word.isalpha()}


def _is_slip(one: str, other: str) -> bool:
    """Say whether two expansions differ by a letter or a blank; else they may be of two languages, or of two things."""
    joined = ["".join(map(_stem, _WORDS.findall(text))) for text in (one, other)]
    return joined[0] == joined[1] or bool(Near(joined[:1]).of(joined[1]))


def _joins(word: str) -> bool:
    return len(word) <= 3 and not word.isupper()  # noqa: PLR2004  "and", "und", "of"


def _stem(word: str) -> str:
    singular = english.singular(word.casefold().replace("'", "").replace("’", ""))
    return _BRITISH.sub(lambda found: _AMERICAN[found[0]], singular)


def with_uses(
    terms: Iterable[Term],
    sections: Iterable[Section],
    mentions: Mapping[str, tuple[PageName, ...]],
    targets: Mapping[str, Target],
) -> tuple[Term, ...]:
    """Add to each term its links, the pages that mention it, and the section that bears its name.

    The links of ``sections`` are resolved, and what is embedded is not yet in them.
    """
    result = []
    for term in linked(terms, sections):
        used = tuple(dict.fromkeys((term.page, *mentions.get(term.anchor, ()))))
        # The name before its expansion: both may be titles, and `EBS` is what the text says.
        target = targets.get(paths.fold(term.name)) or targets.get(paths.fold(term.expansion))
        result.append(changed(term, used_in=used, section=target.section.page if target else None))
    return tuple(result)
