"""Find the names that nobody marked as links in runs of plain text, and put links around them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking import section_names
from studyguide.linking.name_matcher import Matcher
from studyguide.linking.section_names import Name
from studyguide.model import Target, Term

_OPAQUE = frozenset({"link_open", "link_close", "term_open", "term_close", "raw_open", "raw_close"})
_PLAIN = frozenset({"text", "softbreak"})

Opening = Callable[[str, str], Token | None]
"""Given a name and the text that mentions it, the token that opens a link there, or None."""


class Vocabulary:
    """The names that become links by themselves: each leads to a section, to a term, or to both."""

    def __init__(
        self,
        named: Mapping[str, Sequence[Name]],
        terms: Iterable[Term],
        ignored: frozenset[str] = frozenset(),
        language: str = "en",
    ) -> None:
        self.targets: dict[str, Target] = {}
        self.terms: dict[str, Term] = {}
        exact: set[str] = set()
        loose: set[str] = set()
        for key, found in named.items():
            chosen = found[0]
            # A name of two sections leads to neither: a link of ours must not be a guess.
            if key not in ignored and chosen.auto and len({n.target.id for n in found if n.rank == chosen.rank}) == 1:
                text = _written(chosen.text, exact=chosen.exact)
                (exact if chosen.exact else loose).add(text)
                self.targets[text] = chosen.target
        for term in terms:
            for name in (term.name, term.expansion, *term.aliases):
                if name and paths.fold(name) not in ignored:
                    text = _written(name, exact=section_names.proper(name))
                    (exact if section_names.proper(name) else loose).add(text)
                    self.terms.setdefault(text, term)
        self.matcher = Matcher(exact, loose, language)

    def mark(self, children: Sequence[Token], opening: Opening) -> list[Token]:
        """Link names in inline tokens; a name may go on over a soft line break. Links and raw HTML stay."""
        result: list[Token] = []
        run: list[Token] = []
        depth = 0
        for token in children:
            if not depth and token.type in _PLAIN:
                run.append(token)
                continue
            result += self._run(run, opening)
            run = []
            depth += token.nesting if token.type in _OPAQUE else 0
            result.append(token)
        return result + self._run(run, opening)

    def _run(self, run: list[Token], opening: Opening) -> list[Token]:
        # One text out of several tokens: a name may begin at a line's end and go on in the next line.
        text = "".join("\n" if token.type == "softbreak" else token.content for token in run)
        result: list[Token] = []
        done = 0
        for found in self.matcher.find(text):
            mention = text[found.start : found.end]
            opened = opening(found.name, mention)
            if opened is not None:
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
