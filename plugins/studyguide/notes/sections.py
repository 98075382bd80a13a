"""Cut one source into sections: a page each, with its headings, facts and footnotes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from studyguide import paths
from studyguide.markdown import compact, limits, oversights, raw_html
from studyguide.markdown.dialects import unread
from studyguide.markdown.plain_text import plain
from studyguide.model import Heading, Meta, Note, Section, Source, Tokens
from studyguide.notes import comments, drawn, facts, footnotes, headings, page_cuts, silences, written_formulas
from studyguide.notes.file_titles import NAMELESS
from studyguide.notes.headings import Placed
from studyguide.notes.untrusted import made_safe
from studyguide.notes.workpiece import Cut, Workpiece
from studyguide.options import Options
from studyguide.paths import Anchor, Distinct, PageName

UNTITLED = "Untitled"
"""What a page is called whose heading is empty."""


@dataclass(frozen=True)
class PageSlot:
    """Where a file goes: its own page, the names in that page's folder that are taken by others, and a title for it."""

    page: PageName
    taken: Collection[str] = ()
    title: str = NAMELESS
    """Where neither the text nor its metadata has one."""
    names_toc: bool = False
    """A note is called “toc”."""


def parse(md: MarkdownIt, source: Source, split: str, options: Options, slot: PageSlot) -> Note:
    """Parse and cut one source.

    ``split`` is the mode where the file does not set its own.
    """
    text, capped = limits.capped(source)
    env: dict[str, Any] = {"mdx": source.path.lower().endswith(".mdx"), "names_toc": slot.names_toc}
    parsed = md.parse(text, env)
    capped += [limits.too_long(source, line, reason) for line, reason in env.get("too_long", ())]
    silent, misnamed = silences.read(source, parsed)
    undefined = list(oversights.undefined(parsed))
    tokens, notes, found = footnotes.taken_out(source, parsed, env)
    piece = Workpiece(source, tokens, notes, _headings_that_count(tokens), options, [*capped, *misnamed, *found])
    piece.title = source.meta.title or slot.title
    piece.inner_footnotes = footnotes.INNER + 4 * len(notes)
    piece.macros = drawn.macros_of(parsed, options.macros, source.meta.macros)
    for overlooked in oversights.found(parsed, env):
        piece.report(overlooked.line, overlooked.rule, overlooked.message, "info" if overlooked.hint else "warning")
    _settle_footnotes(piece)
    sections = _sections(piece, page_cuts.cuts(piece, source.meta.split or split), slot)
    listed = env.get("abbreviations", ())
    abbreviations = tuple((name, expansion, piece.place(line)) for name, expansion, line in listed)
    # In this order: a fragment that GitHub knows leads where it leads there, whatever id an author gave elsewhere.
    anchors = piece.own_anchors | piece.anchors
    return Note(
        source,
        sections,
        anchors,
        abbreviations,
        tuple(dict.fromkeys(piece.problems)),
        definitions={label: str(data["href"]) for label, data in env.get("references", {}).items()},
        undefined=tuple((label, written, piece.place(line)) for line, label, written in undefined),
        silences=tuple(silent),
        unread=tuple((found.dialect, found.form, piece.place(found.line)) for found in unread.found(env)),
        dialects=frozenset(env.get("dialects", ())),
        labels=tuple(env.get("labels", ())),
        blocks=env.get("block_texts", {}),
    )


def _headings_that_count(tokens: Sequence[Token]) -> list[int]:
    """List the headings of the file itself: not those in quotes, lists and raw HTML."""
    hidden = [False] * len(tokens)
    for start, end in raw_html.hidden_ranges(tokens):
        hidden[start:end] = [True] * (end - start)
    found = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if token.level or hidden[index]:
                token.meta["nested"] = True
            else:
                found.append(index)
    return found


def _settle_footnotes(piece: Workpiece) -> None:
    """Balance the raw HTML of footnotes; they have no headings of the page's own."""
    for label, body in piece.footnotes.items():
        for token in body:
            if token.type == "heading_open":
                token.meta["nested"] = True
        settled = made_safe(piece, body)
        for token in settled:
            for inner in (token, *(token.children or ())):
                inner.attrs.pop("id", None)  # a footnote may stand on several pages, and twice on the print page
        headings.settle(piece, settled, PageName(""), ())
        piece.footnotes[label] = compact.tokens(settled)


