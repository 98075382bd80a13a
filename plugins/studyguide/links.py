"""Resolve the links authors wrote, and link first mentions of known names that they did not mark."""

import difflib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from studyguide import names, paths
from studyguide.matcher import Matcher
from studyguide.model import Fact, Heading, Link, Place, Problem, Section, Target, Term
from studyguide.names import Name
from studyguide.parse import Note
from studyguide.paths import PageName, SourcePath
from studyguide.rawhtml import SCHEMES
from studyguide.text import plain

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
PUBLISHED = (*IMAGES, ".pdf", ".mp4", ".webm", ".mp3", ".ogg", ".wav", ".csv", ".tsv", ".txt", ".json", ".yml", ".yaml",
             ".zip", ".drawio", ".docx", ".xlsx", ".pptx", ".ipynb", ".tf", ".sh", ".py", ".sql", ".apkg")  # fmt: skip
"""Files a note may link to; others (scripts, HTML) would run or be shown in the site's name."""

SENTENCE_LIMIT = 300
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[^a-z])|(?<=[。！？])")


@dataclass(frozen=True)
class Linked:
    """Sections with resolved links, and what was found on the way."""

    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    assets: frozenset[SourcePath]
    mentions: Mapping[str, tuple[PageName, ...]]
    """Anchor of a glossary term → the pages that mention it."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Index:
    """Everything a link can name."""

    names: Mapping[str, tuple[Name, ...]]
    ids: Mapping[str, Target]
    files: Mapping[str, Note]
    stems: Mapping[str, tuple[Note, ...]]
    pages: Mapping[PageName, Section]
    folders: Mapping[str, PageName]
    assets: Mapping[str, SourcePath]


def index(notes: Sequence[Note], sections: Sequence[Section], assets: Iterable[SourcePath], folders: Mapping[str, PageName]) -> Index:
    """Build the index of a library. ``folders`` maps a folder of the notes to its chapter page."""
    by_name: dict[str, list[Name]] = {}
    for name in names.collect(sections):
        by_name.setdefault(paths.fold(name.text), []).append(name)
    ids: dict[str, Target] = {}
    for target in names.targets(sections):
        ids.setdefault(target.id, target)
    stems: dict[str, list[Note]] = {}
    for note in notes:
        stems.setdefault(paths.fold(posixpath.basename(note.source.path)[:-3]), []).append(note)
    return Index(
        {key: tuple(found) for key, found in by_name.items()},
        ids,
        {paths.fold(note.source.path): note for note in notes},
        {key: tuple(found) for key, found in stems.items()},
        {section.page: section for section in sections},
        folders,
        {paths.fold(asset): asset for asset in assets},
    )  # fmt: skip


def pages_by_name(index: Index) -> dict[str, Target]:
    """Map folded names to the pages they name, without the headings inside pages."""
    return {
        key: found[0].target for key, found in index.names.items() if found[0].target.heading is found[0].target.section.head
    }


def link(
    index: Index, terms: Sequence[Term], *, tags: Callable[[str], PageName | None], auto: str, ignore: Iterable[str] = ()
) -> Linked:
    """Resolve and insert the links of every section. ``auto`` is ``first`` or ``off``."""
    lookup = _Names(index, terms, frozenset(paths.fold(name) for name in ignore))
    sections, links, problems = [], [], []
    assets: set[SourcePath] = set()
    mentions: dict[str, dict[PageName, None]] = {}
    for section in index.pages.values():
        worker = _Section(index, section, lookup if auto != "off" and section.meta.link else None, tags)
        sections.append(worker.run())
        links += worker.links
        problems += worker.problems
        assets |= worker.assets
        for anchor in worker.mentioned:
            mentions.setdefault(anchor, {})[section.page] = None
    found = {anchor: tuple(pages) for anchor, pages in mentions.items()}
    return Linked(tuple(sections), tuple(links), frozenset(assets), found, tuple(problems))


class _Names:
    """The names that become links by themselves: each leads to a section, to a term, or to both."""

    def __init__(self, index: Index, terms: Sequence[Term], ignored: frozenset[str]) -> None:
        self.targets: dict[str, Target] = {}
        self.terms: dict[str, Term] = {}
        exact: set[str] = set()
        loose: set[str] = set()
        for key, found in index.names.items():
            best = [name for name in found if name.rank == found[0].rank]
            chosen = best[0]
            if key in ignored or not chosen.auto or len({name.target.id for name in best}) > 1:
                continue
            (exact if chosen.exact else loose).add(chosen.text)
            self.targets[chosen.text] = chosen.target
        for term in terms:
            for text in (term.name, term.expansion, *term.aliases):
                if text and paths.fold(text) not in ignored:
                    (exact if names.proper(text) else loose).add(text)
                    self.terms.setdefault(text, term)
        self.matcher = Matcher(exact, loose)


@dataclass
class _Section:
    """The work on one section: its tokens are copied, never changed."""

    index: Index
    section: Section
    lookup: _Names | None
    tags: Callable[[str], PageName | None]
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assets: set[SourcePath] = field(default_factory=set)
    mentioned: dict[str, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    line: int = 0

    def run(self) -> Section:
        self.line = self.section.place.line
        tokens = self._blocks(self.section.tokens, auto=self.lookup is not None)
        headings = tuple(self._heading(heading) for heading in self.section.headings)
        footnotes = {label: tuple(self._blocks(body, auto=False)) for label, body in self.section.footnotes.items()}
        return replace(self.section, tokens=tuple(tokens), headings=headings, footnotes=footnotes)

    def _heading(self, heading: Heading) -> Heading:
        inline = tuple(self._inline(heading.inline, auto=False))
        return replace(heading, inline=inline, facts=tuple(self._fact(fact) for fact in heading.facts))

    def _fact(self, fact: Fact) -> Fact:
        silent, self.problems = self.problems, []
        value = tuple(self._inline(fact.value, auto=False))
        self.problems = silent
        return replace(fact, value=value)

    def _blocks(self, tokens: Iterable[Token], *, auto: bool) -> list[Token]:
        """Copy block tokens. Names stay plain in headings, raw HTML, and the options of a question."""
        result, quiet = [], 0
        for token in tokens:
            if token.map:
                self.line = self.section.at(token).line
            if token.type in {"heading_open", "raw_open", "dt_open"} and token.tag not in {"details", "div", "section"}:
                quiet += 1
            elif token.type in {"heading_close", "raw_close", "dt_close"} and token.tag not in {"details", "div", "section"}:
                quiet -= 1
            elif token.type == "list_item_open" and "checked" in (token.meta or {}):
                quiet += 1
                token = token.copy(meta={**token.meta, "quiet": True})
            elif token.type == "list_item_close" and quiet and self._closes_option(result, token):
                quiet -= 1
            if token.type == "inline":
                token = token.copy(children=self._inline(token.children or (), auto=auto and not quiet))
            elif token.type in {"raw_open", "raw_void"}:
                token = self._raw(token)
            elif token.type == "callout_open" and token.children:
                token = token.copy(children=self._inline(token.children, auto=False))
            result.append(token)
        return result

    @staticmethod
    def _closes_option(result: Sequence[Token], closing: Token) -> bool:
        opening = next((t for t in reversed(result) if t.type == "list_item_open" and t.level == closing.level), None)
        return opening is not None and bool((opening.meta or {}).get("quiet"))

    def _place(self) -> Place:
        return Place(self.section.place.path, self.line)

    def _inline(self, children: Sequence[Token], *, auto: bool) -> list[Token]:
        sentence = plain(children) if children else ""
        resolved = self._resolve(children, sentence)
        return self._mention(resolved, sentence) if auto and self.lookup else resolved

    # Links that the author wrote.

    def _resolve(self, children: Sequence[Token], sentence: str) -> list[Token]:
        result: list[Token] = []
        dead: list[bool] = []
        for at, token in enumerate(children):
            if token.type == "wikilink":
                result += self._wikilink(token, sentence)
            elif token.type == "hashtag":
                result += self._hashtag(token)
            elif token.type == "link_open":
                opened = self._href(token, sentence, plain(children[at + 1 : at + 2]))
                dead.append(opened is None)
                result += [opened] if opened else []
            elif token.type == "link_close":
                if not (dead and dead.pop()):
                    result.append(token)
            elif token.type == "image":
                result.append(self._image(token))
            elif token.type == "footnote_ref" and token.meta["label"] not in self.section.footnotes:
                label = token.meta["label"]
                self._report("dead-footnote", f"the footnote `[^{label}]` has no definition: add a line `[^{label}]: …`")
                result.append(Token("text", "", 0, content=f"[^{label}]"))
            elif token.type in {"raw_open", "raw_void"}:
                result.append(self._raw(token))
            else:
                result.append(token)
        return result

    def _wikilink(self, token: Token, sentence: str) -> list[Token]:
        meta = token.meta
        text = meta["text"] or meta["target"] or meta["fragment"]
        asset = self._asset(meta["target"]) if meta["embed"] or "." in meta["target"] else None
        if asset is not None:
            return self._embedded(asset, text)
        target = self._named(meta["target"], meta["fragment"])
        if target is None:
            self._dead(token.content, meta["target"] or meta["fragment"])
            return [Token("text", "", 0, content=text)]
        opened = Token("link_open", "a", 1, meta=self._to(target.section.page, target.heading.anchor, sentence, "wiki", text))
        return [opened, Token("text", "", 0, content=text), Token("link_close", "a", -1)]

    def _embedded(self, asset: SourcePath, text: str) -> list[Token]:
        if asset.lower().endswith(IMAGES):
            alt = posixpath.basename(asset) if re.fullmatch(r"[\dx]+", text) else text
            return [Token("image", "img", 0, meta={"asset": asset}, children=[Token("text", "", 0, content=alt)])]
        return [Token("link_open", "a", 1, meta={"asset": asset}), Token("text", "", 0, content=text), Token("link_close", "a", -1)]

    def _hashtag(self, token: Token) -> list[Token]:
        page = self.tags(token.content)
        text = Token("text", "", 0, content=token.content)
        if page is None:
            return [text]
        opened = Token("link_open", "a", 1, meta={"page": page, "anchor": "", "class": "sg-hashtag"})
        return [opened, text, Token("link_close", "a", -1)]

    def _href(self, token: Token, sentence: str, text: str) -> Token | None:
        """Resolve a link; None where it leads nowhere (its text stays)."""
        href = str(token.attrGet("href") or "")
        found = self._relative(href)
        if found is None:
            return token
        if isinstance(found, str):
            self.assets.add(SourcePath(found))
            return token.copy(meta={"asset": found})
        page, anchor = found
        if page is None:
            self._dead(f"[{href}]", href)
            return None
        return token.copy(meta=self._to(page, anchor, sentence, "markdown", text))

    def _image(self, token: Token) -> Token:
        src = str(token.attrGet("src") or "")
        if _external(src):
            return token
        asset = self._asset(unquote(src))
        if asset is None:
            self._report("dead-image", f"the image `{src}` does not exist: check the path, which is relative to this file")
            return token
        return token.copy(meta={"asset": asset})

    def _raw(self, token: Token) -> Token:
        """Re-base the links of raw HTML; one with a scheme that could run code loses it."""
        attrs = dict(token.attrs)
        meta = dict(token.meta or {})
        for name in ("href", "src", "poster", "cite"):
            if name not in attrs:
                continue
            value = str(attrs[name]).strip()
            if name == "href" and not _external(value):
                found = self._relative(value)
                if isinstance(found, tuple) and found[0] is not None:
                    meta |= {"page": found[0], "anchor": found[1]}
                elif isinstance(found, str):
                    self.assets.add(SourcePath(found))
                    meta["asset"] = found
                else:
                    self._dead(f'href="{value}"', value)
                del attrs[name]
            elif not _external(value):
                asset = self._asset(unquote(value))
                if asset is None:
                    self._report("dead-image", f"`{name}=\"{value}\"` does not exist: the path is relative to this file")
                    del attrs[name]
                else:
                    meta["asset"] = asset
            elif _scheme(value) not in SCHEMES | {""}:
                self._report("unsafe-html", f"`{name}` with the scheme `{_scheme(value)}:` is not published")
                del attrs[name]
        return token.copy(attrs=attrs, meta=meta)

    def _to(self, page: PageName, anchor: str, sentence: str, kind: str, text: str = "") -> dict[str, str]:
        """Describe a resolved link, and remember it with its sentence."""
        meta = {"page": page, "anchor": anchor, "kind": kind}
        if page != self.section.page:
            meta["mark"] = f"sg-ref-{len(self.links) + 1}"
            quoted = _sentence(sentence, text)
            self.links.append(Link(self.section.page, page, anchor, quoted, self._place(), kind, meta["mark"]))  # type: ignore[arg-type]
            self.seen.add(page + "#" + anchor)
        return meta

    def _relative(self, href: str) -> tuple[PageName | None, str] | str | None:
        """Resolve a link that a file may hold: a page with an anchor, an asset's path, or None for another site's address."""
        if _external(href):
            return None
        raw_path, _, fragment = href.partition("#")
        path, fragment = unquote(raw_path.partition("?")[0]), unquote(fragment)
        source = self.section.place.path
        if not path:
            return self._in_file(self.index.files[paths.fold(source)], fragment)
        joined = paths.resolve(SourcePath(""), path.lstrip("/")) if path.startswith("/") else paths.resolve(source, path)
        for candidate in (joined, f"{joined}.md"):
            if note := self.index.files.get(paths.fold(candidate)):
                return self._in_file(note, fragment)
        if (folder := self.index.folders.get("" if joined == "." else joined)) is not None:
            return folder, ""
        if (asset := self.index.assets.get(paths.fold(joined))) and asset.lower().endswith(PUBLISHED):
            return asset
        return None, ""

    def _in_file(self, note: Note, fragment: str) -> tuple[PageName | None, str]:
        own = note.sections[0].page if note.sections else None
        if own not in self.index.pages:
            return None, ""
        if not fragment:
            return own, ""
        found = note.anchors.get(fragment) or note.anchors.get(paths.anchor(fragment))
        if found and found[0] in self.index.pages:
            return found
        close = difflib.get_close_matches(fragment.lower(), list(note.anchors)[:2000], 1, 0.6)
        hint = f": did you mean `#{close[0]}`?" if close else ""
        self._report("dead-anchor", f"`#{fragment}` is no heading of {note.source.path}{hint}")
        return own, ""

    def _named(self, name: str, fragment: str) -> Target | None:
        """Find what ``[[name#fragment]]`` means: an id, a file, a title or an alias."""
        if not name:
            return self._part(self.section, fragment)
        if target := self.index.ids.get(name):
            return self._part(target.section, fragment) if fragment else target
        note = self.index.files.get(paths.fold(paths.resolve(SourcePath(""), f"{name.removesuffix('.md')}.md")))
        notes = (note,) if note else self.index.stems.get(paths.fold(name.removesuffix(".md")), ())
        found = self.index.names.get(paths.fold(name), ())
        best = [item for item in found if item.rank == found[0].rank]
        if len({item.target.id for item in best}) > 1:
            ids = ", ".join(f"`[[{item.target.id}]]`" for item in best[:4])
            self._report("ambiguous", f"`[[{name}]]` could mean several sections: write one of {ids}")
        if best and not (notes and best[0].rank > names.TITLE):
            target = best[0].target
            return self._part(target.section, fragment) if fragment else target
        for candidate in notes:
            page, anchor = self._in_file(candidate, fragment)
            if page in self.index.pages:
                section = self.index.pages[page]
                heading = next((h for h in section.headings if h.anchor == anchor), section.head)
                return Target(section, heading)
        return None

    def _part(self, section: Section, fragment: str) -> Target | None:
        """Find a heading of a section, or of the other pages cut from the same file."""
        wanted = paths.fold(fragment.rpartition("#")[2].strip())
        note = self.index.files.get(paths.fold(section.place.path))
        for candidate in (section, *(note.sections if note else ())):
            current = self.index.pages.get(candidate.page)
            for heading in current.headings if current else ():
                if wanted in {paths.fold(heading.title), paths.fold(heading.anchor), paths.fold(heading.meta.id)}:
                    return Target(candidate, heading)
        self._report("dead-anchor", f"`#{fragment}` is no heading of “{section.title}”")
        return Target(section, section.head)

    def _asset(self, path: str) -> SourcePath | None:
        """Find a file beside the note, below the root, or, as Obsidian does, anywhere by its bare name."""
        source = self.section.place.path
        for joined in (paths.resolve(source, path), paths.resolve(SourcePath(""), path.lstrip("/"))):
            if (asset := self.index.assets.get(paths.fold(joined))) and asset.lower().endswith(PUBLISHED):
                self.assets.add(asset)
                return asset
        if "/" not in path and path:
            tail = "/" + paths.fold(path)
            for key, asset in self.index.assets.items():
                if key.endswith(tail) and asset.lower().endswith(PUBLISHED):
                    self.assets.add(asset)
                    return asset
        return None

    def _dead(self, shown: str, wanted: str) -> None:
        known = [name for name in self.index.names if name[:1] == paths.fold(wanted)[:1]][:3000]
        close = difflib.get_close_matches(paths.fold(wanted), known, 1, 0.7)
        hint = f": did you mean `[[{self.index.names[close[0]][0].text}]]`?" if close else ": its text is shown without a link"
        self._report("dead-link", f"`{shown}` leads to no section, file or alias{hint}")

    def _report(self, rule: str, message: str) -> None:
        self.problems.append(Problem(self._place(), rule, message))

    # Mentions that nobody marked.

    def _mention(self, children: Sequence[Token], sentence: str) -> list[Token]:
        """Link names in runs of plain text; a name may go on over a soft line break."""
        result: list[Token] = []
        run: list[Token] = []
        depth = 0
        for token in (*children, None):
            if token is not None and not depth and token.type in {"text", "softbreak"}:
                run.append(token)
                continue
            if run:
                result += self._mention_run(run, sentence)
                run = []
            if token is not None:
                depth += token.nesting if token.type in _OPAQUE else 0
                result.append(token)
        return result

    def _mention_run(self, run: Sequence[Token], sentence: str) -> list[Token]:
        assert self.lookup is not None  # noqa: S101  the caller checked
        text = "".join("\n" if token.type == "softbreak" else token.content for token in run)
        result: list[Token] = []
        done = 0
        for found in self.lookup.matcher.find(text):
            opened = self._opening(found.name, sentence, text[found.start : found.end])
            if opened is None:
                continue
            result += _text(text[done : found.start])
            result += [opened, *_text(text[found.start : found.end]), opened.copy(type=opened.type.replace("open", "close"), nesting=-1, meta={})]
            done = found.end
        return [*result, *_text(text[done:])] if done else list(run)

    def _opening(self, name: str, sentence: str, text: str) -> Token | None:
        """Decide what the first mention of a name opens: a link to its section, a glossary term, or nothing."""
        assert self.lookup is not None  # noqa: S101
        target, term = self.lookup.targets.get(name), self.lookup.terms.get(name)
        if term is not None:
            self.mentioned[term.anchor] = None
        if target is not None and target.section.page != self.section.page:
            key = target.section.page + "#" + target.heading.anchor
            if key in self.seen:
                return None
            meta = self._to(target.section.page, target.heading.anchor, sentence, "auto", text)
            return Token("link_open", "a", 1, meta={**meta, "term": term} if term else meta)
        if term is None or f"term:{term.anchor}" in self.seen:
            return None
        if term.page == self.section.page and term.explicit and term.place.line == self.line:
            return None
        self.seen.add(f"term:{term.anchor}")
        return Token("term_open", "a", 1, meta={"term": term})


_OPAQUE = frozenset({"link_open", "link_close", "raw_open", "raw_close"})


def _external(href: str) -> bool:
    """Say whether an address leaves the notes: it has a scheme or a host."""
    return href.startswith("//") or bool(_scheme(href))


def _scheme(href: str) -> str:
    try:
        return urlsplit("".join(href.split())).scheme.lower()
    except ValueError:
        return "invalid"


def _text(text: str) -> list[Token]:
    tokens: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0))
        if line:
            tokens.append(Token("text", "", 0, content=line))
    return tokens


def _sentence(text: str, mention: str) -> str:
    """Cut the sentence with the mention out of a paragraph."""
    flat, wanted = " ".join(text.split()), " ".join(mention.split())
    if len(flat) > SENTENCE_LIMIT or _SENTENCE_END.search(flat):
        flat = next((part for part in _SENTENCE_END.split(flat) if wanted and wanted in part), flat)
    if len(flat) <= SENTENCE_LIMIT:
        return flat.strip()
    at = max(0, flat.find(wanted) - SENTENCE_LIMIT // 2)
    return ("…" if at else "") + flat[at : at + SENTENCE_LIMIT].strip() + "…"
