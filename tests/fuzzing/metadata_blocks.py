"""Front matter and the comments below headings: YAML that a stranger wrote."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import fuzz
from fuzzing import oracles
from fuzzing.oracles import hold
from studyguide.model import Meta
from studyguide.notes import front_matter, metadata
from studyguide.paths import SourcePath
from studyguide.problems import Place


def check(text: str) -> None:
    """Hold that metadata is read as values of the right kind, wherever it stands, and that no line of text goes."""
    fenced = f"---\n{text}\n---\nbody\n"
    body, offset, meta, problems = front_matter.split(SourcePath("a.md"), fenced)
    lines = fenced.split("\n")
    # What is no metadata stays on the page, where its rules are written so that they make no heading.
    pairs = list(zip(body.split("\n"), lines[offset:], strict=True))
    lost = [pair for pair in pairs if pair[0] != pair[1] and (pair[0], pair[1].rstrip()) != ("***", "---")]
    hold(not lost, "text that is neither metadata nor body", lost, offset)
    _kinds(meta)
    oracles.said(problems, fenced)
    read = metadata.comment(f" studyguide\n{text}", Place(SourcePath("a.md"), 1))
    if read is not None:
        _kinds(read[0])
        oracles.said(read[1], f" studyguide\n{text}")
    if len(text) % 32 == 0:
        fuzz.core(
            {"a.md": fenced + "# A\n\ntext\n", "b.md": f"# B\n\n<!-- studyguide\n{text}\n-->\n\n[[A]]\n"}, auto=True
        )


def _kinds(meta: Meta) -> None:
    """Hold that every value has the type that it is declared with, and can be written."""
    texts = [meta.title, meta.id, meta.summary, meta.split, *meta.aliases, *meta.tags, *meta.sources]
    texts += [
        *(meta.search if isinstance(meta.search, tuple) else ()),
        *meta.confused_with,
        *meta.related,
        *(part for pair in meta.verdicts for part in pair),
    ]
    hold(all(type(text) is str for text in texts), "a text that is none", texts)
    oracles.writable(texts)
    flags = [meta.draft, meta.link is not False, meta.compare, bool(meta.search), meta.exam_only]
    hold(all(type(flag) is bool for flag in flags), "a flag that is none", flags)
    hold(meta.order is None or (type(meta.order) is float and math.isfinite(meta.order)), "an order", meta.order)
    hold(meta.reviewed is None or type(meta.reviewed) is date, "a day that is none", meta.reviewed)
    json.dumps(asdict(meta), default=str, allow_nan=False)
    hash(meta)


def seeds() -> Iterator[str]:
    """Start from all front matter and comments of the test suite."""
    for note in fuzz.corpus():
        if note.startswith("---\n"):
            yield note[4:].partition("\n---")[0]
        if "<!-- studyguide" in note:
            yield note.partition("<!-- studyguide")[2].partition("-->")[0]
