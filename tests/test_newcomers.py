"""From nothing, a vault and a site to a published guide, in a bare environment: the documented lines and no others."""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from test_hosts import GUIDES, ROOT, pages
from test_outputs_init import NOTE, VAULT, fill

pytestmark = pytest.mark.hosts
ADDRESS = "127.0.0.1:8" + str(600 + os.getpid() % 300)
SITE = "site_name: Mine # kept\nsite_url: https://example.org/\ntheme: {name: material}\n"


def lines(document: str, heading: str) -> list[str]:
    """Return the lines of the first console block below a heading."""
    text = (ROOT / document).read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    found = re.search(r"```console\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1].splitlines()


README = lines("README.md", "Your own notes")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Let pip find this checkout, as a wheel, where people's finds the release."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, timeout=300)
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    path = os.pathsep.join(part for part in kept["PATH"].split(os.pathsep) if part != str(Path(sys.executable).parent))
    return {
        **kept,
        "PATH": path,
        "PIP_FIND_LINKS": f"{folder} {kept.get('PIP_FIND_LINKS', '')}",
        "PIP_NO_COMPILE": "1",  # half of the time would go into modules that nothing imports
        "NO_MKDOCS_2_WARNING": "1",
    }


def shell(script: str, cwd: Path, environment: Mapping[str, str]) -> str:
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=cwd, env=dict(environment), capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def follow(script: list[str], cwd: Path, environment: Mapping[str, str], shows: str) -> Path:
    """Type lines, the last of which serves the guide, and look at its first page; return what was printed."""
    assert script[-1] == "mkdocs serve"
    typed = "\n".join([*script[:-1], f"exec mkdocs serve --dev-addr {ADDRESS}"])
    with (cwd / "said.txt").open("w") as said:
        command = ["bash", "-e", "-c", typed]
        process = subprocess.Popen(command, cwd=cwd, env=dict(environment), stdout=said, stderr=said)
        try:
            while shows not in _fetched(f"http://{ADDRESS}/"):
                assert process.poll() is None, (cwd / "said.txt").read_text()
                time.sleep(0.2)
        finally:
            process.terminate()  # an interrupt is ignored by what a shell runs in the background
            process.wait(30)
    return cwd / "said.txt"


def _fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  an address of our own
            return str(answer.read(), "utf-8")
    except OSError:
        return ""


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str]) -> Path:
    """Follow the README from an empty folder to a page."""
    home = tmp_path_factory.mktemp("home")
    follow(README, home, environment, "Recovery")
    return home / "my-guide"


