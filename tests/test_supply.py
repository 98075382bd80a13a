"""What builds the published guide is what was reviewed: owners, isolated programs, packages by their hashes."""

import os
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import kept

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements/publish.txt"
RELEASE = ROOT / "requirements/release.txt"
SCRIPTS = [*(ROOT / ".ci").iterdir(), ROOT / "Makefile", ROOT / ".pre-commit-config.yaml"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))

# What programs take up by its name, wherever it comes from.
TAKEN_UP = (
    *("GNUmakefile", "makefile", "venv.py", "ensurepip.py", "conftest.py", "sitecustomize.py", "usercustomize.py"),
    *("json.py", "pip.conf", ".env", "setup.py", "setup.cfg", "hatch.toml", "hatch_build.py", "pytest.ini", "tox.ini"),
    *("mypy.ini", "ruff.toml", ".ruff.toml", ".importlinter", "biome.json", "biome.jsonc", ".npmrc", "package.json"),
    *(".python-version", ".pre-commit-config.yaml", ".gitattributes", ".gitmodules", "uv.toml", "zizmor.yml"),
    *("drift/lock.json", "requirements/publish.txt", ".venv/bin/python", "site/index.html", "docs/notes/x.md"),
    *(".github/workflows/new.yml", ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", "Notes/x.md", "notes.py"),
)


def owners(path: str) -> str:
    """Say who owns a path, as GitHub does: the last pattern that fits counts, and may name nobody."""
    found = ""
    for line in (ROOT / ".github/CODEOWNERS").read_text().splitlines():
        pattern, *names = line.partition("#")[0].split() or [""]
        below = pattern.endswith("/") and path.startswith(pattern[1:])
        if pattern and (pattern == "*" or below or fnmatch(f"/{path}", pattern)):
            found = " ".join(names)
    return found


def test_all_but_notes_has_an_owner() -> None:
    ours = [*TAKEN_UP, *kept.files()]
    free = {path for path in ours if not owners(path)}
    assert free == {path for path in ours if path.startswith("notes/") and path != "notes/published-urls.txt"}
    assert len(free) > 10
    assert not owners("notes/new/deep.md")


def test_no_script_of_ours_lets_python_look_here_first() -> None:
    """``python -m`` and ``python -c`` begin with the folder that they run in; a script, with its own."""
    for script in SCRIPTS:
        for line in script.read_text(encoding="utf-8").splitlines():
            for call in re.findall(r"""python[0-9.]*"?\s+(-\S+|\S+\.py)""", line.partition("# ")[0]):
                assert call in {"-I", "-P", "--version"}, f"{script.name}: {line.strip()}"
    for workflow in WORKFLOWS:
        text = workflow.read_text(encoding="utf-8")
        assert "python -" not in text, workflow.name
        assert re.findall(r"\bmake (?!--file Makefile)", text) == [], workflow.name


def _trap(folder: Path) -> Path:
    """Fill a folder with files that would be run; the one returned is then there."""
    mark = folder / "ran"
    text = f"open({str(mark)!r}, 'w').close()\n"
    for name in ("venv", "ensurepip", "json", "pip", "runpy", "argparse", "sitecustomize", "encodings", "logging"):
        (folder / f"{name}.py").write_text(text)
    return mark


@pytest.mark.parametrize("script", ["venv", "module"])
def test_no_file_of_a_checkout_stands_for_a_module_of_python(tmp_path: Path, script: str) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / f".ci/{script}").write_bytes((ROOT / ".ci" / script).read_bytes())
    (tmp_path / "own").mkdir()
    (tmp_path / "own/__main__.py").write_text("import argparse, json, logging, sys\nprint('own', *sys.argv[1:])\n")
    mark = _trap(tmp_path)
    base = getattr(sys, "_base_executable", sys.executable)
    command = {"venv": [base], "module": ["own", "--an", "argument"]}[script]
    environment = {**os.environ, "VENV": sys.prefix, "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        ["bash", f".ci/{script}", *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert not mark.exists(), result.stderr
    if script == "module":
        assert result.stdout == "own --an argument\n", result.stderr
    else:
        assert (tmp_path / ".venv/bin/pip").exists(), result.stderr
        assert "could not be installed" in result.stderr  # there is no pyproject.toml here


def _wanted() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    lines = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    lines += [line for extra in ("mkdocs", "anki", "book") for line in extras[extra]]
    return {canonicalize_name(found.name): found for found in map(Requirement, lines)}


def _locked(lock: Path = LOCK) -> dict[str, str]:
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( +--hash=sha256:[0-9a-f]{64})+ *", line), line[:80]
    return {name: version for name, _, version in (line.split()[0].partition("==") for line in lines)}


def test_the_lock_agrees_with_the_project_and_names_every_file_by_its_hash() -> None:
    locked, wanted = _locked(), _wanted()
    listed = [line for line in (ROOT / "requirements/publish.in").read_text().splitlines() if line[:1] not in {"#", ""}]
    assert sorted(map(str, map(Requirement, listed))) == sorted({str(found) for found in wanted.values()})
    for name, requirement in wanted.items():
        assert requirement.specifier.contains(Version(locked[name])), f"{requirement}: {locked[name]} is locked"
    assert len(locked) > 30


def test_a_release_is_built_with_a_lock_of_what_builds_and_reads_it() -> None:
    locked = _locked(RELEASE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [line for line in RELEASE.with_suffix(".in").read_text().splitlines() if line[:1] not in {"#", ""}]
    assert sorted(listed) == sorted(["build", "readme-renderer[md]", "twine", *project["build-system"]["requires"]])
    for requirement in map(Requirement, listed):
        assert requirement.specifier.contains(Version(locked[requirement.name]))


@pytest.mark.parametrize("lock", [LOCK, RELEASE])
def test_the_lock_names_no_index_and_the_python_of_the_job(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.search(r"--(index-url|extra-index-url|find-links|trusted-host)[ =]", text) is None
    assert "://" not in text
    python = re.search(r"autogenerated by pip-compile with Python ([\d.]+)", text)
    assert python is not None
    assert [_step(job, "setup-python")["with"]["python-version"] for job in _jobs(*USERS[lock])] == [python[1]] * len(
        USERS[lock]
    )


USERS = {LOCK: [("pages", "build"), ("check", "guide")], RELEASE: [("release", "build")]}
"""For a lock the jobs that install it: for the guide that which publishes it, and that which checks pull requests."""


def _jobs(*places: tuple[str, str]) -> list[dict[str, Any]]:
    return [yaml.safe_load((ROOT / f".github/workflows/{file}.yml").read_text())["jobs"][job] for file, job in places]


def _step(job: dict[str, Any], word: str) -> dict[str, Any]:
    return next(step for step in job["steps"] if word in step.get("uses", "") + step.get("run", ""))


def test_a_pull_request_is_built_as_the_site_is() -> None:
    """With the same settings, or what is green in its checks breaks the deployment."""
    published, checked = ((_step(job, "mkdocs build"), _step(job, ".ci/venv")) for job in _jobs(*USERS[LOCK]))
    assert [step["run"] for step in published] == [step["run"] for step in checked]
    assert published[1]["run"] == ".ci/venv python3 locked"
    names = set(re.findall(r"!ENV \[?(\w+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert set(published[0]["env"]) == set(checked[0]["env"]) == names
    assert published[0]["env"]["BOOK"] == checked[0]["env"]["BOOK"] == "true"
    assert checked[0]["env"]["SITE_URL"].startswith("https://")
