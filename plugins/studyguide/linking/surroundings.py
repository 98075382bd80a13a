"""What the links of one section can depend on outside of it: as one value, the last build's where it is equal.

Of other sections and of terms that is what they are called and where they stand, and never their text. Where a link
depends on lines of another file, or on what else lies on the disk, that is no part of this: such sections are linked in
each build.
"""

from collections.abc import Iterable, Mapping, Sequence

from studyguide.linking.judgement import Judgement
from studyguide.linking.target_index import Index
from studyguide.model import Note, Section, Tag, Term
from studyguide.options import Options
from studyguide.reuse.memory import Told, kept, same, told


def of(
    index: Index,
    terms: Sequence[Term],
    tags: Sequence[Tag],
    options: Options,
    used: tuple[Judgement, frozenset[str]],
) -> Told:
    """Gather it. The memory keeps ``options`` one value; how names are ``used`` tells two things of them."""
    judged, capitals = used
    found = (
        tuple(same(_of_section(section), "outline", section.page) for section in index.pages.values()),
        tuple(same(_of_note(note), "outline of a note", note.source.path) for note in index.files.values()),
        [(name.text, name.auto) for names in index.names.values() for name in names],
        (
            list(judged.linked),
            list(judged.held),
            judged.reaches.names,
            judged.reaches.kin,
            judged.bare,
            judged.refrains,
            capitals,
        ),
        [_of_term(term) for term in terms],
        [(tag.path, tag.page) for tag in tags],
        _of_files(index),
        (index.home, index.rules and index.rules.of_logseq),
        options,
    )
    return told(found, "surroundings")


def own_terms(terms: Iterable[Term]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """List for each page the terms that its author explains there, with their lines: they are not marked in those."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for term in terms:
        if term.explicit:
            found[term.page] = (*found.get(term.page, ()), (term.anchor, term.place.line))
    return found


@kept
def _of_section(section: Section) -> tuple[object, ...]:
    """Give what others can call a section, and where it stands; whether it has lines, but not which."""
    headings = tuple((one.title, one.anchor, one.level, one.meta, one.written) for one in section.headings)
    own = (section.page, section.id, section.title, section.place.path, section.parent, section.chapter)
    return (*own, bool(section.last), section.meta, headings)


@kept
def _of_note(note: Note) -> tuple[object, ...]:
    """Give what a file can be called, and where its fragments went."""
    parts = tuple((section.page, section.id) for section in note.sections)
    known = (list(note.anchors.items()), list(note.blocks.items()), note.labels, sorted(note.dialects))
    return (note.source.path, note.source.meta, parts, *known)


def _of_term(term: Term) -> tuple[object, ...]:
    return (term.name, term.aliases, term.expansion, term.page, term.anchor, term.explicit)


def _of_files(index: Index) -> tuple[object, ...]:
    return (
        index.folders,
        index.assets,
        index.assets_by_name,
        index.refused,
        index.own,
        index.drawings,
        index.routes.others,
    )
