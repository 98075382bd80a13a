"""What a link becomes once it is known where it leads."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from markdown_it.token import Token

from studyguide.linking.files import Way
from studyguide.markdown import picture_sizes
from studyguide.model import Target, Term
from studyguide.notes.file_kinds import FILMS, IMAGES, SOUNDS
from studyguide.paths import PageName, SourcePath

_STEPS = re.compile(r"#(?=.)")


def words(text: str) -> Token:
    """Show a text and nothing more."""
    return Token("text", "", 0, content=text)


def linked(meta: dict[str, Any], text: str) -> list[Token]:
    """Link a text to a page or file of the site, as ``meta`` says."""
    return [Token("link_open", "a", 1, meta=meta), words(text), Token("link_close", "a", -1)]


def marks(*, lost: bool, embedded: bool) -> dict[str, Any]:
    """Say of a link that what it names in its page is not there, or that it stands for what it leads to."""
    return {"lost": True} if lost else {"embedded": True} if embedded else {}


def explained(term: Term, text: str) -> list[Token]:
    """Link a text to the glossary's entry of a term."""
    return [Token("term_open", "a", 1, meta={"term": term}), words(text), Token("term_close", "a", -1)]


def elsewhere(way: Way, text: str) -> list[Token]:
    """Link to where a file is kept that is not published; where nobody knows, its text stays."""
    if not way.elsewhere:
        return [words(text)]
    opened = Token("link_open", "a", 1, attrs={"href": way.elsewhere})
    return [opened, words(text), Token("link_close", "a", -1)]


def embedded(asset: SourcePath, text: str, fragment: str = "") -> list[Token]:
    """Show a picture, play a sound or film, and link to any other file.

    ``text`` is what stands behind the name: a text, a size in its place or behind it, or the name itself.
    """
    shown, size = picture_sizes.split(text)
    # Obsidian writes a picture's size in place of a text.
    alt = shown or posixpath.basename(asset)
    if asset.lower().endswith(IMAGES):
        meta = {"asset": asset, **of_scheme(fragment)}
        return [Token("image", "img", 0, attrs={**size}, meta=meta, children=[words(alt)])]
    link = linked({"asset": asset, "fragment": fragment}, alt)
    player = "audio" if asset.lower().endswith(SOUNDS) else "video" if asset.lower().endswith(FILMS) else ""
    # The link is for what a browser cannot play, and for paper. Nothing is loaded before it is played.
    # `#t=30,60` says from when to when it plays.
    meta = {"asset": asset, **({"fragment": fragment} if fragment.startswith("t=") else {})}
    opened = Token("raw_open", player, 1, attrs={"controls": "", "preload": "none", **size}, meta=meta)
    return [opened, Token("raw_close", player, -1), words(" "), *link] if player else link


def of_scheme(fragment: str) -> dict[str, str]:
    """Keep the fragment of a picture for dark or for light pages alone; others say nothing of a picture."""
    return {"fragment": fragment} if fragment in _OF_SCHEME else {}


_OF_SCHEME = {"gh-dark-mode-only", "gh-light-mode-only", "only-dark", "only-light"}
"""As GitHub writes them, and Material for MkDocs, whose style sheets hide the others."""


def titled(tokens: list[Token], title: Callable[[PageName, str], str]) -> list[Token]:
    """Call those links as what they lead to whose authors left that to their tool."""
    for at, token in enumerate(tokens[:-1]):
        if token.type == "link_open" and token.meta.get("titled") and "page" in token.meta:
            tokens[at + 1] = words(title(token.meta["page"], token.meta["anchor"]) or tokens[at + 1].content)
    return tokens


def shown(meta: Mapping[str, Any]) -> str:
    """Say what a link without a text of its own shows: the names in it, but that of a block, which nobody sees."""
    # The last sign may be of the heading: `[[Languages#C#]]`.
    names = (meta["target"], *(part.strip() for part in _STEPS.split(meta["fragment"])))
    return " > ".join(name for name in names if name and not name.startswith("^"))


def led(way: Way) -> dict[str, Any]:
    """Say in a token of raw HTML where it leads on this site."""
    if way.asset is not None:
        return {"asset": way.asset}
    if way.own is not None:
        return {"own": way.own + (f"#{quote(way.fragment)}" if way.fragment else "")}
    return {"page": way.page, "anchor": way.anchor} if way.page is not None else {}


def labels(tokens: Iterable[Token]) -> list[str]:
    """List the footnotes that block tokens refer to."""
    inner = (child for token in tokens for child in token.children or () if child.type == "footnote_ref")
    return list(dict.fromkeys(child.meta["label"] for child in inner))


def opening(meta: dict[str, Any], term: Term | None, target: Target) -> Token:
    """Open a link to a heading by a name that may be a term, too."""
    more = {"term": term, "aside": _is_aside(term, target)} if term else {}
    return Token("link_open", "a", 1, meta=meta | more)


def _is_aside(term: Term, target: Target) -> bool:
    """Say whether a term that is explained is another thing than what a heading is about, whose title names it not."""
    title = target.heading.title.casefold()
    return bool(term.text) and not any(
        name.casefold() in title for name in (term.name, term.expansion, *term.aliases) if name
    )
