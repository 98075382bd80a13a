r"""What stands in ``\text{…}``, cut into words that the library draws there, and the rest, which is drawn beside them.

MathJax and LaTeX let formulas, colours, accents and spaces stand in a text; the library draws letters and some signs.
"""

from collections.abc import Callable, Mapping

from studyguide.maths import characters, colours
from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, argument, behind_blanks, is_word, joined

TEXTS = frozenset({"\\text", "\\textbf", "\\textit", "\\textrm", "\\textsf", "\\texttt"})

_AS_SIGN = {
    "_": "\\_", "&": "\\&", "#": "\\#", "^": "\\textasciicircum ", "\\lbrace": "\\{", "\\rbrace": "\\}",
    "\\copyright": "©", "\\backslash": "\\textbackslash ", "\\/": "", "\\-": "", "\\\\": " ", "\\newline": " ",
}  # fmt: skip
"""Signs that stand for themselves within text, as in MathJax, and breaks of a line, which goes on."""

_SWITCHES = {"\\rm": "\\textrm", "\\bf": "\\textbf", "\\it": "\\textit", "\\sf": "\\textsf", "\\tt": "\\texttt"}
_AROUND = frozenset("\\underline \\overline \\boxed \\fbox \\phantom \\hphantom \\vphantom \\cancel".split())
_SPACES = frozenset({"\\!", "\\qquad"})
_LENGTHS = frozenset({"\\hspace", "\\hskip", "\\mspace"})
_RAISED = {"\\textsuperscript": "^", "\\textsubscript": "_"}

Maths = Callable[[Tex], list[str]]


def written(word: str, content: Tex, maths: Maths) -> list[str]:
    """Write a text; ``maths`` writes the formulas in it.

    Raises:
        FormulaError: where one of these never ends.
    """
    return _Text((word,), maths).run(content) or [word, "{", "}"]


def plain(written: str) -> str:
    """Write a name so that it stands within a text."""
    return "".join(f"\\{c}" if c in "#$%&_{}" else c for c in written if c not in "\\^~")


