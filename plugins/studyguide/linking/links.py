"""Resolve the links authors wrote, and link first mentions of known names that they did not mark."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from studyguide import paths
from studyguide.linking import as_on_github, judgement, obsidian_urls, ordinary, surroundings
from studyguide.linking.first_mentions import Vocabulary, chosen
from studyguide.linking.meanings import Ask, Texts
from studyguide.linking.section_links import SectionLinks
from studyguide.linking.target_index import Index
from studyguide.model import Link, Section, Tag, Term
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Problem
from studyguide.reuse.memory import is_written, recalled_asking, remembers, same
from studyguide.reuse.packing import pack
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
    judged = judgement.judge(tuple(index.pages.values()), names, language)
    texts = Texts(index.pages, terms)
    vocabulary = Vocabulary(judged, terms, ignored, language, texts)
    apart_in_case = vocabulary.capitals if auto else frozenset[str]()
    around = surroundings.of(index, terms, tags, options, (judged, apart_in_case)) if remembers() else None
    explained = surroundings.own_terms(terms)

    def done(section: Section, *, again: bool = False) -> LinkedSection:
        words = vocabulary if auto and section.meta.link is not False and not again else None

        def work(ask: Ask) -> LinkedSection:
            return _linked(SectionLinks(index, section, words, by_name, pages_of_tags, ask, again=again))

        on = (section, around, explained.get(section.page, ()), again)
        found = recalled_asking(work, texts.answer, "linked", *on)
        if is_written():
            pack(section)
        return found

    found = [done(section) for section in index.pages.values()]
    aside = [done(section, again=True) for section in apart]
    return _joined(found, aside, ordinary.report(judged.mentions, names))


def _joined(found: Sequence["LinkedSection"], aside: Sequence["LinkedSection"], of_names: Iterable[Problem]) -> Linked:
    """Put together what was found in sections, and what is said of names that stand in many."""
    everywhere = (*found, *aside)
    amends = tuple(chain(*(one.amends for one in found)))
    problems = [*of_names, *chain(*(one.problems for one in everywhere))]
    return Linked(
        tuple(one.section for one in found),
        tuple(one.section for one in aside),
        tuple(chain(*(one.links for one in found))),
        frozenset(chain(*(one.assets for one in everywhere))),
        tuple(dict.fromkeys(chain(*(one.outward for one in everywhere)))),
        _mentions(found),
        (*obsidian_urls.once(problems), *as_on_github.problems(amends)),
        amends,
    )


def _mentions(found: Iterable["LinkedSection"]) -> Mapping[str, tuple[PageName, ...]]:
    """Give the pages that mention each term, in their order."""
    mentions: dict[str, dict[PageName, None]] = {}
    for one in found:
        for anchor in one.mentioned:
            mentions.setdefault(anchor, {})[one.section.page] = None
    return {anchor: tuple(pages) for anchor, pages in mentions.items()}


@dataclass(frozen=True)
class LinkedSection:
    """A section with its links, and what was found in it."""

    section: Section
    links: Sequence[Link]
    problems: Sequence[Problem]
    amends: Sequence[Amend]
    assets: Collection[SourcePath]
    outward: Collection[Outward]
    mentioned: Collection[str]


def _linked(work: SectionLinks) -> LinkedSection:
    page, again = work.section.page, work.again  # which is other than at first once it has run
    done = work.run()
    headings = tuple(same(one, "linked heading", page, number, again) for number, one in enumerate(done.headings))
    done = same(replace(done, headings=headings), "linked section", page, again)
    return LinkedSection(done, work.links, work.problems, work.amends, work.assets, work.outward, work.mentioned)
