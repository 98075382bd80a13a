"""What a host serves after each change is, byte for byte, what it builds anew."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import programs

pytestmark = pytest.mark.hosts
CONFIG = """\
site_name: A guide
site_url: http://127.0.0.1:8000/
theme: {{name: material, custom_dir: overrides{features}}}
plugins: [search, {{studyguide: {{{options}}}}}{plugins}]
"""
STORAGE = """\
---
split: 2
---

# Storage

## Amazon S3
<!-- studyguide
id: s3
tags: [storage]
confused_with: [ebs]
-->

S3 keeps objects. Blocks are kept by [[ebs]].

## Block Store
<!-- studyguide
id: ebs
tags: [storage]
-->

It keeps blocks, not as Amazon S3 does. The Recovery Point Objective (RPO) is short.

<details>
<summary>What keeps blocks?</summary>
<!-- id: q-one -->

The Block Store.

</details>
"""
NETWORK = "# Network\n\nAmazon S3 is reached by a gateway, and so is the Block Store.\n"
CHANGED = STORAGE.replace("keeps objects", "keeps many objects")
INSTANT = ", features: [navigation.instant]"
STEPS = [
    ("notes/storage.md", CHANGED, "again"),
    ("notes/storage.md", CHANGED.replace("S3 keeps", "Since long,\nS3 keeps"), "again"),
    ("notes/network.md", f"{NETWORK}\nIt has a Round Trip Time (RTT).\n", "again"),
    ("notes/network.md", NETWORK.replace("# Network", "# Networks"), "whole"),
    ("docs/index.md", "# Home\n\nMore, as [the store](../notes/storage.md#block-store) says.\n", "whole"),
    ("notes/network.md", NETWORK.replace("gateway", "door"), "whole"),
    ("notes/storage.md", f"---\ntags: [\n---\n{STORAGE}", "whole"),
    ("notes/storage.md", STORAGE, "whole"),
    ("notes/storage.md", CHANGED, "again"),
    ("overrides/partials/copyright.html", "<p>© {{ page.title }}</p>", "whole"),
    ("notes/storage.md", STORAGE, "again"),
    ("mkdocs.yml", CONFIG.format(features=INSTANT, options="title: Notes", plugins=""), "whole"),
    ("notes/storage.md", CHANGED, "again"),
    ("notes/network.md", None, "whole"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "mkdocs.yml": CONFIG.format(features="", options="", plugins=""),
        "docs/index.md": "# Home\n",
        "notes/storage.md": STORAGE,
        "notes/network.md": NETWORK,
        "overrides/assets/own.css": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, *command: str) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def served(folder: Path, host: str, steps: list[tuple[str, str | None]]) -> list[str]:
    """Serve, and return what the host says of each step."""
    (folder / "steps.json").write_text(json.dumps(steps), encoding="utf-8")
    said = run(folder, str(Path(__file__).with_name("serving.py")), host, "steps.json")
    return said.split("step ")


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("host", "looked_at"), [("mkdocs", (1, 2, 4, 5, 8, 10, 12)), ("properdocs", (2, 12, 13))])
def test_what_is_served_is_what_is_built(host: str, looked_at: tuple[int, ...], folder: Path) -> None:
    said = served(folder, host, [(name, text) for name, text, _ in STEPS])[1:]
    ways = ["again" if "pages again in" in one else "whole" for one in said]
    assert ways == [way for *_, way in STEPS]
    # Against whole builds, with nothing from before, of what is there after a step.
    for name, first in [("notes/storage.md", STORAGE), ("notes/network.md", NETWORK)]:
        (folder / name).write_text(first, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(features="", options="", plugins=""), encoding="utf-8")
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "overrides/partials/copyright.html").unlink()
    for number, (name, text, _) in enumerate(STEPS):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        if number not in looked_at:
            continue
        programs.run(host, "build", "-q", "-d", f"built-{number}", cwd=folder).check_returncode()
        built, shown = bytes_of(folder / f"built-{number}"), bytes_of(folder / "served" / str(number))
        assert {name for name in built | shown if built.get(name) != shown.get(name)} == set(), f"step {number}: {name}"


@pytest.mark.parametrize(
    ("plugins", "options", "reason"),
    [
        (", {redirects: {redirect_maps: {}}}", "", "the plugin or hook `redirects` may look at other pages"),
        ("]\nhooks: [hook.py", "", "the plugin or hook `hook.py` may look at other pages"),
        ("]\nstrict: true #", "", "with `--strict`, what the host warns of ends a build"),
    ],
)
def test_beside_what_may_look_at_other_pages_all_are_made(
    plugins: str, options: str, reason: str, folder: Path
) -> None:
    (folder / "hook.py").write_text("def on_post_page(output, **_):\n    return output\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(features="", options=options, plugins=plugins), encoding="utf-8")
    start, *said = served(folder, "mkdocs", [("notes/storage.md", CHANGED), ("notes/storage.md", STORAGE)])
    assert f"each change builds the whole site again: {reason}" in start
    assert "pages again in" not in "".join(said)
    assert "each change" not in "".join(said)


def test_a_heading_makes_pages_again_where_no_page_of_the_owner_leads_to_it(folder: Path) -> None:
    sizes = STORAGE.replace("It keeps blocks", "### Sizes\n\nMany.\n\n### Prices\n\nIt keeps blocks")
    ways = "# Home\n\n[Sizes](../notes/storage.md#sizes), [sizes](storage/ebs.md#sizes).\n"
    said = served(
        folder,
        "mkdocs",
        [
            ("notes/storage.md", sizes),
            ("notes/storage.md", sizes.replace("### Sizes", "### Size")),
            ("notes/storage.md", sizes),
            ("docs/index.md", ways),
            ("notes/storage.md", sizes.replace("### Prices", "### Price")),
            ("notes/storage.md", sizes.replace("### Sizes", "### Size")),
        ],
    )
    assert ["again" if "pages again in" in one else "whole" for one in said[1:]] == [
        *["again"] * 3,
        *["whole", "again", "whole"],
    ]
    (folder / "docs/index.md").write_text(ways, encoding="utf-8")
    for number, text in ((4, sizes.replace("### Prices", "### Price")), (5, sizes.replace("### Sizes", "### Size"))):
        (folder / "notes/storage.md").write_text(text, encoding="utf-8")
        programs.run("mkdocs", "build", "-q", "-d", f"built-{number}", cwd=folder).check_returncode()
        assert bytes_of(folder / f"built-{number}") == bytes_of(folder / "served" / str(number))


def test_a_template_that_lists_pages_is_drawn_anew_everywhere(folder: Path) -> None:
    template = "{% for file in pages %}{{ file.page.meta.description }}{% endfor %}"
    (folder / "overrides/partials").mkdir()
    (folder / "overrides/partials/copyright.html").write_text(template, encoding="utf-8")
    start, said = served(folder, "mkdocs", [("notes/storage.md", CHANGED)])
    assert "copyright.html may look at other pages" in start
    assert "S3 keeps many objects" in (folder / "served/0/network/index.html").read_text(encoding="utf-8")
    assert "pages again in" not in said
