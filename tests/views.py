"""Draw parts of a site as text, for case files. Every view ends with the problems that were found."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Comparison, Link, Member, NavNode, Question, Section, Tag, Term
from studyguide.site import Site

_SIGNS = {"link_open": "[", "term_open": "{", "term_close": "}", "softbreak": "⏎", "hardbreak": "⏎⏎"}
_MARKS = {"strong": "**", "em": "*", "s": "~~", "mark": "=="}


def problems(site: Site) -> str:
    """List what is wrong with the notes, or say that nothing is."""
    return _joined([], site) or "no problems"


def linked(site: Site) -> str:
    """Show the text of every page, with links as ``[text](address)`` and glossary terms as ``{term}``."""
    lines = []
    for section in site.library.sections:
        lines.append(_url(section.page))
        lines += [f"  {line}" for line in _text(section)]
    return _joined(lines, site)


def backlinks(site: Site) -> str:
    """List for every page the sentences that lead to it, each with the exact place of the link."""
    lines = []
    for section in site.library.sections:
        found = [link for link in site.library.links if link.page == section.page]
        lines += [_url(section.page), *(f"  {_backlink(link)}" for link in found)] if found else []
    return _joined(lines, site)


def glossary(site: Site) -> str:
    """List the terms with their definitions, places and uses."""
    return _joined([line for term in site.library.terms for line in _term(term)] or ["no terms"], site)


def tags(site: Site) -> str:
    """List the tags with their pages, sections, inner tags and company."""
    return _joined([line for tag in site.library.tags for line in _tag(tag)] or ["no tags"], site)


def comparisons(site: Site) -> str:
    """Draw the comparison tables; every value has its line."""
    return _joined([line for comparison in site.library.comparisons for line in _comparison(comparison)], site)


def questions(site: Site) -> str:
    """List the practice questions with options and answers."""
    return _joined([line for question in site.library.questions for line in _question(question)], site)


def overview(site: Site) -> str:
    """List the navigation and all pages."""
    lines = ["navigation", *_nav(site.library.nav, 1), "pages"]
    lines += [f"  {_url(page.name) or './'} {page.kind.name}: {page.title}" for page in site.pages]
    lines += ["files", *(f"  {asset}" for asset in sorted(site.assets))] if site.assets else []
    return _joined(lines, site)


def _joined(lines: Iterable[str], site: Site) -> str:
    found = [f"{p.severity} {p}" for p in site.problems]
    return "\n".join([*lines, *found])


def _url(page: paths.PageName | None, anchor: str = "") -> str:
    return paths.url(page, anchor) if page is not None else ""


def _text(section: Section) -> Iterator[str]:
    for index, token in enumerate(section.tokens):
        before = section.tokens[index - 1]
        if token.type == "inline":
            prefix = "#" * int(before.tag[1]) + " " if before.type == "heading_open" else ""
            yield prefix + inline(token.children or ())
        elif token.type in {"fence", "code_block", "math_block"}:
            yield "    " + token.content.strip("\n").replace("\n", "⏎")
        elif token.type == "raw_text" and token.content.strip():
            yield token.content.strip()
        elif token.type in {"raw_open", "raw_void"}:
            yield _raw(token)
        elif token.type == "callout_open" and token.children:
            yield f"[!{inline(token.children)}]"
    for label, body in section.footnotes.items():
        yield f"[^{label}]: " + " ".join(inline(t.children or ()) for t in body if t.type == "inline")


def inline(tokens: Sequence[Token]) -> str:
    """Write inline tokens as one line; ``⏎`` is a line break in the note."""
    return "".join(_piece(tokens, index) for index in range(len(tokens)))


def _piece(tokens: Sequence[Token], index: int) -> str:
    token = tokens[index]
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if token.type in _SIGNS:
        return _SIGNS[token.type]
    if token.type == "link_close":
        return f"]({_address(_opened(tokens, index))})"
    if token.type in {"raw_open", "raw_void"}:
        return _raw(token)
    return _MARKS.get(kind) or _leaf(token)


def _leaf(token: Token) -> str:
    written = {
        "image": f"![{plain(token.children)}]({_address(token)})",
        "raw_close": f"</{token.tag}>",
        "code_inline": f"`{token.content}`",
        "footnote_ref": f"[^{(token.meta or {}).get('label')}]",
    }
    return written.get(token.type) or plain([token])


def _opened(tokens: Sequence[Token], close: int) -> Token:
    return next(token for token in reversed(tokens[:close]) if token.type == "link_open")


def _address(token: Token) -> str:
    meta = token.meta or {}
    if "page" in meta:
        return _url(meta["page"], meta["anchor"]) or "./"
    return "file " + meta["asset"] if "asset" in meta else str(token.attrGet("href") or token.attrGet("src"))


def _raw(token: Token) -> str:
    address = f" → {_address(token)}" if {"page", "asset"} & set(token.meta or {}) else ""
    attrs = "".join(f' {name}="{value}"' for name, value in token.attrs.items())
    return f"<{token.tag}{attrs}{address}>"


def _backlink(link: Link) -> str:
    target = f" to #{link.anchor}" if link.anchor else ""
    return f"{_url(link.origin, link.mark)} ({link.place}, {link.kind}{target}): {link.sentence}"


def _term(term: Term) -> Iterator[str]:
    expansion = f" ({term.expansion})" if term.expansion else ""
    definition = f": {inline(term.definition)}" if term.text else ""
    kind = "explicit" if term.explicit else "inferred"
    yield f"{term.name}{expansion}{definition}"
    section = f", section {_url(term.section)}" if term.section else ""
    yield f"  {kind}, {term.place}{section}, used in {', '.join(_url(page) or './' for page in term.used_in)}"


def _tag(tag: Tag) -> Iterator[str]:
    yield f"{tag.name} → {_url(tag.page)}"
    yield f"  on {', '.join(_url(page) for page in tag.sections)}"
    if tag.children:
        yield f"  holds {', '.join(tag.children)}"
    if tag.together:
        yield f"  with {', '.join(f'{path} {count}×' for path, count in tag.together)}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    kind = "pair" if comparison.pair else "group"
    yield f"{kind} {comparison.title} → {_url(comparison.page)}"
    heads = [f"[{m.name}]({_url(m.target.section.page, m.target.heading.anchor)})" for m in comparison.members]
    yield f"  |  | {' | '.join(heads)} |"
    for attribute in comparison.attributes:
        hint = f" ({attribute.hint})" if attribute.hint else ""
        cells = " | ".join(_cell(member, attribute.fact) for member in comparison.members)
        yield f"  | {attribute.name}{hint} | {cells} |"
    if comparison.verdict:
        yield f"  verdict: {comparison.verdict}"


def _cell(member: Member, fact: str) -> str:
    found = member.facts.get(fact)
    return f"{inline(found.value)} ({found.place})" if found else "gap"


def _question(question: Question) -> Iterator[str]:
    tagged = f" tags {', '.join(question.tags)}" if question.tags else ""
    kind = "" if question.explicit_id else " made id"
    yield f"{question.prompt}"
    yield f"  {question.id}{kind}, {question.place}–{question.last} on {_url(question.page)}{tagged}"
    for option in question.options:
        reason = f" because {inline(option.reason)}" if option.reason else ""
        yield f"  [{'x' if option.correct else ' '}] {inline(option.text)}{reason}"
    if not question.options:
        yield f"  answer: {block_text(question.body)}"


def _nav(nodes: Iterable[NavNode], depth: int) -> Iterator[str]:
    for node in nodes:
        yield f"{'  ' * depth}{node.title} → {_url(node.page)}"
        yield from _nav(node.children, depth + 1)
