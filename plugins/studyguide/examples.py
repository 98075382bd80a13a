"""A right way to write each option, and each key inside of one: what messages and the documentation show."""

from collections.abc import Iterator, Mapping

EXAMPLES: Mapping[str, str] = {
    "notes_dir": "notes_dir: notes",
    "title": "title: My study guide",
    "split": "split: {'*': auto, 'services/*.md': 2}",
    "facts_heading": "facts_heading: At a glance",
    "terms_heading": "terms_heading: Terms",
    "signals_heading": "signals_heading: Exam signals",
    "tags_from": "tags_from: [category, keywords]",
    "autolink": "autolink: {mode: first, ignore: [Origin]}",
    "autolink.mode": "mode: first",
    "autolink.ignore": "ignore: [Origin, Cluster]",
    "compare": "compare: [{title: Queues, tag: queue}]",
    "compare[].title": "title: Queues",
    "compare[].id": "id: queues",
    "compare[].tag": "tag: queue",
    "compare[].members": "members: [s3, ebs, efs]",
    "compare[].attributes": "attributes: [kind, {name: size limit, hint: per object}]",
    "compare[].attributes[].name": "name: size limit",
    "compare[].attributes[].fact": "fact: max size",
    "compare[].attributes[].hint": "hint: per object or volume",
    "stale_after": "stale_after: 365",
    "changed_words": "changed_words: false",
    "exam": "exam: {minutes: 60, questions: 40, domains: [{tag: D1, title: Design, weight: 30}]}",
    "exam.title": "title: SAA-C03",
    "exam.minutes": "minutes: 130",
    "exam.questions": "questions: 65",
    "exam.pass": "pass: 72",
    "exam.scale": "scale: [100, 1000]",
    "exam.domains": "domains: [{tag: D1, title: Design, weight: 30}]",
    "exam.domains[].tag": "tag: D1",
    "exam.domains[].title": "title: Design",
    "exam.domains[].weight": "weight: 30",
    "exam.domains[].tasks": "tasks: {D1/1.1: Access to resources}",
    "allow_unsafe_html": "allow_unsafe_html: true",
    "external_images": "external_images: [i.imgur.com, '*.githubusercontent.com']",
    "policy": "policy: {img-src: 'https://img.example.org'}",
    "maths": "maths: {macros: {R: '\\mathbb{R}', norm: '\\lVert #1 \\rVert'}}",
    "maths.macros": "macros: {R: '\\mathbb{R}'}",
    "book": "book: true",
    "inline_tags": "inline_tags: true",
    "exclude": "exclude: [drafts/, '*.tmp.md']",
    "lint": "lint: {misspelt-title: off, unused-term: warning}",
    "limit_megabytes": "limit_megabytes: 50",
    "limit_files": "limit_files: 20000",
    "words": "words: my-words.json",
    "offline_copy": "offline_copy: false",
    "cache": "cache: false",
}
"""By the pattern of the option's place: keys behind a dot, ``[]`` for an entry of a list."""

WHOLE = "studyguide: {notes_dir: notes}"


def nearest(pattern: str) -> str:
    """Return the example of an option, or that of the one that it stands in."""
    return next((EXAMPLES[outer] for outer in _outwards(pattern) if outer in EXAMPLES), WHOLE)


def keys(pattern: str) -> tuple[str, ...]:
    """Name the keys that can stand in a mapping; nothing where every key can."""
    start = f"{pattern}." if pattern else ""
    inner = (name.removeprefix(start) for name in EXAMPLES if name.startswith(start))
    return tuple(name for name in inner if "." not in name and "[" not in name)


def homes(key: str) -> tuple[str, ...]:
    """Name the mappings that a key can stand in; an option stands in the one without a name."""
    ways = (name.rpartition(".") for name in EXAMPLES)
    return tuple(outer for outer, _, last in ways if last == key)


def _outwards(pattern: str) -> Iterator[str]:
    while pattern:
        yield pattern
        pattern = pattern[: max(pattern.rfind("."), pattern.rfind("["), 0)]
