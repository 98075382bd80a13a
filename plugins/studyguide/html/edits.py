"""What a section said before and what it says now, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from studyguide.language.language import Language
from studyguide.model import Edit

AROUND = 12
"""Words that are shown on either side of those that changed."""


def listed(edits: Sequence[Edit], language: Language) -> Markup:
    """List edits, each with its words before and after; what differs in them is marked."""
    return Markup("<ul>\n{}</ul>\n").format(Markup("").join(_item(edit, language) for edit in edits))


def _item(edit: Edit, language: Language) -> Markup:
    if edit.kind:
        return Markup("<li><p>{}</p></li>\n").format(language.word(f"changes.{edit.kind}", number=edit.number))
    if not edit.before or not edit.after:
        name = "added" if edit.after else "removed"
        return Markup("<li>{}</li>\n").format(_side(language, name, _lines(escape(edit.before or edit.after))))
    before, after = _words(edit.before), _words(edit.after)
    start, end = _common(before, after)
    old = _side(language, "before", _marked(before, "del", start, end))
    return Markup("<li>{}{}</li>\n").format(old, _side(language, "now", _marked(after, "ins", start, end)))


def _side(language: Language, name: str, text: Markup) -> Markup:
    return Markup("<p><strong>{}</strong> {}</p>").format(language.word(f"changes.{name}"), text)


def _marked(words: Sequence[str], tag: str, start: int, end: int) -> Markup:
    """Mark the words between those that two sentences begin and end with alike; of these, the nearest will do."""
    head, tail = words[:start], words[len(words) - end :]
    head = head if len(head) <= AROUND else ["…", *head[-AROUND:]]
    tail = tail if len(tail) <= AROUND else [*tail[:AROUND], "…"]
    first, changed, last = (escape(" ".join(some)) for some in (head, words[start : len(words) - end], tail))
    marked = Markup(f"<{tag}>{{}}</{tag}>").format(changed) if changed else changed  # noqa: S704  ours
    return _lines(Markup(" ").join(part for part in (first, marked, last) if part))


def _words(text: str) -> list[str]:
    """Cut text at its blanks; the end of a line is a word."""
    return text.replace("\n", " \n ").split(" ")


def _lines(text: Markup) -> Markup:
    return Markup("<br>").join(line.strip() for line in text.split("\n"))


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """Count the words that two sentences begin and end with alike."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - start
    return start, next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
