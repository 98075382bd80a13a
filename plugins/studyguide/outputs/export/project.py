"""Write a guide as a plain Markdown project that Zensical, MkDocs or any other engine builds without us."""

from pathlib import Path
from typing import Any

import yaml

from studyguide import paths
from studyguide.html.context import Context
from studyguide.model import Section, Term
from studyguide.outputs import assets, navigation, studyguide_json, writing
from studyguide.outputs.export.markdown import Printer, html_block
from studyguide.outputs.theme_settings import EXTENSIONS, FEATURES, PALETTE, STYLES, THEME
from studyguide.page_kinds import GLOSSARY
from studyguide.paths import PageName, SourcePath
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
        text = _section(site, page, section) if section else _other(page)
        _put(folder, f"docs/{page.name}.md", _front_matter(page) + text + "\n")
    for asset in site.assets.values():
        assets.write(asset, notes, folder, f"docs/{asset.path}")
    for file in (THEME / "assets").rglob("*"):
        if file.is_file():
            writing.copy(file, folder, f"docs/{file.relative_to(THEME).as_posix()}")
    writing.write(folder, "docs/studyguide.json", studyguide_json.encode(site))
    _put(folder, "mkdocs.yml", _configuration(site))


def _refuse_others(target: Path) -> None:
    if target.exists() and any(target.iterdir()) and not (target / _MARKER).exists():
        message = f"{target} holds files that no export wrote: name an empty folder"
        raise NotAnExportError(message)


def _put(folder: Path, name: str, text: str) -> None:
    writing.write(folder, name, text.encode())


def _front_matter(page: Page) -> str:
    meta: dict[str, Any] = {"title": page.title}
    if page.description:
        meta["description"] = page.description
    if not page.search:
        meta["search"] = {"exclude": True}
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n\n"


def _section(site: Site, page: Page, section: Section) -> str:
    """Print a section as Markdown: title, text, what is in it, what belongs with it."""

    def link(name: PageName, anchor: str = "") -> str:
        return paths.to_source(page.name, name, anchor)

    def asset(path: SourcePath) -> str:
        return paths.asset_from_source(page.name, path)

    def term(found: Term) -> str:
        return link(GLOSSARY.address, found.anchor)

    context = Context(
        page=lambda name, anchor: paths.relative(page.name, name, anchor),
        asset=lambda path: paths.relative_to_root(page.name, paths.quoted(path)),
        term=lambda found: paths.relative(page.name, GLOSSARY.address, found.anchor),
        footnotes=section.footnotes,
    )
    printer = Printer(link, asset, term, context)
    parts = [f"# {_escaped(section.title)}", printer.blocks(section.tokens)]
    children = [other for other in site.library.sections if other.parent == section.page]
    parts.append("\n".join(f"- [{_escaped(child.title)}]({link(child.page)})" for child in children))
    mentions = {found.origin: found for found in site.library.links if found.page == section.page}
    if mentions:
        titles = {other.page: other.title for other in site.library.sections}
        lines = [
            f"- [{_escaped(titles[o])}]({link(o)}): {_escaped(m.sentence)}" for o, m in mentions.items() if o in titles
        ]
        parts += ["## Mentioned in", "\n".join(lines)]
    parts.append(printer.footnotes())
    return "\n\n".join(filter(None, parts))


def _escaped(text: str) -> str:
    """Escape what Markdown would take for markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|" else c for c in " ".join(text.split()))


def _other(page: Page) -> str:
    return html_block(page.html)


def _configuration(site: Site) -> str:
    """Write the project's configuration, with the navigation of our own site."""
    pages = {navigation.uri(page.name) for page in site.pages}
    nav = [{"Home": "index.md"}, *navigation.draw(site, pages)]
    config: dict[str, Any] = {
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
        "nav": nav,
    }
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