class _Text:
    """One pass over a text, groups by recursion; their depth has been checked."""

    def __init__(self, words: tuple[str, ...], maths: Maths) -> None:
        self.words = words
        """What the text stands in, such as `\\text` and, within it, `\\textbf`."""
        self.maths = maths
        self.out: list[str] = []
        self.letters: list[str] = []

    def run(self, content: Tex) -> list[str]:
        at = 0
        while at < len(content):
            rule = _RULES.get(content[at])
            if rule is None:
                self.letters.append(_AS_SIGN.get(content[at], content[at]))
                at += 1
            else:
                at = rule(self, content, at + 1)
        self._end()
        return self.out

    def _end(self) -> None:
        """Write the letters so far."""
        if self.letters:
            opened = [piece for word in self.words for piece in (word, "{")]
            self.out += [*opened, *self.letters, *("}" for _ in self.words)]
            self.letters = []

    def _beside(self, *pieces: str) -> None:
        self._end()
        self.out += pieces

    def _inner(self, content: Tex, word: str = "") -> list[str]:
        return _Text((*self.words, word) if word else self.words, self.maths).run(content)

    def _formula(self, content: Tex, at: int) -> int:
        opened = content[at - 1]
        closing = "\\)" if opened == "\\(" else "$"
        end = next((index for index in range(at, len(content)) if content[index] == closing), None)
        if end is None:
            message = f"`{opened}` stands within `\\text{{…}}` and begins a formula that never ends: write `\\$` for it"
            raise FormulaError(message)
        self._beside("{", *self.maths(content[at:end]), "}")
        return end + 1

    def _nested(self, content: Tex, at: int) -> int:
        inner, end = argument(content, at)
        word = content[at - 1]
        self._beside(*self._inner(inner, "" if word == "\\text" else word))
        return end

    def _group(self, content: Tex, at: int) -> int:
        inner, end = argument(content, at - 1)
        self._beside(*self._inner(inner))
        return end

    def _switched(self, content: Tex, at: int) -> int:
        """Write what is left of the group in another kind of letters."""
        self._beside(*self._inner(content[behind_blanks(content, at) :], _SWITCHES[content[at - 1]]))
        return len(content)

    def _around(self, content: Tex, at: int) -> int:
        inner, end = argument(content, at)
        self._beside(content[at - 1], "{", *self._inner(inner), "}")
        return end

    def _boxed(self, content: Tex, at: int) -> int:
        _, at = argument(content, at)
        inner, end = argument(content, at)
        self._beside("\\boxed", "{", *self._inner(inner), "}")
        return end

    def _raised(self, content: Tex, at: int) -> int:
        inner, end = argument(content, at)
        self._beside("{", "}", _RAISED[content[at - 1]], "{", *self._inner(inner), "}")
        return end

    def _coloured(self, content: Tex, at: int) -> int:
        colour, end = colours.switch(content, at)
        inner, end = argument(content, end) if content[at - 1] == "\\textcolor" else (content[end:], len(content))
        self._beside("{", *colour, *self._inner(inner), "}")
        return end

    def _space(self, content: Tex, at: int) -> int:
        self._beside(content[at - 1])
        return behind_blanks(content, at) if is_word(content[at - 1]) else at

    def _length(self, content: Tex, at: int) -> int:
        at += content[at : at + 1] == ["*"]
        length, end = argument(content, at)
        self._beside("\\hspace", "{", *length, "}")
        return end

    def _accent(self, content: Tex, at: int) -> int:
        word = content[at - 1]
        letters, end = argument(content, at)
        if not joined(letters).strip():
            self.letters.append(characters.ALONE.get(word, ""))
        elif word in {"\\d", "\\k", "\\b", "\\t"}:
            self.letters.append(characters.accented(word, plain(joined(letters))))
        else:
            self.letters += [word, "{", *letters, "}"]
        return end

    def _character(self, content: Tex, at: int) -> int:
        read = characters.by_unicode if content[at - 1] == "\\unicode" else characters.by_number
        character, end = read(content, at)
        self.letters.append(plain(character))
        return end

    def _reference(self, content: Tex, at: int) -> int:
        name, end = argument(content, at)
        self.letters.append(f"({plain(joined(name))})")
        return end

    def _left_out(self, content: Tex, at: int) -> int:
        return argument(content, at)[1]


_Rule = Callable[[_Text, Tex, int], int]
_RULES: Mapping[str, _Rule] = {
    **dict.fromkeys(("$", "\\("), _Text._formula),  # noqa: SLF001  the class's own table
    **dict.fromkeys((*TEXTS, "\\sout"), _Text._nested),  # noqa: SLF001
    "{": _Text._group,  # noqa: SLF001
    **dict.fromkeys(_SWITCHES, _Text._switched),  # noqa: SLF001
    **dict.fromkeys(_AROUND, _Text._around),  # noqa: SLF001
    "\\colouredbox": _Text._boxed,  # noqa: SLF001
    **dict.fromkeys(_RAISED, _Text._raised),  # noqa: SLF001
    **dict.fromkeys(("\\color", "\\textcolor"), _Text._coloured),  # noqa: SLF001
    **dict.fromkeys(_SPACES, _Text._space),  # noqa: SLF001
    **dict.fromkeys(_LENGTHS, _Text._length),  # noqa: SLF001
    **dict.fromkeys((*characters.ACCENTS, *characters.COMBINING), _Text._accent),  # noqa: SLF001
    **dict.fromkeys(("\\unicode", "\\char", "\\symbol"), _Text._character),  # noqa: SLF001
    **dict.fromkeys(("\\ref", "\\eqref"), _Text._reference),  # noqa: SLF001
    **dict.fromkeys(("\\label", "\\relax"), _Text._left_out),  # noqa: SLF001
}
