"""Which words a site gets: those of its theme's language, of a relative, or English ones; an owner's before all."""

from collections.abc import Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

from studyguide.language import tables
from studyguide.language.language import Language
from studyguide.language.tables import ENGLISH, Words

_OTHER_TAGS = {
    "iw": "he",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
}
"""An old tag (RFC 5646, 2.2.1), and regions that say how Chinese is written."""


def chosen(wanted: str, own: Path | None = None) -> Language:
    """Find the language for a tag such as ``pt-BR`` or ``pt_BR``, with an owner's table of words over it.

    Raises:
        WordsError: where the owner's table cannot be used.
    """
    tag = wanted.strip().replace("_", "-") or ENGLISH
    tag = _OTHER_TAGS.get(tag.casefold(), tag)
    words = tables.own(own) if own else {}
    found = _relative(tag)
    if found is None:
        return Language(tag, {**_complete(tag, {}), **words}, _lacking(tag, words))
    gap = "" if _same(tag, found) else f"there are no words for `{tag}` yet: readers see those of `{found}`"
    # Of the region that was asked for are its days and numbers, where CLDR knows it.
    shown = tag if not gap and _plurals(tag) else found
    return Language(shown, {**_complete(found, tables.table(found)), **words}, gap)


def _relative(tag: str) -> str | None:
    """Find the nearest of the known languages: itself, its own without the region, another region's."""
    known = {name.casefold(): name for name in tables.known()}
    first = tag.partition("-")[0].casefold()
    exact = known.get(tag.casefold()) or known.get(first)
    return exact or next((name for folded, name in known.items() if folded.startswith(f"{first}-")), None)


def _same(tag: str, found: str) -> bool:
    """Say whether readers of one take the words of the other for theirs; another script or country is not theirs."""
    return "-" not in tag or "-" not in found or tag.casefold() == found.casefold()


def _lacking(tag: str, words: Words) -> str:
    """Say which words of a language are English, for want of others."""
    if not words:
        known = ", ".join(tables.known())
        gap = f"there are no words for the language `{tag}` yet, and readers see English ones: there are {known}"
        return f"{gap}; the option `words` names a table of your own"
    given = {tables.base(key)[0] for key in words}
    lacking = sorted({tables.base(key)[0] for key in tables.table(ENGLISH)} - given)
    some = ", ".join(f"`{name}`" for name in lacking[:3])
    return f"`words` lacks {len(lacking)} of the words of `{tag}`, which are English: {some} …" if lacking else ""


def _complete(tag: str, words: Words) -> Mapping[str, str]:
    """Put English words where a language has none; its plural forms are those of the language."""
    english = tables.table(ENGLISH)
    found = dict(words)
    given = {tables.base(key)[0] for key in words}
    for key, word in english.items():
        name, category = tables.base(key)
        if name in given or category == "one":
            continue
        if category:
            one, other = english[f"{name}_one"], word
            found |= {f"{name}_{form}": one if form == "one" else other for form in categories(tag)}
        else:
            found[key] = word
    return found


def categories(tag: str) -> frozenset[str]:
    """Name the plural categories that a language has by CLDR; those of English where CLDR does not know it."""
    return frozenset({*(_plurals(tag) or _plurals(ENGLISH)), "other"})


def _plurals(tag: str) -> frozenset[str]:
    try:
        return frozenset({*Locale.parse(tag, sep="-").plural_form.tags, "other"})
    except (UnknownLocaleError, ValueError):
        return frozenset()
