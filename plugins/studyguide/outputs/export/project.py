"""Write a guide as a plain Markdown project that Zensical, MkDocs or any other engine builds without us."""

from pathlib import Path
from typing import Any

import yaml

from studyguide.outputs import assets, navigation, shipped, studyguide_json, writing
from studyguide.outputs.export import escaping, policy, section_page
from studyguide.outputs.theme_settings import EXTENSIONS, FEATURES, PALETTE, STYLES, THEME
from studyguide.site import Page, Site

_MARKER = ".studyguide-export"
"""Written into an export; a folder with other people's files in it has none and is never cleared."""


class NotAnExportError(ValueError):
    """The folder to write to holds files that no export wrote."""


def write(site: Site, notes: Path, target: Path) -> int:
    """Write the project into ``target`` and return the number of pages. An earlier export there is replaced.

    Raises:
        NotAnExportError: where other files are there.
        OSError: where the disk refuses, or a file of the notes is gone; an earlier export is as it was.
    """
    _refuse_others(target)
    with writing.replacing(target) as folder:
        _fill(site, notes, folder)
    return len(site.pages)


def _fill(site: Site, notes: Path, folder: Path) -> None:
    _put(folder, _MARKER, "")
    by_page = {section.page: section for section in site.library.sections}
    for page in site.pages:
        section = by_page.get(page.name)
        text = section_page.write(site, section) if section else escaping.html_block(page.html)
        _put(folder, f"docs/{page.name}.md", _front_matter(page) + text + "\n")
    for asset in site.assets.values():
        assets.write(asset, notes, folder, f"docs/{asset.path}")
    _copy_shipped(site, folder)
    writing.write(folder, "docs/studyguide.json", studyguide_json.encode(site))
    configuration = _configuration(site)
    policy.add(configuration, folder)
    _put(folder, "mkdocs.yml", yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False))


def _copy_shipped(site: Site, folder: Path) -> None:
    left_out = shipped.unneeded(site)
    for file in sorted((THEME / "assets").rglob("*")):
        name = file.relative_to(THEME).as_posix()
        if file.is_file() and name not in left_out:
            writing.copy(file, folder, f"docs/{name}")


def _refuse_others(target: Path) -> None:
    if target.exists() and any(target.iterdir()) and not (target / _MARKER).exists():
        message = f"{target} holds files that no export wrote: name an empty folder"
        raise NotAnExportError(message)


def _put(folder: Path, name: str, text: str) -> None:
    writing.write(folder, name, text.encode())


def _front_matter(page: Page) -> str:
    lines = [f"title: {escaping.yaml(escaping.for_theme(page.title))}"]
    if page.description:
        lines.append(f"description: {escaping.yaml(escaping.for_theme(page.description))}")
    if not page.search:
        lines.append("search: {exclude: true}")
    return "\n".join(["---", *lines, "---", "", ""])


def _configuration(site: Site) -> dict[str, Any]:
    """Describe the project, with the navigation of our own site."""
    pages = {navigation.uri(page.name) for page in site.pages}
    return {
        "site_name": site.library.options.title,
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "features": list(FEATURES),
            "font": False,
            "palette": list(PALETTE),
        },
        "extra_css": STYLES,
        "extra_javascript": ["assets/studyguide/guide.js"],
        "markdown_extensions": [{name: options} if options else name for name, options in EXTENSIONS.items()],
        "plugins": ["search"],
        "nav": [{"Home": "index.md"}, *navigation.draw(site, pages, escaping.for_theme)],
    }
