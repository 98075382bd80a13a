"""What readers follow one by one: the domains of the exam; where there is none, tags that much is in."""

from dataclasses import dataclass

from studyguide import paths
from studyguide.model import Library, Tag
from studyguide.paths import PageName, Url

_FEW = 5
"""Sections from which on a tag without others in it has news of its own."""


@dataclass(frozen=True)
class Topic:
    """A tag with its title, and the sections that carry it or one nested in it."""

    tag: Tag
    title: str
    sections: frozenset[PageName]

    @property
    def folder(self) -> str:
        """Where its feeds lie below the site's root: beside the pages of the tags that are nested in it."""
        return f"tags/{self.tag.path}"

    @property
    def address(self) -> Url:
        """The same, percent-encoded."""
        return paths.quoted(self.folder)


def of(library: Library) -> tuple[Topic, ...]:
    """List the topics of a guide: domains in their order, or tags in theirs."""
    tags = {tag.path: tag for tag in library.tags}
    exam = library.options.exam
    if exam is None:
        chosen = [(tag, tag.name) for tag in library.tags if _leads(tag)]
    else:
        domains = ((tags.get(paths.of_tag(domain.tag)), domain) for domain in exam.domains)
        chosen = [
            (tag, library.options.language.word("format.meaning", name=tag.name, meaning=domain.title))
            for tag, domain in domains
            if tag is not None
        ]
    return tuple(Topic(tag, title, frozenset(tag.sections)) for tag, title in chosen)


def _leads(tag: Tag) -> bool:
    return "/" not in tag.path and (bool(tag.children) or len(tag.sections) >= _FEW)
