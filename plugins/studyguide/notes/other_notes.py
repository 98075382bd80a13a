"""Files in which other tools keep notes, and which are not read: said once for a whole collection and each kind."""

import posixpath
from collections.abc import Iterable, Iterator
from shlex import quote

from studyguide.paths import SourcePath, natural
from studyguide.problems import Place, Problem, number_of

_RENAME = "rename them to .md"
_CONVERT = "convert them, for example `pandoc {name} -t gfm -o {made}`"
_QUARTO = "have their tool write them, for example `quarto render {name} --to gfm`"
_WAYS = {
    ".markdown": _RENAME, ".mdown": _RENAME, ".mkd": _RENAME, ".mdx": _RENAME, ".qmd": _QUARTO, ".rmd": _QUARTO,
    ".rst": _CONVERT, ".org": _CONVERT, ".typ": _CONVERT, ".textile": _CONVERT, ".tex": _CONVERT, ".ipynb": _CONVERT,
    ".adoc": "convert them, as `downdoc {name}` does", ".asciidoc": "convert them, as `downdoc {name}` does",
}  # fmt: skip
"""Endings, with the way from each to Markdown."""


FEW = 4
"""One file beside so many notes is there for something else: a report, what a slide was made from."""

ALONE = 2
"""Notes that a project of another tool has too: what its readers are told of it. Beside more its files are meant so."""


def is_one(path: str) -> bool:
    """Say whether a file is one of them."""
    return posixpath.splitext(path)[1].lower() in _WAYS


def problems(files: Iterable[SourcePath], notes: int) -> Iterator[Problem]:
    """Yield a problem for each kind of file, at the first of them, where many of so many notes are of it."""
    kinds: dict[str, list[SourcePath]] = {}
    for path in sorted(files, key=natural):
        ending = posixpath.splitext(path)[1].lower()
        if ending in _WAYS:
            kinds.setdefault(ending, []).append(path)
    for ending, found in kinds.items():
        if len(found) * FEW < notes:
            continue
        name = posixpath.basename(found[0])
        way = _WAYS[ending].format(name=quote(name), made=quote(f"{posixpath.splitext(name)[0]}.md"))
        message = f"`{ending}` in {number_of(len(found), 'file')} is not read: notes end in .md; {way}"
        yield Problem(Place(found[0], 1), "unread-file", message, "info" if notes > ALONE else "warning")
