"""What publishing a guide needs besides its notes: a workflow, what it installs, and what git leaves alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from os.path import lexists
from pathlib import Path
from shlex import quote
from typing import Any, Literal

import yaml

from studyguide import __version__, configuration

Host = Literal["github", "gitlab"]
_FILES = Path(__file__).parent / "files"
_PUBLISHES = re.compile(r"deploy-pages|gh-deploy|gh-pages|\bmkdocs\b|\bproperdocs\b")
_BUNDLED = frozenset({"mkdocs", "mkdocs-material", "properdocs", "mkdocs-studyguide"})
"""Distributions that our extras install."""


@dataclass(frozen=True)
class Built:
    """How the guide is built: by which program, into which folder, and whether it is known to have no problems."""

    program: str
    site: str
    strict: bool

    @property
    def command(self) -> str:
        """The line that builds it."""
        return f"{self.program} build{' --strict' if self.strict else ''}"


@dataclass(frozen=True)
class Wanted:
    """Files by name below ``root``, and what is said of those that are there already."""

    root: Path
    files: Mapping[str, bytes]
    kept: tuple[str, ...] = ()


def beside(here: Path, built: Built, config: Mapping[str, Any]) -> Wanted:
    """Return the files that belong beside the configuration."""
    texts = {
        "requirements.txt": _requirements(built, config),
        ".gitignore": f"/{built.site}/\n/.cache/\n{_environments(here)}",
    }
    kept = [_kept(here, name, text) for name, text in texts.items() if lexists(here / name)]
    return Wanted(here, {name: text.encode() for name, text in texts.items()}, tuple(kept))


def _environments(here: Path) -> str:
    """Name the virtual environments in a folder, whatever they are called, and the usual one that may come."""
    found = {path.parent.name for path in here.glob("*/pyvenv.cfg")}
    return "".join(f"/{name}/\n" for name in sorted({".venv", *found}))


def workflow(here: Path, host: Host, built: Built) -> Wanted:
    """Return the file that lets a host build and publish the guide, at the top of the repository."""
    top = next((path for path in (here, *here.parents) if lexists(path / ".git")), here)
    below = here.relative_to(top).as_posix()
    name, text = (_github if host == "github" else _gitlab)(below, built)
    others = _publishing(top) if host == "github" else [name] if lexists(top / name) else []
    if lexists(top / name):
        advice = "" if host == "github" else "; add the job `pages` of the documentation's page “Publishing” to it"
        return Wanted(top, {}, (f"kept {name}: it is here already{advice}",))
    if others:
        advice = f"it publishes a site already; let it install {below_name(below, 'requirements.txt')}"
        return Wanted(top, {}, tuple(f"kept {other} and wrote no other: {advice}" for other in others))
    return Wanted(top, {name: text.encode()})


def below_name(below: str, name: str) -> str:
    """Name a file of the guide as seen from the top of the repository."""
    return name if below == "." else f"{below}/{name}"


def _github(below: str, built: Built) -> tuple[str, str]:
    text = (_FILES / "pages.yml").read_text(encoding="utf-8")
    defaults = "" if below == "." else f"    defaults:\n      run:\n        working-directory: {_plain(below)}\n"
    places = {"defaults": defaults, "build": built.command, "site": _plain(f"{below_name(below, built.site)}/")}
    return ".github/workflows/publish-guide.yml", _filled(text, places)


def _gitlab(below: str, built: Built) -> tuple[str, str]:
    text = (_FILES / "gitlab-ci.yml").read_text(encoding="utf-8")
    defaults = "" if below == "." else f"    - {_plain(f'cd {quote(below)}')}\n"
    places = {"defaults": defaults, "build": built.command, "public": '"$CI_PROJECT_DIR/public"'}
    return ".gitlab-ci.yml", _filled(text, places)


def _filled(text: str, places: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda found: places[found[1]], text)


def _plain(value: str) -> str:
    """Write a text as YAML; a folder may be called anything."""
    return value if re.fullmatch(r"[\w./][\w./-]*", value) else yaml.safe_dump(value, width=10_000).split("\n")[0]


def _publishing(top: Path) -> list[str]:
    """Name the workflows that publish a site: two would take turns in overwriting it."""
    found = sorted((top / ".github/workflows").glob("*.y*ml"))
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_file()}
    return [path.relative_to(top).as_posix() for path, text in texts.items() if _PUBLISHES.search(text)]


def _kept(here: Path, name: str, text: str) -> str:
    """Say of a file that is here what it lacks."""
    present = (here / name).read_text(encoding="utf-8", errors="replace") if (here / name).is_file() else ""
    bare = {line.strip().strip("/") for line in present.splitlines()}
    named = "mkdocs-studyguide" in present
    lines = [line for line in text.splitlines() if line.strip("/") not in bare and not line.startswith("#")]
    if not lines or (name == "requirements.txt" and named):
        return f"kept {name}: it is here already"
    return f"kept {name}: it is here already; add to it: {' '.join(lines)}"


def _requirements(built: Built, config: Mapping[str, Any]) -> str:
    lines = [f"mkdocs-studyguide[{built.program}]=={__version__}", *_others(config)]
    return "".join(f"{line}\n" for line in lines)


def _others(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield the packages of the owner's other plugins and of his theme, as they are installed here."""
    theme = config.get("theme")
    name = str((theme.get("name") if isinstance(theme, dict) else theme) or "mkdocs")
    wanted = [("mkdocs.themes", [name])]
    # A theme's own plugins go before others of that name (MkDocs, “Plugins”).
    wanted += [("mkdocs.plugins", [f"{name}/{plugin}", plugin]) for plugin in configuration.plugins(config)]
    lines = dict.fromkeys(_package(group, names) for group, names in wanted)
    yield from filter(None, lines)


def _package(group: str, names: Iterable[str]) -> str:
    """Return the line that installs what has one of these names, the empty one where our own extras do."""
    points = (point for name in names for point in entry_points(group=group, name=name))
    found = next((point.dist for point in points if point.dist), None)
    if found is None:
        return f"# the package of {'/'.join(names).rpartition('/')[2]!r} belongs here: it is not installed"
    return "" if found.name in _BUNDLED else f"{found.name}=={found.version}"
