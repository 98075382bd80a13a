"""While a host serves: only the pages that a change of the notes changes are made again, and only they are written.

A host builds its whole site at every change. Where nothing that its pages share is other than it was (what they are
called and where they stand in the navigation, the owner's own files, the theme), a page that says the same is the same.
So the host's own steps are taken for the others alone, with all that it held at the end of its last whole build. In
every other case, and beside plugins, hooks and templates of which nobody knows whether they look at other pages, the
host builds the whole site as ever.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands import build as host
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_date

from studyguide.build import build
from studyguide.notes.size import TooMuchError
from studyguide.outputs import gc_pause, search_data, shipped, writing
from studyguide.outputs.mkdocs import (
    finished_pages,
    host_files,
    host_page,
    let_go,
    page_file,
    search_worker,
    taken_along,
    told,
    ways,
)
from studyguide.outputs.mkdocs.finished_pages import FinishedPages
from studyguide.outputs.mkdocs.search_worker import Theirs
from studyguide.reuse.memory import Memory
from studyguide.site import Page, Site

if TYPE_CHECKING:
    from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin

log = get_plugin_logger("studyguide")

_HOSTS = {"mkdocs": "1.6.", "properdocs": "1.6."}
"""Hosts whose steps are known, and the beginning of their versions."""

_OTHER_PAGES = re.compile(r"\b(?:pages|nav|next_page|previous_page|parent|ancestors|children|files)\b")
"""What a template says that may look at pages beside its own."""

_STATIC = {"404.html", "sitemap.xml"}
"""Templates of the theme that make pages; these know of others what they are called, and where they are."""

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True)
class Built:
    """What a host held at the end of a whole build."""

    site: Site
    config: MkDocsConfig
    files: Files
    env: Environment
    nav: Navigation
    finished: FinishedPages
    theirs: Theirs
    day: str
    stamps: Mapping[str, Stamp]
    """All files beside the notes that the build read and that may change."""

    @classmethod
    def now(cls, plugin: "StudyGuidePlugin", config: MkDocsConfig, site: Site) -> "Built":
        """Take hold of it."""
        stamps = dict(_stamps(plugin, config, plugin.files))
        kept = (plugin.finished, plugin.theirs, get_build_date(), stamps)
        return cls(site, config, plugin.files, plugin.env, plugin.navigation, *kept)


def unknown(config: MkDocsConfig, site: Site, finished: FinishedPages, theirs: Theirs) -> str:
    """Say why each change must build the whole site; nothing where it need not."""
    found = next(reasons(config, site, finished, theirs), "")
    return found or ("with `--strict`, what the host warns of ends a build" if config.strict else "")


def reasons(config: MkDocsConfig, site: Site, finished: FinishedPages, theirs: Theirs) -> Iterator[str]:
    """Name what keeps pages from being made one by one, whichever build made the others."""
    package = host.__name__.partition(".")[0]
    version = str(getattr(import_module(package), "__version__", ""))
    if not version.startswith(_HOSTS.get(package, "?")):
        yield f"{package} {version} is not known"
    others = [name for name, plugin in config.plugins.items() if not let_go.leaves_pages(plugin)]
    if others:
        yield f"the plugin or hook `{others[0]}` may look at other pages"
    if config.theme.name != "material" or (theirs.is_there and theirs.settings is None):
        yield "the theme's own search lists all pages"
    if found := next(_looking_around(config), None):
        yield f"{found} may look at other pages"
    if config.extra_templates or config.theme.static_templates - _STATIC:
        yield "templates of your own may look at all pages"
    if finished.shares or site.outward or config.watch:
        yield "pages depend on each other, or on your own"


def _looking_around(config: MkDocsConfig) -> Iterator[str]:
    for path in Path(config.theme.custom_dir).rglob("*") if config.theme.custom_dir else ():
        if path.suffix in {".html", ".xml", ".jinja"} and _OTHER_PAGES.search(path.read_text("utf-8", "replace")):
            yield path.name


def rebuilding(plugin: "StudyGuidePlugin", whole: Callable[[], object]) -> Callable[[], None]:
    """Return what a server does at a change: make some pages again, or the ``whole`` site."""

    def rebuild() -> None:
        started = time.monotonic()
        count = _rebuilt(plugin)
        if count is None:
            whole()
        else:
            log.info("Made %d pages again in %.2f seconds", count, time.monotonic() - started)

    return rebuild


def _rebuilt(plugin: "StudyGuidePlugin") -> int | None:
    """Make again what changed, and say how many pages that were; None where the whole site is to be built."""
    built, plugin.built = plugin.built, None  # until it is done: after an error, the whole site is built
    if built is None or plugin.memory is None or built.day != get_build_date():
        return None
    if built.stamps != dict(_stamps(plugin, built.config, built.files)):
        return None
    memory = plugin.memory or Memory()
    with memory.used(), gc_pause.paused():
        try:
            site = build(plugin.notes, built.site.library.options)
        except TooMuchError:
            return None  # which the host says
        changed = changes(built.site, site)
        if changed is None or not _leads_alike(plugin, built, site) or not _made(plugin, built, site, changed):
            return None
    plugin.built = replace(built, site=let_go.without_tokens(site))
    return len(changed)


def changes(before: Site, site: Site) -> list[Page] | None:
    """List the pages that say something else; None where something that others show is other than it was."""
    if _around(before) != _around(site):
        return None
    last = {page.name: page for page in before.pages}
    return [page for page in site.pages if page is not last[page.name] and _differ(page, last[page.name])]


def shared(site: Site) -> tuple[object, ...]:
    """Tell what pages show of others, and files that are there for all of them."""
    return *_around(site), site.library.anchors


def _around(site: Site) -> tuple[object, ...]:
    """Tell of that all but where fragments of notes lead, which only the owner's pages look at."""
    own = (site.nav, site.outward, site.publishable, site.assets, tuple(site.library.anchors), _kinds(site))
    return *own, shipped.has_diagrams(site), tuple(ways.wanted(site))


