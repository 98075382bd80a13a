"""Mend in the notes what needs no decision: ids for questions and for sections that share a name, and the ledger.

Every change to a note is tried first: the same pages, words, questions and tags must come of it, or it is left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyguide.build import parsed
from studyguide.guide import ledger, meanings, questions, strays
from studyguide.guide.ledger_lines import parse
from studyguide.linking import as_on_github
from studyguide.markdown import blank_addresses
from studyguide.markdown.plain_text import block_text
from studyguide.model import Question, Section, Source
from studyguide.notes import front_matter
from studyguide.notes.folder import Folder
from studyguide.options import Options
from studyguide.outputs import differences, readdressing, writing
from studyguide.outputs.differences import Piece, lines_of
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place
from studyguide.site import Site

TRIES = 32
"""How often a changed file is read to find which changes are good; what is left waits for the next run."""

_INDENT = re.compile(r"[ \t>]*")
_OPEN_COMMENT = re.compile(r"([ \t>]*)<!--[ \t]*")


@dataclass(frozen=True)
class Change:
    """A file's text before and after, with its own line ends; ``reason`` says what for."""

    path: SourcePath
    pieces: tuple[Piece, ...]
    reason: str

    @property
    def after(self) -> str:
        """What the file is to hold."""
        return "".join(piece.after for piece in self.pieces)

    def diff(self) -> str:
        """Show the change as ``diff -u`` does."""
        return differences.unified(self.pieces, f"a/{self.path}", f"b/{self.path}")


Edit = Callable[[Sequence[str]], tuple[int, str] | None]
"""Says which of a file's lines (from 0) becomes what: itself and further ones. None where nothing can be done."""


def changes(site: Site, root: Path, *, record: bool) -> Iterator[Change]:
    """Yield what there is to mend. With ``record`` the ledger, new or old, gets all addresses that are there.

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
    sources = {path: text for path in by_file if (text := text_of(root / path)) is not None}
    for path, text in sources.items():
        good = _good(path, text, by_file[path], site.library.options, moves=bool(back))
        if good:
            mended = True
            yield Change(path, good, "ids that stay when titles and questions are edited")
    if mended and back:
        return
    options = site.library.options
    yield from _led(site, root, but=sources)
    yield from _blanks(site, root, but={*sources, *as_on_github.mendable(site.amends)})
    files = options.files.union(site.assets)
    addresses = ledger.live(site.library)
    urls = options.directory_urls
    after = ledger.updated(before, addresses, files, directory_urls=urls, known=known)
    after = after if record or not before else ledger.without_new(before, after)
    if after != before and (before or record):
        yield Change(
            ledger.NAME, tuple(differences.pieces(before, after)), "the addresses that this guide has published"
        )


def _led(site: Site, root: Path, but: Container[SourcePath]) -> Iterator[Change]:
    """Write links so that GitHub finds their targets too; notes that change anyway wait for the next run."""
    for path, ways in as_on_github.mendable(site.amends).items():
        text = None if path in but else text_of(root / path)
        if text is None:
            continue
        kinds: tuple[readdressing.Kind, ...] = ("link", "picture")
        wanted = {(kind, href): better for href, better in ways.items() for kind in kinds}
        after = readdressing.changed(path, text, wanted, site.library.options)
        if after != text:
            yield Change(path, tuple(differences.pieces(text, after)), "links that GitHub finds too")


def _blanks(site: Site, root: Path, but: Container[SourcePath]) -> Iterator[Change]:
    """Write addresses with blanks so that they are addresses; notes that change anyway wait for the next run."""
    wanted: dict[SourcePath, Counter[int]] = defaultdict(Counter)
    for problem in site.problems:
        if problem.rule == "blank-in-address" and problem.place.path not in but:
            wanted[problem.place.path][problem.place.line] += 1
    for path, counts in wanted.items():
        text = text_of(root / path)
        if text is None:
            continue
        numbered = enumerate(lines_of(text), 1)
        after = "".join(blank_addresses.line_mended(line, counts[number]) for number, line in numbered)
        if after != text:
            yield Change(path, tuple(differences.pieces(text, after)), "addresses that have blanks")


def write(change: Change, root: Path) -> None:
    """Write a change into the notes folder, byte by byte as it was shown.

    Raises:
        writing.UnwritableError: where the disk refuses, or a link leads elsewhere; the notes are as they were.
    """
    writing.write(root, change.path, change.after.encode())


def text_of(path: Path) -> str | None:
    """Read a note with its line ends and its byte order mark; one in another encoding is left alone."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _edits(site: Site) -> Mapping[SourcePath, Sequence[Edit]]:
    found: dict[SourcePath, list[Edit]] = defaultdict(list)
    for question in (*site.library.questions, *site.library.pool):
        if not question.explicit_id:
            found[question.place.path].append(_named_question(question))
    files = {section.page: section.place.path for section in site.library.sections}
    for section in site.library.sections:
        if _gave_way(section, files) and not section.meta.id and section.last:
            found[section.place.path].append(_named_section(section))
    return dict(sorted(found.items()))


