"""The four kinds of path and every conversion between them.

A *source path* names a file below the notes folder (``storage/s3.md``). A *page name* names a page of the site the way
MkDocs names a source file without its suffix (``storage/s3``; ``storage/index`` for the page of a folder). A *URL* is
relative to the site's root and percent-encoded. An *anchor* is the fragment of a heading, made as GitHub makes it, but
that signs which are part of a name are written out.
"""

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import NewType
from urllib.parse import quote

SourcePath = NewType("SourcePath", str)
PageName = NewType("PageName", str)
Url = NewType("Url", str)
Anchor = NewType("Anchor", str)

HOME = PageName("index")
BOOK = "book.pdf"
"""The file of the guide as a book, below the site's root."""
SLUG_LIMIT = 80
"""Characters of one path segment."""

SLUG_BYTES = 240
"""File systems stop at 255, and a CJK character takes three or four."""

TAG_DEPTH_LIMIT = 6
"""Tags nested in each other; the rest of a longer one is left off."""

# Windows has no files of these names, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE_NAMES = {
    *("con", "prn", "aux", "nul", "conin$", "conout$", "clock$"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
}
# The same source; GitHub Pages refuses these too, and an address cannot hold control characters.
_NOT_IN_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_NOT_IN_SLUG = re.compile(r"[\W_]")
_MARKS_LIMIT = 30
# Where marks may be: neither letters nor digits, and beyond Latin.
_MANY_MARKS = re.compile(rf"[^\w\x00-\u02ff]{{{_MARKS_LIMIT},}}")
_HYPHENS = re.compile(r"-{2,}")
_TAKEN = re.compile(r"__|sg-|fn:|fnref:")


def anchor(text: str) -> Anchor:
    """Make the fragment that GitHub gives to a heading with this plain text."""
    lowered = composed(text).strip().lower()
    return Anchor(_NOT_IN_ANCHOR.sub(_mark_or_nothing, lowered).replace(" ", "-"))


# Signs that are part of a name, and tell it from another: `C++`, `Security+`; `C#`, `A*`, `F♯` of one letter;
# `.NET`. Elsewhere signs are punctuation or ornament, which titles lose and win (`Costs & more`, `50%`, `🚀 Start`).
_PLUS = re.compile(r"(?<=[^\W_])(?:[+\uff0b]{2,}|[+\uff0b](?!\w))")
_BEHIND_LETTER = re.compile(r"(?<![^\W_])([^\W\d_])([#\uff03\u266f\u266d*])(?!\w)")
_DOT_BEFORE = re.compile(r"(?<![^\s(\[/])\.(?=[^\W\d_])")
_NAMES_OF_SIGNS = {"#": "sharp", "\uff03": "sharp", "\u266f": "sharp", "\u266d": "flat", "*": "star"}


def composed(text: str) -> str:
    """Write letters with their accents in one way (Unicode's NFC).

    Runs of marks are parted first, as the Stream-Safe Text Format has it (UAX 15, 13): to sort them takes the square of
    their number, and a letter has three at most.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", _MANY_MARKS.sub(_parted, text))


def _parted(match: re.Match[str]) -> str:
    parts, run = [], 0
    for character in match[0]:
        run = run + 1 if unicodedata.combining(character) else 0
        parts.append(f"\u034f{character}" if run and run % _MARKS_LIMIT == 0 else character)
    return "".join(parts)


def spoken(text: str) -> str:
    """Write out the signs of a name: ``C++`` as ``C plus plus``, ``C#`` as ``C sharp``, ``.NET`` as ``dot NET``."""
    # An accent apart from its letter would stand between the letter and its sign.
    text = composed(text)
    text = _PLUS.sub(lambda found: " plus" * len(found[0]) + " " * text[found.end() : found.end() + 1].isalnum(), text)
    text = _BEHIND_LETTER.sub(lambda found: f"{found[1]} {_NAMES_OF_SIGNS[found[2]]}", text)
    return _DOT_BEFORE.sub("dot ", text)


def own_anchor(title: str) -> Anchor:
    """Make the fragment of a heading on its page: GitHub's, but for names that only signs tell apart."""
    return anchor(spoken(title))


