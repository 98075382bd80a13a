"""Cut one source into sections: a page each, with its headings, facts and footnotes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from studyguide import meta, paths, rawhtml
from studyguide.model import Fact, Heading, Meta, Place, Problem, Section, Source, Tokens
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.text import block_text, matching, plain

LONG_FILE = 3_000
"""Words from which one page cut from a file with one H1 is worth splitting."""

LINE_LIMIT = 100_000
"""Characters of one line; inline rules look ahead within a line, and no person wrote a longer one."""

NESTING_LIMIT = 40
"""Markers at the start of one line (quotes and lists in each other)."""

_NUMBERED = re.compile(r"(\d+)[.)]\s")
_HEADING_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?:#([\w.-]+))?((?:\s*\.[\w-]+)*)\s*\}\s*$")
_NESTED = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){%d,}" % (NESTING_LIMIT + 1))
_BRACKETS = re.compile(r"\[{200,}|\]{200,}|(?:!?\[){200,}|\*{400,}|_{400,}|`{2000,}|<{400,}")


@dataclass(frozen=True)
class Note:
    """A parsed source. ``anchors`` maps every fragment GitHub knows in the file to where it went."""

    source: Source
    sections: tuple[Section, ...]
    anchors: Mapping[str, tuple[PageName, Anchor]]
    abbreviations: tuple[tuple[str, str, Place], ...]
    problems: tuple[Problem, ...]


@dataclass
class _Cut:
    """Where one page begins in the token stream; ``heading`` is the index of its title, None for a file's own page."""

    heading: int | None
    start: int
    end: int
    level: int
    chapter: bool = False


@dataclass
class _Draft:
    """What is known of a source while it is cut."""

    source: Source
    tokens: list[Token]
    footnotes: dict[str, Tokens]
    headings: list[int]
    facts_heading: str
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[PageName, Anchor]] = field(default_factory=dict)

    def place(self, line: int) -> Place:
        """Turn a line of the parser (from 0, without front matter) into a line of the file."""
        return Place(self.source.path, line + self.source.offset + 1)

    def level(self, index: int) -> int:
        return int(self.tokens[index].tag[1])

    def title(self, index: int) -> str:
        return " ".join(plain(self.tokens[index + 1].children).split())

    def report(self, line: int, rule: str, message: str, severity: str = "warning") -> None:
        self.problems.append(Problem(self.place(line), rule, message, severity))  # type: ignore[arg-type]


def parse(md: MarkdownIt, source: Source, split: str, facts_heading: str, page: PageName) -> Note:
    """Parse and cut one source.

    ``split`` is the mode where the file does not set its own; ``page`` names the file's own page.
    """
    text, problems = _capped(source)
    env: dict[str, Any] = {}
    tokens, footnotes = _without_footnotes(md.parse(text, env))
    _name_inline_footnotes(tokens, footnotes, env)
    hidden = rawhtml.hidden_ranges(tokens)
    headings = [
        i
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and not token.level and not any(a < i < b for a, b in hidden)
    ]
    draft = _Draft(source, tokens, footnotes, headings, facts_heading, problems)
    cuts = _cuts(draft, source.meta.split or split)
    sections = _sections(draft, cuts, page)
    found = env.get("abbreviations", [])
    abbreviations = tuple((name, expansion, draft.place(line)) for name, expansion, line in found)
    return Note(source, sections, draft.anchors, abbreviations, tuple(draft.problems))


def _capped(source: Source) -> tuple[str, list[Problem]]:
    """Break up lines that no person wrote: they would cost a parser quadratic time or the end of its stack."""
    problems: list[Problem] = []
    lines = source.text.split("\n")
    for number, line in enumerate(lines):
        reason = ""
        if len(line) > LINE_LIMIT:
            reason = f"a line longer than {LINE_LIMIT:,} characters"
        elif _NESTED.match(line):
            reason = f"quotes and lists nested deeper than {NESTING_LIMIT}"
        elif _BRACKETS.search(line):
            reason = "a run of hundreds of the same marker"
        if reason:
            where = Place(source.path, number + source.offset + 1)
            problems.append(Problem(where, "too-long", f"{reason}: shown as plain text", "error"))
            lines[number] = _MARKERS.sub(r"\\\g<0>", line) if len(line) <= LINE_LIMIT else _plain_words(line)
    return "\n".join(lines), problems


