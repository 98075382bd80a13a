"""Which files of the notes folder may be published: kinds of a list, at places where they say nothing for the site.

Notes come from anybody, so a published file must be no page of the site's origin, whatever a host says of its type
(WHATWG, "MIME Sniffing"), and must not speak for the site, or to its host, in its owner's place.
"""

import posixpath
import re
from dataclasses import dataclass

from studyguide import paths
from studyguide.page_kinds import FILES, lies_in_a_file
from studyguide.paths import SourcePath

SAMPLE = 2_048
"""Bytes at the start of a file that tell its kind; browsers look at 1,445."""

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
SOUNDS = (".mp3", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".flac")
FILMS = (".mp4", ".webm", ".mov", ".m4v", ".ogv", ".mkv", ".3gp")
DOCUMENTS = (".pdf", ".docx", ".xlsx", ".pptx")
DRAWINGS = ".svg"


@dataclass(frozen=True)
class Refusal:
    """Why a file is not published, after “because”, and what to do."""

    reason: str
    repair: str = ""
    """Empty where the file cannot be published whatever its author does."""
    danger: bool = False
    """Its content is at fault, not its name or place."""


@dataclass(frozen=True)
class _Kind:
    """Endings of one kind of file, and how its content begins; without that it is text."""

    name: str
    endings: tuple[str, ...]
    begins: re.Pattern[bytes] | None = None


_KINDS = (
    # A browser shows a picture under another's name, and many have one.
    _Kind("picture", IMAGES, re.compile(
        rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|BM.{4}\0\0\0\0|\0\0..ftyp(?:avi[fs]|mi[af]f|mif1|msf1)",
        re.DOTALL)),
    # Films of QuickTime may begin with another of its boxes.
    _Kind("sound or film", (*SOUNDS, *FILMS), re.compile(
        rb"\0\0..(?:ftyp|moov|wide|mdat|skip|free)|\x1aE\xdf\xa3|ID3|\xff[\xe2-\xff]|OggS|fLaC|RIFF.{4}WAVE",
        re.DOTALL)),
    _Kind("PDF", (".pdf",), re.compile(rb"%PDF-")),
    _Kind("document", (".docx", ".xlsx", ".pptx"), re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    _Kind("archive", (".zip", ".apkg"), re.compile(rb"PK(?:\x03\x04|\x05\x06)")),
    _Kind("table", (".csv", ".tsv")),
    _Kind("text", (".txt", ".json", ".yml", ".yaml", ".ipynb", ".tf", ".sh", ".py", ".sql")),
)  # fmt: skip
_BY_ENDING = {ending: kind for kind in _KINDS for ending in kind.endings}

_HOSTS_FOLDERS = FILES | {"api", "functions", "netlify", "cgi-bin"}
"""Folders at a site's root that hosts run programs from, or that the guide and its theme write into."""

_SPEAKING = frozenset({"staticwebapp.config.json", "routes.json", "llms.txt", "llms-full.txt"})
"""Texts that are obeyed in any folder: the first two by Azure Static Web Apps, the others by language models."""

_ICONS = re.compile(r"(?:assets/images/)?(?:favicon|apple-touch-icon)[^/]*")
"""Pictures that stand for the site, asked for by name (Material's, and those that browsers look for)."""

_RUNNING_PART = re.compile(
    r"\.(?:[sx]?html?|xht|xml|xsl|svgz?|m?jsx?|css|wasm|php\d?|phtml|phar|cgi|fcgi|pl|aspx?|jspx?|hta|htc|mht(?:ml)?)(?=\.)"
)
"""Endings before the last one: Apache takes a file's type from any of them that it knows."""

_DRAWN = re.compile(r"\.svgz?(?=\.)")
"""What a picture was drawn from, ``x.svg.png``: that names a type and no program, and its bytes are no drawing's."""

_SHEETS = (".drawio", ".dio", ".vsdx", ".graffle", ".fig", ".sketch", ".puml")
"""Endings of what is drawn with a program and shown by no browser."""

# A mark of its encoding, and what browsers skip. NUL: in UTF-16, each other byte of plain text is one.
_SKIPPED = bytes(range(33)) + b"\xef\xbb\xbf\xfe\xff"
_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
"""The name of a file by which IndexNow knows a site's owner, and its content."""

_POINTER = b"version https://git-lfs.github.com/"


_PICTURES = (
    (rb"\x89PNG\r\n\x1a\n", ".png"),
    (rb"\xff\xd8\xff", ".jpg"),
    (rb"GIF8[79]a", ".gif"),
    (rb"RIFF.{4}WEBP", ".webp"),
    (rb"BM.{4}\0\0\0\0", ".bmp"),
    (rb"\0\0..ftypavi[fs]", ".avif"),
)
"""How pictures begin, drawings apart, and the ending that is theirs."""


def picture_ending(head: bytes) -> str:
    """Tell a picture by its beginning, whatever it was called; nothing where it is none that browsers show."""
    return next((ending for begin, ending in _PICTURES if re.match(begin, head, re.DOTALL)), "")


def misplaced(path: SourcePath) -> Refusal | None:
    """Say why no file of this name and place is published, or None."""
    folded = paths.fold(path)
    kind = _BY_ENDING.get(posixpath.splitext(folded)[1])
    if kind is None:
        ending = posixpath.splitext(path)[1]
        repair = "export it as SVG or PNG, and show that" if folded.endswith(_SHEETS) else ""
        return Refusal(f"files that {f'end in {ending}' if ending else 'have no ending'} are not", repair)
    name = posixpath.basename(folded)
    if _RUNNING_PART.search(_DRAWN.sub("", name) if kind.begins else name):
        return Refusal("a host could take it for the kind that the middle of its name says", "rename the file")
    if lies_in_a_file(folded):
        return Refusal("a folder of it has the name of a file that the site has, or may have", "rename the folder")
    if folded in FILES or _ICONS.fullmatch(folded):
        return Refusal("the site itself has a file of this name", "rename the file")
    if kind.name == "text" and (place := _speaking_place(folded)):
        return Refusal(f"{place} it could speak for the whole site, or to its host", "move it into a folder")
    return None


def _speaking_place(folded: str) -> str:
    """Say where a text lies that somebody could obey, or nothing."""
    *folders, name = folded.split("/")
    if not folders:
        return "at the root"
    if name in _SPEAKING:
        return "under this name"
    reserved = folders[0] in _HOSTS_FOLDERS or any(folder.startswith(("_", ".")) for folder in folders)
    return "in this folder" if reserved else ""


def unfit(path: SourcePath, head: bytes) -> Refusal | None:
    """Say why a file that begins with ``head`` is not published under its name, or None."""
    name, ending = posixpath.splitext(posixpath.basename(path))
    kind = _BY_ENDING[paths.fold(ending)]
    begin = head.lstrip(_SKIPPED)
    if head.startswith(_POINTER):
        return Refusal("it is only Git LFS's pointer to the file", "run `git lfs pull` before the build")
    if begin.startswith(b"<") or (not begin and len(head) >= SAMPLE):
        return Refusal("it begins as web pages do, with `<`, and a browser may take it for one", danger=True)
    if kind.begins and not kind.begins.match(head):
        return Refusal(f"it does not begin as a {kind.name} does", "save it in the format of its ending", danger=True)
    if _KEY.fullmatch(name) and begin.strip() == name.encode():
        return Refusal("a text of its own name is a key to speak for the site", danger=True)
    return None
