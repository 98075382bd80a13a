"""The TeX of notes, which MathJax reads on GitHub and in Obsidian, written as the library that draws knows it."""

import re
from collections.abc import Callable, Mapping

from studyguide.maths import chemistry, colours, plain_tex
from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, argument, behind_blanks, cut, is_word, joined, optional

_NAMED = {
    "align": "aligned", "align*": "aligned", "alignat": "aligned", "alignat*": "aligned", "flalign": "aligned",
    "flalign*": "aligned", "split": "aligned", "alignedat": "aligned", "gather": "gathered", "gather*": "gathered",
    "multline": "gathered", "multline*": "gathered", "multlined": "gathered", "eqnarray": "array", "eqnarray*": "array",
    "smallmatrix": "matrix", "psmallmatrix": "pmatrix", "bsmallmatrix": "bmatrix", "vsmallmatrix": "vmatrix",
    "pmatrix*": "pmatrix", "bmatrix*": "bmatrix", "matrix*": "matrix", "vmatrix*": "vmatrix", "cases*": "cases",
    "darray": "array", "dcases*": "dcases", "equation": "", "equation*": "", "displaymath": "", "math": "",
}  # fmt: skip
_COUNTED = frozenset({"alignat", "alignat*", "alignedat"})
_PLACED_BY_OPTION = frozenset(
    "aligned gathered alignedat array darray multlined matrix* pmatrix* bmatrix* vmatrix*".split()
)
"""What says in brackets where it stands, or where its columns do. Behind others, brackets are part of the formula."""

_ARROWS = {"\\implies": "\\Longrightarrow", "\\impliedby": "\\Longleftarrow", "\\iff": "\\Longleftrightarrow"}
_COLUMNS = frozenset({"eqnarray", "eqnarray*"})
_TEXTS = frozenset({"\\text", "\\textbf", "\\textit", "\\textrm", "\\textsf", "\\texttt"})
_BLANKS = frozenset({"\\quad", "\\qquad", "\\thinspace"})
_SIGNS_OF_TEXT = [
    f"\\text{name}"
    for name in "bar bardbl less greater backslash asciicircum asciitilde braceleft braceright dollar"
    " degree underscore endash emdash quoteleft quoteright quotedblleft quotedblright ellipsis registered sterling yen"
    " dagger daggerdbl".split()
]
"""Signs that MathJax draws in formulas too, and the library in text alone."""

_AS_SIGN = {"_": "\\_", "&": "\\&", "#": "\\#", "^": "\\textasciicircum "}
"""Signs that stand for themselves within text, as in MathJax."""
_PLACED = frozenset(
    r"\int \iint \iiint \oint \oiint \sum \prod \coprod \bigcup \bigcap \bigvee \bigwedge \bigoplus \bigotimes "
    r"\bigodot \biguplus \bigsqcup \lim".split()
)
"""What the library places limits of."""
_REFUSED = frozenset("\\href \\url \\class \\cssId \\style \\data \\htmlClass \\htmlId \\htmlStyle \\htmlData \\html "
                     "\\includegraphics \\input \\include \\label@ \\write \\csname \\catcode".split())  # fmt: skip
_HEX = re.compile(r"#[0-9a-f]{6}")
_UNICODE = re.compile(r"(?:[^\[\]]*\])?\s*(?:[xX]|U\+)?([0-9A-Fa-f]{1,6})")


