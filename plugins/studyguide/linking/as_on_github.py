"""Addresses of links as GitHub reads them: from the repository's root, through folders above, with lines; and others.

Where notes name a file in a way that leads there here, but not on GitHub, a :class:`~studyguide.site.Amend` says how to
write it.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from studyguide import paths
from studyguide.model import Note
from studyguide.options import Options
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.problems import Problem, number_of
from studyguide.repository import Repository
from studyguide.reuse import elsewhere
from studyguide.reuse.memory import passing
from studyguide.site import Amend

MANY = 10
"""Links that are written in one way by intent: of more, one line is said for all."""

_LINES = re.compile(r"L(\d{1,7})(?:C\d+)?(?:-L?\d+(?:C\d+)?)?")
_PAGES = (".html", ".htm")
_READMES = ("readme.md", "index.md", "_index.md")
"""What stands for its folder, here and elsewhere; GitHub shows the first."""

_SITES = (
    *(
        "_config.yml",
        "docusaurus.config.js",
        "docusaurus.config.ts",
        ".vitepress",
        ".vuepress",
        "hugo.toml",
        "hugo.yaml",
    ),
    *("quartz.config.ts", "astro.config.mjs", "gatsby-config.js", "gatsby-config.ts", "book.toml", "_quarto.yml"),
    *("docs/.vitepress", "docs/.vuepress", "website/docusaurus.config.js", "config/_default"),
    *("docusaurus.config.mjs", "quartz.config.yaml", "myst.yml", "_bookdown.yml", ".gitbook.yaml", ".gitbook"),
)
"""Settings: Jekyll, Docusaurus, VitePress, VuePress, Hugo, Quartz, Astro, Gatsby, mdBook, Quarto, MyST, GitBook."""

_OF_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_OURS = b"studyguide"
"""What stands in the settings of MkDocs where it shows the notes with this program."""

_OTHER_SITE = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|info)/")
"""An address without its beginning, `https://`."""

_PLAIN = "/~!$*+,;=:@-._"


@dataclass(frozen=True)
class Home:
    """Where the notes lie: names of folders from the repository's root, or the project's, down to them."""

    names: tuple[str, ...] = ()
    """Their own at least, for a way out of them and back."""
    depth: int | None = None
    """How many of them lie inside the repository; None where its root is not known."""
    top: Path | None = None
    """The repository's root."""
    of_gitbook: bool = False
    """Whether GitBook shows the notes, whose fragments are others than GitHub's."""
    of_site: bool = False
    """Whether settings of a tool that makes a site lie beside the notes: addresses are those of its pages."""
    sites: frozenset[str] = frozenset()
    """Folders of the notes where such settings lie."""

    def is_shown(self, source: SourcePath) -> bool:
        """Say whether another tool makes a site of a note."""
        return self.of_site or any(folder in self.sites for folder in paths.folders_above(source))


def home(root: Path, options: Options, files: Iterable[SourcePath] = ()) -> Home:
    """Find out where the notes lie, and beside which of the ``files``."""
    names = root.resolve().parts
    of_gitbook = any((root / name).exists() for name in (".gitbook.yaml", ".gitbook"))
    of_site = any(map(_is_of_site, (root, root.parent)))
    sites = frozenset(folder for folder, _, name in (path.rpartition("/") for path in files) if name in _SITES)
    found = _place(root, names, options)
    return replace(found, of_gitbook=of_gitbook, of_site=of_site, sites=sites)


def _is_of_site(folder: Path) -> bool:
    return any((folder / name).exists() for name in _SITES) or any(
        (folder / name).is_file() and _OURS not in (folder / name).read_bytes() for name in _OF_MKDOCS
    )


def _place(root: Path, names: tuple[str, ...], options: Options) -> Home:
    if options.repository is not None:
        depth = len(list(filter(None, options.repository.notes.split("/"))))
        return Home(names[-max(depth, 1) :], depth, root.resolve().joinpath(*[".."] * depth).resolve())
    return Home(names[-max(options.config.count("../"), 1) :])


def below_notes(path: str, source: SourcePath, home: Home) -> str:
    """Resolve a path against its file, back into the notes where it left them: `../notes/b.md`."""
    joined = paths.resolve(source, path)
    steps = joined.split("/")
    up = next((number for number, step in enumerate(steps) if step != ".."), len(steps))
    back = list(home.names[len(home.names) - up :]) if 0 < up <= len(home.names) else None
    return "/".join(steps[2 * up :]) or "." if back and steps[up : 2 * up] == back else joined


def from_root(path: str, home: Home) -> Iterator[str]:
    """Resolve a path that begins with a slash: against the repository's root, as GitHub does, or the notes."""
    steps = [step for step in paths.resolve(SourcePath(""), path.lstrip("/")).split("/") if step != "."]
    for names in dict.fromkeys((home.names[len(home.names) - (home.depth or 0) :], home.names)):
        if names and steps[: len(names)] == list(names):
            yield "/".join(steps[len(names) :]) or "."
    yield "/".join(steps) or "."


