"""Markup of other tools that is shown as text: said once for a whole collection and each kind of it."""

from collections.abc import Iterable, Iterator

from studyguide.model import Note
from studyguide.problems import Place, Problem, number_of

_JEKYLL = "Jekyll"
"""What reads ``{% … %}`` where nothing else of GitBook's is found, and its settings are there."""

_ONLY_BESIDE = frozenset({"MyST", "MDX or Vue", "Logseq", "Zola"})
"""Dialects whose unknown markup, a word in braces before code, says nothing where none of theirs was read."""


def problems(notes: Iterable[Note], *, of_jekyll: bool = False) -> Iterator[Problem]:
    """Yield a hint for each kind of markup, at the first place where it stands.

    Of a template that no tool of these notes fills in, what stands in it is text and meant.
    """
    notes = list(notes)
    recognised = frozenset(name for note in notes for name in note.dialects)
    places: dict[tuple[str, str], list[Place]] = {}
    for note in notes:
        for dialect, form, place in note.unread:
            places.setdefault((dialect, form), []).append(place)
    for (dialect, form), found in sorted(places.items()):
        if dialect in _ONLY_BESIDE and dialect not in recognised:
            continue
        is_template = dialect == "GitBook" and dialect not in recognised
        if is_template and not of_jekyll:
            continue
        looks = _JEKYLL if is_template else dialect
        files = number_of(len(found), "file")
        message = f"this looks like {looks}: `{form}` in {files} is shown as text; write it in Markdown, or delete it"
        yield Problem(min(found), "foreign-markup", message, "info")
