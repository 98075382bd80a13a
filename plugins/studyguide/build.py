"""The whole flow on one screen: notes in, site out. No host is needed and nothing is written."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from studyguide import pages, paths
from studyguide.guide import chapters, comparisons, glossary, history, ledger, lint, questions, tags
from studyguide.linking import embeds, links, publishable
from studyguide.markdown import parser
from studyguide.model import Library, Note, Section, Source
from studyguide.notes import page_names
from studyguide.notes.folder import Folder, read
from studyguide.notes.sections import PageSlot, parse
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.site import Site


def build(root: Path, options: Options | None = None) -> Site:
    """Build the site of the notes below ``root``. What is wrong with them is in ``problems``; nothing is raised."""
    options = options or Options()
    folder = read(root)
    found, named = parsed(folder, options)
    library, assets, doubts = _library(root, folder, found, options)
    files = options.files | assets
    addresses = ledger.live(library)
    moved, dead = ledger.settle(ledger.read(root), addresses, files, directory_urls=options.directory_urls)
    library = replace(library, moved=moved)
    if options.allow_unsafe_html:
        dead = (*dead, _trusting(options))
    of_files = [problem for note in found for problem in note.problems]
    problems = {*folder.problems, *named, *of_files, *doubts, *dead}
    return Site(library, pages.build(library), library.nav, assets, tuple(sorted(problems)))


def _trusting(options: Options) -> Problem:
    message = "`allow_unsafe_html` is on: raw HTML of the notes is published as it is, whoever wrote it"
    return Problem(Place(SourcePath(options.config), 1), "unsafe-html", message, "info")


def _library(
    root: Path, folder: Folder, found: Sequence[Note], options: Options
) -> tuple[Library, frozenset[SourcePath], list[Problem]]:
    """Join the files into one guide: sections with their links, and what is collected from them."""
    sections, folders = chapters.arrange(_published(found))
    terms, doubts = glossary.collect(sections, found, options.terms_heading)
    tag_pages = {tag.path: tag.page for tag in tags.collect(sections)[0]}
    index = links.index(found, sections, folder.assets, folders)
    linked = links.link(
        index,
        terms,
        tags=lambda tag: tag_pages.get(tags.key(tag)),
        auto=options.autolink,
        ignore=options.ignore,
    )
    sections = linked.sections
    all_tags, spelled = tags.collect(sections)
    groups, gaps = comparisons.collect(sections, all_tags, options.compare, SourcePath(options.config))
    asked, unanswered = questions.collect(sections, options.exam)
    # Once more on the linked sections, so that definitions carry their links; names and anchors are the same.
    terms, _ = glossary.collect(sections, found, options.terms_heading)
    # Last, so that nothing embedded counts twice: its terms, facts and questions are those of its own page.
    readable = folder.assets | {source.path for source in folder.sources}
    sections, not_embedded = embeds.insert(sections, root, readable)
    library = Library(
        options,
        sections,
        glossary.with_uses(terms, linked.mentions, links.pages_by_name(index)),
        all_tags,
        groups,
        asked,
        linked.links,
        chapters.navigation(sections),
        history.changed(root, sections),
        {note.source.path: note.anchors for note in found},
    )
    problems = [*doubts, *linked.problems, *spelled, *gaps, *unanswered, *not_embedded, *lint.check(linked.sections)]
    return library, linked.assets, problems


def parsed(folder: Folder, options: Options) -> tuple[list[Note], tuple[Problem, ...]]:
    """Name the pages of files, and parse every file with its own mode of splitting."""
    sources = folder.sources
    files = options.files.union(path for path in folder.assets if publishable.publishable(path))
    named, problems = page_names.of_files(sources, own_home=options.own_home, files=files)
    taken = page_names.segments_taken(named.values(), files)
    md = parser.parser()
    found = []
    for source in sources:
        page = named[source.path]
        home = PageSlot(page, taken.get(paths.fold(paths.folder_of(page)), ()))
        found.append(parse(md, source, _mode(source, options), options, home))
    return found, problems


def _mode(source: Source, options: Options) -> str:
    modes = [mode for glob, mode in options.splits if fnmatch(source.path, glob)]
    return modes[-1] if modes else options.split


def _published(found: Sequence[Note]) -> list[Section]:
    """Leave out drafts, and what stands in the chapter of a draft."""
    drafts: set[PageName] = set()
    sections = []
    for note in found:
        for section in note.sections:
            if section.meta.draft or section.parent in drafts:
                drafts.add(section.page)
            else:
                sections.append(section)
    return sections
