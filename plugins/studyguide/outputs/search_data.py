"""What the search worker in the reader's browser knows: names in a small first file, all texts in a second one.

The worker answers from the names while the texts are still on their way; ``theme/assets/studyguide/search/rank.js``
reads both. Rows are lists instead of objects, because readers pay for every byte.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from studyguide import paths
from studyguide.html import code_blocks
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Comparison, Library, Question, Section, Term
from studyguide.page_kinds import GLOSSARY
from studyguide.paths import PageName, Url
from studyguide.reuse.memory import kept

if TYPE_CHECKING:
    from markdown_it.token import Token

SUMMARY_LIMIT = 160
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

    names: Mapping[str, list[Any] | str]
    texts: Mapping[str, list[Any]]


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
    names: dict[str, list[Any] | str] = {
        "glossary": library.url(GLOSSARY.address),
        "tags": [tag.name for tag in library.tags],
        "pages": [_section(library, section, tagged[section.page]) for section in sections],
        "terms": [[page, term.anchor, term.name, term.expansion, list(term.aliases)] for page, term in terms],
        "comparisons": [_comparison(library, comparison, at) for comparison in library.comparisons],
    }
    quiet = _quiet(library)
    texts: dict[str, list[Any]] = {
        "pages": [_texts(section, quiet[section.place.path]) for section in sections],
        "terms": [" ".join(term.text.split()) for _, term in terms],
        "comparisons": [_compared(comparison) for comparison in library.comparisons],
        "questions": [_question(page, sections[page], question) for page, question in questions],
    }
    return Known(names, texts)


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
    summary = section.meta.summary
    if not summary:
        first = next((t for a, t in pairwise(section.tokens) if a.type == "paragraph_open" and not a.level), None)
        summary = _cut(plain(first.children) if first else "")
    headings: list[Row] = [[h.anchor, h.title, _aliases(h.meta.aliases, h.title)] for h in section.headings[1:]]
    aliases = _aliases(section.meta.aliases, section.title)
    return [library.url(section.page), section.title, kind, aliases, summary, list(tags), headings]


def _aliases(aliases: Iterable[str], title: str) -> list[str]:
    return [alias for alias in aliases if paths.fold(alias) != paths.fold(title)]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SUMMARY_LIMIT else text[:SUMMARY_LIMIT].rsplit(" ", 1)[0] + " …"


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


def _own(page: Own) -> Row:
    """Name a page of the owner's."""
    (_, title, _), *rest = page.parts
    return [page.url, title, "", [], "", [], [[anchor, name, []] for anchor, name, _ in rest]]


def _quiet(library: Library) -> Mapping[str, frozenset[int]]:
    """List the lines of each file that are searched as terms and questions, and so not as text."""
    found: dict[str, set[int]] = defaultdict(set)
    for term in library.terms:
        if term.explicit:
            found[term.place.path].add(term.place.line)
    for question in library.questions:
        found[question.place.path].update(range(question.place.line, question.last + 1))
    return defaultdict(frozenset, {path: frozenset(lines) for path, lines in found.items()})


@kept
def _texts(section: Section, quiet: frozenset[int]) -> Sequence[str]:
    """Cut a section's text at its headings: what stands below the title comes first."""
    anchors = {heading.anchor for heading in section.headings[1:]}
    parts: list[list[Token]] = [[]]
    line = 0
    inside = False
    for token in section.tokens:
        line = section.at(token).line if token.map else line
        if token.type == "heading_open" and token.attrGet("id") in anchors:
            parts.append([])
            inside = True
        elif token.type == "heading_close":
            inside = False
        # Diagrams are code whose words, arrows and ids would be found instead of text.
        elif not inside and line not in quiet and code_blocks.info(token.info)[0] != "mermaid":
            parts[-1].append(token)
    return [block_text(part) for part in parts]


@kept
def _question(page: int, section: Section, question: Question) -> Row:
    """Return the page's number, the heading's number in it, the question and its right answers."""
    below = [n for n, heading in enumerate(section.headings) if heading.place.line <= question.place.line]
    answers = [" ".join(plain(option.text).split()) for option in question.options if option.correct]
    return [page, below[-1] if below else 0, question.prompt, "; ".join(answers) or block_text(question.body)]