def _leads_alike(plugin: "StudyGuidePlugin", built: Built, site: Site) -> bool:
    """Say whether all links of the owner's pages, and of his navigation, lead where they led, to headings too."""
    if site.library.anchors == built.site.library.anchors:
        return True
    if not plugin.links.names.leads_alike(site):
        return False
    guide, pages = replace(plugin.guide, site=site), {f"{page.name}.md": page for page in site.pages}
    for to, anchors in _linked(built.files):
        page = pages.get(to.src_uri) if to.src_uri in guide.pages else None
        if page is None or to.page is None:
            continue
        known = host_page.known_anchors(page, guide.anchors.get(page.name, ()))
        if anchors & known != anchors & (to.page.present_anchor_ids or set()):
            return False
    return True


def _linked(files: Files) -> Iterator[tuple[File, set[str]]]:
    """Yield files with the anchors in them that the owner's pages link to."""
    for file in files:
        if file.page is not None and file.page.links_to_anchors:
            yield from ((to, set(anchors)) for to, anchors in file.page.links_to_anchors.items())


def _kinds(site: Site) -> list[tuple[object, ...]]:
    return [
        (page.name, page.title, page.kind, page.moved_to, page.source and page.source.path, bool(page.last))
        for page in site.pages
    ]


def _differ(page: Page, last: Page) -> bool:
    # Of equal texts the packed ones are mostly equal too.
    return _said(page) != _said(last) or (page.packed != last.packed and page.encoded != last.encoded)


def _said(page: Page) -> tuple[object, ...]:
    return page.toc, page.description, page.source, page.last, page.search, page.tags


def _made(plugin: "StudyGuidePlugin", built: Built, site: Site, changed: Sequence[Page]) -> bool:
    """Let the host make pages again, and write what else says what the notes say."""
    config, guide, options = built.config, plugin.guide, site.library.options
    # Pages that the host does not show stay away: the owner has one at their address.
    shown = {f"{page.name}.md": page for page in changed if f"{page.name}.md" in guide.pages}
    plugin.guide = replace(guide, site=site, pages={**guide.pages, **shown})
    plugin.finished = FinishedPages(
        finished_pages.site(config), let_go.Said(tuple(changed)), dict(options.policy), log.warning
    )
    for name, page in shown.items():
        _page(built, guide.files[name], page_file.of(page, plugin.notes, config, options.language))
    folder = Path(config.site_dir)
    # First, for a policy names scripts by their bytes, the one with the questions too.
    for path, content in host_files.data(site, plugin.notes, config, with_feed=guide.feed):
        _write(folder, built.files.get_file_from_path(path), content)
    if not plugin.finished.protect_again(built.finished):
        return False
    if built.theirs.settings is not None:
        search_worker.publish_ours(folder, search_data.collected(site.library), built.theirs)
    taken_along.list_files(folder, options, plugin.listed)
    told.log(site.problems, options, plugin.config["notes_dir"])
    plugin.guide = replace(plugin.guide, site=let_go.without_tokens(site))
    return True


def _page(built: Built, file: File, now: File) -> None:
    """Take the steps of the host for one page, as it takes them for each; ``now`` has what the page is made of."""
    file.content_string = now.content_string
    if file.page is None:
        return
    host._populate_page(file.page, built.config, built.files)  # noqa: SLF001  one of its steps, for all pages
    shown = built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    host._build_page(file.page, built.config, shown, built.nav, built.env, excluded=file.inclusion.is_excluded())  # noqa: SLF001  the same


def _write(folder: Path, file: File | None, content: bytes | str) -> None:
    """Write a file that the host copied, where it says something else."""
    new = content.encode() if isinstance(content, str) else content
    if file is not None and file.content_bytes != new:
        file.content_bytes = new
        writing.write(folder, file.dest_uri, new)


def _stamps(plugin: "StudyGuidePlugin", config: MkDocsConfig, files: Files) -> Iterator[tuple[str, Stamp]]:
    """Say of all files beside the notes what tells that they changed: as much as the host's own server goes by.

    It asks for a build when one of these numbers is another, and for none otherwise.
    """
    ours = {id(file) for file in plugin.guide.files.values()}
    read = [file.abs_src_path for file in files if id(file) not in ours and file.abs_src_path]
    folders = [Path(config.docs_dir), *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    below = [str(path) for folder in folders for path in folder.rglob("*")]
    for path in dict.fromkeys((*read, *below, *plugin.read)):
        try:
            found = Path(path).stat()
        except OSError:
            continue
        yield path, (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
