"""Links as other programs write them: Obsidian's own addresses, and ``[[what is shown|page]]`` of Dendron and wikis.

Dendron also names the vault, ``dendron://vault/page``, the place among headings of one name, ``#head,1``, and a range
of what is embedded, ``#first:#last`` or ``#first:#*``, of which the part below the first heading is shown.
"""

import re

from markdown_it.token import Token

from studyguide.linking import faults, link_tokens, note_paths, obsidian_urls, targets
from studyguide.linking.files import Way
from studyguide.linking.target_index import Index
from studyguide.markdown.addresses import scheme
from studyguide.model import Section

_VAULT = re.compile(r"dendron://[^/\s]+/")
# All of a page is `#*`, and what begins with its beginning.
_RANGE = re.compile(r"(?:,\d+)?:#.*|^\*$|^\^(?:begin|end)(?::#.*)?$")
_FNAME = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""A name of a note in Dendron, with its place in the tree."""

_IN_DOUBT = frozenset({"dead-link", "ambiguous"})
_NUMBER = re.compile(r",\d+$")


def wiki_link(index: Index, section: Section, token: Token, text: str) -> tuple[Way, str]:
    """Follow a link, and return where it leads with what it shows. Its first part is its target, if that is one."""
    meta = token.meta
    if _VAULT.match(meta["target"]) and not meta["text"]:
        bare = _NUMBER.sub("", _RANGE.sub("", meta["fragment"]))
        text = link_tokens.shown({"target": _VAULT.sub("", meta["target"]), "fragment": bare}) or text
    way = _named(index, section, token.content, meta["target"], meta["fragment"])
    name, _, fragment = (meta["text"] or "").partition("#")
    # A name with dots is one of Dendron's, whatever heading is called as the text is.
    doubted = way.fault is not None and way.fault.rule in _IN_DOUBT
    if not (doubted or "." in name or _VAULT.match(name)) or _is_file(index, section, meta["target"]):
        return way, text
    # `[[the rest|#part]]` stands in the same file.
    known = fragment if not name else _is_file(index, section, _VAULT.sub("", name.strip()))
    # In a vault of Dendron, what is shown comes first, so no heading of that name is meant.
    if not known and not (index.of_dendron and (_VAULT.match(name) or _FNAME.fullmatch(name.strip()))):
        return way, text
    shown = meta["target"] + (f"#{meta['fragment']}" if meta["fragment"] else "")
    return _named(index, section, token.content, name.strip(), fragment), shown


def _is_file(index: Index, section: Section, name: str) -> bool:
    return bool(note_paths.found(index.files, index.stems, section.place.path, name))


def _named(index: Index, section: Section, shown: str, name: str, fragment: str) -> Way:
    name, fragment = _VAULT.sub("", name), _RANGE.sub("", fragment)
    way = targets.named(index, section, shown, name, fragment)
    bare = _NUMBER.sub("", fragment)
    if bare == fragment or way.fault is None or way.fault.rule != "dead-anchor":
        return way
    return targets.named(index, section, shown, name, bare)


def of_program(index: Index, section: Section, href: str) -> Way:
    """Follow an address that opens a program: only Obsidian's can be followed here."""
    name, fragment = obsidian_urls.note(href) if scheme(href) == "obsidian" else ("", "")
    return targets.named(index, section, href, name, fragment) if name else Way(fault=faults.program(href))