def kept(path: str, source: SourcePath, home: Home) -> str:
    """Return how the notes see what lies in their repository, but not in them; nothing where nothing is there."""
    up = [".."] * (home.depth or 0)
    rooted = path.startswith("/")
    joined = posixpath.normpath("/".join([*up, path.lstrip("/")])) if rooted else paths.resolve(source, path)
    steps = joined.split("/")
    left, rest = steps[: len(up)], steps[len(up) :]
    outside = left == up and rest and rest[: len(up)] != list(home.names) and not {"..", ".git"} & set(rest)
    if home.top is None or not up or not outside:
        return ""
    passing()
    try:
        return joined if elsewhere.exists(home.top.joinpath(*rest)) else ""
    except (OSError, ValueError):  # a name that no disk takes
        return ""


def files_of(path: str) -> Iterator[str]:
    """List the files that a path can mean, as it is written first; a site's address of a page, or a folder."""
    bare = path.rstrip("/")
    yield bare
    yield f"{bare}.md"
    if bare.lower().endswith(_PAGES):
        yield f"{posixpath.splitext(bare)[0]}.md"
    yield from readmes(bare)


def readmes(folder: str) -> Iterator[str]:
    """List the files that can stand for a folder."""
    return (name if folder in {"", "."} else f"{folder}/{name}" for name in _READMES)


def amended(found: SourcePath, source: SourcePath, href: str, home: Home) -> tuple[str, bool] | None:
    """Say how GitHub finds the file that ``href`` means, and whether that is as for a site; None if it does."""
    raw, mark, fragment = href.partition("#")
    path = unquote(raw.partition("?")[0])
    folder = posixpath.dirname(source)
    if path.startswith("/"):
        tops = (home.names[len(home.names) - home.depth :],) if home.depth is not None else ((), home.names)
        seen = {posixpath.join("/", *names, found) for names in tops}
        lenient = posixpath.normpath(path)
    else:
        seen = {found}
        lenient = below_notes(path, source, home)
    if posixpath.basename(found).lower() in _READMES[:1]:
        seen |= {posixpath.dirname(one) or "." for one in seen}
    if lenient in seen or _OTHER_SITE.match(path):
        return None
    better = quote(posixpath.relpath(found, folder or "."), safe=_PLAIN) + mark + fragment
    alike = {paths.fold(one) for one in seen}
    return better, paths.fold(lenient) not in alike


def heading_at(note: Note, fragment: str) -> tuple[PageName, Anchor] | None:
    """Find the heading that the lines of a fragment stand under: ``#L12``, ``#L12-L15``."""
    match = _LINES.fullmatch(fragment)
    if match is None:
        return None
    passing()  # lines move at every change
    known = [
        (heading.place.line, section.page, heading.anchor) for section in note.sections for heading in section.headings
    ]
    above = [entry for entry in known if entry[0] <= int(match[1])]
    _, page, anchor = max(above, key=lambda entry: entry[0]) if above else known[0]
    return page, anchor


def own(repository: Repository | None, address: str) -> str:
    """Return the path from the repository's root that an absolute address means, or nothing.

    Another branch or commit, the source text (`?plain=1`) and the editor are meant as they are written.
    """
    if repository is None:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    inside = repository.path_of(f"{parts.scheme}://{parts.netloc}{parts.path}") if "plain=1" not in parts.query else ""
    return f"/{inside}" + (f"#{parts.fragment}" if parts.fragment else "") if inside else ""


def problems(amends: Iterable[Amend]) -> Iterator[Problem]:
    """Report what GitHub does not find: each link, or one line where a collection is written for a site."""
    groups: dict[bool, list[Amend]] = defaultdict(list)
    for amend in sorted(set(amends)):
        groups[amend.style].append(amend)
    for style, found in groups.items():
        if style and len(found) > MANY:
            yield _many(found)
        else:
            yield from map(_one, found)


def mendable(amends: Sequence[Amend]) -> Mapping[SourcePath, Mapping[str, str]]:
    """Return what can be written anew without a question, by file: not what a whole collection is written like."""
    style = len({amend for amend in amends if amend.style}) > MANY
    found: dict[SourcePath, dict[str, str]] = defaultdict(dict)
    for amend in amends:
        if not (amend.style and style):
            found[amend.place.path][amend.href] = amend.better
    return found


def _one(amend: Amend) -> Problem:
    message = (
        f"`{unquote(amend.href)}` leads to the right place here, but GitHub finds nothing there: write `{amend.better}`"
    )
    return Problem(amend.place, "github-link", message, "info")


def _many(found: Sequence[Amend]) -> Problem:
    first = found[0]
    files = number_of(len({amend.place.path for amend in found}), "file")
    message = (
        f"{len(found)} links in {files} are written as for a site, and GitHub finds nothing: "
        f"for example `{first.better}` for `{unquote(first.href)}`; leave them if nobody reads the notes there"
    )
    return Problem(first.place, "site-link", message, "info")
