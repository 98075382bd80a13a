"""Resolve and insert the links of one section: those that its author wrote, and first mentions of known names."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Literal
from urllib.parse import unquote

from markdown_it.token import Token

from studyguide import paths
from studyguide.linking import as_on_github, faults, hints, link_tokens, silence, target_index, targets
from studyguide.linking import sentence as sentences
from studyguide.linking.english import singular
from studyguide.linking.faults import Fault
from studyguide.linking.files import Way
from studyguide.linking.first_mentions import Mention, Vocabulary
from studyguide.linking.meanings import Ask, defined
from studyguide.linking.picture_forms import forms
from studyguide.linking.target_index import Index
from studyguide.linking.wiki_forms import of_program, wiki_link
from studyguide.markdown import compact
from studyguide.markdown.addresses import OF_TOOL, SCHEMES, external, scheme
from studyguide.markdown.plain_text import plain, running
from studyguide.model import Fact, Heading, Link, Section, Target, Term, Tokens
from studyguide.notes.file_kinds import IMAGES
from studyguide.notes.footnotes import reached
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.site import Amend, Outward

_CHARACTERS = re.compile(r"(?:\w-\w|\\.|[^\w\s-])++")
r"""What a regular expression excludes, ``[^0-9]`` and ``[^\s"]``, is no footnote."""

_ADDRESSES = ("href", "src", "poster", "cite")
Kind = Literal["wiki", "markdown", "auto"]


@dataclass
class SectionLinks:
    """The work on one section: its tokens are copied, never changed."""

    index: Index
    section: Section
    vocabulary: Vocabulary | None
    terms: Mapping[str, Term]
    """Glossary terms by their folded names."""
    tags: Mapping[str, PageName]
    ask: Ask
    """What the texts of other sections say."""
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assets: set[SourcePath] = field(default_factory=set)
    outward: dict[Outward, None] = field(default_factory=dict)
    amends: list[Amend] = field(default_factory=list)
    mentioned: dict[str, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    line: int = 0
    again: bool = False
    """These tokens stand on the page a second time (facts, headings), or not at all: no link is counted."""

    @cached_property
    def own_headings(self) -> frozenset[str]:
        """The folded titles of what stands on this page, of one thing or of several."""
        titles = (heading.title for heading in self.section.headings)
        return frozenset(paths.fold(form) for title in titles for form in (title, singular(title)))

    def run(self) -> Section:
        """Return the section with its links."""
        self.line = self.section.place.line
        if self.vocabulary is not None:
            self.vocabulary.matcher.expect(running(token.children) for token in self.section.tokens if token.children)
        # In the order in which a reader meets them: the first mention is linked, and marks are numbered on the way.
        head = self._heading(self.section.head)
        tokens = self._blocks(self.section.tokens, auto=self.vocabulary is not None)
        notes = self._footnotes(tokens)
        self.again = True
        headings = (head, *(self._heading(heading) for heading in self.section.headings[1:]))
        headings = tuple(replace(h, facts=tuple(self._fact(fact) for fact in h.facts)) for h in headings)
        return replace(self.section, tokens=compact.tokens(tokens), headings=headings, footnotes=notes)

    def _heading(self, heading: Heading) -> Heading:
        self.line = heading.place.line
        return replace(heading, inline=compact.tokens(self._inline(heading.inline, auto=False)))

    def _fact(self, fact: Fact) -> Fact:
        self.line = fact.place.line
        return replace(fact, value=compact.tokens(self._inline(fact.value, auto=False)))

    def _footnotes(self, tokens: Iterable[Token]) -> dict[str, Tokens]:
        """Resolve all footnotes of the file; only those that the page shows count as its links."""
        bodies = self.section.footnotes
        shown = reached(link_tokens.labels(tokens), lambda label: link_tokens.labels(bodies.get(label, ())))
        resolved = {}
        for label, body in bodies.items():
            self.again = label not in shown
            resolved[label] = compact.tokens(self._blocks(body, auto=False))
        return resolved

    def _blocks(self, tokens: Iterable[Token], *, auto: bool) -> list[Token]:
        """Copy block tokens. Names stay plain in headings, raw HTML, and the options of a question."""
        result = []
        quiet: list[int] = []
        for token in tokens:
            if token.map:
                self.line = self.section.at(token).line
            # Not in options of a question: the preview of a link could tell the answer.
            if silence.begins(token):
                quiet.append(token.level)
            elif quiet and token.nesting < 0 and silence.ends(token, quiet[-1]):
                quiet.pop()
            result.append(self._block(token, auto=auto and not quiet))
        return result

    def _block(self, token: Token, *, auto: bool) -> Token:
        if token.type == "inline" or (token.type == "callout_open" and token.children):
            return compact.holding(token, self._inline(token.children or (), auto=auto and token.type == "inline"))
        if token.type in {"raw_open", "raw_void"}:
            return self._raw(token)
        return token

    def _inline(self, children: Sequence[Token], *, auto: bool) -> list[Token]:
        sentence = plain(children) if children else ""
        resolved = self._resolve(children, sentence)
        if not auto or self.vocabulary is None:
            return resolved
        vocabulary = self.vocabulary
        words = cache(lambda: running(resolved))

        def opening(name: str, at: int, end: int) -> Token | None:
            return self._opening(vocabulary, Mention(name, words(), at, end), sentence)

        return vocabulary.mark(resolved, opening)

    # Links that the author wrote.

    def _resolve(self, children: Sequence[Token], sentence: str) -> list[Token]:
        result: list[Token] = []
        dead: list[bool] = []
        first = self.line
        for at, token in enumerate(children):
            if token.map:
                self.line = self.section.at(token).line
            if token.type == "link_open":
                opened = self._href(token, sentence, plain(children[at + 1 : at + 2]))
                dead.append(opened is None)
                result += [opened] if opened else []
            elif token.type == "link_close":
                # The end of a link goes with its beginning; its text stays.
                result += [] if dead and dead.pop() else [token]
            else:
                result += self._piece(token, sentence, linked=False in dead)
        self.line = first
        return link_tokens.titled(result, lambda page, anchor: target_index.title(self.index, page, anchor))

    def _piece(self, token: Token, sentence: str, *, linked: bool) -> list[Token]:
        """Resolve what is no link around others; ``linked`` says that such a link is open."""
        if token.type == "wikilink":
            follow = self._reference if "block" in token.meta else self._wikilink
            return follow(token, sentence)
        if token.type == "hashtag":
            return self._hashtag(token)
        if token.type == "image":
            return self._image(token, linked=linked)
        if token.type == "footnote_ref" and token.meta["label"] not in self.section.footnotes:
            label = token.meta["label"]
            if not _CHARACTERS.fullmatch(label):
                self._report(faults.no_footnote(label, self.section.place.path in self.index.annotated))
            return [link_tokens.words(f"[^{label}]")]
        return [self._raw(token)] if token.type in {"raw_open", "raw_void"} else [token]

    def _wikilink(self, token: Token, sentence: str) -> list[Token]:
        meta = token.meta
        text = meta["text"] or link_tokens.shown(meta) or self.section.title
        wanted = meta["target"]
        # A file before a section: `[[plan.pdf]]`. A note may have a stop in its title too, and is looked for next.
        file = self._file(wanted) if meta["embed"] or "." in wanted else None
        if file is not None and file.asset is not None:
            words, part = meta["text"] or wanted, meta["fragment"]
            if meta["embed"]:
                return link_tokens.embedded(file.asset, words, part)
            return link_tokens.linked({"asset": file.asset, "fragment": part}, words)
        if file is None and meta["embed"] and wanted.lower().endswith(IMAGES):
            message = f"the image `{wanted}` does not exist: put it anywhere below the notes folder"
            self._report(Fault("dead-image", message))
            return [link_tokens.words(text)]
        way, text = wiki_link(self.index, self.section, token, text)
        if way.fault is None and meta.get("part") and not meta["fragment"]:
            way = replace(way, fault=faults.top(token.content))
        if way.page is None and file is not None:
            way = file  # not published; only now, for a section may be called `Node.js` too
        term = self.terms.get(paths.fold(wanted)) if way.fault and way.fault.rule == "dead-link" else None
        if term is not None and not meta["fragment"]:
            self.mentioned[term.anchor] = None
            return link_tokens.explained(defined(term, self.ask), text)
        self._report(way.fault)
        if way.page is None:
            return link_tokens.elsewhere(way, text)
        # What is not there cannot be embedded: the whole page would stand for it.
        to = self._to(way.page, way.anchor, sentences.around(sentence, plain([token])), "wiki")
        return link_tokens.linked(to | link_tokens.marks(lost=_lost(way), embedded=meta["embed"]), text)

    def _reference(self, token: Token, sentence: str) -> list[Token]:
        way, text = targets.block(self.index, token.meta["block"], token.content)
        self._report(way.fault)
        if way.page is None:
            return [link_tokens.words(text)]
        return link_tokens.linked(
            self._to(way.page, way.anchor, sentences.around(sentence, plain([token])), "wiki"), text
        )

    def _hashtag(self, token: Token) -> list[Token]:
        page = self.tags.get(paths.of_tag(token.content))
        # Logseq's `#[[two words]]` and `#word` are pages, or the tags of none.
        rules = self.index.rules
        called = (token.meta or {}).get("page") or (token.content[1:] if rules and rules.of_logseq else "")
        named = targets.called(self.index, called) if page is None and called else None
        if named:
            return link_tokens.linked(self._to(named, "", token.content, "wiki"), token.content)
        if page is None:
            return [link_tokens.words(token.content)]
        return link_tokens.linked({"page": page, "anchor": ""}, token.content)

    def _href(self, token: Token, sentence: str, text: str) -> Token | None:
        """Resolve a link; None where it leads nowhere (its text stays)."""
        href = str(token.attrGet("href") or "")
        if external(href) and scheme(href) in SCHEMES | {""}:
            href = self._in_repository(href, text)
            if not href:
                return token
        way = self._address(href, of_tool=token.markup == OF_TOOL)
        if way.asset is not None:
            return token.copy(meta={"asset": way.asset, "fragment": way.fragment})
        if way.own is not None:
            return token.copy(meta=link_tokens.led(way))
        if way.elsewhere:
            return token.copy(attrs={**token.attrs, "href": way.elsewhere})
        if way.page is None:
            return None
        led = self._to(way.page, way.anchor, sentences.around(sentence, text), "markdown")
        # A link that misses its heading keeps its words.
        return token.copy(meta={**({} if way.fault else token.meta), **led})

    def _image(self, token: Token, *, linked: bool) -> list[Token]:
        src = str(token.attrGet("src") or "")
        if external(src):
            own = self._own_picture(src)
            return [token.copy(meta={"asset": own}) if own else token]
        path, _, fragment = unquote(src).partition("#")
        # A file may have the sign in its name, or `%20` where another tool wrote a blank so.
        file = self._file(path, src) or self._file(unquote(src), src) or self._file(src, src)
        if file is None and not src.startswith("#"):
            self._report(faults.no_picture(path, hints.moved_to(self.index, self.section.place.path, path)))
        if file is None:
            return self._labelled(token, fragment) if src.startswith("#") else [token]
        self._report(file.fault)
        if file.own is not None:
            return [token.copy(meta=link_tokens.led(file))]
        if file.asset is None:
            words = plain([token]) or posixpath.basename(path)
            return [link_tokens.words(words)] if linked else link_tokens.elsewhere(file, words)
        if not file.asset.lower().endswith(IMAGES):
            return link_tokens.embedded(file.asset, plain([token]), fragment)
        return [token.copy(meta={"asset": file.asset, **link_tokens.of_scheme(fragment)})]

    def _labelled(self, token: Token, label: str) -> list[Token]:
        """Link to what MyST would show here, `![](#label)`: its page does, with all around it."""
        way = targets.labelled(self.index, label)
        if way is None or way.page is None:
            self._report(faults.in_notebook(faults.no_label(label), self.index.has_notebooks))
            return [token]
        meta = {**self._to(way.page, way.anchor, label, "markdown"), "titled": True}
        return link_tokens.linked(meta, plain([token]) or label)

    def _raw(self, token: Token) -> Token:
        """Re-base the links of raw HTML; one with a scheme that could run code loses it."""
        attrs = dict(token.attrs)
        meta: dict[str, Any] = dict(token.meta or {})
        if "srcset" in attrs:
            meta["sources"] = tuple(forms(str(attrs.pop("srcset")), self._file, self._own_picture, self._report))
        for name in _ADDRESSES:
            value = str(attrs.get(name, "")).strip()
            if name == "src" and (own := self._own_picture(value)):
                meta["asset"] = own
                del attrs[name]
                continue
            # `//host/x` has no scheme of its own and is as good as https.
            is_of_web = external(value) and scheme(value) in SCHEMES | {""}
            if name not in attrs or is_of_web or faults.is_credit(attrs):
                continue
            del attrs[name]
            if external(value):
                message = f"`{name}` with the scheme `{scheme(value)}:` is not published: use https"
                self._report(Fault("unsafe-html", message))
            elif name == "href":
                way = self._address(value)
                meta |= link_tokens.led(way)
                attrs |= {"href": way.elsewhere} if way.elsewhere else {}
            elif file := self._file(unquote(value), value):
                self._report(file.fault)
                meta |= link_tokens.led(file)
            else:
                self._report(faults.no_picture(value))
        return token.copy(attrs=attrs, meta=meta)

    def _in_repository(self, address: str, text: str) -> str:
        """Return the path of a file that an address of the own repository means, unless the text speaks of its host."""
        repository = self.index.repository
        href = as_on_github.own(repository, address)
        said = repository is not None and repository.host in text.casefold()
        way = targets.address(self.index, self.section, href) if href and not said else Way()
        return href if (way.page or way.asset) and not way.amend else ""

    def _own_picture(self, address: str) -> SourcePath | None:
        """Return the file that the address of a picture in the own repository means."""
        href = self._in_repository(address, "")
        asset = targets.address(self.index, self.section, href).asset if href else None
        self.assets |= {asset} if asset else set()
        return asset

    def _address(self, href: str, *, of_tool: bool = False) -> Way:
        if href.startswith("((") and href.endswith("))"):  # Logseq's `[text](((id of a block)))`
            way = targets.block(self.index, href[2:-2], href)[0]
        elif external(href):
            way = of_program(self.index, self.section, href)
        else:
            way = targets.address(self.index, self.section, href)
        self._report(way.fault)
        is_meant = of_tool or (way.amend and way.amend[1] and self.index.home.is_shown(self.section.place.path))
        if way.amend and not (self.again or is_meant):
            self.amends.append(Amend(self._place(), href, *way.amend))
        if way.asset is not None:
            self.assets.add(way.asset)
        if way.own:
            self.outward[Outward(self._place(), href, way.own, way.fragment)] = None
        return way

    def _file(self, path: str, href: str = "") -> Way | None:
        found = targets.file(self.index, self.section.place.path, path) if path else None
        if href and found and found.amend and not self.again:
            self.amends.append(Amend(self._place(), href, *found.amend))
        self.assets |= {found.asset} if found and found.asset else set()
        return found

    def _to(self, page: PageName, anchor: str, sentence: str, kind: Kind) -> dict[str, Any]:
        """Describe a resolved link, and remember it with its sentence."""
        meta: dict[str, Any] = {"page": page, "anchor": anchor, "kind": kind}
        if page != self.section.page and not self.again:
            meta["mark"] = f"sg-ref-{len(self.links) + 1}"
            self.links.append(Link(self.section.page, page, anchor, sentence, self._place(), kind, meta["mark"]))
            self.seen.add(page + "#" + anchor)
        return meta

    def _place(self) -> Place:
        return Place(self.section.place.path, self.line)

    def _report(self, fault: Fault | None) -> None:
        if fault:
            self.problems.append(Problem(self._place(), fault.rule, fault.message, fault.severity))

    # Mentions that nobody marked.

    def _leads_on(self, target: Target, name: str) -> bool:
        """Say whether a link would bring a reader to another page that he does not come from, for what is not here."""
        page: PageName | None = self.section.page
        while page is not None:
            if page == target.section.page:
                return False
            page = self.index.pages[page].parent if page in self.index.pages else None
        return self.own_headings.isdisjoint((paths.fold(name), paths.fold(singular(name))))

    def _opening(self, vocabulary: Vocabulary, mention: Mention, sentence: str) -> Token | None:
        """Decide what a first mention opens: a link to the name's section, a glossary term, or nothing."""
        term = vocabulary.terms.get(mention.name)
        target = vocabulary.meant(mention, self.section, self.ask)
        if term is not None:
            self.mentioned[term.anchor] = None
        # A page does not link to itself, nor out of what it explains or is a part of; a term is still explained on it.
        if target is not None and self._leads_on(target, mention.name):
            page, anchor = target.section.page, target.heading.anchor
            # Only the first mention, and none where the author linked it above (Wikipedia, "Overlinking").
            if page + "#" + anchor in self.seen:
                return None
            meta = self._to(page, anchor, sentences.around(sentence, mention.written), "auto")
            return link_tokens.opening(meta, term and defined(term, self.ask), target)
        led = target or vocabulary.own(mention.name, self.section.page)
        explained_here = led is not None and not led.heading.anchor
        if term is None or explained_here or f"term:{term.anchor}" in self.seen:
            return None
        # The definition itself: `- **RPO**: …` would point to the glossary, which says the same.
        if term.page == self.section.page and term.explicit and term.place.line == self.line:
            return None
        self.seen.add(f"term:{term.anchor}")
        return Token("term_open", "a", 1, meta={"term": defined(term, self.ask)})


def _lost(way: Way) -> bool:
    return way.fault is not None and way.fault.rule == "dead-anchor"
