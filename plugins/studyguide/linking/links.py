"""Resolve the links authors wrote, and link first mentions of known names that they did not mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studyguide import paths
from studyguide.linking import as_on_github, judgement, obsidian_urls, ordinary
from studyguide.linking.first_mentions import Vocabulary, chosen
from studyguide.linking.section_links import SectionLinks
from studyguide.linking.target_index import Index
from studyguide.model import Link, Section, Tag, Term
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Problem
from studyguide.site import Amend, Outward


@dataclass(frozen=True)
class Linked:
    """Sections with resolved links, and what was found on the way."""

    sections: tuple[Section, ...]
    apart: tuple[Section, ...]
    """What has no page of its own: its links lead somewhere, and none is counted."""
    links: tuple[Link, ...]
    assets: frozenset[SourcePath]
    outward: tuple[Outward, ...]
    mentions: Mapping[str, tuple[PageName, ...]]
    """Anchor of a glossary term → the pages that mention it."""
    problems: tuple[Problem, ...]
    amends: tuple[Amend, ...] = ()
    """Links that lead here and not on GitHub."""


def link(
    index: Index, terms: Sequence[Term], tags: Sequence[Tag], options: Options, apart: Iterable[Section] = ()
) -> Linked:
    """Resolve and insert the links of every section. Sections ``apart`` have no page: names in them stay plain."""
    auto, ignored = options.autolink != "off", frozenset(paths.fold(name) for name in options.ignore)
    by_name = {paths.fold(name): term for term in reversed(terms) for name in (term.name, *term.aliases)}
    pages_of_tags = {tag.path: tag.page for tag in tags}
    language = options.language.tag.partition("-")[0]
    names = chosen(index.names, ignored) if auto else {}
    found = judgement.judge(tuple(index.pages.values()), names, language)
    vocabulary = Vocabulary(found, terms, ignored, language)
    sections, links, problems = [], [], [*ordinary.report(found.mentions, names, options.at("autolink"))]
    amends: list[Amend] = []
    assets: set[SourcePath] = set()
    outward: dict[Outward, None] = {}
    mentions: dict[str, dict[PageName, None]] = {}
    for section in index.pages.values():
        words = vocabulary if auto and section.meta.link is not False else None
        worker = SectionLinks(index, section, words, by_name, pages_of_tags)
        sections.append(worker.run())
        links += worker.links
        problems += worker.problems
        amends += worker.amends
        assets |= worker.assets
        outward |= worker.outward
        for anchor in worker.mentioned:
            mentions.setdefault(anchor, {})[section.page] = None
    aside = []
    for section in apart:
        worker = SectionLinks(index, section, None, by_name, pages_of_tags, again=True)
        aside.append(worker.run())
        problems += worker.problems
        assets |= worker.assets
        outward |= worker.outward
    mentioned = {anchor: tuple(pages) for anchor, pages in mentions.items()}
    sets = frozenset(assets), tuple(outward)
    said = (*obsidian_urls.once(problems), *as_on_github.problems(amends))
    return Linked(tuple(sections), tuple(aside), tuple(links), *sets, mentioned, said, tuple(amends))