_MARKERS = re.compile(r"[!-/:-@\[-`{-~]")


def _plain_words(line: str) -> str:
    """Escape a huge line piece by piece, as paragraphs, so that no inline rule sees it whole."""
    pieces = [line[i : i + 20_000] for i in range(0, len(line), 20_000)]
    return "\n\n".join(_MARKERS.sub(r"\\\g<0>", piece.strip()) for piece in pieces)


def _without_footnotes(tokens: list[Token]) -> tuple[list[Token], dict[str, Tokens]]:
    """Take the footnote definitions out of the stream; they serve every page of the file."""
    kept: list[Token] = []
    footnotes: dict[str, Tokens] = {}
    index = 0
    while index < len(tokens):
        if tokens[index].type == "footnote_reference_open":
            end = matching(tokens, index)
            footnotes.setdefault(tokens[index].meta["label"], tuple(tokens[index + 1 : end]))
            index = end + 1
        else:
            kept.append(tokens[index])
            index += 1
    return kept, footnotes


def _name_inline_footnotes(tokens: list[Token], footnotes: dict[str, Tokens], env: Mapping[str, Any]) -> None:
    """Give ``^[inline footnotes]`` labels of their own, so that one table holds all footnotes."""
    inline = {number: data for number, data in env.get("footnotes", {}).get("list", {}).items() if "tokens" in data}
    for number, data in inline.items():
        footnotes[f"^{number}"] = (
            Token("paragraph_open", "p", 1),
            Token("inline", "", 0, content=data["content"], children=data["tokens"]),
            Token("paragraph_close", "p", -1),
        )
    for token in tokens if inline else ():
        for child in token.children or ():
            if child.type == "footnote_ref" and "label" not in child.meta:
                child.meta["label"] = f"^{child.meta['id']}"


def _cuts(draft: _Draft, mode: str) -> list[_Cut]:
    """Decide where pages begin. The first cut is the file's own page and may be empty."""
    top = [i for i in draft.headings if draft.level(i) == 1]
    if mode == "auto":
        mode = "1" if len(top) > 1 and not (draft.source.meta.title and _numbered_run(draft, top)) else "file"
        if mode == "file":
            _hint(draft)
    end = len(draft.tokens)
    if mode == "file":
        first = draft.headings[0] if draft.headings else None
        titled = first is not None and (first == 0 or _only_comments(draft.tokens[:first])) and draft.level(first) == 1
        return [_Cut(first if titled and len(top) == 1 else None, 0, end, 1)]
    depth = int(mode)
    starts = [i for i in draft.headings if draft.level(i) <= depth]
    own: _Cut
    if depth == 2 and len(top) == 1 and starts and starts[0] == top[0]:
        own, starts = _Cut(top[0], 0, end, 1, chapter=True), starts[1:]
    else:
        own = _Cut(None, 0, end, 0, chapter=True)
    own.end = starts[0] if starts else end
    bounds = [*starts, end]
    return [own, *(_Cut(i, i, bounds[n + 1], draft.level(i)) for n, i in enumerate(starts))]


def _numbered_run(draft: _Draft, top: Sequence[int]) -> bool:
    numbers = [_NUMBERED.match(draft.title(i)) for i in top]
    found = [int(match[1]) for match in numbers if match]
    return len(found) == len(top) and found == list(range(found[0], found[0] + len(top)))


def _only_comments(tokens: Iterable[Token]) -> bool:
    return all(token.type == "html_block" and token.content.lstrip().startswith("<!--") for token in tokens)


def _hint(draft: _Draft) -> None:
    second = sum(draft.level(i) == 2 for i in draft.headings)
    if second > 3 and len(draft.source.text.split()) > LONG_FILE:
        message = f"one long page with {second} parts: `split: 2` in the front matter makes a page of each"
        draft.report(-draft.source.offset, "long-page", message, "info")


