"""Where the notes are edited: how each host of repositories writes the addresses of files, lines and new issues."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Literal
from urllib.parse import quote, urlencode, urlsplit

from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.paths import Url
from studyguide.problems import Place

Host = Literal["github", "gitlab", "gitea", "bitbucket"]


@dataclass(frozen=True)
class _Addresses:
    """What stands behind the address of a repository, and the fields of a new issue where they can be filled."""

    edit: str
    shown: str
    lines: str
    """What is added to ``shown`` for lines; Markdown that is shown rendered has none to lead to."""
    issue: str
    fields: tuple[str, str] | None
    """Of the title and of the text."""


_HOSTS: Mapping[Host, _Addresses] = {
    # docs.github.com: “Creating a permanent link to a code snippet”, “Creating an issue”
    "github": _Addresses(
        "edit/{branch}/{path}", "blob/{branch}/{path}", "?plain=1#L{first}-L{last}", "issues/new", ("title", "body")
    ),
    # docs.gitlab.com: “File management”, “Create issues”
    "gitlab": _Addresses(
        *("-/edit/{branch}/{path}", "-/blob/{branch}/{path}", "?plain=1#L{first}-{last}"),
        *("-/issues/new", ("issue[title]", "issue[description]")),
    ),
    # Gitea, Forgejo and Codeberg. docs.gitea.com: “Issue and Pull Request templates”
    "gitea": _Addresses(
        *("_edit/{branch}/{path}", "src/branch/{branch}/{path}", "?display=source#L{first}-L{last}"),
        *("issues/new", ("title", "body")),
    ),
    # support.atlassian.com/bitbucket-cloud: “Hyperlink to source code in Bitbucket”
    "bitbucket": _Addresses(
        *("src/{branch}/{path}?mode=edit&at={branch}", "src/{branch}/{path}", "#lines-{first}:{last}"),
        *("issues/new", None),
    ),
}

# The owner's `edit_uri` tells the host where the address of the repository does not: `git.example.org` may be any.
_SHAPES: tuple[tuple[Host, re.Pattern[str]], ...] = (
    ("gitlab", re.compile(r"(?:^|/)-/(?:edit|blob|tree)/([^/?#]+)")),
    ("gitea", re.compile(r"(?:^|/)(?:_edit|src/branch)/([^/?#]+)")),
    ("github", re.compile(r"(?:^|/)(?:edit|blob|tree)/([^/?#]+)")),
    ("bitbucket", re.compile(r"(?:^|/)src/([^/?#]+)")),
)
_NAMED: Mapping[str, Host] = {
    "github": "github",
    "gitlab": "gitlab",
    "bitbucket.org": "bitbucket",
    **dict.fromkeys(("codeberg.org", "gitea", "forgejo"), "gitea"),
}
"""Parts of a server's name that tell what runs there."""


@dataclass(frozen=True)
class Repository:
    """Where the notes are edited. ``notes`` is the folder inside the repository, without slashes at its ends."""

    url: str
    branch: str
    notes: str
    host: Host = "github"

    def file(self, place: Place) -> Url:
        """Link to the editor of the whole file."""
        return self._to(_HOSTS[self.host].edit, place.path)

    def shown(self, path: str) -> Url:
        """Link to a file of the notes as it is shown there."""
        return self._to(_HOSTS[self.host].shown, path)

    def lines(self, place: Place, last: int) -> Url:
        """Link to exactly these lines, shown as text."""
        return Url(self.shown(place.path) + _HOSTS[self.host].lines.format(first=place.line, last=last))

    @property
    def of_lines(self) -> str:
        """What follows the address of a file that is shown, to lead to lines of it: with ``{first}`` and ``{last}``."""
        return _HOSTS[self.host].lines

    def path_of(self, address: str) -> str:
        """Return the path inside the repository of what an address shows, escaped as there, or nothing."""
        shown = _HOSTS[self.host].shown
        forms = [shown, shown.replace("blob", "tree", 1), shown.replace("blob", "raw", 1)]
        starts = [f"{self.url}/{form.format(branch=self.branch, path='')}" for form in forms]
        if self.host == "github":
            starts.append(f"https://raw.githubusercontent.com{urlsplit(self.url).path}/{self.branch}/")
        # Names of owners and repositories have no case.
        found = next((start for start in starts if address.lower().startswith(start.lower())), None)
        return address[len(found) :] if found else ""

    def report(self, title: str, place: Place, last: int, language: Language = ENGLISH_WORDS) -> Url:
        """Link to a new issue that already says which lines it is about, where the host can take that."""
        host = _HOSTS[self.host]
        new = f"{self.url}/{host.issue}"
        if host.fields is None:
            return Url(new)
        where = language.word("section.mistake_place", lines=self.lines(place, last))
        body = f"{where}\n\n{language.word('section.mistake_wrong')}\n\n{language.word('section.mistake_right')}\n"
        values = (language.word("section.mistake", title=title), body)
        return Url(f"{new}?{urlencode(dict(zip(host.fields, values, strict=True)))}")

    @property
    def wish(self) -> tuple[Url, str]:
        """The address of a new issue, and the field of its title where the host can take one."""
        host = _HOSTS[self.host]
        return Url(f"{self.url}/{host.issue}"), host.fields[0] if host.fields else ""

    def _to(self, form: str, path: str) -> Url:
        whole = quote(normpath(f"{self.notes}/{path}" if self.notes else path))
        return Url(f"{self.url}/{form.format(branch=self.branch, path=whole)}")


def find(url: str | None, edit_uri: str | None, project: Path, notes: Path) -> Repository | None:
    """Find where the notes are edited; None where that is not known.

    ``url`` is the repository's address, ``edit_uri`` the way from there to the owner's pages, as MkDocs has it, and
    ``project`` the folder of ``mkdocs.yml``. The root of the repository is the nearest folder above it with ``.git``.
    """
    if not url or urlsplit(url).scheme not in {"http", "https"}:
        return None
    # `.git` is a file in work trees and submodules: exists, not is_dir.
    root = next((folder for folder in (project, *project.parents) if (folder / ".git").exists()), project)
    host, branch = _host(urlsplit(url).netloc.lower(), edit_uri or "")
    if host is None or not notes.is_relative_to(root):
        return None
    folder = notes.relative_to(root).as_posix()
    return Repository(url.rstrip("/"), branch, "" if folder == "." else folder, host)


def _host(server: str, edit_uri: str) -> tuple[Host | None, str]:
    """Tell the host and the branch, ``main`` where ``edit_uri`` names none."""
    named = next((host for part, host in _NAMED.items() if part in server), None)
    shapes = [(host, match[1]) for host, shape in _SHAPES if (match := shape.search(edit_uri))]
    # GitLab and Gitea were asked for with GitHub's words, too, which they lead on.
    return named or (shapes[0][0] if shapes else None), shapes[0][1] if shapes else "main"
