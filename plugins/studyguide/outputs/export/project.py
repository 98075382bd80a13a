"""Write a guide as a plain Markdown project that Zensical, MkDocs or any other engine builds without us."""

from pathlib import Path
from typing import Any

import yaml

from studyguide.language.tables import ENGLISH
from studyguide.outputs import assets, held, navigation, script_words, shipped, studyguide_json, theme_settings, writing
from studyguide.outputs.export import escaping, policy, renewal, section_page
from studyguide.outputs.export.renewal import Kept
from studyguide.outputs.theme_settings import EXTENSIONS, FEATURES, STYLES, THEME
from studyguide.site import Page, Site

CONFIGURATION = "studyguide.yml"
"""What an export needs of its engine, new at every export: a nonce, and the navigation."""

_OWN = f"""\
# This file is yours: a later export leaves it as you changed it. What the guide needs is in {CONFIGURATION}, which each
# export writes anew; what you set here goes before it.
INHERIT: {CONFIGURATION}
"""


def write(site: Site, notes: Path, target: Path) -> tuple[Kept, ...]:
    """Write the project into ``target``, where an earlier export is replaced, and return what was kept of the owner's.

    Raises:
        NotAnExportError: where other files are there.
        OSError: where the disk refuses, or a file of the notes is gone; an earlier export is as it was.
    """
    target = target.resolve()  # the caller named it: a link of his leads where he wants
    earlier = renewal.earlier(target)
    with writing.beginning(target) as folder:
        _fill(site, notes, folder)
        return renewal.replace(target, folder, earlier)


def _fill(site: Site, notes: Path, folder: Path) -> None:
    by_page = {section.page: section for section in site.library.sections}
    for page in site.pages:
        section = by_page.get(page.name)
        text = section_page.write(site, section) if section else escaping.html_block(page.html)
        _put(folder, f"docs/{page.name}.md", _front_matter(page) + text + "\n")
    for asset in site.assets.values():
        assets.write(asset, notes, folder, f"docs/{asset.path}")
    _copy_shipped(site, folder)
    for path, content in (*script_words.files(site.library.options.language).items(), *held.files(site)):
        writing.write(folder, f"docs/{path}", content)
    writing.write(folder, "docs/studyguide.json", studyguide_json.encode(site))
    configuration = _configuration(site)
    policy.add(configuration, folder, site.library.options.pictures)
    _put(folder, CONFIGURATION, yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False))
    _put(folder, "mkdocs.yml", _OWN)


def _copy_shipped(site: Site, folder: Path) -> None:
    left_out = shipped.unneeded(site)
    for file in sorted((THEME / "assets").rglob("*")):
        name = file.relative_to(THEME).as_posix()
        if not file.is_file() or name in left_out:
            continue
        if shipped.is_light(name):
            writing.write(folder, f"docs/{name}", shipped.light(file.read_bytes()))
        else:
            writing.copy(file, folder, f"docs/{name}")


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
    language = site.library.options.language
    word = language.word
    return {
        "site_name": site.library.options.title,
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "features": list(FEATURES),
            "font": False,
            "palette": theme_settings.palette(language),
            **({"language": language.tag} if language.tag != ENGLISH else {}),
        },
        "extra_css": STYLES,
        "extra_javascript": ["assets/studyguide/guide.js"],
        "markdown_extensions": [{name: options} if options else name for name, options in EXTENSIONS.items()],
        "plugins": ["search"],
        "nav": [
            {escaping.for_theme(word("navigation.home")): "index.md"},
            *navigation.draw(site, pages, escaping.for_theme),
        ],
    }
