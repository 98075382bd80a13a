"""What the search worker in the reader's browser knows: names in a small first file, all texts in a second one.

The worker answers from the names while the texts are still on their way; ``theme/assets/studyguide/search/rank.js``
reads both. Rows are lists instead of objects, because readers pay for every byte.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from studyguide import paths
from studyguide.guide import tag_pages
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Comparison, Fact, Heading, Library, Question, Section, Tag, Term
from studyguide.outputs import search_texts
from studyguide.page_kinds import GLOSSARY
from studyguide.paths import PageName, Url
from studyguide.reuse.memory import kept, recalled

if TYPE_CHECKING:
    from markdown_it.token import Token

SUMMARY_LIMIT = 160
READ = ("search.small", "search.comparing", "search.either")
ASKED = ("search.alike", "search.asked", "search.use")
"""The lists of a language by which a query is understood, those for the names and those for the texts: see
``theme/assets/studyguide/search/asks.js``."""

_FEW = 3
"""Words of a fact's name that are too many for an example of a question."""
_MARKUP = re.compile(r"<[^>]*>")

Row = list[Any]


@dataclass(frozen=True)
class Own:
    """A page that the owner wrote, cut at its headings: ``(anchor, title, text)``, the page's title first."""

    url: Url
    parts: tuple[tuple[str, str, str], ...]


def own_pages(entries: Iterable[Mapping[str, Any]], ours: Iterable[str]) -> tuple[Own, ...]:
    """Take the owner's pages from the entries of the theme's search plugin; ``ours`` are the URLs of the guide's pages.

    The plugin keeps a few tags and escapes everything else, so what looks like a tag is one.
    """
    skip = set(ours)
    pages: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for entry in entries:
        url, _, anchor = str(entry["location"]).partition("#")
        if url not in skip:
            pages[url].append((anchor, _visible(str(entry["title"])), _visible(str(entry["text"]))))
    return tuple(Own(Url(url), tuple(parts)) for url, parts in pages.items())


def _visible(html: str) -> str:
    return " ".join(unescape(_MARKUP.sub(" ", html)).split())


@dataclass(frozen=True)
class Known:
    """What is said of the guide, before the owner's pages are known: the names, and the texts."""

    names: Mapping[str, Any]
    texts: Mapping[str, Any]


def encode(library: Library, own: Sequence[Own] = ()) -> tuple[bytes, bytes]:
    """Write the names and the texts; both list the pages, and the terms, in the same order."""
    return written(collected(library), own)


def written(known: Known, own: Sequence[Own]) -> tuple[bytes, bytes]:
    """Put the owner's pages behind those of the guide, and write both files."""
    names = {**known.names, "pages": [*known.names["pages"], *map(_own, own)]}
    texts = {**known.texts, "pages": [*known.texts["pages"], *([text for *_, text in page.parts] for page in own)]}
    return _script("names", names), _script("texts", texts)


def collected(library: Library) -> Known:
    """Read all that search needs of a guide, so that its tokens can be let go."""
    sections = [section for section in library.sections if section.meta.search]
    at = {section.page: number for number, section in enumerate(sections)}
    terms = [(at[home], term) for term in library.terms if (home := _home(term)) in at]
    questions = [(at[question.page], question) for question in library.questions if question.page in at]
    tagged = _tagged(library)
    about = [(number, tag, text) for number, tag in enumerate(library.tags) if (text := _about(library, tag))]
    meanings = tag_pages.meanings(library)
    names: dict[str, Any] = {
        "asks": _lists(library, READ),
        "glossary": library.url(GLOSSARY.address),
        "tags": [tag.name for tag in library.tags],
        "meanings": {tag.name: meaning for tag in library.tags if (meaning := meanings.get(tag.path))},
        "pages": [
            *(_section(library, section, tagged[section.page]) for section in sections),
            *(_tag(library, tag, text, number) for number, tag, text in about),
        ],
        "terms": [[page, term.anchor, term.name, term.expansion, list(term.aliases)] for page, term in terms],
        "comparisons": [_comparison(library, comparison, at) for comparison in library.comparisons],
        "examples": list(_examples(library, sections)),
        **({"propose": repository.wish} if (repository := library.options.repository) else {}),
    }
    quiet = _quiet(library)
    texts: dict[str, Any] = {
        "pages": [
            search_texts.texts(one, quiet[one.place.path], library.options.language)
            for one in (*sections, *(text for _, _, text in about))
        ],
        "search": list(_unseen((*sections, *(text for _, _, text in about)), library)),
        "terms": [" ".join(term.text.split()) for _, term in terms],
        "comparisons": [_compared(comparison) for comparison in library.comparisons],
        "questions": [_question(page, sections[page], question) for page, question in questions],
        "asks": _lists(library, ASKED),
        **_facts(sections),
    }
    return Known(names, texts)


