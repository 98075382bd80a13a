"""The running text of a section, sentence by sentence: what may be quoted beside something else."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from markdown_it.token import Token

from studyguide.markdown.plain_text import matching, plain
from studyguide.markdown.sentences import SENTENCE_END
from studyguide.model import Question, Section
from studyguide.paths import PageName


def paragraphs(section: Section, asked: Container[int] = ()) -> Iterator[tuple[str, Token]]:
    """Yield the inline token of each paragraph, with the anchor of the heading above it.

    Questions, which stand on the lines ``asked``, would give themselves away; embedded text has its own page.
    """
    anchor = ""
    index = 0
    while index < len(section.tokens):
        token = section.tokens[index]
        if token.type == "embed_open":
            index = matching(section.tokens, index)
        elif token.type == "heading_open":
            anchor = str(token.attrs.get("id", ""))
        elif token.type == "paragraph_open" and section.at(token).line not in asked:
            yield anchor, section.tokens[index + 1]
        index += 1


def sentences(inline: Token) -> list[str]:
    """Split a paragraph, as a reader sees it, into its sentences."""
    text = " ".join(plain(inline.children).split())
    return [sentence for part in SENTENCE_END.split(text) if (sentence := part.strip())]


def lines_asked(questions: Iterable[Question]) -> Mapping[PageName, set[int]]:
    """Give the lines that questions stand on, by page."""
    lines: dict[PageName, set[int]] = defaultdict(set)
    for question in questions:
        lines[question.page].update(range(question.place.line, question.last + 1))
    return lines