def _sections(draft: _Draft, cuts: list[_Cut], page: PageName) -> tuple[Section, ...]:
    own = cuts[0]
    multiple = own.chapter
    folder = paths.folder_of(page)
    first = paths.index_of(folder) if multiple else page
    sections = [_section(draft, own, first, None, _file_meta(draft, own))]
    parent, parent_meta, parent_at = first, sections[0].meta, -1
    taken: set[str] = set()
    for cut in cuts[1:]:
        if cut.heading is None:
            continue
        local = _local_meta(draft, cut)
        if cut.level == 1:
            inherited, up = draft.source.meta, first
        else:
            inherited, up = (parent_meta, parent) if parent_at >= 0 else (sections[0].meta, first)
        name = PageName(f"{folder}/{_segment(draft, cut, local, taken)}" if folder else _segment(draft, cut, local, taken))
        section = _section(draft, cut, name, up, _inherit(local, inherited))
        if cut.level == 1:
            parent, parent_meta, parent_at = name, section.meta, len(sections)
        elif parent_at >= 0:
            sections[parent_at] = replace(sections[parent_at], chapter=True)
        sections.append(section)
    return tuple(sections)


def _segment(draft: _Draft, cut: _Cut, local: Meta, taken: set[str]) -> str:
    """Choose the last part of a page's URL, distinct within its file."""
    assert cut.heading is not None  # noqa: S101  only a file's own page has none
    wanted = paths.slug(local.id or draft.title(cut.heading))
    wanted = f"{wanted}-page" if wanted == "index" else wanted
    segment = paths.unique(wanted, taken)
    taken.add(paths.fold(segment))
    if segment != wanted:
        line = (draft.tokens[cut.heading].map or [0])[0]
        message = f"another section of this file has the URL `{wanted}/` too, this one got `{segment}/`: give it an `id`"
        draft.report(line, "same-url", f"{message}, for example `<!-- studyguide\nid: {segment}\n-->`".replace("\n", " "))
    return segment


def _file_meta(draft: _Draft, own: _Cut) -> Meta:
    if own.heading is None:
        return draft.source.meta
    return _inherit(_local_meta(draft, own), draft.source.meta, own_file=True)


def _inherit(local: Meta, outer: Meta, *, own_file: bool = False) -> Meta:
    """Give a section the tags, review date and draft mark of its file; a file's own page takes all its metadata."""
    tags = tuple(dict.fromkeys((*outer.tags, *local.tags)))
    common = {"tags": tags, "reviewed": local.reviewed or outer.reviewed, "draft": local.draft or outer.draft}
    common["link"] = local.link and outer.link
    if not own_file:
        return replace(local, **common)
    for name in ("title", "id", "aliases", "summary", "order", "sources", "confused_with", "related"):
        common[name] = getattr(local, name) or getattr(outer, name)
    common["search"], common["compare"] = local.search and outer.search, local.compare and outer.compare
    return replace(local, **common)


def _local_meta(draft: _Draft, cut: _Cut) -> Meta:
    assert cut.heading is not None  # noqa: S101
    return _comment_below(draft, cut.heading, cut.end)[0]


def _comment_below(draft: _Draft, heading: int, end: int) -> tuple[Meta, int]:
    """Read the metadata right below a heading; the second value is the index of its token, -1 if there is none."""
    at = heading + 3
    if at >= end or draft.tokens[at].type != "html_block":
        return Meta(), -1
    content = draft.tokens[at].content.strip()
    if not content.startswith("<!--") or not content.endswith("-->") or "-->" in content[:-3]:
        return Meta(), -1
    line = (draft.tokens[at].map or [0])[0]
    found = meta.comment(content[4:-3], draft.place(line))
    if found is None:
        return Meta(), -1
    known = set(draft.problems)
    draft.problems += [problem for problem in found[1] if problem not in known]
    return found[0], at


