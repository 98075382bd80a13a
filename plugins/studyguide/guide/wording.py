"""How the text itself is written, for owners who ask: prices, addresses, links that show an id, odd spellings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking.section_names import called, targets
from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Section
from studyguide.problems import Place, Problem

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
        for place, token in _texts(section):
            if match := _PRICE.search(token.content):
                message = (
                    f"the price `{match[0].strip(' .,')}` will be wrong soon: say what it depends on, and link to it"
                )
                yield Problem(place, "price", message)


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
        addresses = ((section.place, source) for source in section.meta.sources)
        notes = chain.from_iterable(section.footnotes.values())
        inner = ((token, child) for token in notes for child in token.children or ())
        links = (
            (section.at(child if child.map else token), str(child.attrGet("href") or ""))
            for token, child in chain(_inlines(section), inner)
            if child.type == "link_open"
        )
        for place, address in (*addresses, *links):
            if address.lower().startswith("http:"):
                message = f"<{address[:80]}> is not encrypted: write `https:`, or cite another page"
                yield Problem(place, "plain-http", message)


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


def _wikilinks(section: Section) -> Iterator[tuple[str, Place]]:
    """Yield what links between double brackets show."""
    for token in section.tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "link_open" and child.meta.get("kind") == "wiki":
                end = next((n for n in range(at, len(children)) if children[n].type == "link_close"), at)
                yield plain(children[at:end]).strip(), section.at(child if child.map else token)


def signals(library: Library) -> Iterator[Problem]:
    """Report items of the signals that do not read ``"words of a question" → **answer**: why``."""
    wanted = paths.fold(library.options.signals_heading)
    for section in library.sections:
        for token, text in _items(section, wanted):
            if not _SIGNAL.fullmatch(text):
                message = f'“{text[:60]}” is not in the form `"words of a question" → **answer**: why`'
                yield Problem(section.at(token), "signal-form", f"{message}: write it so")


def _items(section: Section, wanted: str) -> Iterator[tuple[Token, str]]:
    inside = False
    for index, token in enumerate(section.tokens):
        if token.type == "heading_open":
            inside = paths.fold(plain(section.tokens[index + 1].children).strip()) == wanted
        elif inside and token.type == "list_item_open" and token.level == 1:
            inline = section.tokens[index + 2] if index + 2 < len(section.tokens) else token
            yield token, " ".join(plain(inline.children).split())


def slips(library: Library) -> Iterator[Problem]:
    """Report words that stand once, and are one slip of a hurried hand away from a common one."""
    first: dict[str, Place] = {}
    seen: Counter[str] = Counter()
    for section in library.sections:
        for place, token in _texts(section):
            for word in _WORD.findall(token.content):
                if word.islower():
                    seen[word] += 1
                    first.setdefault(word, place)
    common = [word for word, times in seen.items() if times >= COMMON]
    for word in common:
        for slip in dict.fromkeys(_made_of(word)):
            if seen.get(slip) == 1:
                message = f"`{slip}` stands here alone, and `{word}` {seen[word]} times: correct it if it is a slip"
                yield Problem(first[slip], "word-slip", message)


def _made_of(word: str) -> Iterable[str]:
    """Yield what a hasty hand makes of a word: two letters swapped, one twice, one left out."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[: at + 1] + word[at:]
        if at:
            yield word[:at] + word[at + 1 :]
