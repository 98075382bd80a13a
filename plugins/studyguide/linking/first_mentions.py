"""Find the names that nobody marked as links in runs of plain text, and put links around them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking import capitals, longer_names, meanings, section_names, usage
from studyguide.linking.english import acronym
from studyguide.linking.judgement import Judgement
from studyguide.linking.meanings import Ask, Texts
from studyguide.linking.name_matcher import matching
from studyguide.linking.section_names import Name
from studyguide.markdown.plain_text import word
from studyguide.model import Section, Target, Term
from studyguide.paths import PageName

_OPAQUE = frozenset({"link_open", "link_close", "term_open", "term_close", "raw_open", "raw_close"})
_PLAIN = frozenset({"text", "softbreak"})

Opening = Callable[[str, int, int], Token | None]
"""Given a name, and where a text mentions it, the token that opens a link there, or None."""


@dataclass(frozen=True)
class Mention:
    """A name, and where it stands in the words of a paragraph."""

    name: str
    words: str
    start: int
    end: int

    @property
    def written(self) -> str:
        """The name as it is written there."""
        return self.words[self.start : self.end]


def chosen(named: Mapping[str, Sequence[Name]], ignored: frozenset[str] = frozenset()) -> dict[str, Name]:
    """Choose the names that lead to one place, as the matcher finds them."""
    found: dict[str, Name] = {}
    for key, (best, *others) in named.items():
        # A name of two sections leads to neither: a link of ours must not be a guess.
        alone = all(other.target.id == best.target.id for other in others if other.rank == best.rank)
        if key not in ignored and best.auto and alone:
            found[_written(best.text, exact=best.exact)] = best
    return found


class Vocabulary:
    """The names that become links by themselves: each leads to a section, to a term, or to both."""

    def __init__(
        self, judged: Judgement, terms: Iterable[Term], ignored: frozenset[str], language: str, texts: Texts
    ) -> None:
        self.judged, self.texts = judged, texts
        self.terms: dict[str, Term] = {}
        found = {**judged.held, **judged.linked}
        exact = {text for text, name in found.items() if name.exact}
        loose = {text for text, name in found.items() if not name.exact}
        for term in terms:
            for name in (term.name, term.expansion, *term.aliases):
                if name and paths.fold(name) not in ignored:
                    text = _written(name, exact=section_names.proper(name))
                    (exact if section_names.proper(name) else loose).add(text)
                    self.terms.setdefault(text, term)
        self.matcher = matching(exact, loose, language, "linked")
        self._loose, self._language = loose, language

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Those of its words that mean something else in small letters."""
        return capitals.found(tuple(self.texts.pages.values()), self._loose, self._language)

    def meant(self, mention: Mention, origin: Section, ask: Ask) -> Target | None:
        """Return where a mention in a section leads; nowhere where the word means something else, or is explained.

        What the texts of other sections say is asked.
        """
        name = self.judged.linked.get(mention.name)
        if name is None or meanings.differs(mention.words, mention.end, name, ask):
            return None
        where = mention.words, mention.start, mention.end
        is_label = usage.is_label(*where)
        # A heading's words that label a line are explained there; what has no text is an entry of lists, and no more.
        if (is_label and not name.stands_out) or (not is_label and mention.name in self.judged.bare):
            return None
        if usage.line_around(*where) in self.judged.refrains or longer_names.is_part(*where, name):
            return None
        if not self.judged.reaches.allow(mention.name, origin, name.target.section):
            return None
        return None if self._is_another(origin, name, ask) else name.target

    def _is_another(self, origin: Section, name: Name, ask: Ask) -> bool:
        """Say whether a page says that an acronym stands for something else than its section does."""
        given = self.texts.spelt_out(origin).get(name.text) if name.exact and acronym(name.text) else None
        if not given:
            return False
        return meanings.differ(given, ask((meanings.SPELT_OUT, name.target.section.page, name.text)), name)

    def own(self, name: str, page: PageName) -> Target | None:
        """Return what a name leads to if that is on this page."""
        known = self.judged.linked.get(name)
        return known.target if known and known.target.section.page == page else None

    def mark(self, children: Sequence[Token], opening: Opening) -> list[Token]:
        """Link names in inline tokens; a name may go on over a soft line break. Links and raw HTML stay."""
        result: list[Token] = []
        run: list[Token] = []
        depth = at = 0
        for token in children:
            if not depth and token.type in _PLAIN:
                run.append(token)
                continue
            result += self._run(run, at, opening)
            at += sum(len(word(one)) for one in (*run, token))
            run = []
            depth += token.nesting if token.type in _OPAQUE else 0
            result.append(token)
        return result + self._run(run, at, opening)

    def _run(self, run: list[Token], at: int, opening: Opening) -> list[Token]:
        # One text out of several tokens: a name may begin at a line's end and go on in the next line.
        text = "".join("\n" if token.type == "softbreak" else token.content for token in run)
        result: list[Token] = []
        done = 0
        for found in self.matcher.find(text):
            if found.name in self.capitals and text[found.start : found.end].islower():
                continue  # `a region of the brain` in notes on the Regions of a cloud
            opened = opening(found.name, at + found.start, at + found.end)
            if opened is not None:
                mention = text[found.start : found.end]
                close = Token(opened.type.replace("open", "close"), opened.tag, -1)
                result += [*_text(text[done : found.start]), opened, *_text(mention), close]
                done = found.end
        # The tokens as they were where nothing was found, which is the case of most paragraphs.
        return [*result, *_text(text[done:])] if done else run


def _written(name: str, *, exact: bool) -> str:
    """Write names that match in any case alike: one may be the alias of a section and, with a capital, a term."""
    return name if exact else name.lower()


def _text(text: str) -> list[Token]:
    tokens: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0))
        if line:
            tokens.append(Token("text", "", 0, content=line))
    return tokens
