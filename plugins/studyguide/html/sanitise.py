"""The last look at the HTML of a page's notes: an allow-list, applied by nh3 (the Rust library ammonia)."""

import re
from functools import lru_cache, partial

import nh3

from studyguide.markdown import srcset
from studyguide.markdown.addresses import SCHEMES, external, shown_from
from studyguide.markdown.allowed import BY_TAG, EVERYWHERE, TAGS
from studyguide.maths import mathml
from studyguide.options import PictureHosts

# What our own rules print beside what notes may use.
_TAGS = {*TAGS, "input", "label", *mathml.TAGS}
_GENERIC = {*EVERYWHERE, "hidden", "tabindex"}
_OURS = {
    "img": {"referrerpolicy"},
    "td": {"style"},
    "th": {"style"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
}
_BY_TAG = {tag: {*BY_TAG.get(tag, ()), *_OURS.get(tag, ())} for tag in {*BY_TAG, *_OURS}} | {
    tag: set(mathml.ATTRIBUTES) for tag in mathml.TAGS
}

# All that the parser writes, for the columns of tables; other styles could cover the page.
_ALIGNED = {"text-align:left", "text-align:center", "text-align:right"}
_TAB = re.compile(r"__tabbed_\d+(?:_\d+)?")
_LOADS = {"img", "video", "audio", "source"}
_NAMES = {"id", "name", "for"}


def _attribute(pictures: PictureHosts, tag: str, name: str, value: str) -> str | None:
    """Check a value: what loads by itself is on this site, the theme's ids stay the theme's, inputs only mark."""
    if tag in mathml.TAGS:
        return _of_formula(name, value)
    if name == "style":
        return value if value.replace(" ", "") in _ALIGNED else None
    if tag in _LOADS and name in {"src", "poster", "srcset"}:
        return _loaded(pictures, tag, name, value)
    cites = name == "cite" and external(value) and not value.startswith(("http://", "https://"))
    if cites or (name in _NAMES and value.startswith("__") and not _TAB.fullmatch(value)):
        return None
    if tag == "input" and name == "type" and value not in {"checkbox", "radio"}:
        # No text, password or image field: a note could ask for a password in the site's name.
        return "checkbox"
    return value


def _loaded(pictures: PictureHosts, tag: str, name: str, value: str) -> str | None:
    if name == "srcset":
        return srcset.written(source for source in srcset.read(value) if _is_ours(pictures, source.address)) or None
    return value if not external(value) or (tag == "img" and _is_ours(pictures, value)) else None


def _is_ours(pictures: PictureHosts, address: str) -> bool:
    return not external(address) or address == shown_from(address, pictures)


def _of_formula(name: str, value: str) -> str | None:
    """Formulas have no names that others could look up, and nothing that acts."""
    if name not in mathml.ATTRIBUTES:
        return None
    return value if name != "style" or mathml.STYLE.fullmatch(value) else None


@lru_cache(maxsize=4)  # a guide has one, and one for what is printed or learnt elsewhere
def _cleaner(pictures: PictureHosts) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        # Their text too; of any other element that is not allowed the words stay.
        clean_content_tags={"script", "style"},
        attributes={"*": _GENERIC, **_BY_TAG},
        attribute_filter=partial(_attribute, pictures),
        generic_attribute_prefixes={"data-sg-", "data-search-", "data-tabs", "aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,  # no link opens another window
        strip_comments=True,
    )


# nh3 0.3 takes the square of the characters that are references in one text.
_MANY = 200
_MANY_REFERENCES = re.compile(rf"(?:[&\u00a0][^&\u00a0<>]*+){{{_MANY}}}")


def clean(html: str, pictures: PictureHosts = PictureHosts()) -> str:  # noqa: B008  it never changes
    """Return the HTML with nothing in it that could run, load from or post to another place by itself.

    Pictures may come from where the owner lets them.
    """
    return _cleaner(pictures).clean(parted(html))


def parted(html: str) -> str:
    """Part long texts full of references by comments, which nh3 takes out again."""
    if html.count("&") + html.count("\u00a0") < _MANY:
        return html  # as nearly all: an expression takes longer to find that
    return _MANY_REFERENCES.sub(r"\g<0><!---->", html)
