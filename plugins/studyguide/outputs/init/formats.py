"""What to do with notes that are no Markdown yet: one row for each kind of file that people keep notes in."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from shlex import quote

_PANDOC = frozenset(
    "docx odt rtf html htm xhtml epub fb2 org rst tex latex ipynb opml textile mediawiki wiki muse t2t typ".split()
)
"""Formats that pandoc reads (pandoc, “User's Guide”, general options)."""
_OTHERWISE = {
    "txt": "a text without marks: give it headings (`# A topic`) and rename it: mv {path} {new}",
    "doc": "the old format of Word: save it as .docx in Word or LibreOffice, then pandoc turns that into Markdown",
    "pages": "of Apple Pages: export it as .docx, then pandoc turns that into Markdown",
    "pdf": "a picture of pages, not their text: take the document that it was made from, or copy the text out",
    "adoc": "AsciiDoc: asciidoctor -b docbook {path}, then pandoc -f docbook turns the result into Markdown",
    "enex": "of Evernote: an importer such as Obsidian's makes Markdown of it; name the folder that it fills",
    "one": "of OneNote: an importer such as Obsidian's makes Markdown of it; name the folder that it fills",
    "canvas": "a drawing of Obsidian, not a note: name a notes file (.md)",
    "zip": "packed: unpack it and name the folder",
}
_MARKDOWN = frozenset("markdown mdown mkd mkdn mdwn mdtext mdx qmd rmd livemd".split())
"""Markdown under another ending: read once it ends in ``.md``, as every tool and host expects."""


def advice(path: Path) -> str:
    """Say what to do with a file that is no Markdown, ready to be typed."""
    kind, new = _ending(path), quote(str(path.with_suffix(".md")))
    if kind in _PANDOC:
        command = (
            f"pandoc --to gfm --wrap none --extract-media . --output {quote(path.stem + '.md')} {quote(str(path))}"
        )
        return f"notes are Markdown, {path.name} is not. pandoc makes them of it:\n  {command}"
    if kind in _MARKDOWN:
        return f"notes end in .md: mv {quote(str(path))} {new}"
    if kind in _OTHERWISE:
        return f"notes are Markdown, {path.name} is {_OTHERWISE[kind].format(path=quote(str(path)), new=new)}"
    return f"notes are Markdown files that end in .md; {path.name} does not"


def of_folder(folder: Path, names: Iterable[str]) -> str:
    """Say what to do with a folder in which there is no Markdown."""
    kinds = Counter(_ending(Path(name)) for name in names)
    told = [kind for kind, _ in kinds.most_common() if kind in _PANDOC or kind in _MARKDOWN or kind in _OTHERWISE]
    if not told:
        return f"there are no notes (*.md) in {folder}"
    first = next(name for name in names if _ending(Path(name)) == told[0])
    return (
        f"there are no notes (*.md) in {folder}, but {kinds[told[0]]} .{told[0]}. One by one: {advice(folder / first)}"
    )


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()