# Pages and their metadata.


def _sections(piece: Workpiece, cuts: Sequence[Cut], slot: PageSlot) -> tuple[Section, ...]:
    """Make the file's own page and those cut from it; an H2 page stands below the H1 page before it."""
    own = cuts[0]
    folder = paths.folder_of(slot.page)
    first = paths.index_of(folder) if own.chapter else slot.page
    sections = [_section(piece, own, first, None)]
    chapter: int | None = None
    segments = _segments(piece, cuts[1:], slot.taken)
    for number, cut in enumerate(cuts[1:]):
        above = sections[chapter if chapter is not None and cut.level > 1 else 0]
        name = PageName(f"{folder}/{segments[number]}" if folder else segments[number])
        sections.append(_section(piece, cut, name, above))
        if cut.level == 1:
            chapter = len(sections) - 1
        elif chapter is not None:
            sections[chapter] = replace(sections[chapter], chapter=True)
    return tuple(sections)


def _segments(piece: Workpiece, cuts: Sequence[Cut], taken: Collection[str]) -> Sequence[str]:
    """Choose the last parts of the pages' URLs. An ``id`` fixes one, so no title above may take it."""
    segments = Distinct(taken, first=2)
    order = sorted(range(len(cuts)), key=lambda number: not _local_meta(piece, cuts[number]).id)
    chosen = {number: _segment(piece, cuts[number], segments, taken) for number in order}
    return [chosen[number] for number in range(len(cuts))]


def _segment(piece: Workpiece, cut: Cut, segments: Distinct, taken: Collection[str]) -> str:
    """Choose the last part of a page's URL, distinct within its file and its folder."""
    wanted = paths.slug(_local_meta(piece, cut).id or headings.addressed(_title(piece, cut)[1]))
    # `index` is the page of the folder.
    wanted = f"{wanted}-page" if wanted == "index" else wanted
    segment = segments.name(wanted)
    if segment != wanted and not _is_untitled(piece, cut):
        by = "another file, folder or list of the guide" if wanted in taken else "another section of this file"
        message = f"{by} has the URL `{wanted}/` too, this one got `{segment}/`"
        example = f"<!-- studyguide id: {segment} -->"
        piece.report(piece.line(cut.heading or 0), "same-url", f"{message}: give it an `id`, for example `{example}`")
    return segment


def _is_untitled(piece: Workpiece, cut: Cut) -> bool:
    """Say whether a heading is empty, which is reported by itself: a title would give it an address, too."""
    return cut.heading is not None and not headings.read(piece, cut.heading)[0]


def _meta(piece: Workpiece, cut: Cut, above: Section | None) -> Meta:
    """Give a section the tags, review date and draft mark of its file; a file's own page takes all its metadata."""
    local = _local_meta(piece, cut)
    outer = piece.source.meta if above is None else above.meta
    inherited = replace(
        local,
        tags=tuple(dict.fromkeys((*outer.tags, *local.tags))),
        reviewed=local.reviewed or outer.reviewed,
        draft=local.draft or outer.draft,
        link=False if False in {local.link, outer.link} else local.link or outer.link,
        exam_only=local.exam_only or outer.exam_only,
    )
    return inherited if above is not None else _with_all(inherited, outer)


def _with_all(local: Meta, outer: Meta) -> Meta:
    return replace(
        local,
        title=local.title or outer.title,
        short_title=local.short_title or outer.short_title,
        id=local.id or outer.id,
        aliases=local.aliases or outer.aliases,
        summary=local.summary or outer.summary,
        order=outer.order if local.order is None else local.order,
        sources=local.sources or outer.sources,
        confused_with=local.confused_with or outer.confused_with,
        verdicts=local.verdicts or outer.verdicts,
        related=local.related or outer.related,
        search=_found_under(local.search, outer.search),
        compare=local.compare and outer.compare,
        about_tag=outer.about_tag,
        plan=local.plan or outer.plan,
    )


