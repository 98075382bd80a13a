"""Text of notes, written for each of its readers in an export so that it is read as itself and never as markup.

The readers are Python-Markdown with the extensions of the export and those that owners like to add, the HTML parser in
front of it, the themes, which print titles as they are, and YAML. What is known to be harmless passes; all else is
written as a character reference.
"""

import json
import re
from html import escape, unescape

from studyguide.markdown.addresses import SCHEMES, scheme

# A backslash reads better than a reference, where every Markdown knows it and nothing else reads the line before.
_SPECIAL = re.compile(
    r"(?P<escaped>[*_\[\]#])"
    r"|[<>`\\{}|~^]"
    r"|&(?!\s)"
    r"|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+"  # marks, keys
    r"|:(?=[\w+-]+:)"  # emoji
    r"|\$(?!\d)|(?<=\S)\$"  # formulas; "from $5 to $6" holds none
    r"|/(?=//)"  # Python-Markdown puts footnotes where it finds `///Footnotes Go Here///`
)
_BARE_ADDRESS = re.compile(r"(?<=:)/(?=/)")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
# Other signs at the beginning of a line make headings, items, quotes, rules, blocks, definitions …
_BEGINS = re.compile(r"[\w\\&(\"'“”‘’«»…–—→×≥≤]")
_NUMBER = re.compile(r"(\d+)([.)])")
_ADDRESS = re.compile(r"[\w;/?:@&=+$,.!~*#%-]+", re.ASCII)
_NOT_IN_TITLE = re.compile(r"[^\w .,:;?%/+=@–—…“”‘’-]")
_CODE = re.compile(r"(?!\s|#!|:::)[^`<>&|\\{}\x00-\x1f\x7f-\x9f]+(?<!\s)")
_IN_TITLES = re.compile(r"[<>\"{}]")
_LINE_END = re.compile(r"\n(?!</?[a-z])")
_SCRIPT = re.compile(r"(<script\b[^>]*>.*?</script>)", re.DOTALL)
_BRACE_IN_STRING = re.compile(r"\{(?=[{%#<])")
_LINE_ENDS = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")


def references(characters: str) -> str:
    """Write every character as a reference, which is text for each reader of Markdown or HTML."""
    return "".join(f"&#{ord(character)};" for character in characters)


def text(written: str, *, linked: bool = False) -> str:
    """Write text within a line; in the text of a link, no extension looks for addresses."""
    printed = _SPECIAL.sub(_escaped, _BLANKS.sub(" ", written))
    return printed if linked else _BARE_ADDRESS.sub("&#47;", printed)


def _escaped(match: re.Match[str]) -> str:
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return f"\\{match[0]}" if match["escaped"] else named.get(match[0]) or references(match[0])


def beginning(printed: str) -> str:
    """Keep what :func:`text` returned from being a block where it begins a line."""
    printed = printed.lstrip(" ")
    if number := _NUMBER.match(printed):
        return f"{number[1]}\\{printed[number.end(1) :]}"
    if not printed or _BEGINS.match(printed):
        return printed
    return references(printed[0]) + printed[1:]


def code(written: str) -> str:
    """Write code within a line: between backticks, or as an element where those do not hold it."""
    return f"`{written}`" if _CODE.fullmatch(written) and "///" not in written else f"<code>{text(written)}</code>"


def address(written: str) -> str:
    """Write the address of a link or a picture; nothing where it is not one that a page may lead to."""
    quoted = written.replace("(", "%28").replace(")", "%29").replace("'", "%27")
    if not _ADDRESS.fullmatch(quoted) or scheme(quoted) not in SCHEMES | {""}:
        return ""
    return quoted.replace("&", "&amp;")


def title(written: str) -> str:
    """Write the title of a link, with the quotes around it."""
    return f'"{_NOT_IN_TITLE.sub(lambda match: references(match[0]), _BLANKS.sub(" ", written).strip())}"'


def html_block(html: str) -> str:
    """Wrap HTML so that Markdown engines leave it alone: no line of it but those of tags, and none that is blank."""
    lines = "".join(
        _in_one_line(part) if part.startswith("<script") else _LINE_END.sub("&#10;", part)
        .replace("\t", "&#9;").replace("{", "&#123;").replace("}", "&#125;")
        for part in _SCRIPT.split(html.strip())
    )  # fmt: skip
    # Without the element Python-Markdown puts a page's <link> into a paragraph, and drops the blank line behind it.
    return f"<div>\n{lines}\n</div>" if lines else ""


def _in_one_line(script: str) -> str:
    """Write an element of JSON, where line ends and pairs of braces are never in the syntax but in strings."""
    return _BRACE_IN_STRING.sub(r"\\u007b", script.replace("\n", " "))


def for_theme(written: str) -> str:
    """Write a title or description: themes print them into elements and attributes as they are."""
    shown = _BLANKS.sub(" ", written).strip()
    # Only where it is needed: some places of the themes escape once more, and "R&D" would be read out as "R&amp;D".
    shown = shown.replace("&", "&amp;") if unescape(shown) != shown else shown
    return _IN_TITLES.sub(lambda match: escape(match[0]) if match[0] in '<>"' else references(match[0]), shown)


def yaml(value: str) -> str:
    """Write a string for any version of YAML: as JSON does, which is a part of it."""
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