def _gave_way(section: Section, files: Mapping[PageName, SourcePath]) -> bool:
    """Say whether another section of the file has the address that this one would have: `s3` of `s3-2`."""
    first, _, number = section.page.rpartition("-")
    return number.isdecimal() and files.get(PageName(first)) == section.place.path


def _named_question(question: Question) -> Edit:
    def edit(lines: Sequence[str]) -> tuple[int, str] | None:
        start = question.place.line - 1
        # In an admonition, so four deeper; no blank line is needed there.
        if _INDENT.sub("", lines[start], count=1).startswith("???"):
            return start, _with_line(lines[start], f"<!-- id: {question.id} -->", indent="    ")
        ends = (n for n in range(start, min(question.last, len(lines))) if lines[n].rstrip().endswith("</summary>"))
        end = next(ends, None)
        if end is None:
            return None
        # Into a comment that is there: it may hold the tags, and only the first with tags or an id is read.
        if end + 1 < len(lines) and (opening := _OPEN_COMMENT.match(lines[end + 1])):
            rest = lines[end + 1][opening.end() :]
            stop = _end_of_line(lines[end + 1])
            return end + 1, f"{opening[1]}<!--{stop}{opening[1]}id: {question.id}{stop}" + (
                f"{opening[1]}{rest}" if rest.strip() else ""
            )
        return end, _with_line(lines[end], f"<!-- id: {question.id} -->")

    return edit


def _returning(ids: Mapping[Place, str]) -> Mapping[SourcePath, Sequence[Edit]]:
    found: dict[SourcePath, list[Edit]] = defaultdict(list)
    for place in sorted(ids):
        found[place.path].append(_with_id(place, ids[place]))
    return found


def _named_section(section: Section) -> Edit:
    return _with_id(section.place, section.page.rpartition("/")[2])


def _with_id(place: Place, identity: str) -> Edit:
    def edit(lines: Sequence[str]) -> tuple[int, str] | None:
        at = place.line - 1
        # A heading underlined with `===` has its end one line further.
        end = at if lines[at].lstrip().startswith("#") else at + 1
        following = next((lines[n] for n in range(end + 1, len(lines)) if lines[n].strip()), "")
        taken = end >= len(lines) or following.lstrip().startswith("<!-- studyguide")
        return None if taken else (end, _with_line(lines[end], f"<!-- studyguide id: {identity} -->", like=lines[at]))

    return edit


def _with_line(line: str, text: str, *, indent: str = "", like: str = "") -> str:
    """Put a text below a line, indented and ended as the line that it belongs to."""
    model = like or line
    found = _INDENT.match(model)
    end = "" if line.endswith(("\r", "\n")) else "\n"
    return f"{line}{end}{found[0] if found else ''}{indent}{text}{_end_of_line(model)}"


def _end_of_line(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _good(
    path: SourcePath, text: str, edits: Sequence[Edit], options: Options, *, moves: bool
) -> tuple[Piece, ...] | None:
    """Choose the edits after which a note makes the same pages with the same questions, of which more have an id.

    Where addresses move back (``moves``), the pages have other names. All edits at once, else by halves.
    """
    lines = lines_of(text)
    # Of two on one line, one waits for the next run.
    found = dict(new for edit in edits if (new := edit(lines)))
    if not found:
        return None
    waiting, kept = [list(found.items())], dict[int, str]()
    before, ids = _seen(path, text, options, moves=moves)
    for _ in range(TRIES):
        if not waiting:
            break
        group = waiting.pop()
        tried = kept | dict(group)
        then, more = _seen(path, "".join(p.after for p in _pieces(lines, tried)), options, moves=moves)
        if then == before and more > ids:
            kept, ids = tried, more
        elif len(group) > 1:
            waiting += [group[len(group) // 2 :], group[: len(group) // 2]]
    return _pieces(lines, kept) if kept else None


def _pieces(lines: Sequence[str], edited: Mapping[int, str]) -> tuple[Piece, ...]:
    return tuple(Piece(line, edited.get(number, line)) for number, line in enumerate(lines))


def _seen(path: SourcePath, text: str, options: Options, *, moves: bool) -> tuple[object, int]:
    """Return what must stay (pages, their words, what is asked), and how many sections and questions have an id."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body, offset, meta, _ = front_matter.split(path, plain, options.tags_from)
    found, _ = parsed(Folder((Source(path, body, offset, meta),), {}, {}, ()), options)
    sections = [section for note in found for section in note.sections]
    collected, _ = questions.collect(sections)
    pages = [("" if moves else section.page, section.title, block_text(section.tokens)) for section in sections]
    asked = [(question.id, question.prompt, question.tags, len(question.options)) for question in collected]
    named = [heading.meta.id for section in sections for heading in section.headings]
    ids = sum(map(bool, named)) + sum(question.explicit_id for question in collected)
    return (pages, asked), ids
