"""Notes whose folders are called like files of the theme, or of another plugin: the build ends well, and says so."""

import subprocess
from pathlib import Path

import pytest

import programs

pytestmark = pytest.mark.hosts
PICTURE = b"\x89PNG\r\n\x1a\n0000"
HOOK = """\
from mkdocs.structure.files import File

def on_files(files, config):
    for path in ("made/one.svg", "made/two.png/x.txt", "Made/three/four.dat"):
        files.append(File.generated(config, path, content="theirs"))
    return files
"""
OURS = ("made/one.svg/a.png", "made/one.svg/b.png", "made/two.png", "made/three/four.dat/c.png", "made/three/d.png")
THEMES = {
    "material": ("assets/images/favicon.png/e.png",),
    "mkdocs": ("css/base.css/e.png", "img/favicon.ico/f.png", "CSS/base.css/g.png"),
    "readthedocs": ("css/theme.css/e.png", "js/theme.js/f.png"),
}


def build(folder: Path, theme: str, *options: str) -> subprocess.CompletedProcess[str]:
    configuration = f"site_name: A guide\ntheme: {{name: {theme}}}\nhooks: [hook.py]\nplugins: [search, studyguide]\n"
    (folder / "mkdocs.yml").write_text(configuration)
    return programs.run("mkdocs", "build", *options, cwd=folder)


@pytest.mark.parametrize("theme", THEMES)
def test_what_cannot_lie_beside_the_themes_files_is_left_out(tmp_path: Path, theme: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text(HOOK)
    for path in (*OURS, *THEMES[theme]):
        full = tmp_path / "notes" / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(PICTURE)
    shown = " ".join(f"![{path}]({path})" for path in (*OURS, *THEMES[theme]))
    (tmp_path / "notes/a.md").write_text(f"# A\n\n{shown}\n")
    (tmp_path / "notes/js").mkdir(exist_ok=True)
    (tmp_path / "notes/js/base.js.md").write_text("# A script\n")
    result = build(tmp_path, theme)
    assert result.returncode == 0, result.stderr
    site = tmp_path / "site"
    assert (site / "made/three/d.png").read_bytes() == PICTURE
    assert (site / "made/one.svg").read_text() == (site / "made/two.png/x.txt").read_text() == "theirs"
    assert "A script" in next(site.glob("js/base.js*/index.html")).read_text()
    said = [line.partition("studyguide: ")[2] for line in result.stderr.splitlines() if "not published, for" in line]
    expected = ["notes/made/one.svg/a.png and 1 more", "notes/made/two.png", "notes/made/three/four.dat/c.png"]
    met = [path for path in THEMES[theme] if not (site / path).exists()]
    if theme != "material":
        assert met == list(THEMES[theme])
    begins = {line.partition(":")[0] for line in said}
    assert begins >= set(expected)
    assert len(begins) == len(said)
    assert build(tmp_path, theme, "--strict").returncode == 1