def element_id(wanted: str) -> Anchor:
    """Make the id of an element of what a note says: every id that reaches HTML comes from here.

    Names that begin as those of the theme (``__``), ours (``sg-``) or of footnotes, and names with the theme's ``$``,
    get ``user-`` before them: scripts and labels look those up. Others stay as they are, for they are addresses.
    """
    # A backslash in an address is a folder's mark for some, and hosts warn of it.
    word = "-".join(wanted.replace("\\", " ").split())
    return Anchor(f"user-{word}" if not word or "$" in word or _TAKEN.match(word) else word)


def slug(text: str) -> str:
    """Make one readable path segment: letters and digits of any script, joined by single hyphens, never empty."""
    return slug_without_signs(spoken(text))


def slug_without_signs(text: str) -> str:
    """Make the segment that the first versions made, for which ``C``, ``C++`` and ``C#`` were one name."""
    # Twice: casefold may leave a letter and its accent apart.
    folded = composed(composed(text).casefold())
    words = _HYPHENS.sub("-", _NOT_IN_SLUG.sub(_mark_or_hyphen, folded)).strip("-")
    # A cut may split a character of several bytes or leave a hyphen at the end.
    words = words[:SLUG_LIMIT].encode("utf-8", "ignore")[:SLUG_BYTES].decode("utf-8", "ignore").rstrip("-")
    if not any(character.isalnum() for character in words):
        return "section-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return portable(words)


def portable(name: str) -> str:
    """Return the name of a file or folder, or one like it where Windows would have none of that name."""
    kept = _NOT_IN_FILE_NAME.sub("-", name).rstrip(". ") or "page"
    stem, dot, endings = kept.partition(".")
    device = fold(stem.rstrip()) in _DEVICE_NAMES
    return f"{stem.rstrip()}-page{dot}{endings}" if device else kept


def _mark_or_nothing(match: re.Match[str]) -> str:
    """Keep the vowel signs and accents of scripts whose words would fall apart without them."""
    is_mark = unicodedata.category(match[0]).startswith("M") and not "\ufe00" <= match[0] <= "\ufe0f"
    return match[0] if is_mark else ""


def _mark_or_hyphen(match: re.Match[str]) -> str:
    return _mark_or_nothing(match) or "-"


def unique(name: str, taken: Container[str]) -> str:
    """Return ``name``, or ``name-2``, ``name-3`` … if it is taken on a disk that ignores case."""
    candidate, number = name, 1
    while fold(candidate) in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def fold(name: str) -> str:
    """Key under which two names are one file on a disk that ignores case and Unicode form."""
    return composed(name).casefold()


class Distinct:
    """Gives out names that differ also where case is ignored: ``a``, ``a-1``, ``a-2``."""

    def __init__(self, taken: Iterable[str] = (), first: int = 1) -> None:
        self._taken = {fold(name) for name in taken}
        self._first = first
        self._next: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """Return the name, with a number if it was given out before."""
        key, candidate = fold(wanted), wanted
        while fold(candidate) in self._taken:
            number = self._next.get(key, self._first)
            self._next[key] = number + 1
            candidate = f"{wanted}-{number}"
        self._taken.add(fold(candidate))
        return candidate

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._taken


def page_of(source: SourcePath) -> PageName:
    """Name the page of a whole file; a folder's ``README.md`` or ``index.md`` is the page of the folder."""
    folder, file = posixpath.split(source)
    stem = composed(posixpath.splitext(file)[0])
    return PageName(posixpath.join(folder, "index" if is_index(stem) else stem))


def is_index(stem: str) -> bool:
    """Say whether a file of this name, without its ending, is the page of the folder that it lies in."""
    return fold(stem) in _INDEX_NAMES


# The last one is Hugo's.
_INDEX_NAMES = {"index", "readme", "_index"}


def folder_of(page: PageName) -> str:
    """Return the folder whose index this page is, or would be: ``storage`` for ``storage`` and ``storage/index``."""
    return posixpath.dirname(page) if posixpath.basename(page) == "index" else page


def index_of(folder: str) -> PageName:
    """Name the page that stands for a folder."""
    return PageName(posixpath.join(folder, "index"))


def url(page: PageName, fragment: str = "", *, directory_urls: bool = True) -> Url:
    """Give the address of a page below the site's root: ``storage/s3/``, or ``storage/s3.html`` for URLs of files."""
    path = _path(page, directory_urls)
    return Url(path + (f"#{quote(fragment, safe=_FRAGMENT_SAFE)}" if fragment else ""))


