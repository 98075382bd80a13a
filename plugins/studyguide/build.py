"""The whole flow on one screen: notes in, site out. No host is needed and nothing is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

from markdown_it import MarkdownIt

from studyguide import pages, paths, unwritten
from studyguide.guide import (
    chapters,
    comparisons,
    exam_pool,
    folder_moves,
    foreign_blocks,
    foreign_labels,
    glossary,
    history,
    inline_tags,
    ledger,
    lint,
    questions,
    rewordings,
    tag_pages,
    tags,
)
from studyguide.guide.rewordings import Said
from studyguide.linking import embeds, links, target_index
from studyguide.linking.links import Linked
from studyguide.markdown import compact, parser
from studyguide.model import Library, Note, Rewording, Section, Source
from studyguide.notes import (
    edited_words,
    file_titles,
    folder_notes,
    foreign_markup,
    front_matter,
    other_files,
    page_names,
    preamble,
)
from studyguide.notes.folder import Folder, read
from studyguide.notes.folder_notes import FolderNotes
from studyguide.notes.sections import PageSlot, parse
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Problem
from studyguide.repeats import said_once
from studyguide.reuse.memory import Memory, Told, recalled, same, used
from studyguide.reuse.stages import stage
from studyguide.site import Page, Site
from studyguide.switches import Silence, judged

_Made = TypeVar("_Made")


def build(root: Path, options: Options | None = None, memory: Memory | None = None, *, drawn: bool = True) -> Site:
    """Build the site of the notes below ``root``. What is wrong with them is in ``problems``.

    With a ``memory``, only what depends on a change since its last build is made anew; the site is the same. Where
    pages are not ``drawn``, they have names and no text: that is enough to find all problems.

    Raises:
        TooMuchError: beyond ``options.limits``, before a note is read, or where little in notes makes much on pages.
    """
    if memory is not None:
        with memory.used():
            return _built(root, options or Options(), drawn=drawn)
    return _built(root, options or Options(), drawn=drawn)


def _built(root: Path, options: Options, *, drawn: bool) -> Site:
    said = _Said()
    read_in = _arranged(root, same(options, "options"), said)
    library, linked = _library(read_in, said)
    said.found.append(tuple(foreign_labels.found(read_in.notes)))
    said.silences = tuple(chain(*(note.silences for note in read_in.notes)))
    folder, length = read_in.folder, read_in.length
    del read_in  # the notes before they were linked, which no page is made of
    library, dead = ledger.applied(library, root, linked.assets)
    made, doubled = pages.build(library, length) if drawn else pages.named(library)
    said.found += [dead, doubled]
    return _site(library, made, folder, linked, said)


@dataclass
class _Said:
    """What was found on the way, stage by stage, and where notes want to hear nothing."""

    found: list[Iterable[Problem]] = field(default_factory=list)
    silences: tuple[Silence, ...] = ()

    def of(self, stage: tuple[_Made, Iterable[Problem]]) -> _Made:
        """Keep what a stage says, and return what it made."""
        made, problems = stage
        self.found.append(problems)
        return made


@dataclass(frozen=True)
class _Arranged:
    """The notes, cut into sections in their chapters, of which nothing is collected yet."""

    root: Path
    options: Options
    folder: Folder
    length: int
    """Characters of all notes."""
    notes: list[Note]
    speakers: FolderNotes
    sections: Sequence[Section]
    folders: Mapping[str, PageName]
    unlisted: Sequence[Section]
    about: Sequence[Section]
    """Texts of tags."""

    def published(self) -> Sequence[Section]:
        """List the sections that get a page, as they were read."""
        pages = {section.page for section in self.sections}
        return [section for note in self.notes for section in note.sections if section.page in pages]


def _arranged(root: Path, options: Options, said: _Said) -> _Arranged:
    folder = read(root, options.limits, options.apart, options.exclude, options.tags_from)
    said.found.append(folder.problems)
    length = sum(len(source.text) for source in folder.sources)
    notes = said.of(parsed(folder, options))
    speakers = folder_notes.chosen(folder.sources)
    folder = folder.without_texts()
    # Drafts go before anything is collected: no term, tag, fact or link of theirs shows that they are there.
    listed, about = tag_pages.parted(_published(notes))
    published, unlisted = exam_pool.parted(listed)
    arranged, folders = chapters.arrange(published, _titles(folder))
    said.found.append(tuple(foreign_blocks.said(arranged)))
    sections = said.of(inline_tags.counted(arranged, root, options))
    # All notes, drafts too: a link to one is told from a link that leads nowhere.
    notes += folder_notes.stand_ins(notes, folder.sources, speakers)
    return _Arranged(root, options, folder, length, notes, speakers, sections, folders, unlisted, about)


def _library(given: _Arranged, said: _Said) -> tuple[Library, Linked]:
    """Collect what the sections say, and link them."""
    root, options, folder, notes = given.root, given.options, given.folder, given.notes
    tagged = said.of(tags.collect(given.sections, options.language, given.about))
    said.found.append(tuple(tag_pages.problems(given.sections, given.about, tagged)))
    terms = said.of(glossary.collect(given.sections, notes, options.terms_heading, options.language))
    index = target_index.index(notes, given.sections, folder, given.folders, options)
    index = target_index.with_texts(index, given.about)
    linked = links.link(index, terms, tagged, options, apart=given.unlisted)
    linked, about = _without_texts(linked, given.about)
    said.found.append(linked.problems)
    # From linked sections, for answers and facts are shown elsewhere with their links.
    compared = said.of(comparisons.collect(linked.sections, tagged, options))
    asked = said.of(questions.collect(linked.sections, options.exam, linked.apart))
    asked = tuple(same(question, "question", question.page, question.id) for question in asked)
    # Last, so that nothing embedded counts twice: its terms, facts and questions are those of its own page.
    embedded = said.of(embeds.insert((*linked.sections, *about), root, folder.paths))
    sections, about = embedded[: len(linked.sections)], embedded[len(linked.sections) :]
    by_line = said.of(history.changed(root, sections, options.place))
    changed, reworded = history.told_apart(by_line, _reworded(given) if options.changed_words else {})
    used_terms = glossary.with_uses(terms, linked.sections, linked.mentions, target_index.pages_by_name(index))
    library = Library(
        options=options,
        sections=sections,
        terms=tuple(same(term, "term", term.anchor) for term in used_terms),
        tags=tagged,
        about_tags={paths.of_tag(text.meta.about_tag): text for text in about},
        comparisons=compared,
        questions=tuple(question for question in asked if not question.exam_only),
        pool=tuple(question for question in asked if question.exam_only),
        links=linked.links,
        nav=chapters.navigation(sections),
        changed=changed,
        reworded=reworded,
        anchors={note.source.path: note.anchors for note in notes},
        moved=folder_moves.redirects(sections, given.speakers),
    )
    compact.forget()  # all tokens are made
    return library, linked


def _without_texts(linked: Linked, about: Sequence[Section]) -> tuple[Linked, tuple[Section, ...]]:
    """Part the texts of tags, linked with all others, from the sections that everything is collected from."""
    pages = {text.page for text in about}
    own = tuple(section for section in linked.sections if section.page not in pages)
    return replace(linked, sections=own), tuple(section for section in linked.sections if section.page in pages)


def _site(library: Library, made: tuple[Page, ...], folder: Folder, linked: Linked, said: _Said) -> Site:
    """Put the site together. What is wrong is said once: a footnote is resolved on each page that refers to it."""
    lying = (asset.source for asset in folder.assets.values())
    unheld = page_names.not_on_windows(linked.assets, (*lying, *(source.path for source in folder.sources)))
    lacking = other_files.lacking(folder.assets, linked.assets)
    found = chain(*said.found, _linted(library, linked), unheld, lacking, exam_pool.unasked(library))
    assets = {path: folder.assets[path] for path in sorted(linked.assets)}
    return Site(
        library,
        made,
        library.nav,
        assets,
        tuple(sorted(_heard({*found, *_of_options(library.options)}, library.options, said.silences))),
        linked.outward,
        folder.assets,
        said.silences,
        linked.amends,
    )


def _linted(library: Library, linked: Linked) -> Iterable[Problem]:
    return stage(
        lambda: lint.check(library, linked.sections),
        "lint",
        (*library.said, *linked.sections),
        library.around,
    )


def _heard(found: Iterable[Problem], options: Options, silences: Iterable[Silence]) -> Iterable[Problem]:
    """Leave out what nobody wants to hear, or hear again; an owner who sets a rule's level hears each place."""
    heard = judged(found, options.lint, silences)
    return said_once(heard if unwritten.RULE in options.lint else unwritten.listed(heard))


