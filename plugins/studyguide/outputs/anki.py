"""Write the questions, terms and facts of a guide as a deck for Anki. Needs the extra ``anki``.

Anki knows a note again by its GUID, made from the card's id alone: a later import changes the texts of notes that
are there and leaves their schedules alone. It takes a text over only from a note that is newer, so the notes carry
the date of the last change to the guide.
"""

import hashlib
import io
import itertools
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial
from html import escape
from pathlib import Path

import genanki
import nh3

from studyguide import build_day
from studyguide.guide import cards
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.html.sanitise import parted
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.markdown.formulas import TYPES
from studyguide.model import Library, Option, Question, Section, Tokens
from studyguide.outputs.anki_media import PREFIX, Media
from studyguide.outputs.anki_signs import harmless
from studyguide.reuse.memory import recalled, told
from studyguide.site import Site

MODEL_ID = 1_770_204_851
DECK_ID = 1_770_204_852
"""Anki tells models and decks apart by these numbers: they never change."""

# The first day that a zip file can name; the day of the build would change the bytes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TAGS = {
    "img",
    "b", "blockquote", "br", "code", "del", "em", "i", "li", "ol", "p", "pre", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_LOST = re.compile(r'<img(?: alt="([^"]*)")?>')
_STYLE = """
.card { font: 18px/1.5 sans-serif; text-align: left; max-width: 40em; margin: auto; }
.question { font-weight: bold; }
.question li { font-weight: normal; }
img { max-width: 100%; }
.right { font-weight: bold; }
.source { font-size: 80%; opacity: 0.7; }
"""
_MODEL = genanki.Model(
    MODEL_ID,
    "Study guide",
    fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Source"}],
    templates=[
        {
            "name": "Card",
            "qfmt": '<div class="question">{{Front}}</div>',
            "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p class="source">{{Source}}</p>',
        }
    ],
    css=_STYLE,
)


def encode(site: Site, notes: Path | None = None) -> bytes:
    """Return the deck as the content of an ``.apkg`` file, the same bytes for the same guide.

    ``notes``: the folder with the pictures of the cards; without it only drawings that were written anew are there.
    """
    library = site.library
    pages = {section.page: section for section in library.sections}
    made = cards.cards(library)
    of_questions = ((question, pages[question.page]) for question in library.questions)
    asked = tuple((question, section.page, section.title, section.footnotes) for question, section in of_questions)
    shown = told((_time(library), asked, made, tuple(pages[card.page].title for card in made)), "deck")
    return recalled(partial(_encoded, site, notes), "deck", library.options, shown, str(notes))


def _encoded(site: Site, notes: Path | None) -> bytes:
    made = genanki.Deck(DECK_ID, site.library.options.title)
    media = Media(site.assets, notes)
    for note in _notes(site.library, media):
        made.add_note(note)
    package = genanki.Package(made)
    when = _time(site.library)
    with sqlite3.connect(":memory:") as database:
        # Not write_to_file: its zip holds the date of a temporary file. Ids are milliseconds, as Anki's own are.
        package.write_to_db(database.cursor(), when, itertools.count(when * 1000))
        database.commit()
        content = database.serialize()
    database.close()
    # The old layout, which every version of Anki imports.
    return _zip({"collection.anki2": content, **media.files()})


def _time(library: Library) -> int:
    """Return the time of the notes in seconds: what the build was told, else the last day in the guide's history."""
    told = build_day.told()
    if told is not None:
        return int(told.timestamp())
    day = max(library.changed.values(), default=build_day.today())
    return int(datetime.combine(day, time(), UTC).timestamp())


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _notes(library: Library, media: Media) -> Iterator[genanki.Note]:
    sections = {section.page: section for section in library.sections}
    for question in library.questions:
        section = sections[question.page]
        context = _context(section, media, library.options.language)
        fields = [_asked(question, context), _answer(question, context), _text(section.title)]
        yield _note(question.id, fields, question.tags)
    for card in cards.cards(library):
        section = sections[card.page]
        context = _context(section, media)
        drawn = [_inline(side, context) for side in card.drawn or ()]
        asked, back = drawn or (_text(card.asked), _text(card.back))
        around = _text("\0".join(card.around)) if any(card.around) else "\0"  # which no note holds
        fields = [around.replace("\0", asked), back, _text(section.title)]
        yield _note(card.id, fields, card.tags)


def _note(identity: str, fields: list[str], tags: tuple[str, ...]) -> genanki.Note:
    # Whole fields: a formula may begin in an option and end in its reason.
    return genanki.Note(_MODEL, [harmless(field) for field in fields], guid=identity, tags=[_tag(tag) for tag in tags])


def _asked(question: Question, context: Context) -> str:
    """Print a question; of a multiple choice, its options too, which the answer repeats in the same order."""
    options = "".join(f"<li>{_inline(option.text, context)}</li>" for option in _mixed(question))
    is_drawn = any(token.type in TYPES or token.type == "image" for token in question.asked)
    prompt = _inline(question.asked, context) if is_drawn else _text(question.prompt)
    lead = _clean(render.blocks(render.strip_footnotes_in(question.lead), context)) if question.lead else ""
    return prompt + lead + (f"<ol>{options}</ol>" if options else "")


def _answer(question: Question, context: Context) -> str:
    """Print an answer; of a multiple choice, all options with their reasons."""
    if not question.options:
        return _clean(render.blocks(render.strip_footnotes_in(question.body), context))
    items = []
    for option in _mixed(question):
        text, reason = _inline(option.text, context), _inline(option.reason, context)
        shown = f'<span class="right">✓ {text}</span>' if option.correct else f"✗ {text}"
        items.append(f"<li>{shown}<br>{reason}</li>" if reason else f"<li>{shown}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _mixed(question: Question) -> list[Option]:
    """Order options by chance, since notes may put the right one first; a change of texts keeps the order."""
    # By the option's number, not by its text: a mended word moves no option.
    order = lambda n: hashlib.sha256(f"{question.id}\0{n}".encode()).digest()  # noqa: E731
    return [question.options[n] for n in sorted(range(len(question.options)), key=order)]


def _inline(tokens: Tokens, context: Context) -> str:
    return _clean(render.inline(render.strip_footnotes(tokens), context))


def _context(section: Section, media: Media, language: Language = ENGLISH_WORDS) -> Context:
    """Print as for a page; where links lead does not matter, cards have none."""
    nowhere = lambda *_: ""  # noqa: E731
    return Context(
        page=nowhere,
        asset=media.name,
        term=nowhere,
        footnotes=section.footnotes,
        marks=False,
        language=language,
        tex=True,
    )


def _clean(html: str) -> str:
    """Keep the structure of text, and the pictures that come with the deck; no link, and nothing from elsewhere."""
    kept = nh3.clean(parted(html), tags=_TAGS, attributes={"*": set(), "img": {"src", "alt"}}, attribute_filter=_kept)
    # What is not in the deck is told by its words.
    return _LOST.sub(r"\1", kept).strip()


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "src" or value.startswith(PREFIX) else None


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _tag(tag: str) -> str:
    """Write a tag as Anki nests them; there, spaces divide tags."""
    return "_".join(tag.lstrip("#").replace("/", "::").split())
