"""The line of each inline token, so that a problem in the middle of a paragraph names the line that it stands on.

Tokens cannot tell it later: code, attributes and addresses lose the ends of lines that they hold, and the entity
``&#10;`` becomes one that no line of the note has.
"""

from bisect import bisect_left
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_AROUND = "studyguide_around"
"""Where the environment keeps the paragraph whose rules are at work."""


class _Paragraph(StateInline):
    """Knows on which line of the parser it begins, and where its own lines end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], first: int) -> None:
        super().__init__(src, md, env, tokens)
        self.ends = [at for at, sign in enumerate(src) if sign == "\n"] if "\n" in src else []
        self.maps = [[line, line + 1] for line in range(first, first + len(self.ends) + 1)]

    def line(self) -> int:
        return self.maps[bisect_left(self.ends, self.pos)][0]

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        at = bisect_left(self.ends, self.pos) if self.ends else 0
        # A break is told as of the line that it begins: the text behind it is pushed elsewhere, and has no line.
        further = ttype in {"softbreak", "hardbreak"}
        token.map = self.maps[min(at + further, len(self.ends))]
        return token


class LinedInline(ParserInline):
    """Parses paragraphs into tokens with lines. Rules call it again for what stands in pictures and footnotes."""

    def __init__(self, plain: ParserInline) -> None:
        """Take over the rules of a parser."""
        vars(self).update(vars(plain))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a text; one within a paragraph begins on the line that the paragraph's rules are at."""
        around = env.get(_AROUND)
        return self.parse_at(around.line() if around else 0, src, md, env, tokens)

    def parse_at(self, line: int, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a text that begins on a line of the parser."""
        state = _Paragraph(src, md, env, tokens, line)
        around, env[_AROUND] = env.get(_AROUND), state
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env[_AROUND] = around
        return state.tokens
