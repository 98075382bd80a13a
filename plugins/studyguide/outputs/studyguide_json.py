"""``studyguide.json``: the guide as data, for browser code, tests and other tools (``docs/data.md``)."""

import json
from typing import Any

from studyguide.guide import digest
from studyguide.guide.digest import words
from studyguide.markdown.plain_text import plain
from studyguide.model import Comparison, Library, Link, Question, Section, Tag, Target, Term
from studyguide.page_kinds import GLOSSARY
from studyguide.problems import Problem
from studyguide.site import Site

SCHEMA = 1
"""Version of the layout; it grows when a key changes its meaning or goes away."""


def encode(site: Site) -> bytes:
    """Write the site's data as JSON, the same bytes for the same site."""
    library = site.library
    data = {
        "schema": SCHEMA,
        "title": library.options.title,
        "sections": [_section(library, section) for section in library.sections],
        "terms": [_term(library, term) for term in library.terms],
        "tags": [_tag(library, tag) for tag in library.tags],
        "links": [_link(library, link) for link in library.links],
        "comparisons": [_comparison(library, comparison) for comparison in library.comparisons],
        "questions": [_question(library, question) for question in library.questions],
        "problems": [_problem(problem) for problem in site.problems],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _section(library: Library, section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "url": library.url(section.page),
        "path": section.place.path,
        "lines": [section.place.line, section.last],
        "parent": library.url(section.parent) if section.parent is not None else None,
        "chapter": section.chapter,
        "tags": list(section.tags),
        "aliases": list(section.meta.aliases),
        "facts": _facts(section),
        "reviewed": section.meta.reviewed.isoformat() if section.meta.reviewed else None,
        "summary": section.meta.summary,
        "hash": digest.content_hash(section),
        "words": words(section),
        "headings": [
            {
                "id": Target(section, heading).id,
                "title": heading.title,
                "anchor": heading.anchor,
                "level": heading.level,
                "line": heading.place.line,
                "aliases": list(heading.meta.aliases),
                "facts": {fact.name: fact.text for fact in heading.facts},
            }
            for heading in section.headings[1:]
        ],
    }


def _facts(section: Section) -> dict[str, str]:
    return {fact.name: fact.text for fact in section.head.facts}


def _term(library: Library, term: Term) -> dict[str, Any]:
    return {
        "name": term.name,
        "aliases": list(term.aliases),
        "expansion": term.expansion,
        "definition": term.text,
        "url": library.url(GLOSSARY.address, term.anchor),
        "path": term.place.path,
        "line": term.place.line,
        "explicit": term.explicit,
        "section": library.url(term.section) if term.section else None,
        "used_in": [library.url(page) for page in term.used_in],
    }


def _tag(library: Library, tag: Tag) -> dict[str, Any]:
    pages = {other.path: other.page for other in library.tags}
    return {
        "name": tag.name,
        "url": library.url(tag.page),
        "sections": [library.url(page) for page in tag.sections],
        "together": {library.url(pages[path]): count for path, count in tag.together},
    }


def _link(library: Library, link: Link) -> dict[str, Any]:
    return {
        "from": library.url(link.origin, link.mark),
        "to": library.url(link.page, link.anchor),
        "sentence": link.sentence,
        "kind": link.kind,
        "path": link.place.path,
        "line": link.place.line,
    }


def _comparison(library: Library, comparison: Comparison) -> dict[str, Any]:
    return {
        "id": comparison.id,
        "title": comparison.title,
        "url": library.url(comparison.page),
        "pair": comparison.pair,
        "verdict": comparison.verdict,
        "attributes": [{"name": a.name, "hint": a.hint} for a in comparison.attributes],
        "members": [
            {
                "id": member.target.id,
                "name": member.name,
                "url": library.url(member.target.section.page, member.target.heading.anchor),
                "values": {
                    attribute.name: {"text": fact.text, "path": fact.place.path, "line": fact.place.line}
                    for attribute in comparison.attributes
                    if (fact := member.facts.get(attribute.fact))
                },
            }
            for member in comparison.members
        ],
    }


def _question(library: Library, question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "url": library.url(question.page),
        "path": question.place.path,
        "line": question.place.line,
        "tags": list(question.tags),
        "prompt": question.prompt,
        "answers": [
            {"text": plain(o.text).strip(), "correct": o.correct, "reason": plain(o.reason).strip()}
            for o in question.options
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
    }