def _of_options(options: Options) -> Iterable[Problem]:
    """Say once what an owner should know of his settings."""
    if options.allow_unsafe_html:
        message = "`allow_unsafe_html` is on: raw HTML of the notes is published as it is, whoever wrote it"
        yield Problem(options.at("allow_unsafe_html"), "unsafe-html", message, "info")
    if options.language.gap:
        yield Problem(options.place, "language", options.language.gap, "info")


def parsed(folder: Folder, options: Options) -> tuple[list[Note], tuple[Problem, ...]]:
    """Name the pages of files, and parse every file with its own mode of splitting. Also returns what is wrong."""
    options = _parsed_with(folder, options)
    md, (slots, problems) = parser.parser(), _slots(folder, options)
    sources = (source for source in folder.sources if source.path in slots)
    found = [_parsed(md, source, _mode(source, options), options, slots[source.path]) for source in sources]
    # Logseq writes blanks into addresses, and ends code wherever its mark stands.
    unsaid = ("blank-in-address", "unclosed-fence") if folder.rules and folder.rules.of_logseq else ()
    told = (problem for note in found for problem in note.problems if problem.rule not in unsaid)
    return found, (*problems, *told, *foreign_markup.problems(found, of_jekyll=folder.of_jekyll))


def _parsed_with(folder: Folder, options: Options) -> Options:
    return same(replace(options, macros=preamble.joined(folder.preamble, options.macros)), "parsed with")


