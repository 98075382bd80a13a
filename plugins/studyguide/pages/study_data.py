"""What the scripts of the home page need of the rest of the guide, in few bytes: it stands on the first page."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from studyguide import paths
from studyguide.guide.cards import cards
from studyguide.guide.digest import content_hash
from studyguide.model import Library, Section
from studyguide.page_kinds import PRACTICE
from studyguide.pages.frame import Frame
from studyguide.pages.plans import Plan, encode
from studyguide.pages.progress import is_read
from studyguide.paths import PageName

SHORT = 4
"""Characters that stand for an id. Of 1,000 ids, a stranger is taken for one of them once in 1,700 times."""

CONTENT = 8
"""Characters of the hash of a section's words, of those that stand on its page."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def digit(number: int) -> str:
    """Write a number below 36 to base 36."""
    return _DIGITS[number]


@cache
def short(name: str) -> str:
    """Shorten an id: the last digits of FNV-1a with 32 bits over UTF-16 units, to base 36, as ``text.js`` has it."""
    number = 0x811C9DC5
    data = name.encode("utf-16-le", "surrogatepass")
    for low, high in zip(data[::2], data[1::2], strict=True):
        number = ((number ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    digits = ""
    for _ in range(SHORT):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def shortened(names: Iterable[str]) -> str:
    """Join short ids; each takes as much room as the others."""
    return "".join(map(short, names))


def data(frame: Frame, origin: PageName, plans: list[Plan]) -> dict[str, Any]:
    """Collect it: plans, the words of sections as they are now, what each domain asks, and what cards there are."""
    library = frame.library
    read = [section for section in library.sections if is_read(section)]
    questions = [question.id for question in library.questions]
    return {
        "plans": encode(frame, origin, plans),
        "practice": frame.url(origin, PRACTICE.address),
        "sections": "".join(short(section.id) + content_hash(section)[:CONTENT] for section in read),
        "cards": shortened([*questions, *(card.id for card in cards(library))]),
        "domains": _domains(library),
    }


def _domains(library: Library) -> list[list[Any]]:
    """List the domains of the exam, each with its tag as it is spelled and what is asked in it."""
    exam = library.options.exam
    spelled = {tag.path: tag.name for tag in library.tags}
    found = []
    for domain in exam.domains if exam else ():
        path = paths.of_tag(domain.tag)
        # What only the exam asks counts in a domain once it was asked there.
        every = (*library.questions, *library.pool)
        asked = [question.id for question in every if any(map(_inside(path), question.tags))]
        found.append([spelled.get(path, domain.tag), domain.title, shortened(asked)])
    return found


def _inside(path: str) -> Any:
    return lambda tag: paths.of_tag(tag) == path or paths.of_tag(tag).startswith(f"{path}/")


def ids(sections: Iterable[Section]) -> str:
    """Shorten the ids of the sections that can be read."""
    return shortened(section.id for section in sections if is_read(section))