def _section(draft: _Draft, cut: _Cut, name: PageName, parent: PageName | None, section_meta: Meta) -> Section:
    title, inline, line = _title(draft, cut)
    indices = [i for i in draft.headings if cut.start <= i < cut.end and i != cut.heading]
    metas = {i: _comment_below(draft, i, cut.end) for i in ([] if cut.heading is None else [cut.heading]) + indices}
    dropped = {at for _, at in metas.values() if at >= 0}
    if cut.heading is not None:
        dropped |= set(range(cut.heading, cut.heading + 3))
    levels = _levels([draft.level(i) for i in indices], cut.level if cut.heading is not None else 0)
    head = Heading(title, inline, 1, draft.place(line), Anchor(""), section_meta)
    headings = [head, *_headings(draft, indices, levels, metas)]
    _remember_anchors(draft, cut, name, indices, headings)
    body = _body(draft, cut, dropped, dict(zip(indices, headings[1:], strict=True)))
    headings = _with_facts(draft, body, headings)
    last = _last_line(draft, cut)
    identity = section_meta.id or (name.removesuffix("/index"))
    place = draft.place(line)
    return Section(
        identity, name, title, place, last, tuple(body), tuple(headings), draft.footnotes, parent, section_meta.tags,
        section_meta, chapter=cut.chapter, offset=draft.source.offset,
    )  # fmt: skip


def _title(draft: _Draft, cut: _Cut) -> tuple[str, Tokens, int]:
    if cut.heading is None:
        title = draft.source.meta.title or _humanised(draft.source.path)
        return title, (Token("text", "", 0, content=title),), -draft.source.offset
    inline = draft.tokens[cut.heading + 1]
    match = _HEADING_ATTRIBUTES.search(inline.content)
    children = list(inline.children or [])
    if match and children and children[-1].type == "text":
        children[-1] = children[-1].copy(content=_HEADING_ATTRIBUTES.sub("", children[-1].content))
    children = rawhtml.expand(children, [])
    title = " ".join(plain(children).split())
    line = (inline.map or [0])[0]
    if not title:
        title = _humanised(draft.source.path) if cut.level == 1 and cut.start == 0 else "Untitled"
        draft.report(line, "empty-title", f"a heading without text: the page is called “{title}”")
        children = [Token("text", "", 0, content=title)]
    return title, tuple(children), line


def _humanised(path: SourcePath) -> str:
    """Make a title of a file's or folder's name: ``aws-certification_notes.md`` becomes ``Aws certification notes``."""
    name = paths.page_of(path).removesuffix("/index").rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:] if name != "index" else "Notes"


def _levels(raw: Sequence[int], base: int) -> list[int]:
    """Normalise heading levels below a page's title: the title is 1, and no level is jumped."""
    stack, levels = [base], []
    for level in raw:
        while len(stack) > 1 and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        levels.append(min(len(stack), 6))
    return levels


def _headings(
    draft: _Draft, indices: Sequence[int], levels: Sequence[int], metas: Mapping[int, tuple[Meta, int]]
) -> Iterable[Heading]:
    taken: set[str] = set()
    for index, level in zip(indices, levels, strict=True):
        inline = draft.tokens[index + 1]
        children = list(inline.children or [])
        match = _HEADING_ATTRIBUTES.search(inline.content)
        custom = ""
        if match and match[0].strip() and children and children[-1].type == "text":
            custom = match[1] or ""
            children[-1] = children[-1].copy(content=_HEADING_ATTRIBUTES.sub("", children[-1].content))
        children = rawhtml.expand(children, [])
        title = " ".join(plain(children).split())
        wanted = rawhtml.safe_id(metas[index][0].id or custom or paths.anchor(title) or "section")
        fragment, number = wanted, 0
        while fragment in taken:
            number += 1
            fragment = f"{wanted}-{number}"
        taken.add(fragment)
        yield Heading(title, tuple(children), level, draft.place((inline.map or [0])[0]), Anchor(fragment), metas[index][0])


