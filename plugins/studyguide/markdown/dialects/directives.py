"""Containers between lines of colons: Docusaurus, VitePress, HackMD, Pandoc and Quarto, and MyST's parsed directives.

``:::tip Title``, ``:::note[Title]{.class}``, ``::: details``, ``::: {.callout-note title="…"}``, ``:::{note} Title``.
A run of colons by itself ends the innermost container that began with as many or fewer.
"""

import re
from dataclasses import replace

from studyguide.markdown import containers
from studyguide.markdown.dialects import attributes
from studyguide.markdown.dialects.mark import Mark

NAME = "Docusaurus, VitePress or Quarto"

_LINE = re.compile(r"(:{3,})[ \t]*+(.*+)")
# VuePress Hope: `@tab:active Title#id`; a plugin of VitePress: `== Title`.
_SEPARATOR = re.compile(r"(?:@tab(?::active)?|==)[ \t]+(?P<title>\S[^#\n]*+)(?:#[\w-]*)?")
_WORD = re.compile(r"([\w-]++)[ \t]*+(.*+)")


def read(line: str) -> Mark | None:
    """Read one line; None for what neither begins nor ends a container."""
    if not line.startswith(":"):
        begins = _SEPARATOR.fullmatch(line)
        return Mark(NAME, line, "@tab", "alone", "separator", title=begins["title"].strip()) if begins else None
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    fence, rest = found[1], found[2].strip()
    if not rest.strip(":"):
        return Mark(NAME, line, ":::", "close", length=len(fence))
    name, title, values = _parts(rest.rstrip(":").rstrip())
    if not name:
        return None
    # An unknown one is text as its end is, which must not end what is around.
    mark = container(name, title, values, line) or _unknown(name, line)
    ending = "" if mark.shape == "text" else fence
    return replace(mark, length=len(fence), ending=ending, options=rest.startswith("{"), id=values.id)


def _unknown(name: str, line: str) -> Mark:
    if name.startswith("{"):
        return Mark("MyST", line, ":::", "open", "text", name)
    return Mark(NAME, line, ":::", "open", "text", f":::{name}")


def _parts(rest: str) -> tuple[str, str, attributes.Values]:
    """Split what stands behind the colons into name, title and attributes."""
    if rest.startswith("{"):
        end = rest.find("}")
        if end < 0:
            return "", "", attributes.NONE
        listed, behind = attributes.read(rest[1:end]), rest[end + 1 :].strip()
        if listed.classes or listed.id or listed.named:
            name = next((name for name in listed.classes if containers.shape(name)), "div")
            return name, listed.named.get("title", behind), listed
        return "{" + rest[1:end].strip() + "}", behind, listed
    word = _WORD.fullmatch(rest)
    if word is None:
        return "", "", attributes.NONE
    title, listed = attributes.off_end(word[2])
    if title.startswith("[") and title.endswith("]"):
        title = title[1:-1]
    return word[1].lower(), listed.named.get("title", title), listed


def container(name: str, title: str, values: attributes.Values, line: str) -> Mark | None:
    """Say what a container is shown as, whatever fence it stands in."""
    bare = name.strip("{}").strip().lower()
    if bare in containers.VERBATIM and name != bare:
        # Another rule reads these; here they only keep an end that is theirs from ending what is around.
        return Mark(NAME, line, ":::", "open")
    found = containers.shape(bare)
    if found is None:
        return None
    if bare.startswith("content-") and not _for_pages(bare, values):
        return Mark(NAME, line, ":::", "open", "hidden")
    shape, kind = found
    fold = _fold(shape, values)
    if shape == "details":
        return Mark(NAME, line, ":::", "open", "callout", "details", title, fold or "-")
    if shape == "callout":
        return Mark(NAME, line, ":::", "open", "callout", kind, title, fold, headed=bare.startswith("callout-"))
    # Of what is but its content, only a card has a title: behind `grid` stands the number of its columns.
    return Mark(NAME, line, ":::", "open", shape, title=title if shape == "tab" or "card" in bare else "")


def _for_pages(name: str, values: attributes.Values) -> bool:
    """Say whether Quarto shows on pages what is meant for some formats only; of other conditions nothing is known."""
    formats = [values.named[key] for key in ("when-format", "unless-format") if key in values.named]
    if not formats:
        return name == "content-visible" or bool(values.named)
    meant = formats[0].startswith("html") == ("when-format" in values.named)
    return meant == (name == "content-visible")


def _fold(shape: str, values: attributes.Values) -> str:
    """Say whether a callout can be folded, and how it begins: ``-`` closed, ``+`` open."""
    if values.named.get("collapse", "") == "true" or "dropdown" in values.classes:
        return "-"
    is_open = "open" in values.bare or values.named.get("state") == "open" or "open" in values.classes
    return "+" if values.named.get("collapse") == "false" or (shape == "details" and is_open) else ""
