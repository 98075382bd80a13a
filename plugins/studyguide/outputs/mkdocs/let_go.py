"""What a host need not hold while it draws pages: hosts keep all that they are given until their build ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage

from studyguide.model import Comparison, Section
from studyguide.reuse import packing
from studyguide.site import Page, Site

_NOT_READING = ("studyguide.", "material.plugins.search", "material.plugins.offline")
"""Plugins that leave the guide's pages as they are; of others nobody knows."""


def nobody_reads(site: Site, config: MkDocsConfig) -> bool:
    """Say whether nobody asks for the content of a page while it is drawn, so that it may come at the end.

    An owner's templates may, and so do we where links lead to his pages, whose headings are known late.
    """
    trusted = not site.library.options.allow_unsafe_html
    ours = all(map(leaves_pages, config.plugins.values()))
    theirs = config.hooks or config.theme.custom_dir or config.theme.name != "material" or site.outward
    return trusted and ours and not theirs


def leaves_pages(plugin: object) -> bool:
    """Say whether a plugin is known to leave the guide's pages as they are, and to look at none of them."""
    return type(plugin).__module__.startswith(_NOT_READING)


def spare(page: HostPage, config: MkDocsConfig) -> None:
    """Let the host read no Markdown of a page that has none, where nobody else may look at what comes of it."""
    if not config.hooks and all(map(leaves_pages, config.plugins.values())):
        vars(page)["render"] = partial(_not_read, page)


def _not_read(page: HostPage, _config: MkDocsConfig, _files: Files) -> None:
    page.content = ""


def without_tokens(site: Site) -> Site:
    """Return a site whose pages are made and whose search is known: a host asks only where its sections stand."""
    library = site.library
    sections, named = tuple(map(_bare, library.sections)), tuple(map(_named, library.comparisons))
    bare = replace(library, sections=sections, terms=(), comparisons=named, questions=(), pool=(), links=())
    return replace(site, library=bare)


def pack(site: Site) -> None:
    """Lay together what nobody reads any more before it is written."""
    for section in site.library.sections:
        packing.pack(section)


def _named(comparison: Comparison) -> Comparison:
    """Keep that there is a comparison: the navigation leads to it."""
    return replace(comparison, attributes=(), members=(), left_members=(), left_facts=())


def _bare(section: Section) -> Section:
    headings = tuple(replace(heading, inline=(), facts=()) for heading in section.headings)
    return replace(section, tokens=(), footnotes={}, headings=headings)


@dataclass(frozen=True)
class Said:
    """All texts of pages, one after the other and the long ones part by part, as often as they are asked for."""

    pages: tuple[Page, ...]

    def __iter__(self) -> Iterator[str | Iterator[bytes]]:
        for page in self.pages:
            yield from (page.title, page.description, page.pieces)
