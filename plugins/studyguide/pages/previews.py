"""What a link says of where it leads: the first lines that stand there, and the first facts."""

from collections.abc import Iterable, Iterator, Mapping

from studyguide.guide.digest import first_lines
from studyguide.language.language import Language
from studyguide.model import Fact, Section
from studyguide.reuse.memory import kept

FACTS = 4
"""A box beside a link has room for them; the page has all."""

FACT_LIMIT = 90
"""Characters of a fact: two lines of the box."""


@kept
def beginnings(section: Section, language: Language) -> Mapping[str, str]:
    """Give what a link to each heading of a page shows, by the heading's anchor; the title's is empty.

    Lines of text, then an empty line, then a line for each fact. The author's summary stands for a page's first lines.
    """
    texts: dict[str, str] = {}
    for start, token in enumerate(section.tokens):
        anchor = str(token.attrs.get("id", ""))
        if token.type == "heading_open" and anchor not in texts:
            texts[anchor] = first_lines(section.tokens, start)
    texts[""] = section.meta.summary or first_lines(section.tokens)
    facts: dict[str, tuple[Fact, ...]] = {str(heading.anchor): heading.facts for heading in section.headings}
    return {
        anchor: "\n\n".join(filter(None, (text, "\n".join(_told(facts.get(anchor, ()), language)))))
        for anchor, text in texts.items()
    }


@kept
def beginning(section: Section, anchor: str, language: Language) -> str:
    """Give what a link to one heading shows: an edit below another one changes nothing for who asks."""
    return beginnings(section, language).get(anchor, "")


def _told(facts: Iterable[Fact], language: Language) -> Iterator[str]:
    for fact in list(facts)[:FACTS]:
        text = language.word("format.meaning", name=fact.name, meaning=" ".join(fact.text.split()))
        yield text if len(text) <= FACT_LIMIT else f"{text[: FACT_LIMIT - 1].rstrip()}…"
