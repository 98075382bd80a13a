"""Make cards to learn from what the notes say: questions, terms both ways, and facts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from studyguide import paths
from studyguide.guide.glossary import as_written
from studyguide.language.language import Language
from studyguide.markdown.formulas import TYPES
from studyguide.markdown.plain_text import text_and_formulas
from studyguide.model import Library, Section, Target, Term, Tokens
from studyguide.paths import PageName
from studyguide.problems import Place
from studyguide.reuse.memory import held

_SHORT = 4
_ENDING = 3
"""Letters: of words that have no ending to take away, and of the longest ending."""

_TOO_MUCH = 0.5
"""Share of the words of a title that, said by an answer, would tell it."""

_PLACE = "\0"
"""Stands for a name until what is around it is known; no note holds it."""

Kind = Literal["term", "fact", "question"]


@dataclass(frozen=True)
class Card:
    """Two sides in plain text. ``id`` comes from what the card is about, never from its text on either side.

    ``about`` is of what it asks, where its front says that, and ``around`` what then stands before and after ``asked``.
    Where formulas stand on it, ``drawn`` has what is asked and the back as inline tokens: text and formulas.
    """

    id: str
    kind: Kind
    asked: str
    back: str
    page: PageName
    place: Place
    anchor: str = ""
    tags: tuple[str, ...] = ()
    drawn: tuple[Tokens, Tokens] | None = None
    about: str = ""
    around: tuple[str, str] = ("", "")
    uses: int = 0
    """Pages that use the term which it asks."""

    @property
    def front(self) -> str:
        """The front as one text, for programs that show no more than that."""
        return self.asked.join(self.around)


def cards(library: Library) -> tuple[Card, ...]:
    """Make the cards of terms and facts, in the order of the guide."""
    sections = {section.page: section for section in library.sections}
    language = library.options.language
    found = [card for term in library.terms for card in _kept_of_term(term, _home(term, sections), language)]
    found += [card for section in library.sections for card in _kept_of_facts(section, language)]
    # Two facts of one name under one heading would be one card; the first stands for both.
    return tuple({card.id: card for card in reversed(found)}.values())[::-1]


def _home(term: Term, sections: Mapping[PageName, Section]) -> Section | None:
    """Find the section about the thing, which teaches it; where there is none, the page that defines it."""
    return sections.get(term.section or term.page) or sections.get(term.page)


@held
def _kept_of_term(term: Term, home: Section | None, language: Language) -> tuple[Card, ...]:
    return tuple(_of_term(term, home, language))


@held
def _kept_of_facts(section: Section, language: Language) -> tuple[Card, ...]:
    return tuple(_of_facts(section, language))


def _of_term(term: Term, home: Section | None, language: Language) -> Iterator[Card]:
    """Ask for the meaning of a name, and for the name of a meaning.

    A long form alone is no meaning: asked for the name, it would tell the letters of it.
    """
    names = sorted({term.name, term.expansion, *term.aliases} - {""}, key=len, reverse=True)
    hidden = _hide(names, term.text)
    means = bool(_words(hidden))
    text = term.text if means or not term.expansion else ""
    said = tuple(text_and_formulas(term.definition)) if text else ()
    long_form = term.expansion and text and language.word("format.meaning", name=term.expansion, meaning="")
    meaning = f"{long_form or term.expansion}{text}"
    if not meaning or home is None:
        return
    # The anchor of a term may get a number when another term comes; the name does not.
    key = f"term:{paths.fold(as_written(term))}"
    uses = len(set(term.used_in))
    name, told = term.written or _text(term.name), (*_text(long_form if said else term.expansion), *said)
    if not _tells(term.name, [meaning]):
        about = _about(term, home, meaning)
        around = _around(about, language)
        drawn = _drawn(name, told)
        yield Card(key, "term", term.name, meaning, home.page, term.place, "", home.tags, drawn, about, around, uses)
    if means and not _tells(hidden, names):
        blanked = tuple(_blanked(names, token) for token in said)
        drawn = _drawn(blanked, (*name, *_text(f" ({term.expansion})" if term.expansion else "")))
        asked = _hide_parts(names, hidden)
        at = home.page, term.place
        yield Card(f"{key}:name", "term", asked, _named(term), *at, tags=home.tags, drawn=drawn, uses=uses)


def _about(term: Term, home: Section, meaning: str) -> str:
    """Say of what a name is asked: "Durability" alone could be that of a disk or of a colour.

    Nothing where that would tell the answer, and of letters that stand for words.
    """
    names = [term.name, term.expansion, *term.aliases]
    if meaning == term.expansion:
        return ""
    if any(_tells(home.title, [name]) or _tells(name, [home.title]) for name in names if name):
        return ""
    return "" if _share(_words(home.title), _words(meaning)) >= _TOO_MUCH else home.title


def _around(about: str, language: Language) -> tuple[str, str]:
    """Write what stands before and after what is asked, where one text says of what that is."""
    if not about:
        return "", ""
    before, _, after = language.word("practice.fact", about=about, fact=_PLACE).partition(_PLACE)
    return before, after


def _share(words: Sequence[str], among: Sequence[str]) -> float:
    """Return how many of the words that are long enough to tell something are among others."""
    telling = [word for word in words if len(word) >= _SHORT]
    return sum(any(_alike(word, other) for other in among) for word in telling) / max(1, len(telling))


def _text(text: str) -> Tokens:
    return (Token("text", "", 0, content=text),) if text else ()


def _drawn(front: Tokens, back: Tokens) -> tuple[Tokens, Tokens] | None:
    """Return both sides, unless plain text says all that is on them."""
    sides = (tuple(text_and_formulas(front)), tuple(text_and_formulas(back)))
    return sides if any(token.type in TYPES for side in sides for token in side) else None


def _blanked(names: Sequence[str], token: Token) -> Token:
    return token.copy(content=_hide_parts(names, _hide(names, token.content))) if token.type == "text" else token


def _named(term: Term) -> str:
    return f"{term.name} ({term.expansion})" if term.expansion else term.name


def _hide(names: Sequence[str], text: str) -> str:
    """Blank the names, the longest first, where a definition says them, or the question would answer itself."""
    said = "|".join(re.escape(name) for name in names)
    return re.sub(rf"(?<!\w)(?:{said})(?!\w)", "…", text, flags=re.IGNORECASE)


def _hide_parts(names: Sequence[str], text: str) -> str:
    """Blank the words of the names too: they tell half of it."""
    parts = [word for name in names for word in _words(name) if len(word) >= _SHORT and not word.isdigit()]

    def blank(found: re.Match[str]) -> str:
        word = found[0].casefold()
        return "…" if len(word) >= _SHORT and any(_alike(part, word) for part in parts) else found[0]

    return re.sub(r"\w+", blank, text)


def _tells(front: str, answers: Iterable[str]) -> bool:
    """Say whether all words of an answer stand on the front, in whatever order and form: such a card asks nothing."""
    asked = _words(front)
    return any(_all_in(_words(answer), asked) for answer in answers)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _all_in(words: Sequence[str], asked: Sequence[str]) -> bool:
    return bool(words) and all(any(_alike(word, other) for other in asked) for word in words)


def _alike(word: str, other: str) -> bool:
    """Compare words but for an ending: policy and policies. Short ones and numbers are what they are."""
    if word == other or len(word) <= _SHORT or any(letter.isdigit() for letter in word):
        return other in {word, f"{word}s"}
    return other.startswith(word[: max(_SHORT, len(word) - 2)]) and abs(len(other) - len(word)) <= _ENDING


def _of_facts(section: Section, language: Language) -> Iterator[Card]:
    for heading in section.headings:
        titles = [section.title] if heading is section.head else [section.title, heading.title]
        for fact in heading.facts:
            about = " · ".join(_keeping(title, fact.text) for title in titles)
            if fact.text.strip() and not _tells(f"{about} {fact.name}", [fact.text]):
                # By id: where the author gave one, readers' schedules outlive a better title.
                key = f"fact:{Target(section, heading).id}:{paths.fold(fact.name)}"
                drawn, around = _drawn(_text(fact.name), fact.value), _around(about, language)
                at = section.page, fact.place, heading.anchor, section.tags
                yield Card(key, "fact", fact.name, fact.text, *at, drawn, about, around)


def _keeping(title: str, answer: str) -> str:
    """Leave out what a title says in brackets and the answer says again: "Cluster (two standbys)", asked how many."""
    telling = [word for word in _words(answer) if len(word) >= _SHORT]

    def kept(found: re.Match[str]) -> str:
        inside = _words(found[0])
        return "" if any(_alike(word, other) for word in telling for other in inside) else found[0]

    return re.sub(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]", kept, title).strip() or title
