"""Writes the sections as two projects: notes for the plugin, and one page per section for Material alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.notes import Section

EXTENSIONS = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.superfences
  - pymdownx.tasklist: {custom_checkbox: true}
"""

USUAL = f"""{EXTENSIONS.rstrip()}
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.caret
  - pymdownx.emoji
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tilde
"""
"""What sites of Material usually switch on."""


@dataclass(frozen=True)
class Setup:
    """How Material is set up: the theme's features, Markdown extensions, and whether pages have tags."""

    features: Sequence[str]
    extensions: str = EXTENSIONS
    tags: bool = False


def write_notes(sections: Sequence[Section], folder: Path) -> None:
    """Write a project for the plugin: one file per chapter, its sections below second-level headings."""
    # No features: the plugin's own choice is what its users get.
    _write(folder / "mkdocs.yml", _config(None, "[search, studyguide]"))
    _write(folder / "docs/index.md", "# Bench\n")
    for file, members in groupby(sections, key=lambda section: section.name.file):
        head = f"---\nsplit: 2\n---\n\n# {_chapter_title(file)}\n\n"
        _write(folder / f"notes/{file}.md", head + "\n".join(map(_as_note, members)))


def write_pages(sections: Sequence[Section], folder: Path, setup: Setup) -> None:
    """Write a project for Material alone, with the same text and plain syntax."""
    plugins = "[search, tags]" if setup.tags else "[search]"
    _write(folder / "mkdocs.yml", _config(setup.features, plugins) + setup.extensions)
    _write(folder / "docs/index.md", "# Bench\n")
    if setup.tags:
        _write(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    titles = {section.name.id: section for section in sections}
    for section in sections:
        file = section.name.file
        _write(folder / f"docs/{file}/index.md", f"# {_chapter_title(file)}\n")
        head = f"---\ntags: [{', '.join(section.tags)}]\n---\n\n" if setup.tags else ""
        _write(folder / f"docs/{file}/{section.name.id}.md", head + _as_page(section, titles))


def edit(folder: Path, word: str) -> None:
    """Write a word into the first section's first list, which is text alone, in either kind of project."""
    path = next(path for path in (folder / "notes/chapter-01.md", folder / "docs/chapter-01/s0001.md") if path.exists())
    text = path.read_text(encoding="utf-8")
    _write(path, re.sub(r"(?m)^- (?:edited\w+ )?(?=\w)", f"- {word} ", text, count=1))


def _config(features: Sequence[str] | None, plugins: str) -> str:
    listed = f"  features: [{', '.join(features)}]\n" if features is not None else ""
    theme = f"theme:\n  name: material\n{listed}"
    return f"site_name: Bench\nsite_url: https://example.org/\n{theme}plugins: {plugins}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _chapter_title(file: str) -> str:
    return file.replace("-", " ").capitalize()


def _as_note(section: Section) -> str:
    name = section.name
    meta = [f"id: {name.id}", f"aliases: [{name.alias}]", f"tags: [{', '.join(section.tags)}]"]
    meta += [f"confused_with: [{section.confused_with}]"] if section.confused_with else []
    comment = "\n".join(["<!-- studyguide", *meta, "-->"])
    remark = f"> [!NOTE]\n> {section.remark}" if section.remark else ""
    return f"## {name.title}\n{comment}\n\n" + _body(section, "###", remark, _question_note(section))


def _as_page(section: Section, others: Mapping[str, Section]) -> str:
    def link(match: re.Match[str]) -> str:
        target = others[match[1]].name
        return f"[{target.title}](../{target.file}/{target.id}.md)"

    remark = f"!!! note\n\n    {section.remark}" if section.remark else ""
    body = _body(section, "##", remark, _question_page(section))
    return f"# {section.name.title}\n\n" + re.sub(r"\[\[(\w+)\]\]", link, body)


def _body(section: Section, level: str, remark: str, question: str) -> str:
    name = section.name
    rows = [f"| {attribute} | {value} |" for attribute, value in section.facts]
    blocks = [
        section.opening,
        "\n".join(["| At a glance | |", "|---|---|", *rows]) if rows else "",
        section.paragraphs[0],
        f"{level} {section.subtitle}",
        section.paragraphs[1],
        "\n".join(f"- {bullet}" for bullet in section.bullets),
        remark,
        f"{level} Terms",
        f"- **{name.acronym}** ({name.expansion}): {section.definition}",
        question and f"{level} Check yourself\n\n{question}",
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _options(section: Section) -> str:
    right = int(section.name.id[1:]) % len(section.options)
    lines = [
        f"- [{'x' if index == right else ' '}] {text}\n    - {reason}"
        for index, (text, reason) in enumerate(section.options)
    ]
    return "\n".join(lines)


def _question_note(section: Section) -> str:
    if not section.question:
        return ""
    head = f"<details>\n<summary>{section.question}</summary>\n<!-- id: q-{section.name.id} -->"
    return f"{head}\n\n{_options(section)}\n\n</details>"


def _question_page(section: Section) -> str:
    if not section.question:
        return ""
    body = "\n".join(f"    {line}" for line in _options(section).split("\n"))
    return f'??? question "{section.question}"\n\n{body}'
