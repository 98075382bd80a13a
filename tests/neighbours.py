"""A guide beside the plugins that owners add most, in a repository whose commits are years old."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import programs

GUIDES = Path(__file__).parent / "guides"

CONFIG = """\
site_name: A guide
site_url: https://example.org/guide/
repo_url: https://github.com/example/guide
theme: material
"""

BESIDE = {
    "tags": "",
    "blog": "",
    "rss": "{match_path: '(?i)(?!BLOG/archive).*'}",
    "git-revision-date-localized": "{enable_creation_date: true}",
    # Of the two, neither knows that the other makes pages which nobody commits.
    "git-authors": "{exclude: ['blog/archive/*']}",
    "redirects": "{redirect_maps: {old.md: storage/block.md}}",
    "minify": "{minify_html: true}",
    "macros": "",
    "table-reader": "",
    "include-markdown": "",
    "glightbox": "",
    # What it would fetch is the theme's, and no network is needed for a test.
    "privacy": "{assets: false}",
}
"""Plugins with what they are told; each is built before and after ours."""

OWN = {
    "docs/own.md": "---\ntags: [mine]\n---\n# Mine\n\nSix times seven is {{ 6 * 7 }}.\n\n"
    '{{ read_csv("docs/table.csv") }}\n\n![A disk](disk.png)\n',
    "docs/included.md": '# Included\n\n{% include-markdown "./part.txt" %}\n',
    "docs/part.txt": "Words of a part.\n",
    "docs/table.csv": "name,size\nsmall,17\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/first.md": "---\ndate: 2021-03-04\n---\n# First post\n\nNews.\n",
}

STRANGE = """\
---
title: 'Odd {{ 6 * 7 }}'
---
# Odd {{ 6 * 7 }}

{{ 6 * 7 }} {% set x = 42 %} {# gone #} {% include-markdown "../docs/part.txt" %} {{ read_csv("docs/table.csv") }}
{{ git_page_authors }} {% include "docs/part.txt" %}

{% raw %} end.
"""
"""A note about templates, or one that would run them."""


def project(folder: Path, more: Mapping[str, str] = {}) -> Path:
    """Write a guide and an owner's pages, and commit both in 2021."""
    shutil.copytree(GUIDES / "clean" / "notes", folder / "notes")
    files = {**OWN, "notes/odd/strange.md": STRANGE, ".gitignore": "site*/\n*.yml\n.cache/\n", **more}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(folder / "notes/img/disk.png", folder / "docs/disk.png")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit everything, as Ada did on the fourth of March 2021."""
    day = {f"GIT_{who}_DATE": "2021-03-04T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    name = {f"GIT_{who}_{what}": of for who in ("AUTHOR", "COMMITTER") for what, of in _ADA.items()}
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env={**os.environ, **day, **name})


_ADA = {"NAME": "Ada", "EMAIL": "ada@example.org"}


def plugins(names: Iterable[str]) -> str:
    """Write the list of plugins, each with what it is told."""
    return "plugins:\n" + "".join(
        f"  - {name}{': ' if BESIDE.get(name) else ''}{BESIDE.get(name, '')}\n" for name in names
    )


def build(
    folder: Path, config: str, site: str, *options: str, host: str = "mkdocs"
) -> subprocess.CompletedProcess[str]:
    """Build a site as the program that owners run; its output is the message if it fails."""
    file = folder / f"{site}.yml"
    file.write_text(config, encoding="utf-8")
    quiet = {"DISABLE_MKDOCS_2_WARNING": "true"}
    return programs.run(host, "build", "-f", file.name, "-d", site, *options, cwd=folder, env=quiet)