def _slots(folder: Folder, options: Options) -> tuple[Mapping[SourcePath, PageSlot], Iterable[Problem]]:
    """Say where each file goes, and what is wrong with that."""
    sources = folder.sources
    files = options.files.union(folder.assets)
    speakers = folder_notes.chosen(sources)
    named, problems = page_names.of_files(sources, own_home=options.own_home, files=files, folder_notes=speakers)
    taken = page_names.segments_taken(named.values(), files)
    titles, names_toc = _titles(folder), folder.names_toc
    homes = {path: taken.get(paths.fold(paths.folder_of(page)), ()) for path, page in named.items()}
    return {path: PageSlot(page, homes[path], titles[path], names_toc) for path, page in named.items()}, problems


def _parsed(md: MarkdownIt, source: Source, mode: str, options: Options, home: PageSlot) -> Note:
    """Parse a file that is not as it was; its sections that say what they said are those of the last build."""
    source, home = same(source, source.path, "source"), same(home, source.path, "slot")

    def note() -> Note:
        read = partial(_read_in_part, md, mode, options, home)
        parsed = _edited(source, (mode, options, home), read) or parse(md, source, mode, options, home).without_text()
        sections = tuple(same(section, section.page, number) for number, section in enumerate(parsed.sections))
        return replace(parsed, sections=sections)

    found = recalled(note, "note", source, mode, options, home)
    if (memory := used()) is not None:
        memory.put(("last note", source.path), Told((source, (mode, options, home), found)))
    return found


def _edited(source: Source, way: tuple[object, ...], read: Callable[[Source], Note]) -> Note | None:
    """Read the one section of a note that was edited, where no more than words of it are other than they were."""
    last = _last(source.path)
    if last is None or last[1] != way:
        return None
    before, _, note = last
    edit = edited_words.of(note, before, source)
    if edit is None or not edited_words.is_as_good(note, then := read(edit.before), edit):
        return None
    return edited_words.applied(note, then, read(edit.after), edit)


def _last(path: SourcePath) -> tuple[Source, tuple[object, ...], Note] | None:
    """Return what the last build read a note from, and what it read."""
    memory = used()
    last = memory.before(("last note", path)) if memory is not None else None
    return cast("tuple[Source, tuple[object, ...], Note]", last.all) if isinstance(last, Told) else None


def _read_in_part(md: MarkdownIt, mode: str, options: Options, home: PageSlot, source: Source) -> Note:
    return recalled(
        lambda: parse(md, source, mode, options, home).without_text(),
        "note in part",
        source.path,
        source.text,
        mode,
        options,
        home,
    )


def _reworded(given: _Arranged) -> Mapping[PageName, Rewording]:
    """Find what the last change of each section did to its words."""
    options = _parsed_with(given.folder, given.options)
    md, (slots, _) = parser.parser(), _slots(given.folder, options)

    def read(path: SourcePath, data: bytes) -> Mapping[PageName, Said]:
        home = same(slots[path], path, "slot then")

        def then() -> Mapping[PageName, Said]:
            text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
            body, offset, meta, _ = front_matter.split(path, text, options.tags_from)
            source = Source(path, body, offset, meta)
            way = (_mode(source, options), options, home)
            last = _last(path)
            known = last[2] if last and last[:2] == (source, way) else parse(md, source, *way)
            return rewordings.said(_published([known]))

        return recalled(then, "said then", path, data, options, home)

    reworded = history.reworded(given.root, given.published(), read)
    return {page: same(found, "reworded", page) for page, found in reworded.items()}


def _titles(folder: Folder) -> Mapping[str, str]:
    return file_titles.titles(source.path for source in folder.sources)


def _mode(source: Source, options: Options) -> str:
    if source.meta.about_tag:
        return "file"
    modes = [mode for glob, mode in options.splits if fnmatch(source.path, glob)]
    return modes[-1] if modes else options.split


def _published(found: Sequence[Note]) -> list[Section]:
    """Leave out drafts, and what stands in the chapter of a draft."""
    drafts = set[PageName]()
    sections = []
    for note in found:
        for section in note.sections:
            # Parents come before their children here, so one pass is enough.
            if section.meta.draft or section.parent in drafts:
                drafts.add(section.page)
            else:
                sections.append(section)
    return sections
