"""What templates take from the language of a guide, and the small elements that are filled into its sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from studyguide.language.language import Language


def functions(language: Language) -> Mapping[str, Any]:
    """Name what every template can call."""
    return {
        "word": language.html,
        "number": language.number,
        "listed": language.listed,
        "written": language.day,
        "day": lambda day: _day(language, day),
        "code": Markup("<code>{}</code>").format,
        "named": language.own,
        "strong": lambda text: Markup("<strong>{}</strong>").format(language.own(text)),
        "link": lambda url, text: Markup('<a href="{}">{}</a>').format(url, language.own(text)),
        "download": Markup('<a href="{}" download>{}</a>').format,
        "css": css_string,
    }


def _day(language: Language, day: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day, language.day(day))


def css_string(text: str) -> Markup:
    """Write a string of CSS with every sign escaped: titles come from anybody."""
    # CSS Syntax 3, 4.3.7: a backslash, the code point in hex, and a blank that ends it.
    signs = (c if c.isalnum() else f"\\{ord(c):x} " for c in text)
    return Markup('"{}"').format(Markup("").join(map(Markup, signs)))
