"""Questions that only the exam asks: taken out of the sections before anything is made of those."""

from collections.abc import Sequence
from dataclasses import replace

from studyguide.guide import prompts, questions
from studyguide.model import Library, Section
from studyguide.problems import Problem, number_of
from studyguide.reuse.memory import kept


def parted(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Return the sections that are published, without such questions, and what was taken out, as sections too.

    A section or file with ``exam_only`` in its metadata has no page; a question may also carry the mark by itself.
    """
    published, pool = [], []
    for section in sections:
        shown, asked = _parted(section)
        published += [shown] if shown else []
        pool += [asked] if asked else []
    return published, pool


@kept
def _parted(section: Section) -> tuple[Section | None, Section | None]:
    if section.meta.exam_only:
        return None, section
    found = prompts.blocks(section.tokens)
    marked = [range(start, end + 1) for start, end, _ in found if questions.is_marked(section, start, end)]
    if not marked:
        return section, None
    asked = replace(section, tokens=tuple(section.tokens[n] for block in marked for n in block))
    return _without(section, marked), asked


def _without(section: Section, blocks: Sequence[range]) -> Section:
    hidden = {index for block in blocks for index in block}
    return replace(section, tokens=tuple(token for n, token in enumerate(section.tokens) if n not in hidden))


def unasked(library: Library) -> list[Problem]:
    """Report questions that nobody will ever be asked."""
    if library.options.exam or not library.pool:
        return []
    message = (
        f"`exam_only` marks {number_of(len(library.pool), 'question')}, but there is no exam: set the option `exam`"
    )
    return [Problem(library.options.place, "exam-only", message)]
