"""Parts of a file that a note names: lines, ``2:10``, or what stands between two comments that bear a name.

mdBook calls those ``ANCHOR: name``, editors and VitePress ``#region name``, pymdownx ``[start:name]``.
"""

import re
from textwrap import dedent

_LINES = re.compile(r"(\d{0,6})(?::(\d{0,6}))?")
_BEGIN = r"(?:ANCHOR:[ \t]*{name}|\[start:[ \t]*{name}[ \t]*\]|#?region[ \t]+{name})(?![\w-])"
_END = r"(?:ANCHOR_END:[ \t]*{name}|\[end:[ \t]*{name}[ \t]*\]|#?endregion(?:[ \t]+{name})?)(?![\w-])"
_ANCHOR = re.compile(r"\bANCHOR(?:_END)?:[ \t]*[\w-]+[ \t]*(?:\*/|-->)?[ \t]*$")


def cut(text: str, part: str) -> str | None:
    """Return a part of a text, all of it for none; None where it has no such part."""
    lines = text.split("\n")
    if found := _LINES.fullmatch(part):
        first = int(found[1] or 1)
        last = len(lines) if found[2] == "" or not part else int(found[2] or first)
        lines = lines[max(0, first - 1) : last]
    else:
        between = _between(lines, re.escape(part))
        if between is None:
            return None
        lines = between
    kept = "\n".join(line for line in lines if not _ANCHOR.search(line))
    return dedent(kept).strip("\n") if part else kept


def _between(lines: list[str], name: str) -> list[str] | None:
    begins, ends = (re.compile(form.replace("{name}", name)) for form in (_BEGIN, _END))
    first = next((n for n, line in enumerate(lines) if begins.search(line) and not ends.search(line)), None)
    if first is None:
        return None
    last = next((n for n in range(first + 1, len(lines)) if ends.search(lines[n])), len(lines))
    return lines[first + 1 : last]