def _lists(library: Library, names: Iterable[str]) -> Mapping[str, str]:
    words = library.options.language.words
    return {name.removeprefix("search."): words[name] for name in names}


def _script(kind: str, data: Mapping[str, Any]) -> bytes:
    """Wrap data in a call: a page opened from a folder may load scripts, and nothing else."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"studyguide.take({json.dumps(kind)},{written})\n".encode("utf-8", "replace")


def _home(term: Term) -> PageName:
    """Return the page below which a term is shown: its own, or the one that defines it."""
    return term.section if term.section is not None else term.page


def _tagged(library: Library) -> Mapping[PageName, list[int]]:
    found: dict[PageName, list[int]] = defaultdict(list)
    for number, tag in enumerate(library.tags):
        for page in tag.sections:
            found[page].append(number)
    return found


def _section(library: Library, section: Section, tags: Sequence[int]) -> Row:
    kind = "chapter" if section.chapter else ""
    summary = section.meta.summary or _beginning(section)
    headings = [[head.anchor, head.title, _aliases(head.meta.aliases, head.title)] for head in section.headings[1:]]
    aliases = _aliases(section.meta.aliases, section.title)
    return [
        library.url(section.page),
        section.title,
        kind,
        aliases,
        summary,
        list(tags),
        headings,
    ]


@kept
def _beginning(section: Section) -> str:
    first = next((t for a, t in pairwise(section.tokens) if a.type == "paragraph_open" and not a.level), None)
    return _cut(plain(first.children) if first else "")


def _unseen(sections: Iterable[Section], library: Library) -> Iterator[Row]:
    """List the phrases that only search knows, with the numbers of their page and heading: too many for the names."""
    spoken = _Spoken(_lists(library, (*READ, *ASKED)))
    for number, section in enumerate(sections):
        phrases = [section.meta.search, *(head.meta.search for head in section.headings[1:])]
        for heading, some in enumerate(phrases):
            if isinstance(some, tuple):
                short = recalled(partial(spoken.short, some), "phrases", some, library.options.language)
                yield [number, heading, short]


class _Spoken:
    """Knows the words of a language that no score of a phrase counts, and the questions that are read as a whole."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.small = {*lists["small"].split(), *lists["comparing"].split(), *lists["either"].split()}
        said = (part.strip() for line in lists["asked"].split(";") for part in re.split("[=~]", line)[0].split(","))
        self.questions = [question.lower() for question in said if " " in question]

    def short(self, phrases: Iterable[str]) -> list[str]:
        """Leave out small words, and phrases that say the same in another order: a third is left out."""
        found = {frozenset(short.lower().split()): short for phrase in phrases if (short := self._short(phrase))}
        return list(found.values())

    def _short(self, phrase: str) -> str:
        if any(question in phrase.lower() for question in self.questions):
            return phrase
        return " ".join(word for word in phrase.split() if word.lower() not in self.small) or phrase


def _about(library: Library, tag: Tag) -> Section | None:
    """Return the text that opens the page of a tag; pages that are nothing but lists are not searched."""
    text = library.about_tags.get(tag.path)
    return text if text and text.meta.search else None


def _tag(library: Library, tag: Tag, text: Section, number: int) -> Row:
    _, title, _, aliases, *rest = _section(library, text, [number])
    return [library.url(tag.page), title, "tag", [tag.name, *aliases], *rest]


def _aliases(aliases: Iterable[str], title: str) -> list[str]:
    return [alias for alias in aliases if paths.fold(alias) != paths.fold(title)]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SUMMARY_LIMIT else text[:SUMMARY_LIMIT].rsplit(" ", 1)[0] + " …"


def _examples(library: Library, sections: Sequence[Section]) -> Iterator[str]:
    """Say what can be asked, by what the guide knows best: how much of something, which of two, a term, a tag."""
    asked = Counter(question.page for question in library.questions)  # what is asked for most is known best
    known = sorted(sections, key=lambda section: -asked[section.page])
    facts = ((s, head, fact) for s in known for head in s.headings for fact in head.facts)
    if found := next((each for each in facts if _tells_how_much(*each)), None):
        section, _, fact = found
        yield f"{next(iter(section.meta.aliases), section.title)} {fact.name}"
    pairs = [one for one in library.comparisons if one.pair]
    if pairs:
        yield max(pairs, key=lambda pair: sum(asked[member.target.section.page] for member in pair.members)).title
    yield from [term.name for term in library.terms if term.expansion][:1]
    meanings = tag_pages.meanings(library)
    if tags := [tag for tag in library.tags if " " not in tag.name and tag.path not in meanings]:
        yield f"#{max(tags, key=lambda tag: len(tag.sections)).name}"


