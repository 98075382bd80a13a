"""Tags that stand in the text of a vault, ``#area/sub``: they count as tags of the section that they stand in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from studyguide import paths
from studyguide.model import Section
from studyguide.options import Options
from studyguide.problems import Problem
from studyguide.reuse.memory import changed, kept

OF_SECTION = 50
"""Tags of one text; a longer list is no text."""

OF_GUIDE = 500
"""Tags that stand in texts alone; each is a page, and the most frequent are kept."""

_VAULT = ".obsidian"
"""The folder in which Obsidian keeps its settings, at the top of a vault."""


def counted(sections: Sequence[Section], root: Path, options: Options) -> tuple[Sequence[Section], tuple[Problem, ...]]:
    """Add to sections the tags in their texts, where the options say so or the notes lie in a vault."""
    wanted = options.inline_tags if options.inline_tags is not None else _in_vault(root)
    if not wanted:
        return sections, ()
    found = [_tags(section) for section in sections]
    told = {paths.of_tag(tag) for section in sections for tag in section.tags}
    numbers = Counter(paths.of_tag(tag) for tags in found for tag in tags)
    alone = [path for path, _ in sorted(numbers.items(), key=lambda item: (-item[1], item[0])) if path not in told]
    chosen = told | set(alone[:OF_GUIDE])
    tagged = [
        changed(section, tags=(*section.tags, *(tag for tag in tags if paths.of_tag(tag) in chosen)))
        if tags
        else section
        for section, tags in zip(sections, found, strict=True)
    ]
    return tagged, tuple(_left_out(len(alone), options))


def _in_vault(root: Path) -> bool:
    return any((folder / _VAULT).is_dir() for folder in (root, root.parent))


@kept
def _tags(section: Section) -> tuple[str, ...]:
    """List the tags of a section's text and headings, each once and none that it has already."""
    seen = {paths.of_tag(tag) for tag in section.tags}
    found: list[str] = []
    for token in (*section.head.inline, *section.tokens):
        for child in token.children or (token,):
            tag = child.content.lstrip("#").strip("/") if child.type == "hashtag" else ""
            if tag and len(found) < OF_SECTION and (path := paths.of_tag(tag)) not in seen:
                seen.add(path)
                found.append(tag)
    return tuple(found)


def _left_out(number: int, options: Options) -> Iterator[Problem]:
    if number > OF_GUIDE:
        message = f"{number:,} tags stand in texts alone, and {OF_GUIDE} of them, the most frequent, have a page"
        repair = "`inline_tags: false` makes none of them, front matter (`tags:`) as many as you like"
        yield Problem(options.at("inline_tags"), "many-tags", f"{message}: {repair}", "info")
