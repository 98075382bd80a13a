"""How the text itself is written, for owners who ask: prices, addresses, links that show an id, odd spellings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking.section_names import called, targets
from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Section
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import kept

COMMON = 4
"""Times a word must stand in the notes so that another may be a slip of it."""

_PRICE = re.compile(
    r"[$€£¥₹] ?\d[\d.,]*|\d[\d.,]*+ ?(?:[€£¥₹]|cents?\b|dollars?\b|euros?\b)|\b(?:USD|EUR|GBP|CHF) ?\d[\d.,]*",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r'["“„«「].+["”“»」] → \S.*: \S.*', re.DOTALL)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{5,}(?![\w-])")


def prices(library: Library) -> Iterator[Problem]:
    """Report amounts of money, which change faster than notes do."""
    for section in library.sections:
        for place, price in _prices(section):
            message = f"the price `{price}` will be wrong soon: say what it depends on, and link to it"
            yield Problem(place, "price", message)


@kept
def _prices(section: Section) -> Sequence[tuple[Place, str]]:
    found = ((place, _PRICE.search(token.content)) for place, token in _texts(section))
    return [(place, match[0].strip(" .,")) for place, match in found if match]


def _inlines(section: Section) -> Iterator[tuple[Token, Token]]:
    for token in section.tokens:
        if token.type == "inline":
            for child in token.children or ():
                yield token, child


def _texts(section: Section) -> Iterator[tuple[Place, Token]]:
    """Yield running text, without code, with its line."""
    for token, child in _inlines(section):
        if child.type == "text":
            yield section.at(child if child.map else token), child


def plain_addresses(library: Library) -> Iterator[Problem]:
    """Report links and sources whose way anybody on the net can read and change."""
    for section in library.sections:
        for place, address in _unencrypted(section):
            message = f"<{address[:80]}> is not encrypted: write `https:`, or cite another page"
            yield Problem(place, "plain-http", message)


@kept
def _unencrypted(section: Section) -> Sequence[tuple[Place, str]]:
    addresses = ((section.place, source) for source in section.meta.sources)
    notes = chain.from_iterable(section.footnotes.values())
    inner = ((token, child) for token in notes for child in token.children or ())
    links = (
        (section.at(child if child.map else token), str(child.attrGet("href") or ""))
        for token, child in chain(_inlines(section), inner)
        if child.type == "link_open"
    )
    return [(place, address) for place, address in (*addresses, *links) if address.lower().startswith("http:")]


def ids_shown(library: Library) -> Iterator[Problem]:
    """Report links that show readers an id, which was made for addresses."""
    ids = {target.meta.id: target for target in targets(library.sections) if target.meta.id}
    names = {identity: {paths.fold(name) for name in called(target)} for identity, target in ids.items()}
    for section in library.sections:
        for shown, place in _wikilinks(section):
            if shown in ids and paths.fold(shown) not in names[shown] and not any(c.isupper() for c in shown):
                title = ids[shown].heading.title
                message = f"readers see `{shown}`, which is an id: write `[[{shown}|{title}]]`"
                yield Problem(place, "bare-id", message)


@kept
def _wikilinks(section: Section) -> Sequence[tuple[str, Place]]:
    """List what links between double brackets show."""
    found: list[tuple[str, Place]] = []
    for token in section.tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "link_open" and child.meta.get("kind") == "wiki":
                end = next((n for n in range(at, len(children)) if children[n].type == "link_close"), at)
                found.append((plain(children[at:end]).strip(), section.at(child if child.map else token)))
    return found


def signals(library: Library) -> Iterator[Problem]:
    """Report items of the signals that do not read ``"words of a question" → **answer**: why``."""
    wanted = paths.fold(library.options.signals_heading)
    for section in library.sections:
        for token, text in _items(section, wanted):
            if not _SIGNAL.fullmatch(text):
                message = f'“{text[:60]}” is not in the form `"words of a question" → **answer**: why`'
                yield Problem(section.at(token), "signal-form", f"{message}: write it so")


@kept
def _items(section: Section, wanted: str) -> Sequence[tuple[Token, str]]:
    found: list[tuple[Token, str]] = []
    inside = False
    for index, token in enumerate(section.tokens):
        if token.type == "heading_open":
            inside = paths.fold(plain(section.tokens[index + 1].children).strip()) == wanted
        elif inside and token.type == "list_item_open" and token.level == 1:
            inline = section.tokens[index + 2] if index + 2 < len(section.tokens) else token
            found.append((token, " ".join(plain(inline.children).split())))
    return found


def slips(library: Library) -> Iterator[Problem]:
    """Report words that stand once, and are one slip of a hurried hand away from a common one."""
    first: dict[str, Place] = {}
    seen: Counter[str] = Counter()
    for section in library.sections:
        for word, (place, times) in _small_words(section).items():
            seen[word] += times
            first.setdefault(word, place)
    common = [word for word, times in seen.items() if times >= COMMON]
    for word in common:
        for slip in dict.fromkeys(_made_of(word)):
            if seen.get(slip) == 1:
                message = f"`{slip}` stands here alone, and `{word}` {seen[word]} times: correct it if it is a slip"
                yield Problem(first[slip], "word-slip", message)


@kept
def _small_words(section: Section) -> Mapping[str, tuple[Place, int]]:
    """Count the words in lower case, each with the place where it stands first."""
    found: dict[str, tuple[Place, int]] = {}
    for place, token in _texts(section):
        for word in filter(str.islower, _WORD.findall(token.content)):
            first, times = found.get(word, (place, 0))
            found[word] = first, times + 1
    return found


def _made_of(word: str) -> Iterable[str]:
    """Yield what a hasty hand makes of a word: two letters swapped, one twice, one left out."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[: at + 1] + word[at:]
        if at:
            yield word[:at] + word[at + 1 :]