def _tells_how_much(section: Section, head: Heading, fact: Fact) -> bool:
    """Whether a fact of a whole section, such as its greatest size, makes a short question."""
    return head is section.headings[0] and len(fact.name.split()) < _FEW and fact.text[:1].isdigit()


def _comparison(library: Library, comparison: Comparison, at: Mapping[PageName, int]) -> Row:
    """Name a comparison, with the numbers of its members' pages and headings; a pair is named by its members alone."""
    members = [
        [at[member.target.section.page], member.target.section.headings.index(member.target.heading)]
        for member in comparison.members
        if member.target.section.page in at
    ]
    return [library.url(comparison.page), "" if comparison.pair else comparison.title, members]


def _compared(comparison: Comparison) -> str:
    attributes = ", ".join(attribute.name for attribute in comparison.attributes)
    return f"{comparison.verdict} {attributes}".strip()


def _facts(sections: Sequence[Section]) -> Mapping[str, list[Any]]:
    """List the facts: the numbers of page and heading, name, value, line, and those of its file and sources."""
    files: dict[str, int] = {}
    sources: dict[tuple[str, str], int] = {}
    rows: list[Row] = []
    for number, section in enumerate(sections):
        for heading, fact, value, said in _sourced(section):
            numbers = [sources.setdefault(source, len(sources)) for source in said]
            file = files.setdefault(fact.place.path, len(files))
            rows.append([number, heading, fact.name, value, fact.place.line, file, numbers])
    return {"facts": rows, "files": list(files), "sources": [list(source) for source in sources]}


@kept
def _sourced(section: Section) -> Sequence[tuple[int, Fact, str, Sequence[tuple[str, str]]]]:
    """List the facts of a section, each with the number of its heading, its value in a line, and its sources."""
    notes = {label: _source(tokens) for label, tokens in section.footnotes.items()}
    found = ((number, fact) for number, head in enumerate(section.headings) for fact in head.facts)
    return [
        (
            number,
            fact,
            " ".join(fact.text.split()),
            list(dict.fromkeys(source for label in _labels(fact.value) if (source := notes.get(label)))),
        )
        for number, fact in found
    ]


def _labels(tokens: Iterable["Token"]) -> Iterator[str]:
    """Name the footnotes that a value leads to."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield str(token.meta["label"])
        yield from _labels(token.children or ())


def _source(tokens: Iterable["Token"]) -> tuple[str, str] | None:
    """Return what a footnote calls its first link, and where that leads."""
    for token in tokens:
        for at, child in enumerate(token.children or ()):
            if child.type == "link_open":
                rest = (token.children or ())[at + 1 :]
                said = plain(list(takewhile(lambda inner: inner.type != "link_close", rest)))
                href = str(child.attrGet("href") or "")
                return (" ".join(said.split()), href) if href.startswith(("https://", "http://")) else None
    return None


def _own(page: Own) -> Row:
    """Name a page of the owner's."""
    (_, title, _), *rest = page.parts
    return [page.url, title, "own", [], "", [], [[anchor, name, []] for anchor, name, _ in rest]]


def _quiet(library: Library) -> Mapping[str, frozenset[int]]:
    """List the lines of each file that are searched as terms and questions, and so not as text."""
    found: dict[str, set[int]] = defaultdict(set)
    for term in library.terms:
        if term.explicit:
            found[term.place.path].add(term.place.line)
    for section in library.sections:
        for heading in section.headings:
            found[section.place.path].update(fact.place.line for fact in heading.facts)
    for question in library.questions:
        found[question.place.path].update(range(question.place.line, question.last + 1))
    return defaultdict(frozenset, {path: frozenset(lines) for path, lines in found.items()})


@kept
def _question(page: int, section: Section, question: Question) -> Row:
    """Return the page's number, the heading's number in it, the question and its right answers."""
    below = [n for n, heading in enumerate(section.headings) if heading.place.line <= question.place.line]
    answers = [" ".join(plain(option.text).split()) for option in question.options if option.correct]
    return [page, below[-1] if below else 0, question.prompt, "; ".join(answers) or block_text(question.body)]
