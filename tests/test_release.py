"""What a release hands out: packages that an index shows well and that can be tested, and the text of the release."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from notices.vendored import NOTICES

import kept

ROOT = Path(__file__).parent.parent
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@dataclass(frozen=True)
class Built:
    """An sdist, unpacked, and the wheel made of it."""

    sdist: Path
    wheel: Path
    about: Message
    files: frozenset[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("release")
    command = [sys.executable, "-I", "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    archives = sorted(folder.iterdir())
    subprocess.run([sys.executable, "-I", "-m", "twine", "check", "--strict", *archives], check=True)
    wheel, sdist = archives
    with tarfile.open(sdist) as tar:
        tar.extractall(folder, filter="data")
    with zipfile.ZipFile(wheel) as archive:
        about = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        read = message_from_string(archive.read(about).decode())
        return Built(folder / sdist.name.removesuffix(".tar.gz"), wheel, read, frozenset(archive.namelist()))


def test_the_description_leads_to_the_files_of_its_version(built: Built) -> None:
    from readme_renderer import markdown

    rendered = BeautifulSoup(markdown.render(str(built.about.get_payload())) or "", "html.parser")
    addresses = [str(tag.get("href") or tag.get("src")) for tag in rendered.select("[href], [src]")]
    ours = f"{PROJECT['urls']['Source']}/(blob|raw)/v{PROJECT['version']}/"
    assert all(re.match("https://|http://127|#", address) for address in addresses), addresses
    paths = [re.sub(ours, "", address) for address in addresses if re.match(ours, address)]
    assert "docs/assets/guide.png" in paths
    assert all((ROOT / path).exists() for path in paths)
    assert rendered.find("img", src=re.compile("/raw/v"))


def test_the_project_says_where_it_lives_and_what_it_runs_on(built: Built) -> None:
    address = re.search(r"^repo_url: (\S+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    urls = dict(value.split(", ") for value in built.about.get_all("Project-URL", []))
    assert address is not None
    assert urls["Source"] == address[1]
    assert {"Documentation", "Changelog", "Issues"} <= set(urls)
    for url in urls.values():
        path = url.removeprefix(address[1]).removeprefix("/blob/main/")
        assert path in {"", "/issues"} or (ROOT / path).is_file(), url
    checked = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())["jobs"]["gates"]["strategy"]["matrix"]
    named = {
        value.removeprefix("Programming Language :: Python :: ") for value in built.about.get_all("Classifier", [])
    }
    assert {value for value in named if re.fullmatch(r"3\.\d+", value)} == set(checked["python"]) - {"3.x"}


def test_the_wheel_has_the_licences_and_the_theme(built: Built) -> None:
    licences = {name.partition("/licenses/")[2] for name in built.files if "/licenses/" in name}
    assert licences == {"LICENSE", NOTICES.relative_to(ROOT).as_posix()}
    assert "studyguide/theme/assets/studyguide/guide.js" in built.files
    assert not [
        name for name in built.files if "__pycache__" in name or not name.startswith(("studyguide/", "mkdocs_"))
    ]


def test_who_packages_the_sdist_can_run_its_tests(built: Built) -> None:
    assert [path for path in kept.files() if not (built.sdist / path).is_file()] == []
    environment = {**os.environ, "PYTHONPATH": str(built.sdist / "plugins")}
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_docs.py"]
    result = subprocess.run(command, cwd=built.sdist, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert re.search(r"\d passed", result.stdout)


CHANGES = """# Changelog

## Unreleased

- Later.

## 1.2.0 – 2026-12-24

- Now.

  - Of it.

## 1.1

## 1.10.0

- Then.
"""
VERSIONS = '[build-system]\nversion = "9"\n\n[project]\nname = "x"\nversion = "{}"\n\n[tool.x]\nversion = "8"\n'


@pytest.mark.parametrize(
    ("tag", "version", "said", "refused"),
    [
        ("v1.2.0", "1.2.0", "\n- Now.\n\n  - Of it.\n", ""),
        ("v1.10.0", "1.10.0", "\n- Then.\n", ""),
        ("1.2.0", "1.2.0", "", "it would be v1.2.0"),
        ("v1.2.1", "1.2.0", "", "pyproject.toml has version '1.2.0'"),
        ("v1.2", "1.2", "", "CHANGELOG.md says nothing of 1.2: name its section '## 1.2 – "),
        ("v1.1", "1.1", "", "CHANGELOG.md says nothing of 1.1"),
    ],
)
def test_the_tag_is_the_version_and_the_changelog_the_text(
    tmp_path: Path, tag: str, version: str, said: str, refused: str
) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/release").write_bytes((ROOT / ".ci/release").read_bytes())
    project = (
        f'[build-system]\nversion = "9"\n\n[project]\nname = "x"\nversion = "{version}"\n\n[tool.x]\nversion = "8"\n'
    )
    (tmp_path / "pyproject.toml").write_text(project)
    (tmp_path / "CHANGELOG.md").write_text(CHANGES)
    command = ["bash", str(tmp_path / ".ci/release"), tag]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.stdout, bool(result.returncode)) == (said, bool(refused)), result.stderr
    assert refused in result.stderr


def test_the_script_reads_the_version_of_this_project() -> None:
    result = subprocess.run(["bash", ".ci/release", "none"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert f"it would be v{PROJECT['version']}" in result.stderr


def test_nothing_is_published_that_was_not_compared_built_and_tried() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())["jobs"]
    order = ["build"]
    while following := [name for name, job in jobs.items() if job.get("needs") == order[-1]]:
        order += following
    assert order == ["build", "try", "attest", "publish", "announce"] == list(jobs)
    steps = [step.get("run", "") for name in ("build", "try") for step in jobs[name]["steps"] if "run" in step]
    assert steps == ['.ci/release "$GITHUB_REF_NAME" >notes.md', ".ci/build", ".ci/bare dist/*.whl"]
    assert {name: set(job["permissions"]) for name, job in jobs.items() if "id-token" in job["permissions"]} == {
        "attest": {"id-token", "attestations"},
        "publish": {"id-token"},
    }


def test_every_action_is_pinned_to_one_commit_with_its_version() -> None:
    used = [line for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    pins = {re.sub(r"^.*uses: ", "", line) for line in used}
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin) for pin in pins), pins
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)
