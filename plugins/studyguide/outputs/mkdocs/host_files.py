"""Adds the pages and files of a guide to those of the host. What the owner has at the same address stays."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from studyguide import settings
from studyguide.outputs import extras, feed, held, offline_copy, script_words, studyguide_json
from studyguide.outputs.mkdocs import in_the_way, own_pages
from studyguide.outputs.mkdocs.copied_file import CopiedFile
from studyguide.outputs.mkdocs.page_file import PageFiles
from studyguide.paths import PageName, SourcePath, fold
from studyguide.site import Asset, Page, Site


@dataclass(frozen=True)
class Guide:
    """A guide as the host has it."""

    site: Site
    files: Mapping[str, File]
    """What it added as pages, by their names."""
    pages: Mapping[str, Page]
    hidden: Mapping[str, File]
    """For files of pages that are not there, the owner's that has their address."""
    covered: tuple[SourcePath, ...]
    """Files of the notes at whose address the owner has another file."""
    feed: bool
    """Its feed is published."""
    apart: Mapping[str, File] = field(default_factory=dict)
    """For pages and files of the notes that no disk could hold beside another's file, that file."""

    @cached_property
    def anchors(self) -> Mapping[PageName, Collection[str]]:
        """What links to notes may name on each page."""
        found: dict[PageName, set[str]] = defaultdict(set)
        for page, anchor in chain.from_iterable(known.values() for known in self.site.library.anchors.values()):
            found[page].add(anchor)
        return found

    @property
    def lists(self) -> Collection[str]:
        """Addresses of pages that only repeat what others say: no search needs them."""
        return {self.files[name].url for name, page in self.pages.items() if not page.kind.searched}

    @property
    def urls(self) -> Collection[str]:
        """Addresses of its pages."""
        return {self.files[name].url for name in self.pages}


def remove_notes(files: Files, notes: Path, apart: Collection[str]) -> None:
    """Take the notes out of the host's files where they lie inside its own folder; what is ``apart`` is no notes."""
    for file in list(files):
        path = Path(file.abs_src_path or "/")
        if path.is_relative_to(notes) and not any(path.is_relative_to(notes / folder) for folder in apart):
            files.remove(file)


def add(site: Site, notes: Path, files: Files, config: MkDocsConfig) -> Guide:
    """Add everything that a guide publishes."""
    words = site.library.options.language
    files_of = PageFiles(notes, config, words)
    added = {file.src_uri: (file, page) for page in site.pages for file in [files_of.of(page)]}
    guide = Guide(
        site,
        files={name: file for name, (file, _) in added.items()},
        pages={name: page for name, (_, page) in added.items()},
        hidden={},
        covered=tuple(path for path in sorted(site.assets) if _covered(site.assets[path], notes, files)),
        feed=site.library.options.feeds,
    )
    guide = _without_hidden(guide, own_pages.by_address(files))
    for name in guide.pages:
        own_pages.replace(files, guide.files[name])
    for path, asset in sorted(site.assets.items()):
        theirs = files.get_file_from_path(path)
        if theirs is None or not theirs.inclusion.is_included():
            own_pages.replace(files, asset_file(asset, notes, config))
    _add_data(site, notes, files, config, with_feed=guide.feed)
    return guide


def settled(guide: Guide, files: Files) -> Guide:
    """Give way to what other plugins have added since, and to the theme; forget pages that they have taken out."""
    ours = {name for name in guide.pages if files.src_uris.get(name) is guide.files[name]}
    own = own_pages.by_address(file for file in files if file.src_uri not in ours)
    kept = _without_hidden(guide, own)
    for name in ours & kept.hidden.keys():
        files.remove(guide.files[name])
    kept = replace(kept, pages={name: page for name, page in kept.pages.items() if name in ours})
    published = {
        name: file for name in (*kept.pages, *guide.site.assets) if (file := files.get_file_from_path(name)) is not None
    }
    apart = in_the_way.met(published, (file for file in files if file.src_uri not in published))
    for name in apart:
        files.remove(published[name])
    return replace(kept, pages={name: page for name, page in kept.pages.items() if name not in apart}, apart=apart)


def has_feeds(files: Files, config: MkDocsConfig) -> bool:
    """Say whether there are feeds: their links need the site's address, and an owner's own stay."""
    return bool(config.site_url) and not any(map(files.get_file_from_path, (feed.FILE, feed.JSON_FILE)))


def _without_hidden(guide: Guide, own: Mapping[str, File]) -> Guide:
    """Take out pages at whose address the owner has one; on many a disk, case makes no difference."""
    addresses = {name: fold(guide.files[name].dest_uri) for name in guide.pages}
    found = {name: own[address] for name, address in addresses.items() if address in own}
    pages = {name: page for name, page in guide.pages.items() if name not in found}
    return replace(guide, pages=pages, hidden={**guide.hidden, **found})


def asset_file(asset: Asset, notes: Path, config: MkDocsConfig) -> File:
    """Describe a file of the notes that is published."""
    if asset.content is not None:
        return File.generated(config, asset.path, content=asset.content)
    file = CopiedFile(asset.path, str(notes), config.site_dir, config.use_directory_urls)
    file.abs_src_path = str(notes / asset.source)
    return file


def _covered(asset: Asset, notes: Path, files: Files) -> bool:
    theirs = files.get_file_from_path(asset.path)
    if theirs is None or not theirs.inclusion.is_included():
        return False
    ours = asset.content if asset.content is not None else (notes / asset.source).read_bytes()
    return theirs.content_bytes != ours


def _add_data(site: Site, notes: Path, files: Files, config: MkDocsConfig, *, with_feed: bool) -> None:
    for path, content in data(site, notes, config, with_feed=with_feed):
        files.append(File.generated(config, path, content=content))


def data(site: Site, notes: Path, config: MkDocsConfig, *, with_feed: bool) -> Iterator[tuple[str, bytes | str]]:
    """Yield the files that say in other forms what the pages say."""
    yield "studyguide.json", studyguide_json.encode(site)
    yield from script_words.files(site.library.options.language).items()
    yield from held.files(site)
    if site.library.options.deck:
        try:
            from studyguide.outputs import anki
        except ImportError as error:
            message = f"no deck: {extras.advice(error, 'anki')}"
            raise PluginError(message) from None
        yield "practice.apkg", anki.encode(site, notes)
    if site.library.options.offline_copy:
        words = site.library.options.language
        title = site.library.options.title
        yield from offline_copy.files(title, words, directory_urls=config.use_directory_urls)
    if with_feed:
        yield from feed.files(site.library, str(config.site_url), language(config))


def language(config: MkDocsConfig) -> str:
    """Return the language of the theme, which is that of the site."""
    return settings.theme_language(config.theme)