def _remember_anchors(
    draft: _Draft, cut: _Cut, name: PageName, indices: Sequence[int], headings: Sequence[Heading]
) -> None:
    """Map the fragments that GitHub gives to these headings, and our own, to where the headings went."""
    found = list(zip(indices, headings[1:], strict=True))
    if cut.heading is not None:
        found.insert(0, (cut.heading, headings[0]))
    for _, heading in found:
        wanted = paths.anchor(heading.title)
        fragment, number = wanted, 0
        while fragment in draft.anchors:
            number += 1
            fragment = Anchor(f"{wanted}-{number}")
        draft.anchors[fragment] = (name, heading.anchor)
    for _, heading in found:
        for own in filter(None, (heading.meta.id, heading.anchor)):
            draft.anchors.setdefault(own, (name, heading.anchor))


def _body(draft: _Draft, cut: _Cut, dropped: set[int], headings: Mapping[int, Heading]) -> list[Token]:
    """Copy the tokens of a page, with levels and anchors of its headings set and raw HTML balanced."""
    body = []
    for index in range(cut.start, cut.end):
        if index in dropped:
            continue
        token = draft.tokens[index]
        if heading := headings.get(index):
            token = token.copy(tag=f"h{heading.level}", attrs={"id": heading.anchor})
        elif heading := headings.get(index - 1):
            token = token.copy(children=list(heading.inline))
        elif heading := headings.get(index - 2):
            token = token.copy(tag=f"h{heading.level}")
        body.append(token)
    shown: list[tuple[str, int]] = []
    expanded = rawhtml.expand(body, shown)
    for source, line in shown:
        if re.match(r"</?(script|style|iframe|object|embed|form|base|link|meta|svg|math|template|textarea)\b", source, re.IGNORECASE):
            draft.report(line, "unsafe-html", f"`{source[:60]}` is shown as text: such HTML is not published")
    return expanded


def _with_facts(draft: _Draft, body: Sequence[Token], headings: list[Heading]) -> list[Heading]:
    """Attach each ``At a glance`` table to the heading it stands under."""
    current, result = 0, list(headings)
    by_anchor = {heading.anchor: i for i, heading in enumerate(headings)}
    for index, token in enumerate(body):
        if token.type == "heading_open" and token.attrGet("id") in by_anchor:
            current = by_anchor[Anchor(str(token.attrGet("id")))]
        elif token.type == "table_open" and not token.level:
            rows = _fact_rows(draft, body[index : matching(body, index) + 1])
            if rows is None:
                continue
            token.meta = {**(token.meta or {}), "facts": True}
            known = {fact.name for fact in result[current].facts}
            fresh = tuple(fact for fact in rows if fact.name not in known)
            for fact in rows:
                if fact.name in known:
                    message = f"a second value of `{fact.name}` under this heading: the first one counts"
                    draft.problems.append(Problem(fact.place, "double-fact", message))
            result[current] = replace(result[current], facts=result[current].facts + fresh)
    return result


def _fact_rows(draft: _Draft, table: Sequence[Token]) -> list[Fact] | None:
    """Read a two-column table whose first header cell is the facts heading; None for any other table."""
    cells = [(i, t) for i, t in enumerate(table) if t.type in {"th_open", "td_open"}]
    heads = [i for i, t in cells if t.type == "th_open"]
    if len(heads) != 2 or plain(table[heads[0] + 1].children).strip().casefold() != draft.facts_heading.casefold():  # noqa: PLR2004
        return None
    facts = []
    values = [i for i, t in cells if t.type == "td_open"]
    for name_at, value_at in zip(values[::2], values[1::2], strict=False):
        name = " ".join(plain(table[name_at + 1].children).split())
        value = tuple(table[value_at + 1].children or ())
        line = (table[name_at + 1].map or table[name_at - 1].map or [0])[0]
        if name and (text := " ".join(plain(value).split())):
            facts.append(Fact(name, value, text, draft.place(line)))
    return facts


def _last_line(draft: _Draft, cut: _Cut) -> int:
    """Return the last line (from 1, in the file) with text before the next page begins."""
    lines = draft.source.text.split("\n")
    following = draft.tokens[cut.end].map if cut.end < len(draft.tokens) else None
    end = following[0] if following else len(lines)
    while end > 1 and not lines[end - 1].strip():
        end -= 1
    return end + draft.source.offset


def words(section: Section) -> int:
    """Count the words a reader sees."""
    return len(block_text(section.tokens).split())