def _found_under(*given: bool | tuple[str, ...]) -> bool | tuple[str, ...]:
    """Join the words for search, unless one says that it is not to be found."""
    words = dict.fromkeys(word for one in given if isinstance(one, tuple) for word in one)
    return all(given) and (tuple(words) or True)


def _local_meta(piece: Workpiece, cut: Cut) -> Meta:
    return comments.below(piece, cut.heading)[0] if cut.heading is not None else Meta()


# One page.


def _section(piece: Workpiece, cut: Cut, name: PageName, above: Section | None) -> Section:
    title, inline, line = _title(piece, cut)
    section_meta = _meta(piece, cut, above)
    section_meta = written_formulas.said(piece, section_meta, line)
    read = {index: comments.below(piece, index) for index in piece.headings_in(cut.start, cut.end)}
    placed = headings.place(piece, cut, name, {index: found for index, (found, _) in read.items()})
    body = _body(piece, cut, placed, {at for _, at in read.values()})
    headings.settle(piece, body, name, placed)
    compact.inside(body)  # facts hold it too
    shown, piece.inner_footnotes = footnotes.used((*inline, *body), piece.footnotes, piece.inner_footnotes)
    written = piece.tokens[cut.heading + 1].content if cut.heading is not None else title
    head = Heading(title, inline, 1, piece.place(line), Anchor(""), section_meta, written=written)
    listed = [head, *(item.heading for item in placed if not item.nested)]
    return Section(
        id=section_meta.id or name.removesuffix("/index"),
        page=name,
        title=title,
        place=piece.place(line),
        last=_last_line(piece, cut),
        headings=_with_facts(piece, body, listed),
        tokens=compact.tokens(body),
        footnotes=shown,
        parent=above.page if above is not None else None,
        tags=section_meta.tags,
        meta=section_meta,
        chapter=cut.chapter,
        offset=piece.source.offset,
    )


def _title(piece: Workpiece, cut: Cut) -> tuple[str, Tokens, int]:
    """Return the title of a page, its inline tokens and its line."""
    line = -piece.source.offset
    if cut.heading is not None:
        line = piece.line(cut.heading)
        title, inline = headings.read(piece, cut.heading)
        if title:
            return title, inline, line
    title = piece.title
    if cut.heading is not None:
        title = title if cut.start == 0 else UNTITLED
        piece.report(line, "empty-title", f"a heading without text: the page is called “{title}”")
    inline = written_formulas.drawn_in(piece, title, line)
    return plain(inline), inline, line


def _body(piece: Workpiece, cut: Cut, placed: Sequence[Placed], left_out: set[int]) -> list[Token]:
    """Copy the tokens of a page without its title and metadata, with the levels and anchors of its headings set."""
    if cut.heading is not None:
        left_out |= {cut.heading, cut.heading + 1, cut.heading + 2}
    by_index = {item.index: item for item in placed}
    body = []
    for index in range(cut.start, cut.end):
        if index in left_out:
            continue
        token = piece.tokens[index]
        if found := by_index.get(index):
            token = token.copy(tag=f"h{found.heading.level}", attrs={**token.attrs, "id": found.heading.anchor})
        elif found := by_index.get(index - 2):
            token = token.copy(tag=f"h{found.heading.level}")
        else:
            token = comments.checked(piece, index)
        body.append(token)
    return made_safe(piece, body)


def _with_facts(piece: Workpiece, body: Sequence[Token], listed: Sequence[Heading]) -> tuple[Heading, ...]:
    """Attach each ``At a glance`` table to the heading it stands under."""
    found = facts.attach(piece, body)
    return tuple(
        replace(heading, inline=compact.tokens(heading.inline), facts=found.get(heading.anchor, ()))
        for heading in listed
    )


def _last_line(piece: Workpiece, cut: Cut) -> int:
    """Return the last line (from 1, in the file) with text before the next page begins."""
    end = piece.line(cut.end) if cut.end < len(piece.tokens) else len(piece.lines)
    # Links to lines on GitHub should not mark the blank ones before the next heading.
    while end > 0 and not piece.lines[end - 1].strip():
        end -= 1
    return end + piece.source.offset