@pytest.fixture(scope="module")
def installed(guide: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Activate what the README installed."""
    return {**environment, "PATH": f"{guide / '.venv/bin'}{os.pathsep}{environment['PATH']}"}


def test_the_readme_leads_from_an_empty_folder_to_a_guide(guide: Path) -> None:
    said = (guide.parent / "said.txt").read_text()
    assert "wrote notes/first-steps.md" in said
    assert "1. mkdocs serve" in said
    assert "WARNING" not in said.partition("Building documentation")[2]


def test_the_documentation_has_the_same_lines() -> None:
    page = "docs/make-your-own/index.md"
    assert lines(page, "Two minutes") == README
    assert lines(page, "From notes that you have") == ["cd my-vault", *README[1:]]


def published(folder: Path, environment: Mapping[str, str], tmp_path: Path) -> Path:
    """Commit a guide, clone it as a host does, and run the steps of its workflow there; return the site."""
    git = "git -c user.name=n -c user.email=e@example.org"
    shell(f"git init -q -b trunk . && git add . && {git} commit -q -m x", folder, environment)
    shell(f"git clone -q {folder.as_uri()} {tmp_path}/clone", folder, environment)
    clone, site = tmp_path / "clone", ""
    for step in _steps(clone):
        if "run" in step:
            values = {
                name: re.sub(r"\$\{\{.*?\}\}|\$CI_PAGES_URL", "https://e.org/g", v) for name, v in step["env"].items()
            }
            shell(step["run"], clone, {**environment, "CI_PROJECT_DIR": str(clone), **values})
        site = step.get("path", site)
    return clone / site


def _steps(clone: Path) -> Iterator[dict[str, Any]]:
    """Yield what a runner does, of GitHub or GitLab."""
    if (gitlab := clone / ".gitlab-ci.yml").exists():
        job = yaml.safe_load(gitlab.read_text())["pages"]
        yield from ({"run": line, "env": job["variables"]} for line in job["script"])
        yield {"path": job["artifacts"]["paths"][0]}
        return
    for step in yaml.safe_load((clone / ".github/workflows/publish-guide.yml").read_text())["jobs"]["build"]["steps"]:
        yield {"env": {}} | step | {key: value for key, value in step.get("with", {}).items() if key == "path"}


def test_the_workflow_publishes_what_was_seen(guide: Path, installed: Mapping[str, str], tmp_path: Path) -> None:
    site = published(guide, installed, tmp_path)
    assert "first-steps/index.html" in pages(site)
    assert 'rel="canonical" href="https://e.org/g/"' in (site / "index.html").read_text()
    assert (site / "feed.xml").is_file()
    assert "--strict" in (guide / ".github/workflows/publish-guide.yml").read_text()


def test_the_workflow_holds_what_ours_hold(guide: Path) -> None:
    """The schema and the audit of our own workflows, and the same actions by the same commits."""
    file = guide / ".github/workflows/publish-guide.yml"
    tools = Path(sys.executable).parent
    subprocess.run([tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file], check=True)
    subprocess.run([tools / "zizmor", "--no-config", "--pedantic", "--offline", "--quiet", file], check=True)
    ours = {
        use
        for path in (ROOT / ".github/workflows").glob("*.yml")
        for use in re.findall(r"uses: (.*)", path.read_text())
    }
    assert set(re.findall(r"uses: (.*)", file.read_text())) <= ours
    workflow = yaml.safe_load(file.read_text())
    jobs = workflow["jobs"]
    assert jobs["build"]["if"] == "github.ref_name == github.event.repository.default_branch"
    assert (workflow["permissions"], jobs["build"]["permissions"]) == ({}, {"contents": "read", "pages": "read"})


def test_a_vault_becomes_a_guide_where_it_is(installed: Mapping[str, str], tmp_path: Path) -> None:
    vault = tmp_path / "my-vault"
    fill(vault, {name: text for name, text in VAULT.items() if not name.startswith(".git/")})
    fill(vault, {"Alpha.md": "# Alpha\n\nSee [[Beta]].\n", "Sub dir/Beta.md": "# Beta\n\n![x](../pics/p.png)\n"})
    (vault / "pics").mkdir()
    (vault / "pics/p.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    script = [line for line in lines("docs/make-your-own/index.md", "From notes that you have") if "pip" not in line]
    follow([line for line in script if "venv" not in line], tmp_path, installed, "Alpha")
    (vault / "docs/own.md").write_text("# My own page\n")
    site = published(vault, installed, tmp_path)
    assert {"Alpha/index.html", "Sub dir/Beta/index.html", "own/index.html"} <= set(pages(site))
    assert not [path for path in site.rglob("*") if path.name in {"X", "x", "Y", "y", "z", "Z", "site"}]
    assert (site / "pics/p.png").is_file()


def test_a_site_keeps_its_pages_and_gets_a_guide(installed: Mapping[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "site"
    fill(folder, {"mkdocs.yml": SITE, "docs/index.md": "# Home of mine\n", "docs/a.md": NOTE})
    shell("mkdocs build -q --strict -d ../before", folder, installed)
    shell("studyguide init --host gitlab", folder, installed)
    site = published(folder, installed, tmp_path)
    before, after = pages(tmp_path / "before"), pages(site)
    assert {name: after[name] for name in before} == before
    assert "first-steps/index.html" in after
    assert (site / "search/search_index.json").is_file()


def test_the_lines_for_other_places_build(guide: Path, installed: Mapping[str, str], tmp_path: Path) -> None:
    """What Netlify and Cloudflare are told to run, and what a guide on a stick is made with."""
    page = (ROOT / "docs/make-your-own/publishing.md").read_text(encoding="utf-8")
    netlify = tomllib.loads(re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1])["build"]  # type: ignore[index]
    cloudflare = re.search(r"\| build command \| `(.*?)` \|", page)[1]  # type: ignore[index]
    stick = re.search(r"```yaml\n(plugins:\n  - search\n  - offline.*?)```", page, re.DOTALL)[1]  # type: ignore[index]
    shutil.copytree(guide, tmp_path / "guide", ignore=shutil.ignore_patterns(".venv"))
    settings = tmp_path / "guide/mkdocs.yml"
    settings.write_text(settings.read_text().partition("plugins:")[0] + stick)
    site = tmp_path / "guide" / netlify["publish"]
    for command, told in ((netlify["command"], {"URL": "https://n.org"}), (cloudflare, {"SITE_URL": "https://n.org/"})):
        shutil.rmtree(site, ignore_errors=True)
        shell(command, tmp_path / "guide", {**installed, **told})
        assert 'rel="canonical" href="https://n.org/first-steps/"' in (site / "first-steps/index.html").read_text()
    (command,) = lines("docs/make-your-own/publishing.md", "A USB stick")
    shell(command, tmp_path / "guide", installed)
    assert 'href="first-steps/index.html"' in (tmp_path / "guide/usb/index.html").read_text()


def test_the_wheel_builds_the_same_in_a_bare_environment(installed: Mapping[str, str], tmp_path: Path) -> None:
    shutil.copytree(GUIDES / "clean", tmp_path / "clean")
    fill(tmp_path / "clean", {"mkdocs.yml": "site_name: A guide\ntheme: material\nplugins: [search, studyguide]\n"})
    (tmp_path / "clean/docs").mkdir()
    shell('pip install -q "mkdocs-studyguide[anki]"', tmp_path, installed)
    shell("mkdocs build -q --strict -d site-bare", tmp_path / "clean", installed)
    own = {**installed, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{installed['PATH']}"}
    shell("mkdocs build -q --strict -d site-mkdocs", tmp_path / "clean", own)
    assert pages(tmp_path / "clean/site-bare") == pages(tmp_path / "clean/site-mkdocs")
    assert (tmp_path / "clean/site-bare/assets/studyguide/guide.css").is_file()
