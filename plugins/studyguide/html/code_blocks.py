"""Print code blocks as pymdownx does: coloured, with a title, lines marked, and annotations left to the theme."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

CODE_LIMIT = 10_000
"""Characters of one code block that are coloured, at most."""

# Pygments' lexers were written for code that compiles, not for strangers' text: one gave no result in 8 s for 2,000
# tabs. Each of these was given 58 short sequences of characters, repeated up to its limit: quotes with backslashes,
# brackets, marks of comments and others. None took more than half a second of a processor; others are not run.
LINEAR = frozenset(
    """
    ada bash batch clojure cmake dart diff django docker elixir erlang fsharp gas graphql haskell http json
    jsonnet julia kotlin lua mysql nasm nginx ocaml output php plpgsql postgresql powershell properties protobuf
    pwsh-session pycon pytb python rego ruby rust sass scala scheme scss solidity splus sql swift tex text toml
    vb.net verilog vhdl vim zig
    """.split()
)
BENT = frozenset(
    """
    awk coffeescript common-lisp css cypher delphi fortran go html html+django html+php javascript jsx less perl
    prolog xml yaml
    """.split()
)
SQUARE = frozenset(
    """
    c console cpp csharp groovy ini java markdown matlab nixos objective-c sparql tsx typescript
    """.split()
)
STEEP = frozenset(
    """
    apacheconf make terraform
    """.split()
)
LIMITS = {
    name: limit
    for names, limit in ((LINEAR, CODE_LIMIT), (BENT, 6_000), (SQUARE, 4_000), (STEEP, 2_500))
    for name in names
}
"""Characters of a block that are coloured, by the name of the lexer: the square of them is what some take."""


def info(written: str) -> tuple[str, str]:
    """Split what stands behind a fence into language and options: ``python title="x"``, ``{ .python title="x" }``.

    What other tools write comes back in these words: ``js{1,3-5}``, ``js:line-numbers``, ``js [a.js]``,
    ``{r, echo=FALSE}``, ``filename="a.js"``.
    """
    # Lines alone, without a language.
    words = written.strip().lstrip("{").strip().split(None, 1) if not _LINES.match(written.strip()) else ["", written]
    if not words:
        return "", ""
    language = _BESIDE_LANGUAGE.split(words[0].strip("{}."), maxsplit=1)[0]
    return language, _options(words[0], words[1] if len(words) > 1 else "")


def _options(first: str, written: str) -> str:
    """Write the marked lines and the title of a block as pymdownx has them; the other options stay."""
    beside = _LINES.search(first)
    behind = next((found for found in _LINES_OR_QUOTED.finditer(written) if found[1]), None)
    lines = beside or behind
    if lines is None or "hl_lines" in written:
        return _FILE_NAME.sub("title=", written)
    rest = written if beside or behind is None else written[: behind.start()] + written[behind.end() :].lstrip()
    return f'{_FILE_NAME.sub("title=", rest.strip())} hl_lines="{lines[1].replace(",", " ")}"'.strip()


# `c++` and `.net` are languages: only these signs begin something else.
_BESIDE_LANGUAGE = re.compile(r"[{\[:,}]")
_LINES = re.compile(r"\{(\d[\d, -]*)\}")
_LINES_OR_QUOTED = re.compile(rf"{_LINES.pattern}|\"[^\"]*\"|'[^']*'")
_FILE_NAME = re.compile(r"(?<!\S)(?:filename|file|caption)=(?=[\"'])")


def html(text: str, language: str, options: str) -> str:
    """Print a code block; with a known language its words are coloured.

    ``options`` are those of pymdownx: ``title="x.py" hl_lines="1 3-4" .annotate``.
    """
    given = dict(_OPTION.findall(options))
    name = f'<span class="filename">{escape(given["title"])}</span>' if given.get("title") else ""
    lexer = _colouring(text, language)
    if lexer is None:
        # The empty element is Pygments' own: HTML parsers drop a line end right behind <pre>.
        lines = "".join(map(_foldable, escape(text, quote=False).splitlines(keepends=True)))
        body = f"<pre><span></span><code>{lines}</code></pre>"
    else:
        body = highlight(text, lexer, _formatter(given.get("hl_lines", ""))).strip()
    kind = "annotate highlight" if ".annotate" in options.split() else "highlight"
    return f'<div class="{kind}">{name}{body}</div>\n'


# From the beginning of a word only: one without an end would be tried at each of its letters.
_OPTION = re.compile(r"""(?<!\w)(\w++)=["']([^"']*)["']""")
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
# Lines of one range: `hl_lines="1-99999"` would make a list of them for each block.
_LONGEST_RANGE = 1_000


LONG_LINE = 38
"""Characters of a line of code that a phone shows without moving it sideways (390 pixels, in Material's size)."""

_DEEPEST = 12
"""Characters of indent that what goes on keeps, by twos, as in guide.css: behind more, a phone has no room left."""

_TAG = re.compile(r"<[^>]*>")
_MARKED = ('<span class="hll">', "</span>")


def _foldable(line: str) -> str:
    """Make an element of a long line, so that a narrow screen folds it and what goes on stands deeper."""
    text = unescape(_TAG.sub("", line)).expandtabs(4).rstrip("\n")
    if len(text) <= LONG_LINE:
        return line
    indent = min(len(text) - len(text.lstrip()), _DEEPEST)
    end = "\n" if line.endswith("\n") else ""
    deep = f" sg-in-{indent // 2 * 2}" if indent > 1 else ""
    return f'<span class="sg-long{deep}">{line.removesuffix(end)}</span>{end}'


class _Printer(HtmlFormatter[str]):
    """Prints coloured code with its long lines as elements."""

    def wrap(self, source: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Go over the lines as Pygments has made them; those to be marked stand in an element already."""
        lines = ((kind, _line(text) if kind else text) for kind, text in source)
        yield from super().wrap(lines)  # type: ignore[no-untyped-call]


def _line(text: str) -> str:
    start, end = _MARKED
    if text.startswith(start):
        return f"{start}{_foldable(text.removeprefix(start).removesuffix(end))}{end}"
    return _foldable(text)


@lru_cache(maxsize=64)
def _formatter(lines: str) -> HtmlFormatter[str]:
    """Make the printer of highlighted code; ``lines`` are marked, for example ``1 3-4``."""
    marked: list[int] = []
    for first, last in _RANGE.findall(lines):
        marked += range(int(first), min(int(last or first), int(first) + _LONGEST_RANGE) + 1)
    return _Printer(nowrap=False, wrapcode=True, cssclass="", cssstyles="", hl_lines=marked)


# Many look for the end of blanks, or of words, at each of them. No code has so many.
_ENDLESS = re.compile(r"\s{200}|[\w\s]{1000}")


def coloured(text: str, language: str) -> bool:
    """Say whether code is coloured: in a known language, and short enough for a lexer that ends in time."""
    return _colouring(text, language) is not None


def _colouring(text: str, language: str) -> Lexer | None:
    lexer = _lexer(language.lower()) if language else None
    return lexer if lexer and len(text) <= LIMITS.get(lexer.aliases[0], 0) and not _ENDLESS.search(text) else None


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        # stripnl=False: blank lines at the top count, else `hl_lines` marks others than the author counted.
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
