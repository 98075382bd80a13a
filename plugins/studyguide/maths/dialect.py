"""The TeX of notes, which MathJax reads on GitHub and in Obsidian, written as the library that draws knows it."""

import re
from collections.abc import Callable, Mapping

from studyguide.maths import characters, chemistry, colours, diagrams, plain_tex, text
from studyguide.maths.faults import UNCLOSED, FormulaError, UnknownError
from studyguide.maths.tokens import Tex, argument, behind_blanks, cut, is_word, joined, optional

_NAMED = {
    "align": "aligned", "align*": "aligned", "alignat": "aligned", "alignat*": "aligned", "flalign": "aligned",
    "flalign*": "aligned", "split": "aligned", "alignedat": "aligned", "gather": "gathered", "gather*": "gathered",
    "multline": "gathered", "multline*": "gathered", "multlined": "gathered", "eqnarray": "array", "eqnarray*": "array",
    "smallmatrix": "matrix", "psmallmatrix": "pmatrix", "bsmallmatrix": "bmatrix", "vsmallmatrix": "vmatrix",
    "pmatrix*": "pmatrix", "bmatrix*": "bmatrix", "matrix*": "matrix", "vmatrix*": "vmatrix", "cases*": "cases",
    "darray": "array", "dcases*": "dcases", "rcases*": "rcases",
    "drcases*": "drcases", "Bmatrix*": "Bmatrix", "Vmatrix*": "Vmatrix", "Bsmallmatrix": "Bmatrix",
    "Vsmallmatrix": "Vmatrix", "lgathered": "gathered", "rgathered": "gathered", "xalignat": "aligned",
    "xxalignat": "aligned", "crampedsubarray": "subarray", "spreadlines": "", "subequations": "", "center": "",
    "dmath": "", "dmath*": "", "equation": "", "equation*": "", "displaymath": "", "math": "",
}  # fmt: skip
_COUNTED = frozenset({"alignat", "alignat*", "alignedat", "xalignat", "xxalignat", "spreadlines"})
_PLACED_BY_OPTION = frozenset(
    "aligned gathered alignedat array darray multlined matrix* pmatrix* bmatrix* vmatrix* Bmatrix* Vmatrix* "
    "lgathered rgathered".split()
)
"""What says in brackets where it stands, or where its columns do. Behind others, brackets are part of the formula."""

_PIXELS = re.compile(r"\s*(-?\d+\.?\d*)\s*px\s*")
_POINTS = 0.75
"""A pixel, in points: the library knows no pixels."""

_ARROWS = {"\\implies": "\\Longrightarrow", "\\impliedby": "\\Longleftarrow", "\\iff": "\\Longleftrightarrow"}
_COLUMNS = frozenset({"eqnarray", "eqnarray*"})
_BLANKS = frozenset({"\\quad", "\\qquad", "\\thinspace"})
_SIGNS_OF_TEXT = [
    f"\\text{name}"
    for name in "bar bardbl less greater backslash asciicircum asciitilde braceleft braceright dollar"
    " degree underscore endash emdash quoteleft quoteright quotedblleft quotedblright ellipsis registered sterling yen"
    " dagger daggerdbl".split()
]
"""Signs that MathJax draws in formulas too, and the library in text alone."""

_PLACED = frozenset(
    r"\int \iint \iiint \oint \oiint \sum \prod \coprod \bigcup \bigcap \bigvee \bigwedge \bigoplus \bigotimes "
    r"\bigodot \biguplus \bigsqcup \lim".split()
)
"""What the library places limits of."""
_REFUSED = frozenset("\\href \\url \\class \\cssId \\style \\data \\htmlClass \\htmlId \\htmlStyle \\htmlData \\html "
                     "\\includegraphics \\input \\include \\label@ \\write \\csname \\catcode".split())  # fmt: skip


def rewritten(tokens: Tex, *, display: bool) -> list[str]:
    """Write a formula as the library knows it; its macros are expanded.

    Raises:
        FormulaError: where it would do more than draw.
    """
    found = next((piece for piece in tokens if piece in _REFUSED), "")
    if found:
        message = f"`{found}` does more than draw"
        raise UnknownError(message)
    if tokens.count("{") > tokens.count("}"):
        # Behind a word that takes a group, the end of the formula would end it.
        raise FormulaError(UNCLOSED)
    writer = _Writer(rows=plain_tex.rows_with_tags(tokens) if display else "")
    body = writer.run(tokens)
    if display and any(piece == "\\\\" for piece in _outermost(body)):
        # Lines without an environment around them.
        body = ["\\begin{gathered}", *body, "\\end{gathered}"]
    if not writer.tags:
        return body
    if display and len(writer.tags) == 1:
        return ["\\begin{equation}", *body, f"\\tag*{{{writer.tags[0]}}}", "\\end{equation}"]
    return [*body, *(f"\\qquad\\text{{{tag}}}" for tag in writer.tags)]