# Every link of every page asks for these; a guide has far fewer pairs of folder and page than links.
@lru_cache(maxsize=1 << 16)
def _path(page: PageName, directory_urls: bool) -> str:  # noqa: FBT001
    if not directory_urls:
        return f"{quote(page)}.html"
    folder = folder_of(page)
    return f"{quote(folder)}/" if folder else ""


@lru_cache(maxsize=1 << 11)  # those of one page, for each is written at once
def _steps(here: str, path: str) -> str:
    steps = posixpath.relpath(f"/{path}", f"/{quote(here)}")
    steps += "/" if path.endswith("/") or path == "." else ""
    return "./" if steps == "./" else steps


_FRAGMENT_SAFE = "/:?!$&'()*+,;=@~-._"


def relative(origin: PageName, page: PageName, fragment: str = "", *, directory_urls: bool = True) -> Url:
    """Give the address of ``page`` as it is written in a link on the page ``origin``."""
    if origin == page and fragment:
        return (
            Url(url(PageName("index"), fragment)) if directory_urls else Url(f"#{quote(fragment, safe=_FRAGMENT_SAFE)}")
        )
    target = url(page, fragment, directory_urls=directory_urls)
    return relative_to_root(origin, target, directory_urls=directory_urls)


def relative_to_root(origin: PageName, target: str, *, directory_urls: bool = True) -> Url:
    """Rewrite an address below the site's root as seen from the page ``origin``."""
    here = folder_of(origin) if directory_urls else posixpath.dirname(origin)
    path, mark, fragment = target.partition("#")
    return Url(_steps(here, path or ".") + mark + fragment)


def quoted(path: str) -> Url:
    """Percent-encode the path of a published file."""
    return Url(quote(path))


def resolve(source: SourcePath, target: str) -> str:
    """Join a relative link to the folder of its file; the result starts with ``..`` where it leaves the notes."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def initial(text: str) -> str:
    """Return the letter under which a text stands in an index; ``#`` for what begins with none."""
    first = fold(text)[:1].upper()
    return first if first.isalpha() else "#"


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key under which ``2`` comes before ``10`` and case does not matter."""
    parts = re.split(r"(\d+)", fold(text))
    # Digits before letters; 18 of a number count, for int() refuses more than 4,300.
    return tuple((1, part) if i % 2 == 0 else (0, int(part[:18])) for i, part in enumerate(parts) if part)


def to_source(origin: PageName, page: PageName, fragment: str = "") -> Url:
    """Link from one page's Markdown file to another's, as MkDocs and Zensical resolve it."""
    steps = posixpath.relpath(f"/{page}.md", posixpath.dirname(f"/{origin}"))
    return Url(quote(steps) + (f"#{quote(fragment, safe=_FRAGMENT_SAFE)}" if fragment else ""))


def asset_from_source(origin: PageName, asset: SourcePath) -> Url:
    """Link from a page's Markdown file to a published file."""
    return Url(quote(posixpath.relpath(f"/{asset}", posixpath.dirname(f"/{origin}"))))


def folders_above(path: str) -> Iterable[str]:
    """Yield the folders that a path lies in, the nearest first."""
    while path := posixpath.dirname(path):
        yield path


@lru_cache(maxsize=4_096)
def of_tag(tag: str) -> str:
    """Fold a tag to the path of its page: ``#AWS`` and ``aws`` to ``aws``, ``D1/1.2`` to ``d1/1-2``."""
    return _tag_path(spoken(part) for part in tag_parts(tag))


def page_of_tag(path: str) -> PageName:
    """Name the page of a tag, which is given by its path."""
    return PageName(f"tags/{path}/index")


def of_tag_without_signs(tag: str) -> str:
    """Fold a tag as the first versions did."""
    return _tag_path(tag_parts(tag))


def _tag_path(parts: Iterable[str]) -> str:
    # Of tags any sign counts: `a+b` is no name with a plus behind it.
    names = (slug_without_signs(part.replace("+", " plus ").replace("#", " sharp ")) for part in parts)
    return "/".join(f"{name}-tag" if name == "index" else name for name in names)


def tag_parts(tag: str) -> list[str]:
    """Split a tag at its slashes, as far as tags nest."""
    return [part.strip() for part in tag.strip().lstrip("#").split("/") if part.strip()][:TAG_DEPTH_LIMIT]
