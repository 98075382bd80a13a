"""Synthetic notes: values first, so that both projects are written from the same text."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.words import WORDS, paragraph, sentence

SECTIONS_PER_FILE = 50
TAGS = [f"{word}-{kind}" for word in WORDS[::23] for kind in ("basics", "design", "limits")]
ATTRIBUTES = ["kind", "scope", "limit", "access", "latency", "billing", "scaling", "choose when", "watch out"]
UNITS = ["KB", "MB", "GB", "ms", "per second", "a month"]


@dataclass(frozen=True)
class Name:
    """What other sections call a section."""

    file: str
    id: str
    title: str
    alias: str
    acronym: str
    expansion: str


@dataclass(frozen=True)
class Section:
    """One section; `[[id]]` in its text is a link to another one."""

    name: Name
    tags: tuple[str, ...]
    opening: str
    facts: tuple[tuple[str, str], ...]
    subtitle: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]
    remark: str
    definition: str
    question: str
    options: tuple[tuple[str, str], ...]
    confused_with: str


def make(count: int, seed: int) -> list[Section]:
    """Make that many sections, each about 250 words long, in files of fifty."""
    random = Random(seed)
    names = [Name(*fields) for fields in _names(count, random)]
    return [_section(names, index, random) for index in range(count)]


def _names(count: int, random: Random) -> Iterator[tuple[str, str, str, str, str, str]]:
    taken: set[str] = set()
    for index in range(count):
        file = f"chapter-{index // SECTIONS_PER_FILE + 1:02}"
        title, alias = _phrase_and_acronym(random, taken)
        expansion, acronym = _phrase_and_acronym(random, taken)
        yield file, f"s{index + 1:04}", title, alias, acronym, expansion


def _phrase_and_acronym(random: Random, taken: set[str]) -> tuple[str, str]:
    """Find four words whose initials nothing else has yet."""
    while True:
        words = [word.capitalize() for word in random.choices(WORDS, k=4)]
        acronym = "".join(word[0] for word in words)
        if acronym not in taken:
            taken.add(acronym)
            return " ".join(words), acronym


def _section(names: list[Name], index: int, random: Random) -> Section:
    own, (linked, titled, aliased, termed, other) = names[index], random.sample(names, 5)
    return Section(
        name=own,
        tags=tuple(random.sample(TAGS, random.randrange(1, 4))),
        opening=sentence(random, (f"the {own.title}",)),
        facts=tuple(_facts(random)) if index % 3 else (),
        subtitle=" ".join(random.choices(WORDS, k=3)).capitalize(),
        paragraphs=(
            paragraph(random, 5, (f"[[{linked.id}]]", titled.title)),
            paragraph(random, 6, (aliased.alias, termed.acronym)),
        ),
        bullets=tuple(sentence(random, length=7) for _ in range(3)),
        remark=sentence(random) if index % 4 == 0 else "",
        definition=sentence(random, length=8),
        question=sentence(random, length=15).replace(".", "?") if index % 2 else "",
        options=tuple((sentence(random, length=5), sentence(random, length=8)) for _ in range(4)),
        confused_with=other.id if index % 10 == 0 and other != own else "",
    )


def _facts(random: Random) -> Iterator[tuple[str, str]]:
    for attribute in sorted(random.sample(ATTRIBUTES, 6), key=ATTRIBUTES.index):
        words = " ".join(random.choices(WORDS, k=2))
        yield attribute, random.choice([words, f"{random.randrange(1, 900)} {random.choice(UNITS)}"])
