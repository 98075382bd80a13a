r"""The file ``preamble.sty`` at the top of a vault: macros for the formulas of all notes.

Obsidian's plugin "Extended MathJax" reads it there; the option ``maths.macros`` counts more.
"""

from collections.abc import Iterable
from pathlib import Path

from studyguide.maths import drawing, macros
from studyguide.maths.macros import Macros
from studyguide.maths.tokens import cut
from studyguide.paths import SourcePath

NAME = "preamble.sty"
LENGTH = 100_000
"""Characters that are read: some thousand macros."""


def text(files: Iterable[tuple[SourcePath, Path]]) -> str:
    """Read the file, if it is among those of the notes folder; one that cannot be read is none."""
    found = next((full for path, full in files if path == NAME), None)
    if found is None:
        return ""
    try:
        with found.open(encoding="utf-8", errors="replace") as file:
            return file.read(LENGTH)
    except OSError:
        return ""


def joined(content: str, options: Macros) -> Macros:
    """Add what the file defines to the macros of the options."""
    if not content:
        return options
    plain = drawing.plain_macros()
    of_owner = {name: macro for name, macro in options.named.items() if plain.named.get(name) is not macro}
    return options | macros.parted(cut(content))[1] | of_owner
