"""Count what the AWS guide holds; ``python tests/guide/counts.py`` prints it."""

import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from studyguide import settings
from studyguide.build import build
from studyguide.guide.digest import words
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


def guide() -> Site:
    """Build the guide with the options that its site has."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506  a safe loader
    raw = next(item["studyguide"] for item in config["plugins"] if isinstance(item, dict) and "studyguide" in item)
    return build(ROOT / "notes", settings.options(raw, title=config["site_name"]))


@dataclass(frozen=True)
class Counts:
    """The numbers of a guide; ``questions`` and ``tasks`` are by exam domain and task."""

    sections: int
    words: int
    facts: int
    sourced: int
    terms: int
    diagrams: int
    questions: Mapping[str, int]
    tasks: Mapping[str, int]
    oldest: date

    @property
    def share(self) -> float:
        """Share of the fact values that carry a source."""
        return self.sourced / self.facts


def count(site: Site) -> Counts:
    """Count a guide whose sections all have a review date."""
    library = site.library
    sections = texts(site)
    facts = [fact for section in library.sections for heading in section.headings for fact in heading.facts]
    return Counts(
        sections=len(sections),
        words=sum(words(section) for section in library.sections),
        facts=len(facts),
        sourced=sum(is_sourced(fact) for fact in facts),
        terms=sum(term.explicit for term in library.terms),
        diagrams=sum(t.type == "fence" and t.info == "mermaid" for s in library.sections for t in s.tokens),
        questions=Counter(domain(question) for question in library.questions),
        tasks=Counter(tag for section in sections for tag in section.tags if _TASK.fullmatch(tag)),
        oldest=min(section.meta.reviewed or date.min for section in sections),
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


def lines(counts: Counts) -> list[str]:
    """Write the counts as lines for people."""
    total = counts.questions.total() if isinstance(counts.questions, Counter) else sum(counts.questions.values())
    shares = ", ".join(f"{d} {counts.questions.get(d, 0)} ({counts.questions.get(d, 0) / total:.0%})" for d in DOMAINS)
    return [
        f"sections       {counts.sections}",
        f"words          {counts.words}",
        f"facts          {counts.facts}, of which sourced {counts.sourced} ({counts.share:.1%})",
        f"terms          {counts.terms}",
        f"diagrams       {counts.diagrams}",
        f"questions      {total}: {shares}",
        "sections for   " + ", ".join(f"{task} {number}" for task, number in sorted(counts.tasks.items())),
        f"oldest review  {counts.oldest.isoformat()}",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(count(guide()))) + "\n")
