"""Put into pages what their notes embed: ``![[another note]]``, and files named by ``--8<--`` in code blocks.

Notes are embedded when their links are resolved, so what they hold leads where it leads on their own page.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking import embedded_parts, file_parts
from studyguide.model import Section, Tokens
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import kept, same

TOKEN_LIMIT = 20_000
"""Tokens that one page may embed; ten notes that embed each other twice could else stand for a thousand."""

SITE_LIMIT = 400_000
"""Tokens that all pages together may embed."""

DEPTH_LIMIT = 5
"""Embedded notes in each other, as in Obsidian; a chain of notes would else repeat its end on every page."""

FILE_LIMIT = 200_000
"""Bytes of one file that a code block shows."""

_SNIPPET = re.compile(
    r"[ \t]*(?:-{1,2}8<-{1,2}[ \t]+[\"']([^\"'\n]{1,300})[\"']"
    # mdBook
    r"|\{\{[ \t]*#(?:include|rustdoc_include|playground)[ \t]+([^\s{}]{1,300})[^{}\n]{0,100}\}\})[ \t]*"
)
_BREAKS = frozenset({"softbreak", "hardbreak"})
_LOWEST = 6

_Part = tuple[PageName, str]
"""A page, and the heading or block on it that is embedded; empty for the whole page."""


def insert(
    sections: Sequence[Section], root: Path, files: Container[SourcePath]
) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """Return the sections with what they embed. Only ``files``, which are below ``root``, are read."""
    pages = {section.page: section for section in sections}
    problems: dict[Problem, None] = {}
    parts: dict[PageName, Mapping[str, Tokens]] = {}
    cycles: set[frozenset[PageName]] = set()
    done = []
    # What is embedded is counted for the site too: 1,000 pages that each embed as much as they may fill the memory.
    left = SITE_LIMIT
    for section in sections:
        worker = _Page(pages, section, root, files, problems, parts, cycles, limit=min(TOKEN_LIMIT, left))
        done.append(same(worker.run(), "embedding", section.page) if _embeds(section) else section)
        left -= worker.count
    return tuple(done), tuple(problems)


@kept
def _embeds(section: Section) -> bool:
    return any(map(_wanted, section.tokens))


def _wanted(token: Token) -> bool:
    if token.type == "inline":
        return any(map(_is_embedded, token.children or ()))
    return bool((token.meta or {}).get("embed")) or (token.type == "fence" and _holds_file(token))


def _is_embedded(token: Token) -> bool:
    """Say whether a link stands for the note that it leads to."""
    return token.type == "link_open" and "embedded" in token.meta


def _holds_file(fence: Token) -> bool:
    return "file" in fence.meta or "8<-" in fence.content or "{{" in fence.content


@dataclass
class _Page:
    """The work on one page. ``footnotes`` grows by those of embedded notes, under labels of their own."""

    pages: Mapping[PageName, Section]
    section: Section
    root: Path
    files: Container[SourcePath]
    problems: dict[Problem, None]
    parts: dict[PageName, Mapping[str, Tokens]]
    """The headings and named blocks of each page, as far as they were looked for."""
    cycles: set[frozenset[PageName]]
    """Those that were said."""
    footnotes: dict[str, Tokens] = field(default_factory=dict)
    waiting: list[tuple[str, Tokens, Section, int]] = field(default_factory=list)
    """Footnotes that are still to be fitted into the page: label, text, where it is from, shift of headings."""
    limit: int = TOKEN_LIMIT
    count: int = 0

    def run(self) -> Section:
        self.footnotes = dict(self.section.footnotes)
        tokens = tuple(self._tokens(self.section, self.section.tokens, ((self.section.page, ""),)))
        while self.waiting:
            label, body, section, shift = self.waiting.pop()
            self.footnotes[label] = tuple(self._moved(token, section, shift) for token in body)
        return replace(self.section, tokens=tokens, footnotes=self.footnotes)

    def _tokens(self, section: Section, tokens: Sequence[Token], open_parts: tuple[_Part, ...]) -> Iterator[Token]:
        level, skip = 1, 0
        for index, token in enumerate(tokens):
            if skip:
                skip -= 1
                continue
            if token.type == "heading_open":
                level = int(token.tag[1])
            part = _embedded(tokens, index)
            if part is not None and self._may(section.at(token), part, open_parts):
                yield from self._embed(part, tokens[index : index + 3], level, open_parts)
                skip = 2
            elif token.type == "paragraph_open" and part is None and _wanted(tokens[index + 1]):
                yield from self._parted(section, tokens[index : index + 3], level, open_parts)
                skip = 2
            elif token.type == "fence" and _holds_file(token):
                yield token.copy(content=self._with_files(section.at(token), token))
            else:
                yield token

    def _parted(
        self, section: Section, paragraph: Sequence[Token], level: int, open_parts: tuple[_Part, ...]
    ) -> Iterator[Token]:
        """Part a paragraph at the notes that it embeds: as in Obsidian, each stands between what is around it."""
        opening, inline, closing = paragraph
        children, waiting = list(inline.children or ()), list[Token]()
        depth = at = 0
        while at < len(children):
            link, place = children[at : at + 3], section.at(opening)
            part = (PageName(link[0].meta["page"]), str(link[0].meta["anchor"])) if _is_embedded(link[0]) else None
            if part is None or depth or not self._may(place, part, open_parts):
                depth += link[0].nesting
                waiting.append(link[0])
                at += 1
                continue
            if shown := _trimmed(waiting):
                yield from (opening, inline.copy(children=shown), closing)
                opening = opening.copy(attrs={})
            waiting = []
            yield from self._embed(part, (opening, inline.copy(children=link), closing), level, open_parts)
            opening = opening.copy(attrs={})
            at += len(link)
        if shown := _trimmed(waiting):
            yield from (opening, inline.copy(children=shown), closing)

    def _may(self, place: Place, part: _Part, open_parts: tuple[_Part, ...]) -> bool:
        """Say whether a part can be embedded here; if not, the link to it stays, and a problem says why."""
        if part[0] not in self.pages:
            return False
        title = self.pages[part[0]].title
        if part in open_parts:
            self._say_cycle(place, [page for page, _ in open_parts[open_parts.index(part) :]])
            return False
        if self.count > self.limit or len(open_parts) > DEPTH_LIMIT:
            message = f"too much is embedded here, or too many notes in each other: “{title}” is shown as a link"
            self.problems[Problem(place, "too-long", message, "error")] = None
            return False
        return True

    def _say_cycle(self, place: Place, pages: Sequence[PageName]) -> None:
        """Say once that these pages embed each other, whichever of them is looked at."""
        if frozenset(pages) in self.cycles:
            return
        self.cycles.add(frozenset(pages))
        titles = dict.fromkeys(self.pages[page].title for page in (*pages[1:], pages[0]))
        way = f", by way of {' and '.join(f'“{title}”' for title in list(titles)[:-1])}" if len(titles) > 1 else ""
        message = f"“{self.pages[pages[0]].title}” embeds itself{way}: the link to it is shown instead"
        self.problems[Problem(place, "embed-cycle", message)] = None

    def _embed(
        self, part: _Part, paragraph: Sequence[Token], level: int, open_parts: tuple[_Part, ...]
    ) -> Iterator[Token]:
        """Yield a link to the embedded part, then its content with headings below the one it stands under."""
        section = self.pages[part[0]]
        content = self._content(section, part[1])
        self.count += len(content)
        yield Token("embed_open", "div", 1)
        yield from (paragraph[0].copy(meta={}, hidden=False), paragraph[1], paragraph[2].copy(hidden=False))
        tops = [int(token.tag[1]) for token in content if token.type == "heading_open"]
        # The top heading of what is embedded stands one below the heading around it; the rest keeps its distance.
        shift = level + 1 - min(tops, default=1)
        for token in self._tokens(section, content, (*open_parts, part)):
            yield self._moved(token, section, shift)
        yield Token("embed_close", "div", -1)

    def _content(self, section: Section, anchor: str) -> Sequence[Token]:
        """Return a page's tokens, or those of one of its parts."""
        if not anchor:
            return section.tokens
        if section.page not in self.parts:
            self.parts[section.page] = embedded_parts.parts(section.tokens)
        return self.parts[section.page].get(anchor, section.tokens)

    def _moved(self, token: Token, section: Section, shift: int) -> Token:
        """Fit a token into another page: no ids, other levels, footnotes under other labels."""
        attrs = {name: value for name, value in token.attrs.items() if name != "id"}
        meta = {name: value for name, value in (token.meta or {}).items() if name != "mark"}
        # NUL is in no label: folder.py replaces it. A label that has one was moved already, by an embed in the embed.
        if token.type == "footnote_ref" and "\0" not in meta["label"]:
            label = f"{section.page}\0{meta['label']}"
            meta["label"] = label
            if label not in self.footnotes:
                # Later, for a footnote may refer to itself, or to one that refers to a thousand others in a row.
                self.footnotes[label] = ()
                self.waiting.append((label, section.footnotes.get(token.meta["label"], ()), section, shift))
        tag = token.tag
        if token.type in {"heading_open", "heading_close"}:
            # Never 1: the page has its title.
            tag = f"h{max(2, min(_LOWEST, int(tag[1]) + shift))}"
        children = (
            [self._moved(child, section, shift) for child in token.children] if token.children else token.children
        )
        return token.copy(attrs=attrs, meta=meta, tag=tag, children=children)

    def _with_files(self, place: Place, fence: Token) -> str:
        if "file" in fence.meta:
            text = self._part(place, fence.meta["file"])
            return fence.content if text is None else f"{text}\n"
        lines = fence.content.split("\n")
        return "\n".join(self._file(replace(place, line=place.line + n + 1), line) for n, line in enumerate(lines))

    def _file(self, place: Place, line: str) -> str:
        """Return the text of the file that a line of a code block names, or the line."""
        match = _SNIPPET.fullmatch(line)
        if match is None:
            return line
        text = self._part(place, (match[1] or match[2]).strip())
        return line if text is None else text

    def _part(self, place: Place, wanted: str) -> str | None:
        """Return what a file holds, or one of its parts: ``a.py:2:10``, ``a.py:name``."""
        name, part = (wanted, "") if self._found(place, wanted) else wanted.partition(":")[::2]
        found = self._found(place, name)
        whole = _read(self.root / found) if found else None
        text = None if whole is None else file_parts.cut(whole, part)
        if text is None:
            message = (
                f"the file `{name}` is not in the notes folder, or cannot be read: its name is shown"
                if whole is None
                else f"the file `{name}` has no part `{part}`: its name is shown"
            )
            self.problems[Problem(place, "dead-snippet", message)] = None
        return text

    def _found(self, place: Place, wanted: str) -> SourcePath | None:
        # From the top first: pymdownx looks below `base_path`, which is the root of the project unless it is set.
        candidates = (paths.resolve(SourcePath(""), wanted), paths.resolve(place.path, wanted))
        return next((SourcePath(path) for path in candidates if SourcePath(path) in self.files), None)


def _trimmed(children: list[Token]) -> list[Token]:
    """Leave out blanks and ends of lines at both ends."""
    blank = [token.type in _BREAKS or (token.type == "text" and not token.content.strip()) for token in children]
    shown = [number for number, is_blank in enumerate(blank) if not is_blank]
    return children[shown[0] : shown[-1] + 1] if shown else []


def _embedded(tokens: Sequence[Token], index: int) -> _Part | None:
    """Return what a paragraph embeds; None if it is an ordinary one, or its target does not exist."""
    if not (tokens[index].meta or {}).get("embed") or index + 1 >= len(tokens):
        return None
    for first in (tokens[index + 1].children or ())[:1]:
        if first.type == "link_open" and "page" in first.meta and "lost" not in first.meta:
            return PageName(first.meta["page"]), str(first.meta["anchor"])
    return None


def _read(path: Path) -> str | None:
    try:
        if path.stat().st_size > FILE_LIMIT:
            return None
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except OSError:
        return None