def rewritten(tokens: Tex, *, display: bool) -> list[str]:
    """Write a formula as the library knows it; its macros are expanded.

    Raises:
        FormulaError: where it would do more than draw.
    """
    found = next((piece for piece in tokens if piece in _REFUSED), "")
    if found:
        message = f"`{found}` does more than draw"
        raise FormulaError(message)
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
        return [word], at

    def _tag(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        starred = tokens[at : at + 1] == ["*"]
        content, end = argument(tokens, at + starred)
        text = joined(content).replace("$", "")
        text = text if starred else f"({text})"
        if self.rows:
            return [f"\\tag*{{{text}}}"], end
        self.tags.append(text)
        return [], end

    def _left_out(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        _, end = argument(tokens, at)
        return [], end

    def _reference(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        name, end = argument(tokens, at)
        return [f"\\text{{({plain_tex.as_text(joined(name))})}}"], end

    def _substack(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        return ["\\begin{subarray}{c}", *self.run(content), "\\end{subarray}"], end

    def _lines_between(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        return ["\\text{", *content, "}", "\\\\"], end

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

    def _unicode(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        content, end = argument(tokens, at)
        found = _UNICODE.fullmatch(joined(content).strip())
        character = chr(int(found[1], 16)) if found and int(found[1], 16) <= 0x10FFFF else ""  # noqa: PLR2004
        if not character.isprintable() or not character:
            message = "`\\unicode` names no character"
            raise FormulaError(message)
        return [f"\\text{{{plain_tex.as_text(character)}}}"], end

    def _boxed(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Put a border where a box in a colour was, which not every scheme shows."""
        _, at = argument(tokens, at)
        content, end = argument(tokens, at)
        return ["\\boxed", "{", *self._text_of(["\\text", "{", *content, "}"], 1)[0], "}"], end

    def _lifted(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        _, at = argument(tokens, at)
        content, end = argument(tokens, at)
        return self.group(content), end

    def _enclosed(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        kind, at = argument(tokens, at)
        content, end = argument(tokens, at)
        word = "\\cancel" if "strike" in joined(kind) else "\\boxed"
        return [word, *self.group(content)], end

    def _space(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        return ["\\hspace"], at + (tokens[at : at + 1] == ["*"])

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
        if tokens[start : start + 1] and tokens[start] in _TEXTS:
            content, end = argument(tokens, start + 1)
            return [tokens[at - 1], *self.group([tokens[start], "{", *content, "}"])], end
        return [tokens[at - 1]], at

    def _box(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        r"""Leave out the options of ``\bbox[red]{x}``, which can load."""
        _, end = optional(tokens, at)
        return ["\\boxed"], end

    def _coloured(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Write names of colours small, as the library knows them."""
        word = tokens[at - 1]
        model, at = optional(tokens, at)
        name, end = argument(tokens, at)
        small = joined(name).lower()
        hexadecimal = colours.HEX.get(small, small[1:] if _HEX.fullmatch(small) else "").upper()
        if model is not None or not (hexadecimal or small.isalpha()):
            return [word, *(["[", *model, "]"] if model is not None else []), "{", *name, "}"], end
        if not hexadecimal:
            return [word, "{", *small, "}"], end
        colour = ["\\color", "[", *"HTML", "]", "{", *hexadecimal, "}"]
        if word == "\\color":
            return colour, end
        content, end = argument(tokens, end)
        return ["{", *colour, *self.run(content), "}"], end

    def _text_of(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Formulas within text are written beside it."""
        word = tokens[at - 1]
        content, end = argument(tokens, at)
        out: list[str] = []
        for number, part in enumerate(_split(content)):
            text = [_AS_SIGN.get(piece, piece) for piece in part]
            out += self.group(part) if number % 2 else [word, "{", *text, "}"] if text or len(content) == 0 else []
        return out, end

    def _diagram(self, tokens: Tex, at: int) -> tuple[Tex, int]:
        """Draw a commutative diagram, ``A @>f>> B``, as a table of objects and arrows."""
        end = _index(tokens, "\\end", at)
        rows: list[list[str]] = [[]]
        for piece in tokens[at:end]:
            if piece == "\\\\":
                rows.append([])
            else:
                rows[-1].append(piece)
        lines = [_diagram_row(row, self) for row in rows]
        _, after = argument(tokens, end + 1)
        width = max((line.count("&") + 1 for line in lines), default=1)
        return [f"\\begin{{array}}{{{'c' * width}}}", " \\\\ ".join(lines), "\\end{array}"], after


def _index(tokens: Tex, wanted: str, at: int) -> int:
    """Return where a piece stands next; the end where it does not."""
    while at < len(tokens) and tokens[at] != wanted:
        at += 1
    return at


def _split(tokens: Tex) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for piece in tokens:
        if piece == "$":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


_ACROSS = {
    ">": ("\\xrightarrow", "\\rightarrow"),
    "<": ("\\xleftarrow", "\\leftarrow"),
    "=": ("", "="),
    ".": ("", "\\ "),
}
_DOWN = {"V": "\\downarrow", "A": "\\uparrow", "|": "\\|"}


def _diagram_row(row: Tex, writer: "_Writer") -> str:
    """Write a row: objects and the arrows between them, or arrows between two rows, each in a column of its own."""
    cells: list[str] = []
    current: list[str] = []
    at = 0
    vertical = False
    while at < len(row):
        kind = row[at + 1] if row[at] == "@" and at + 1 < len(row) else ""
        if kind in _ACROSS or kind in _DOWN:
            first, second, at = _labels(row, at + 1, kind)
            if kind in _DOWN:
                vertical = True
                cells += [_vertical(kind, first, second, writer), ""]
            else:
                cells += [joined(writer.run(current)), _horizontal(kind, first, second, writer)]
                current = []
        else:
            current.append(row[at])
            at += 1
    return " & ".join(cells[:-1] if vertical else [*cells, joined(writer.run(current))])


def _labels(row: Tex, at: int, kind: str) -> tuple[Tex, Tex, int]:
    if kind in "=.|":
        return (), (), at + 1
    ends = [index for index in range(at, len(row)) if row[index] == kind][:3]
    if len(ends) < 3:  # noqa: PLR2004
        message = "an arrow of its diagram is not closed"
        raise FormulaError(message)
    return row[ends[0] + 1 : ends[1]], row[ends[1] + 1 : ends[2]], ends[2] + 1


def _horizontal(kind: str, above: Tex, below: Tex, writer: "_Writer") -> str:
    long, short = _ACROSS[kind]
    over, under = joined(writer.run(above)).strip(), joined(writer.run(below)).strip()
    if not long or not (over or under):
        return short
    return f"{long}{f'[{under}]' if under else ''}{{{over}}}"


def _vertical(kind: str, left: Tex, right: Tex, writer: "_Writer") -> str:
    before, after = (joined(writer.run(part)).strip() for part in (left, right))
    return f"{{\\scriptstyle {before}}}{_DOWN[kind]}{{\\scriptstyle {after}}}"


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
    "\\unicode": _Writer._unicode,  # noqa: SLF001
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
    **dict.fromkeys(_TEXTS, _Writer._text_of),  # noqa: SLF001
    **dict.fromkeys(_SIGNS_OF_TEXT, lambda _, tokens, at: ([f"{{\\text{{{tokens[at - 1]}}}}}"], at)),
}