def _outermost(tokens: Tex) -> list[str]:
    depth, found = 0, []
    for piece in tokens:
        depth += piece.startswith("\\begin") - piece.startswith("\\end") + (piece == "{") - (piece == "}")
        if not depth:
            found.append(piece)
    return found


class _Writer:
    """One pass over a formula, groups by recursion; their depth has been checked."""

    def __init__(self, rows: str = "") -> None:
        self.tags: list[str] = []
        self.rows = rows
        """The environment that is all of the formula and whose rows have tags of their own, if there is one."""
        self.open: list[str] = []
        """The environments that are open, as the library knows them."""

    def run(self, tokens: Tex) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(tokens):
            rule = _RULES.get(tokens[at])
            if rule is None:
                out.append(tokens[at])
                at += 1
            else:
                pieces, at = rule(self, tokens, at + 1)
                out += pieces
        return out

    def group(self, tokens: Tex) -> list[str]:
        return ["{", *self.run(tokens), "}"]

    def _begin(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        name, end = argument(tokens, at)
        plain = "".join(name)
        if plain == "CD":
            return self._diagram(tokens, end)
        if plain in _COUNTED:
            _, end = argument(tokens, end)
        chosen = _NAMED.get(plain, plain)
        if chosen == "gathered" and "&" in tokens[end : _index(tokens, "\\end", end)]:
            chosen = "aligned"  # which has columns
        chosen = self.rows if self.rows and not self.open else chosen
        self.open.append(chosen)
        if plain in _PLACED_BY_OPTION:
            _, end = optional(tokens, end)
        if chosen == "array":
            if plain not in _COLUMNS:
                columns, end = argument(tokens, end)
                return [f"\\begin{{array}}{{{plain_tex.columns(joined(columns))}}}"], end
            return ["\\begin{array}{rcl}"], end
        style = "\\scriptstyle " if "small" in plain else ""
        return ([f"{'{' if style else ''}{style}\\begin{{{chosen}}}"] if chosen else []), end

    def _end(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        name, end = argument(tokens, at)
        plain = "".join(name)
        chosen = self.open.pop() if self.open else _NAMED.get(plain, plain)
        return ([f"\\end{{{chosen}}}{'}' if 'small' in plain else ''}"] if chosen else []), end

    def _line(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """End a line; how far the next one stands below is left out."""
        at += tokens[at : at + 1] == ["*"]
        space, end = optional(tokens, at) if tokens[at : at + 1] == ["["] else (None, at)
        is_length = space is not None and re.fullmatch(r"\s*-?[\d.]+\s*[a-z]{2}\s*", joined(space))
        return ["\\\\"], end if is_length else at

    def _rule(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw one line where several stand between two rows."""
        word = tokens[at - 1]
        while tokens[behind_blanks(tokens, at) :][:1] == [word]:
            at = behind_blanks(tokens, at) + 1
        drawn = not self.open or self.open[-1] == "array" or self.open[-1].endswith("matrix")
        return [word] if drawn else [], at

    def _partly_ruled(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw a line below some columns below all of them."""
        _, end = argument(tokens, at)
        return self._rule(["\\hline"], 1)[0], end

    def _columns(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw what spans columns in the first of them."""
        count, at = argument(tokens, at)
        _, at = argument(tokens, at)
        content, end = argument(tokens, at)
        number = "".join(count).strip()
        others = int(number) - 1 if number.isdecimal() and len(number) < 3 else 0  # noqa: PLR2004
        return [*self.group(content), *("&" for _ in range(others))], end

    def _root(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        r"""Write ``\root 3 \of x`` as LaTeX has it."""
        of = _index(tokens, "\\of", at)
        return (["\\sqrt", "[", *self.run(tokens[at:of]), "]"], of + 1) if of < len(tokens) else ([tokens[at - 1]], at)

    def _tag(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        starred = tokens[at : at + 1] == ["*"]
        content, end = argument(tokens, at + starred)
        name = joined(content).replace("$", "")
        name = name if starred else f"({name})"
        if self.rows:
            return [f"\\tag*{{{name}}}"], end
        self.tags.append(name)
        return [], end

    def _left_out(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        _, end = argument(tokens, at)
        return [], end

    def _reference(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        name, end = argument(tokens, at)
        return [f"\\text{{({text.plain(joined(name))})}}"], end

    def _substack(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        return ["\\begin{subarray}{c}", *self.run(content), "\\end{subarray}"], end

    def _lines_between(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        return [*text.written("\\text", content, self.run), "\\\\"], end

    def _chemistry(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        source = joined(content)
        source = chemistry.quantity(source) if tokens[at - 1] == "\\pu" else source
        return ["{", chemistry.drawn(source, lambda tex: joined(self.run(cut(tex)))), "}"], end

    def _operator(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw a name that is more than letters as a formula in upright letters; the library takes letters alone."""
        starred = tokens[at : at + 1] == ["*"]
        content, end = argument(tokens, at + starred)
        if any(piece in "_^" or (is_word(piece) and piece not in _BLANKS) for piece in content):
            return ["\\mathop", "{\\mathrm", *self.group(content), "}"], end
        return [tokens[at - 1], *("*" * starred), "{", *content, "}"], end

    def _character(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        read = characters.by_unicode if tokens[at - 1] == "\\unicode" else characters.by_number
        character, end = read(tokens, at)
        return [f"{{\\text{{{text.plain(character)}}}}}"], end

    def _accent(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw an accent of text over what a formula has there."""
        word = tokens[at - 1]
        content, end = argument(tokens, at)
        if not joined(content).replace("\\ ", "").strip():
            return [f"{{\\text{{{characters.ALONE.get(word, '')}}}}}"], at if content == ["\\ "] else end
        if not (joined(content)[0].isalpha() or is_word(content[0])):
            return [word], at  # which is no formula, but a quotation mark of a program
        return [characters.ACCENTS[word], *self.group(content)], end

    def _letter(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw letter and accent that some language has; any other is a word that somebody has defined elsewhere."""
        content, end = argument(tokens, at)
        character = characters.accented(tokens[at - 1], joined(content))
        return ([f"{{\\text{{{character}}}}}"], end) if characters.is_letter(character) else ([tokens[at - 1]], at)

    def _boxed(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Put a border where a box in a colour was, which not every scheme shows."""
        _, at = argument(tokens, at)
        content, end = argument(tokens, at)
        return ["\\boxed", "{", *text.written("\\text", content, self.run), "}"], end

    def _lifted(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw what is raised where it would stand; with dollars in it, it is a text."""
        _, at = argument(tokens, at)
        content, end = argument(tokens, at)
        return text.written("\\text", content, self.run) if "$" in content else self.group(content), end

    def _struck(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        _, end = argument(tokens, at)
        return text.written("\\text", tokens[at - 1 : end], self.run), end

    def _enclosed(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        kind, at = argument(tokens, at)
        content, end = argument(tokens, at)
        word = "\\cancel" if "strike" in joined(kind) else "\\boxed"
        return [word, *self.group(content)], end

    def _space(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        at += tokens[at : at + 1] == ["*"]
        width, end = argument(tokens, at)
        pixels = _PIXELS.fullmatch(joined(width))
        return (["\\hspace", "{", f"{float(pixels[1]) * _POINTS:g}pt", "}"], end) if pixels else (["\\hspace"], at)

    def _not(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Strike the arrow of an implication, which has blanks around it, not the blank."""
        start = behind_blanks(tokens, at)
        arrow = _ARROWS.get("".join(tokens[start : start + 1]))
        return ([tokens[at - 1], arrow], start + 1) if arrow else ([tokens[at - 1]], at)

    def _limits(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        r"""Keep what places limits where the library knows it; a display has those of ``\max`` above and below."""
        before = next((piece for piece in reversed(tokens[: at - 1]) if piece != " "), "")
        return [tokens[at - 1]] if before in _PLACED else [], at

    def _shifted(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        r"""Put words that stand low or high by themselves in a group, ``x_\text{in}``, as TeX reads them."""
        start = behind_blanks(tokens, at)
        if tokens[start : start + 1] and tokens[start] in text.TEXTS:
            content, end = argument(tokens, start + 1)
            return [tokens[at - 1], *self.group([tokens[start], "{", *content, "}"])], end
        return [tokens[at - 1]], at

    def _box(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        r"""Leave out the options of ``\bbox[red]{x}``, which can load."""
        _, end = optional(tokens, at)
        return ["\\boxed"], end

    def _coloured(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        word = tokens[at - 1]
        colour, end = colours.switch(tokens, at)
        if word == "\\color" or "[" not in colour:
            return [word, *colour[1:]], end
        content, end = argument(tokens, end)
        return ["{", *colour, *self.run(content), "}"], end

    def _text_of(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Formulas within text are written beside it."""
        content, end = argument(tokens, at)
        return text.written(tokens[at - 1], content, self.run), end

    def _diagram(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        end = _index(tokens, "\\end", at)
        _, after = argument(tokens, end + 1)
        return diagrams.drawn(tokens[at:end], self.run), after


def _index(tokens: Tex, wanted: str, at: int) -> int:
    """Return where a piece stands next; the end where it does not."""
    while at < len(tokens) and tokens[at] != wanted:
        at += 1
    return at


_Rule = Callable[[_Writer, Tex, int], tuple[Tex, int]]
_RULES: Mapping[str, _Rule] = {
    "\\operatorname": _Writer._operator,  # noqa: SLF001
    "\\begin": _Writer._begin,  # noqa: SLF001  the class's own table
    "\\end": _Writer._end,  # noqa: SLF001
    "\\\\": _Writer._line,  # noqa: SLF001
    "\\hline": _Writer._rule,  # noqa: SLF001
    "\\tag": _Writer._tag,  # noqa: SLF001
    "\\label": _Writer._left_out,  # noqa: SLF001
    "\\relax": _Writer._left_out,  # noqa: SLF001
    "\\ref": _Writer._reference,  # noqa: SLF001
    "\\eqref": _Writer._reference,  # noqa: SLF001
    "\\substack": _Writer._substack,  # noqa: SLF001
    "\\intertext": _Writer._lines_between,  # noqa: SLF001
    "\\shortintertext": _Writer._lines_between,  # noqa: SLF001
    "\\ce": _Writer._chemistry,  # noqa: SLF001
    "\\pu": _Writer._chemistry,  # noqa: SLF001
    **dict.fromkeys(("\\unicode", "\\char", "\\symbol"), _Writer._character),  # noqa: SLF001
    # Not `\"`: what holds it are mostly quotation marks of programs between two dollars.
    **dict.fromkeys(set(characters.ACCENTS) - {'\\"'}, _Writer._accent),  # noqa: SLF001
    **dict.fromkeys(("\\r", "\\c", "\\v", "\\u", "\\H"), _Writer._letter),  # noqa: SLF001
    **dict.fromkeys(plain_tex.SIZED, lambda _, tokens, at: plain_tex.delimiter(tokens, at)),
    "\\kern": lambda _, tokens, at: (["\\hspace" if plain_tex.is_group(tokens, at) else tokens[at - 1]], at),
    "\\rule": lambda _, tokens, at: plain_tex.rule(tokens, at),
    "\\above": lambda _, tokens, at: (["\\over"], plain_tex.length(tokens, at)[1]),
    "\\root": _Writer._root,  # noqa: SLF001
    "\\verb": lambda _, tokens, at: plain_tex.verbatim(tokens, at),
    "\\sout": _Writer._struck,  # noqa: SLF001
    "\\cline": _Writer._partly_ruled,  # noqa: SLF001
    "\\multicolumn": _Writer._columns,  # noqa: SLF001
    "\\colouredbox": _Writer._boxed,  # noqa: SLF001
    "\\lifted": _Writer._lifted,  # noqa: SLF001
    "\\enclosed": _Writer._enclosed,  # noqa: SLF001
    "\\hspace": _Writer._space,  # noqa: SLF001
    "\\cfrac": lambda _, tokens, at: ([tokens[at - 1]], plain_tex.without_option(tokens, at)),
    "\\smash": lambda _, tokens, at: ([], plain_tex.without_option(tokens, at)),
    "\\raise": lambda _, tokens, at: plain_tex.length(tokens, at),
    "\\lower": lambda _, tokens, at: plain_tex.length(tokens, at),
    **dict.fromkeys(plain_tex.TABLES, lambda writer, tokens, at: plain_tex.table(writer.run, tokens, at)),
    "\\bbox": _Writer._box,  # noqa: SLF001
    "\\color": _Writer._coloured,  # noqa: SLF001
    "\\textcolor": _Writer._coloured,  # noqa: SLF001
    "’": lambda _, __, at: (["'"], at),  # what a word processor makes of a prime
    "_": _Writer._shifted,  # noqa: SLF001
    "^": _Writer._shifted,  # noqa: SLF001
    "\\not": _Writer._not,  # noqa: SLF001
    "\\limits": _Writer._limits,  # noqa: SLF001
    "\\nolimits": _Writer._limits,  # noqa: SLF001
    **dict.fromkeys(text.TEXTS, _Writer._text_of),  # noqa: SLF001
    **dict.fromkeys(_SIGNS_OF_TEXT, lambda _, tokens, at: ([f"{{\\text{{{tokens[at - 1]}}}}}"], at)),
}
