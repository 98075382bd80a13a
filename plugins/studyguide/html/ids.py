"""The last look at the ids of a page: each stands once, and those that scripts look up are the templates' own."""

import re
from collections.abc import Iterable, Iterator

# Sound here: the sanitiser and the templates write every tag in one form, and `<` in text and values as a reference.
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"]|\"[^\"]*\")*+>")
# A quote of text may stand open before a tag: what looks like a value there does not reach into the tag.
_ID = re.compile(r'\sid="([^"<]*)"')
_RESERVED = ("__", "sg-")
_OWN = re.compile(
    r"sg-(?:sources|all-mentions|compare-with|related|popular|tag-[a-z]+|plan|look|exam|(?:chapter|list|ref)-\d+)|__tabbed_\d+_\d+"
)
"""What the templates and the rules of html/rules.py write with such a beginning."""


def settled(html: str) -> str:
    """Take away an id that a page has already, or that only the theme and our scripts may use; the first one stays."""
    return html if fine([html]) else "".join(pieces([html]))


def fine(parts: Iterable[str]) -> bool:
    """Say whether all ids of a text may stay, which comes part by part; no part ends in a tag."""
    found = [name for html in parts for name in _ID.findall(html)]
    return len(set(found)) == len(found) and all(map(_free, found))


def pieces(parts: Iterable[str]) -> Iterator[str]:
    """Yield the settled text part by part: nobody holds the page of all sections at once."""
    seen: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        if match[1] in seen or not _free(match[1]):
            return ""
        seen.add(match[1])
        return match[0]

    for html in parts:
        done = 0
        for tag in _TAG.finditer(html):
            if _ID.search(tag[0]) and (written := _ID.sub(keep, tag[0])) != tag[0]:
                yield html[done : tag.start()]
                yield written
                done = tag.end()
        yield html[done:]


def _free(name: str) -> bool:
    return not name.startswith(_RESERVED) or bool(_OWN.fullmatch(name))
