"""The last look at the HTML of a page's notes: an allow-list, applied by nh3 (the Rust library ammonia)."""

import re

import nh3

from studyguide.markdown.addresses import SCHEMES, external
from studyguide.markdown.raw_html import ALLOWED, VOID

_OURS = {"span", "input", "label"}
_TAGS = set(ALLOWED | VOID | _OURS)
_GENERIC = {"id", "class", "title", "lang", "dir", "align", "role", "hidden", "tabindex"}
_BY_TAG = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "video": {"src", "controls", "width", "height", "poster", "muted", "loop"},
    "audio": {"src", "controls", "muted", "loop"},
    "source": {"src", "type", "media"},
    "details": {"open"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "width", "valign", "style"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "width", "valign", "style"},
    "table": {"width", "border"},
    "time": {"datetime"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "font": {"color", "size"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
}


# All that the parser writes, for the columns of tables; other styles could cover the page.
_ALIGNED = {"text-align:left", "text-align:center", "text-align:right"}
_TAB = re.compile(r"__tabbed_\d+(?:_\d+)?")
_LOADS = {"img", "video", "audio", "source"}
_NAMES = {"id", "name", "for"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Check a value: what loads by itself is on this site, the theme's ids stay the theme's, inputs only mark."""
    if name == "style":
        return value if value.replace(" ", "") in _ALIGNED else None
    if tag in _LOADS and name in {"src", "poster"} and external(value):
        return None
    if name == "cite" and external(value) and not value.startswith(("http://", "https://")):
        return None
    if name in _NAMES and value.startswith("__") and not _TAB.fullmatch(value):
        return None
    if tag == "input" and name == "type" and value not in {"checkbox", "radio"}:
        # No text, password or image field: a note could ask for a password in the site's name.
        return "checkbox"
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    # Their text too; of any other element that is not allowed the words stay.
    clean_content_tags={"script", "style"},
    attributes={"*": _GENERIC, **_BY_TAG},
    attribute_filter=_attribute,
    generic_attribute_prefixes={"data-sg-", "data-search-", "data-tabs", "aria-"},
    url_schemes=set(SCHEMES),
    link_rel=None,  # no link opens another window
    strip_comments=True,
)


def clean(html: str) -> str:
    """Return the HTML with nothing in it that could run, load from or post to another place by itself."""
    return _CLEANER.clean(html)
