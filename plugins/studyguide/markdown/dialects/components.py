"""Components that many MDX tools have, and that Markdown has a form for: tabs, callouts, cards, steps."""

import re
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import replace

from studyguide.markdown.allowed import KINDS
from studyguide.markdown.dialects import jsx
from studyguide.markdown.dialects.mark import Mark

NAME = "MDX or Vue"

_TABS = frozenset({"Tabs", "CodeGroup", "code-group"})
_TAB = frozenset({"TabItem", "Tab", "CodeGroupItem", "code-block"})
_TYPED = frozenset({"Admonition", "Aside", "Callout"})
_CALLOUTS: Mapping[str, str] = {
    name: name.lower() for name in ("Note", "Tip", "Info", "Warning", "Danger", "Caution", "Important", "Check")
}
_DETAILS = frozenset({"Accordion", "Expandable", "Details"})
_CARDS = frozenset({"Card", "LinkCard"})
_CONTENT = frozenset(
    "ClientOnly Steps Step Cards CardGroup CardGrid AccordionGroup Columns Column Frame FileTree CodeTabs".split()
)
_LISTS = frozenset({"TOCInline", "TOC", "DocCardList"})
"""Lists that the guide makes by itself: of a page's headings, and of a chapter's pages."""
_KNOWN = _LISTS | _TABS | _TAB | _TYPED | _CALLOUTS.keys() | _DETAILS | _CARDS | _CONTENT
_NAMES = tuple(sorted(_KNOWN))
_COMPONENT = re.compile(r"</?(?:[A-Z]\w*[a-z]|[a-z]+-)")

_OBJECT = re.compile(r"\{([^{}]*+)\}")
_FIELD = re.compile(r"""\b(label|value)["']?\s*+:\s*+(["'])((?:(?!\2).)*+)\2""")

JOINED = 20
"""Lines of one tag."""
DEPTH_LIMIT = 10
"""Components in each other whose text is moved to the left."""


def read(line: str) -> Mark | None:
    """Read a line that is a tag of one of these, or one with its text and its end."""
    if not line.startswith(("<", "</")):
        return None
    tag = jsx.read(line)
    if tag is None or tag.name not in _KNOWN:
        return None
    if tag.closes:
        return Mark(NAME, line, tag.name, "close") if tag.end == len(line) else None
    mark = _block(tag, line)
    if tag.end == len(line):
        return _by_itself(mark, tag) if tag.empty else mark
    ending = f"</{tag.name}>"
    body = line[tag.end :].removesuffix(ending).strip()
    if not line.endswith(ending) or tag.empty or not body or "<" in body:
        return None
    return replace(mark, role="alone", body=body) if mark.shape in {"callout", "tab"} else None


def _by_itself(mark: Mark, tag: jsx.Tag) -> Mark | None:
    if tag.name in _LISTS:
        return replace(mark, role="alone", shape="hidden", ending="")
    if tag.name not in _CARDS or not mark.address:
        return None
    more = tag.values.get("description")
    text = re.sub(r"([\\\[\]`*_<])", r"\\\1", mark.title)
    body = f"[{text}](<{mark.address}>): {more}" if more else ""
    return replace(mark, role="alone", shape="content" if body else mark.shape, body=body)


def _block(tag: jsx.Tag, line: str) -> Mark:
    values, name = tag.values, tag.name
    title, ending = values.get("title", ""), f"</{name}>"
    if name in _TABS:
        return Mark(NAME, line, name, "open", "tabs", ending=ending, renamed=tuple(_labels(line)))
    if name in _TAB:
        shown = values.get("label") or title or values.get("value", "")
        return Mark(NAME, line, name, "open", "tab", title=shown, ending=ending)
    if name in _TYPED or name in _CALLOUTS:
        kind = _CALLOUTS.get(name) or values.get("type", "note").lower()
        return Mark(NAME, line, name, "open", "callout", kind if kind in KINDS else "note", title, ending=ending)
    if name in _DETAILS:
        return Mark(NAME, line, name, "open", "callout", "details", title, "-", ending=ending)
    if name in _CARDS and values.get("href"):
        address = values["href"]
        return Mark(NAME, line, name, "open", "link", title=title or address, address=address, ending=ending)
    return Mark(NAME, line, name, "open", title=title, ending=ending)


def _labels(line: str) -> Iterator[tuple[str, str]]:
    """Yield values of tabs with their labels: ``values={[{label: 'macOS', value: 'mac'}]}``, as in Docusaurus."""
    for found in _OBJECT.finditer(line):
        fields = {key: text for key, _, text in _FIELD.findall(found[1])}
        if "label" in fields and "value" in fields:
            yield fields["value"], fields["label"]


def prepare(lines: MutableSequence[str], text: Sequence[int]) -> None:
    """Put each tag into one line, and what a component holds as far to the left as it stands.

    MDX has no indented code, and people indent what stands in a component.
    """
    for first, last in sorted(_pairs(lines, text)):
        inside = range(first + 1, last)
        indents = [_indent(lines[number]) for number in inside if lines[number].strip()]
        surplus = min(indents, default=0) - _indent(lines[first])
        if surplus > 0:
            lines[first + 1 : last] = [lines[number][surplus:] for number in inside]
            lines[last] = " " * _indent(lines[first]) + lines[last].lstrip()


def _pairs(lines: MutableSequence[str], text: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the lines of components that begin and end, as far as they are not too deep in each other."""
    opened: list[tuple[int, str]] = []
    done = -1
    for number in text:
        line = lines[number].lstrip(" ")
        if number <= done or not line.startswith("<") or not _COMPONENT.match(line):
            continue
        done = _join(lines, number)
        mark = read(lines[number].strip())
        if mark is None or mark.role == "alone":
            continue
        if mark.role == "open":
            opened.append((number, mark.name))
        else:
            nearest = [name for _, name in opened[-DEPTH_LIMIT:]]
            while nearest and nearest.pop() != mark.name:
                opened.pop()
            if opened:
                first, name = opened.pop()
                if name == mark.name and len(opened) < DEPTH_LIMIT:
                    yield first, number


def _join(lines: MutableSequence[str], number: int) -> int:
    """Put a tag that takes several lines into the first of them; return its last line."""
    reach = lines[number : number + JOINED]
    count = next((n for n, line in enumerate(reach, 1) if line.rstrip().endswith(">")), 1)
    if count > 1:
        joined = " ".join([reach[0].rstrip(), *(line.strip() for line in reach[1:count])])
        tag = jsx.read(joined.strip())
        if read(joined.strip()) is None and (tag is None or tag.end != len(joined.strip())):
            return number
        lines[number : number + count] = [joined, *[""] * (count - 1)]
    return number + count - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
