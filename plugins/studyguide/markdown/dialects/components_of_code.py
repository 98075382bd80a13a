"""Components that show code, written as the blocks of code that they are: ``<CodeBlock language="js">``, ``<Code>``."""

import re
from collections.abc import Iterator, Mapping, MutableSequence, Sequence

from studyguide.markdown.dialects import jsx

LINES = 300
"""Lines of one of them."""

_LITERAL = re.compile(r"\{`(.*)`\}", re.DOTALL)
_NAME = re.compile(r"\{[ \t]*([\w$]+)[ \t]*\}")
_ATTRIBUTE = re.compile(r"\bcode=\{[ \t]*(?:`([^`]*)`|([\w$]+))[ \t]*\}")
_LOADER = re.compile(r"^(?:!*[\w-]+-loader!)+|\?raw$")
_ENDINGS = {"CodeBlock": "</CodeBlock>", "Code": "/>"}


def prepare(lines: MutableSequence[str], text: Sequence[int], modules: Mapping[str, str]) -> None:
    """Write them as fences, in as many lines. ``modules`` are the files that names are imported from."""
    done = -1
    for number in text:
        begins = lines[number].strip()
        name = next((name for name in _ENDINGS if re.match(rf"<{name}(?:[\s>]|$)", begins)), "")
        if number <= done or not name or name not in modules:
            continue
        reach = range(number, min(len(lines), number + LINES))
        last = next((n for n in reach if lines[n].rstrip().endswith(_ENDINGS[name])), None)
        if last is None:
            continue
        done = last
        source = "\n".join(lines[number : last + 1]).strip()
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        if made := _made(source, name, modules):
            written = list(_fitted(made, indent, last - number + 1))
            if written:
                lines[number : last + 1] = written


def _made(source: str, name: str, modules: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return language, title and code, which begins with a NUL where it is the name of a file."""
    tag = jsx.read(source)
    # An expression with other braces in it, as in a template, is read all the same.
    code, bound = "", ""
    if name == "CodeBlock" and tag and not tag.empty:
        body = source[tag.end :].removesuffix("</CodeBlock>").strip()
        literal, named = _LITERAL.fullmatch(body), _NAME.fullmatch(body)
        code = "" if named else literal[1] if literal else body
        bound = named[1] if named else ""
    elif name == "Code" and tag and (given := _ATTRIBUTE.search(source)):
        code, bound = given[1] or "", given[2] or ""
    if tag is None or not (code or bound in modules):
        return None
    kind, title = tag.values.get("language") or tag.values.get("lang", ""), tag.values.get("title", "")
    return kind, title, code.strip("\n") or f"\0{_LOADER.sub('', modules[bound])}"


def _fitted(made: tuple[str, str, str], indent: str, count: int) -> Iterator[str]:
    kind, title, code = made
    if code.startswith("\0"):
        marked = f" {{{kind}}}" if kind else ""
        yield f"{indent}<<< {code[1:]}{marked}{f' [{title}]' if title else ''}"
        yield from [""] * (count - 1)
        return
    written = code.split("\n")
    if len(written) + 2 <= count:
        named = title.replace('"', "”")
        yield f"{indent}````{kind or 'text'}{f' title={chr(34)}{named}{chr(34)}' if title else ''}"
        yield from (f"{indent}{line}" for line in written)
        yield f"{indent}````"
        yield from [""] * (count - len(written) - 2)
    elif len(written) == 1 and "`" not in code:
        # What takes one line has no room for the fences.
        yield f"{indent}`{code}`"
        yield from [""] * (count - 1)
