"""Texts of tags: files that say what a tag is about, and stand on its page instead of being a section."""

from collections.abc import Iterator, Mapping, Sequence

from studyguide import paths
from studyguide.model import Library, Section, Tag
from studyguide.problems import Problem


def parted(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Return the sections that are pages of the guide, and the texts of tags, one for each tag."""
    own = [section for section in sections if not _is_text(section)]
    return own, [section for section in sections if _is_text(section)]


def _is_text(section: Section) -> bool:
    """Say whether a section has the address of its tag; of two files about one tag only the first has it."""
    tag = section.meta.about_tag
    return bool(tag) and section.page == paths.page_of_tag(paths.of_tag(tag))


def meanings(library: Library) -> Mapping[str, str]:
    """Say what tags stand for, by their paths, where the exam or a text says so: ``D1/1.2`` does not say it itself."""
    exam = library.options.exam
    found = {paths.of_tag(tag): title for domain in (exam.domains if exam else ()) for tag, title in domain.titles}
    said = {tag.path: text.title for tag in library.tags if (text := library.about_tags.get(tag.path))}
    own = {tag.path: {paths.fold(tag.name), tag.path} for tag in library.tags}
    titled = {path: title for path, title in said.items() if paths.fold(title) not in own[path]}
    return titled | {path: title for path, title in found.items() if title}


def problems(sections: Sequence[Section], about: Sequence[Section], tags: Sequence[Tag]) -> Iterator[Problem]:
    """Report texts that no reader comes to: the second one of a tag, and one of a tag that nothing carries."""
    for section in sections:
        if section.meta.about_tag:
            message = f"another file is the text of `{section.meta.about_tag}` already: this one is a page of its own"
            yield Problem(section.place, "tag-page", f"{message}; join the two, or name another tag in `about_tag`")
    carried = {tag.path for tag in tags if tag.sections}
    for text in about:
        if paths.of_tag(text.meta.about_tag) not in carried:
            message = f"no section has the tag `{text.meta.about_tag}`, whose page this text is"
            yield Problem(text.place, "tag-page", f"{message}: write the tag as sections have it, or tag some")
