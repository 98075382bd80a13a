"""VitePress and its kin: a list of contents, other files that are put in."""

import posixpath
import re

from studyguide.markdown.dialects.mark import LINK_OR_CONTENTS, Mark

NAME = "VitePress"

# Also as GitLab, Azure and Python-Markdown write it. The page has its own list of contents.
_CONTENTS = frozenset({"[[toc]]", "[[TOC]]", "[[_TOC_]]", "[TOC]", "[[_toc_]]"})
_CSDN = re.compile(r"@\[toc\](?:\([^()\n]*\))?", re.IGNORECASE)
"""The same on CSDN, with its title: ``@[TOC](文章目录)``."""

_INCLUDE = re.compile(r"<!--[ \t]*@include:[ \t]*([^\s{}#<>]+?)(?:\.md)?(#[\w-]+)?[ \t]*-->")
# `<<< @/snippets/a.js{1,3 ts:line-numbers} [name]`, also with `#region` behind the path.
_CODE = re.compile(r"<<<[ \t]*([^\s{}#\[\]]+)(#[\w-]+)?[ \t]*(?:\{([^{}]*)\})?[ \t]*(?:\[([^\[\]]*)\])?")
# VuePress: `@[code{3-10} js](./a.js)`.
_IMPORTED = re.compile(r"@\[code(\{[\d,-]+\})?(?:[ \t]+([\w+#.-]+))?\]\(([^()\s<>]+)\)")
_LINES = re.compile(r"\d[\d,-]*")
_LANGUAGE = re.compile(r"[A-Za-z][\w+#.-]*")


def read(line: str) -> Mark | None:
    """Read one line."""
    if _CSDN.fullmatch(line):
        return Mark(NAME, line, "toc", "alone", "hidden")
    if line in _CONTENTS:
        return Mark(NAME, line, LINK_OR_CONTENTS if line.lower() == LINK_OR_CONTENTS else "toc", "alone", "hidden")
    if found := _INCLUDE.fullmatch(line):
        # By its name, as notes are found wherever they are.
        return Mark(NAME, line, "include", "alone", "embed", address=posixpath.basename(found[1]) + (found[2] or ""))
    if found := _IMPORTED.fullmatch(line):
        path = found[3].removeprefix("@/").removeprefix("./")
        language = (found[2] or posixpath.splitext(path)[1].lstrip(".")) + (found[1] or "")
        return Mark(NAME, line, "code", "alone", "file", kind=language, address=path)
    return _code(line)


def _code(line: str) -> Mark | None:
    found = _CODE.fullmatch(line)
    if found is None or "." not in found[1]:
        return None
    # `@` is the folder of the sources, which is that of the notes.
    path = found[1].removeprefix("@/").removeprefix("./")
    named = _LANGUAGE.search(found[3] or "")
    language = named[0].partition(":")[0] if named else posixpath.splitext(path)[1].lstrip(".")
    marked = _LINES.match(found[3] or "")
    language += f"{{{marked[0]}}}" if marked else ""
    return Mark(
        NAME,
        line,
        "snippet",
        "alone",
        "file",
        kind=language,
        title=found[4] or "",
        address=path + (found[2] or "").replace("#", ":"),
    )


def unread(line: str) -> str:
    """Name a part of a file, which cannot be put in here."""
    of_file = line.startswith("<!--") and line[4:].lstrip().startswith("@include:")
    return "<!--@include: file{lines}-->" if of_file else ""
