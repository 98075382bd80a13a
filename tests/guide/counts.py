"""Count what the AWS guide holds; ``python tests/guide/counts.py`` prints it."""

import functools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median_low

import yaml

from studyguide import repository, settings
from studyguide.build import build
from studyguide.guide.digest import words
from studyguide.html import code_blocks
from studyguide.markdown.plain_text import plain
from studyguide.model import Fact, Question, Section
from studyguide.paths import HOME
from studyguide.site import Site

ROOT = Path(__file__).parents[2]
DOMAINS = ("D1", "D2", "D3", "D4")
UNCHECKED = "(unchecked)"
_TASK = re.compile(r"D\d/\d\.\d")


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` without acting on its tags, such as ``!ENV``."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


@functools.cache  # it takes seconds, and the files of tests that look at it run in one process
def guide() -> Site:
    """Build the guide with the options that its site has."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506  a safe loader
    raw = next(item["studyguide"] for item in config["plugins"] if isinstance(item, dict) and "studyguide" in item)
    kept_in = repository.find(config["repo_url"], config.get("edit_uri"), ROOT, ROOT / "notes")
    return build(ROOT / "notes", settings.options(raw, title=config["site_name"], repository=kept_in))


@dataclass(frozen=True)
class Asked:
    """How many questions there are by exam domain, by task, and by type: how many answers are right."""

    domains: Counter[str]
    tasks: Counter[str]
    types: Counter[str]


@dataclass(frozen=True)
class Counts:
    """The numbers of a guide; ``questions`` stand in sections, ``pool`` holds what the exam alone asks."""

    sections: int
    words: int
    facts: int
    sourced: int
    unchecked: int
    terms: int
    diagrams: int
    trees: int
    signals: int
    traps: int
    pairs: int
    verdicts: int
    questions: Mapping[str, int]
    asked: Asked
    pool: Asked
    tasks: Mapping[str, int]
    oldest: date
    median: date

    @property
    def share(self) -> float:
        """Share of the fact values that carry a source."""
        return self.sourced / self.facts


def count(site: Site) -> Counts:
    """Count a guide whose sections all have a review date."""
    library = site.library
    sections = texts(site)
    facts = [fact for section in library.sections for heading in section.headings for fact in heading.facts]
    pairs = [comparison for comparison in library.comparisons if comparison.pair]
    asked = _asked(library.questions)
    reviews = [section.meta.reviewed or date.min for section in sections]
    return Counts(
        sections=len(sections),
        words=sum(words(section) for section in library.sections),
        facts=len(facts),
        sourced=sum(is_sourced(fact) for fact in facts),
        unchecked=sum(UNCHECKED in fact.text for fact in facts),
        terms=sum(term.explicit for term in library.terms),
        diagrams=sum(len(diagrams(section)) for section in library.sections),
        trees=len(trees(site)),
        signals=sum(len(items(section, "Exam signals")) for section in library.sections),
        traps=sum(len(items(section, "Traps")) for section in library.sections),
        pairs=len(pairs),
        verdicts=sum(bool(pair.verdict) for pair in pairs),
        questions=asked.domains,
        asked=asked,
        pool=_asked(library.pool),
        tasks=Counter(tag for section in sections for tag in section.tags if _TASK.fullmatch(tag)),
        oldest=min(reviews),
        median=median_low(reviews),
    )


def _asked(questions: Iterable[Question]) -> Asked:
    found = list(questions)
    return Asked(
        domains=Counter(domain(question) for question in found),
        tasks=Counter(tag for question in found for tag in question.tags if _TASK.fullmatch(tag)),
        types=Counter(kind(question) for question in found),
    )


def texts(site: Site) -> list[Section]:
    """List the sections proper, without the pages that only introduce a chapter or the guide."""
    return [section for section in site.library.sections if not section.chapter and section.page != HOME]


def lengths(site: Site) -> dict[str, int]:
    """Count the words of each section, those of its tables and questions too, by its id."""
    return {section.id: words(section) for section in texts(site)}


def is_sourced(fact: Fact) -> bool:
    """Tell whether a value has a footnote or an external link and is not marked as unchecked."""
    proofs = [t for t in fact.value if t.type == "footnote_ref" or str(t.attrGet("href") or "").startswith("https:")]
    return bool(proofs) and UNCHECKED not in fact.text


def domain(question: Question) -> str:
    """Return the exam domain a question counts for: the first bare one among its tags, never a task's."""
    return next((tag for tag in question.tags if tag in DOMAINS), "none")


def kind(question: Question) -> str:
    """Name the type of a question by how many of its answers are right."""
    right = sum(option.correct for option in question.options)
    return ("open", "one answer", "choose two", "choose three")[min(right, 3)]


def diagrams(section: Section) -> Sequence[str]:
    """List the Mermaid diagrams of a section, also those whose fence has a title or attributes."""
    fences = [token for token in section.tokens if token.type == "fence"]
    return [token.content for token in fences if code_blocks.info(token.info)[0] == "mermaid"]


def trees(site: Site) -> list[Section]:
    """List the sections that are a decision tree."""
    return [section for section in texts(site) if str(section.page).startswith("decisions/")]


def items(section: Section, title: str) -> list[str]:
    """List the bullets that stand under the section's heading of this title, with the marks of bold text and code."""
    found: list[str] = []
    heading, in_heading = "", False
    depth = 0
    for token in section.tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "inline" and depth:
            written = "".join(f"{child.markup}{child.content}" for child in token.children or ())
            found += [written] if heading == title else []
        elif token.type == "inline":
            heading = plain(token.children) if in_heading else heading
        in_heading = token.type == "heading_open"
    return found


def lines(counts: Counts) -> list[str]:
    """Write the counts as lines for people."""
    return [
        f"sections       {counts.sections}",
        f"words          {counts.words}",
        f"facts          {counts.facts}, of which sourced {counts.sourced} ({counts.share:.1%})",
        f"unchecked      {counts.unchecked}",
        f"terms          {counts.terms}",
        f"diagrams       {counts.diagrams}",
        f"decision trees {counts.trees}",
        f"signals        {counts.signals}, traps {counts.traps}",
        f"verdicts       {counts.verdicts} of {counts.pairs} pairs",
        *_questions("in sections", counts.asked),
        *_questions("exam pool", counts.pool),
        "sections for   " + _each(counts.tasks),
        f"reviews        oldest {counts.oldest.isoformat()}, median {counts.median.isoformat()}",
    ]


def _questions(where: str, asked: Asked) -> list[str]:
    total = asked.domains.total()
    shares = ", ".join(f"{d} {asked.domains[d]} ({asked.domains[d] / max(1, total):.0%})" for d in DOMAINS)
    return [
        f"questions      {where}: {total}: {shares}",
        f"  by task      {_each(asked.tasks)}",
        f"  by type      {', '.join(f'{name} {number}' for name, number in asked.types.most_common())}",
    ]


def _each(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(count(guide()))) + "\n")
