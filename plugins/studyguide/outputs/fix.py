"""Mend in the notes what needs no decision: ids for questions and for sections that share a name, and the ledger.

Every change to a note is tried first: the same pages, words, questions and tags must come of it, or it is left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from studyguide.build import parsed
from studyguide.guide import ledger, meanings, questions, strays
from studyguide.guide.ledger_lines import parse
from studyguide.markdown.plain_text import block_text
from studyguide.model import Question, Section, Source
from studyguide.notes import front_matter
from studyguide.notes.folder import Folder
from studyguide.options import Options
from studyguide.outputs import writing
from studyguide.paths import SourcePath
from studyguide.problems import Place
from studyguide.site import Site

# Not splitlines: it also splits at form feeds and U+2028, which end no line of a note.
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_INDENT = re.compile(r"[ \t>]*")
_OPEN_COMMENT = re.compile(r"([ \t>]*)<!--[ \t]*")


@dataclass(frozen=True)
class Change:
    """A file's text before and after, with its own line ends; ``reason`` says what for."""

    path: SourcePath
    before: str
    after: str
    reason: str

    def diff(self) -> str:
        """Show the change as ``diff -u`` does."""
        lines = unified_diff(_lines(self.before), _lines(self.after), f"a/{self.path}", f"b/{self.path}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


Edit = Callable[[list[str]], bool]
"""Changes the lines of a file in place, and says whether it could."""


def changes(site: Site, root: Path, *, record: bool) -> Iterator[Change]:
    """Yield what there is to mend. With ``record`` a guide without a ledger gets one.

    Where addresses lead to something else than what they were published for, that alone is mended: run it again.

    Raises:
        ledger.UnreadableError: where there is a ledger that would be lost.
    """
    known = meanings.collect(site.library)
    before = ledger.read(root)
    back = strays.ids({entry.address: entry for entry in parse(before)}, known)
    # Alone: other ids and the ledger would keep the addresses as they are, which are to move back first.
    by_file = _returning(back) if back else _edits(site)
    mended = False
    sources = {path: text for path in by_file if (text := _text(root / path)) is not None}
    for path, text in sources.items():
        edits = by_file[path]
        # All at once, else the first single one that is good: the next run mends the rest.
        tried = [_applied(text, edits), *(_applied(text, [edit]) for edit in edits)]
        good = next((a for a in tried if _is_good(path, text, a, site.library.options, moves=bool(back))), text)
        if good != text:
            mended = True
            yield Change(path, text, good, "ids that stay when titles and questions are edited")
    if mended and back:
        return
    options = site.library.options
    files = options.files.union(site.assets)
    addresses = ledger.live(site.library)
    after = ledger.updated(before, addresses, files, directory_urls=options.directory_urls, known=known)
    if after != before and (before or record):
        yield Change(ledger.NAME, before, after, "the addresses that this guide has published")


def write(change: Change, root: Path) -> None:
    """Write a change into the notes folder, byte by byte as it was shown.

    Raises:
        writing.UnwritableError: where the disk refuses, or a link leads elsewhere; the notes are as they were.
    """
    writing.write(root, change.path, change.after.encode())


def _text(path: Path) -> str | None:
    """Read a note with its line ends and its byte order mark; one in another encoding is left alone."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _lines(text: str) -> list[str]:
    return _LINES.findall(text)


def _edits(site: Site) -> Mapping[SourcePath, Sequence[Edit]]:
    """Collect the edits of each file, from its end to its start, so that line numbers hold."""
    found: dict[SourcePath, list[tuple[int, Edit]]] = defaultdict(list)
    for question in (*site.library.questions, *site.library.pool):
        if not question.explicit_id:
            found[question.place.path].append((question.place.line, _named_question(question)))
    shared = {problem.place for problem in site.problems if problem.rule == "same-url"}
    for section in site.library.sections:
        if section.place in shared and not section.meta.id and section.last:
            found[section.place.path].append((section.place.line, _named_section(section)))
    return {
        path: [edit for _, edit in sorted(edits, key=lambda pair: -pair[0])] for path, edits in sorted(found.items())
    }


def _named_question(question: Question) -> Edit:
    def edit(lines: list[str]) -> bool:
        start = question.place.line - 1
        # In an admonition, so four deeper; no blank line is needed there.
        if _INDENT.sub("", lines[start], count=1).startswith("???"):
            return _insert(lines, start + 1, f"<!-- id: {question.id} -->", indent="    ")
        ends = (n for n in range(start, min(question.last, len(lines))) if lines[n].rstrip().endswith("</summary>"))
        end = next(ends, None)
        if end is None:
            return False
        # Into a comment that is there: it may hold the tags, and only the first with tags or an id is read.
        if end + 1 < len(lines) and (opening := _OPEN_COMMENT.match(lines[end + 1])):
            rest = lines[end + 1][opening.end() :]
            stop = _end_of_line(lines[end + 1])
            lines[end + 1] = f"{opening[1]}<!--{stop}{opening[1]}id: {question.id}{stop}" + (
                f"{opening[1]}{rest}" if rest.strip() else ""
            )
            return True
        return _insert(lines, end + 1, f"<!-- id: {question.id} -->", beside=end)

    return edit


def _returning(ids: Mapping[Place, str]) -> Mapping[SourcePath, Sequence[Edit]]:
    found: dict[SourcePath, list[Edit]] = defaultdict(list)
    for place in sorted(ids, reverse=True):
        found[place.path].append(_with_id(place, ids[place]))
    return found


def _named_section(section: Section) -> Edit:
    return _with_id(section.place, section.page.rpartition("/")[2])


def _with_id(place: Place, identity: str) -> Edit:
    def edit(lines: list[str]) -> bool:
        at = place.line - 1
        # A heading underlined with `===` has its end one line further.
        below = at + 1 if lines[at].lstrip().startswith("#") else at + 2
        following = next((line for line in lines[below:] if line.strip()), "")
        taken = following.lstrip().startswith("<!-- studyguide")
        return not taken and _insert(lines, below, f"<!-- studyguide id: {identity} -->", beside=at)

    return edit


def _insert(lines: list[str], at: int, text: str, *, indent: str = "", beside: int | None = None) -> bool:
    """Insert a line, indented and ended like the one it belongs to."""
    model = lines[at - 1 if beside is None else beside]
    found = _INDENT.match(model)
    if lines[at - 1] == lines[at - 1].rstrip("\r\n"):
        lines[at - 1] += "\n"
    lines.insert(at, f"{found[0] if found else ''}{indent}{text}{_end_of_line(model)}")
    return True


def _end_of_line(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _applied(text: str, edits: Sequence[Edit]) -> str:
    lines = _lines(text)
    for edit in edits:
        edit(lines)
    return "".join(lines)


def _is_good(path: SourcePath, before: str, after: str, options: Options, *, moves: bool) -> bool:
    """Say whether a changed note makes the same pages with the same questions, of which more have an id.

    Where addresses move back (``moves``), the pages have other names.
    """
    (seen, ids), (seen_then, ids_then) = (_seen(path, text, options, moves=moves) for text in (before, after))
    return seen == seen_then and ids_then > ids


def _seen(path: SourcePath, text: str, options: Options, *, moves: bool) -> tuple[object, int]:
    """Return what must stay (pages, their words, what is asked), and how many sections and questions have an id."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body, offset, meta, _ = front_matter.split(path, plain)
    found, _ = parsed(Folder((Source(path, body, offset, meta),), {}, {}, ()), options)
    sections = [section for note in found for section in note.sections]
    collected, _ = questions.collect(sections)
    pages = [("" if moves else section.page, section.title, block_text(section.tokens)) for section in sections]
    asked = [(question.id, question.prompt, question.tags, len(question.options)) for question in collected]
    named = [heading.meta.id for section in sections for heading in section.headings]
    ids = sum(map(bool, named)) + sum(question.explicit_id for question in collected)
    return (pages, asked), ids
