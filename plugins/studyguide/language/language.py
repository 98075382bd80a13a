"""A language as a value: its words with what is filled into them, plural forms, numbers and days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from studyguide.language import tables
from studyguide.language.direction import isolated
from studyguide.language.order import order
from studyguide.language.tables import ENGLISH, Words

_CLDR_STYLES = {"short", "medium", "long", "full"}
_PLAIN_NUMBER = 1_000
"""Below it, no language of ours writes a whole number with more than its digits."""


@dataclass(frozen=True, eq=False)
class Language:
    """``tag`` (BCP 47) has all ``words``; where some are of another language, ``gap`` says so."""

    tag: str = ENGLISH
    words: Words = field(default_factory=lambda: tables.table(ENGLISH))
    gap: str = ""

    def __getstate__(self) -> dict[str, object]:
        """Write it without what it found out."""
        return {"tag": self.tag, "words": self.words, "gap": self.gap}

    @cached_property
    def locale(self) -> Locale:
        """How CLDR writes numbers and days; one that it does not know is written as English."""
        try:
            return Locale.parse(self.tag, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale(ENGLISH)

    @cached_property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.locale.text_direction == "rtl"

    def own(self, text: str, shown: str | None = None) -> Markup:
        """Set a name or value apart where it is in the other direction; ``shown`` is its HTML, if it has one."""
        return isolated(text, rtl=self.is_rtl, shown=shown)

    def word(self, key: str, number: float | None = None, /, **values: object) -> str:
        """Return a word as plain text; ``number`` chooses the plural form, and is its ``{{count}}``."""
        return tables.filled(self._form(key, number), {name: str(v) for name, v in self._values(number, values)})

    def html(self, key: str, number: float | None = None, /, **values: object) -> Markup:
        """Return a word for a page: what is filled in is escaped, unless it is markup."""
        text = str(escape(self._form(key, number)))
        return Markup(tables.filled(text, {name: self._shown(v) for name, v in self._values(number, values)}))  # noqa: S704

    def directed(self, html: str) -> str:
        """Say the direction of a page's text, for themes that do not."""
        return f'<div dir="rtl">\n{html}</div>\n' if self.is_rtl else html

    def _shown(self, value: object) -> str:
        return str(value if isinstance(value, Markup) else self.own(str(value)))

    def _form(self, key: str, number: float | None) -> str:
        if number is None:
            return self.words[key]
        form = f"{key}_{self.locale.plural_form(number)}"
        return self.words[form] if form in self.words else self.words[f"{key}_other"]

    def _values(self, number: float | None, values: Mapping[str, object]) -> list[tuple[str, object]]:
        counted: dict[str, object] = {} if number is None else {"count": number}
        found = {**counted, **values}  # a template may give the count as an element
        return [(name, self.number(value) if isinstance(value, int) else value) for name, value in found.items()]

    def number(self, number: float) -> str:
        """Write a number; its digits are those of the notes in every language."""
        if isinstance(number, int) and 0 <= number < _PLAIN_NUMBER:
            return str(number)
        return str(format_decimal(number, locale=self.locale, numbering_system="latn"))

    def day(self, day: date) -> str:
        """Write a day, by the table's pattern or style of CLDR (Unicode TR 35, part 4)."""
        style = self.words["format.day"]
        text = str(format_date(day, format=style, locale=self.locale))
        return text.translate(_DIGITS) if style in _CLDR_STYLES else text

    def key(self, name: str) -> tuple[Any, ...]:
        """Return what names are sorted by."""
        return order(self.tag).key(name)

    def initial(self, name: str) -> str:
        """Return the letter under which a name stands in an index; ``#`` for what begins with none."""
        return order(self.tag).initial(name)

    def listed(self, items: Iterable[str]) -> str:
        """Write names behind each other."""
        # Between two names, so that what a name holds is never taken for a placeholder.
        return self._between("format.list").join(items)

    def beside(self, items: Iterable[str]) -> str:
        """Write behind each other what may have commas of its own, such as cells of a table."""
        return self._between("format.cells").join(items)

    def _between(self, key: str) -> str:
        return tables.filled(self.words[key], {"before": "", "next": ""})


# CLDR's Arabic days have Arabic digits; numbers on a page look alike, whoever wrote them.
_DIGITS = {0x660 + digit: str(digit) for digit in range(10)} | {0x966 + digit: str(digit) for digit in range(10)}

ENGLISH_WORDS = Language()
