"""What must hold of anything that comes out, whatever went in."""

import json
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt

from studyguide.html.sanitise import clean
from studyguide.markdown import allowed
from studyguide.outputs import report
from studyguide.problems import Problem
from test_hostile import faults

WORD = re.compile(r"[^\W_]{4,}")
# What a dialect beyond GitHub's may hide words with: targets of links, attributes, comments, labels.
_HIDES = re.compile(r"[{}^$<&\\@.:()#=\[\]|!~+`-]|\?\?\?")
# Elements whose text a browser does not read as HTML: what stands behind them is theirs.
_SWALLOWS = re.compile(
    r"%%|studyguide|<(?:plaintext|xmp|textarea|title|no|iframe|style|script|template|svg|math|select)", re.IGNORECASE
)
_PLAIN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = frozenset(allowed.TAGS | {"span", "input", "label"})
"""All elements that a note's page may hold; browsers add the body of a table by themselves."""


class BreachError(AssertionError):
    """Something that must hold for any input does not hold for this one."""


def hold(statement: bool, message: str, *shown: object) -> None:  # noqa: FBT001  a statement is true or false
    """Raise unless the statement is true."""
    if not statement:
        raise BreachError(f"{message}: {'; '.join(repr(item)[:400] for item in shown)}")


def harmless(page: str) -> None:
    """Hold that nothing in a page could run, load, post or clobber, and that no element is beyond the allowed ones."""
    found = faults(page)
    hold(not found, "a page that could do harm", found, page)
    strange = {str(element.tag) for element in elements(page)} - TAGS
    hold(not strange, "elements that are not allowed", strange, page)


def elements(page: str) -> Iterator[Element]:
    """Yield the elements that a browser makes of a page's HTML."""
    fragment = html5lib.parseFragment(page, namespaceHTMLElements=False)
    return (element for element in fragment.iter() if isinstance(element.tag, str) and element is not fragment)


def words(page: str) -> str:
    """Return all text that a reader of the page sees or hears."""
    fragment = html5lib.parseFragment(page, namespaceHTMLElements=False)
    alternatives = " ".join(str(image.get("alt") or "") for image in fragment.iter("img"))
    return "".join(fragment.itertext()) + alternatives


def no_word_lost(notes: str, page: str) -> None:
    """Hold that a word that plain CommonMark shows is shown here too, but for lines in which a dialect hides words."""
    if _SWALLOWS.search(notes):
        return
    here = words(page)
    doubtful = " ".join(line for line in notes.split("\n") if _HIDES.search(line))
    # Of the source too: where a tag is dropped, the ends of two words make one that nobody wrote.
    plain = set(WORD.findall(words(clean(_PLAIN.render(notes))))) & set(WORD.findall(notes))
    lost = {word for word in plain if word not in here and word not in doubtful}
    hold(not lost, "words that are lost", lost, notes, page)


def writable(texts: Iterable[str]) -> None:
    """Hold that texts can be written into a file, a page and a feed, which is XML."""
    for text in texts:
        text.encode()
        hold(not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text), "a control character", text)


def said(problems: Iterable[Problem], text: str) -> None:
    """Hold that problems name lines that are there, and can be printed in every form, a line each where lines count."""
    count = len(text.split("\n"))
    found = list(problems)
    for problem in found:
        hold(1 <= problem.place.line <= count, "a problem on a line that is not there", problem, count)
    for form in ("text", "github"):
        printed = report.write(found, form, "notes").encode().decode().splitlines()
        hold(len(printed) == len(found), "a message of several lines", printed)
    for form in ("sarif", "json"):
        json.loads(report.write(found, form, "notes"))
