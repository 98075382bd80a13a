"""Hugo's shortcodes within a line: pictures, films, links to pages, and what is shown as its text."""

import re
from collections.abc import Callable, Container, Mapping
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import shapes, shortcodes, unread
from studyguide.markdown.dialects.shortcodes import Shortcode
from studyguide.markdown.source_lines import outside_code

_NAME = "Hugo"

# `](…)` around it: a blank would end the address.
_ADDRESS = re.compile(r"\]\([ \t]*(?=\{\{[<%])|`+")
_BEHIND = re.compile(r"""(#[^\s()]*+)?[ \t]*+(?=[)"'])""")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\[\]]{1,200}\]:[ \t]*(?=\{\{[<%])")
_ATTRIBUTE = re.compile(r"""\b(href|src)=(["']?)(?=\{\{[<%])|`+""")
_QUOTE = re.compile(r"""(#[^\s"'<>]*)?(["']?)(?=[\s/>])""")
_REFERENCES = frozenset("ref relref".split())
_PICTURES = frozenset("figure img image picture imgproc lazyimg".split())
_ICONS = frozenset("icon fontawesome fa bi iconify".split())
_TEXTS = {"kbd": 0, "badge": 0, "glossary_tooltip": 0, "glossary-term": 0, "term": 0, "hl": 0}
"""Shortcodes of which a value is text → its place."""

_INCLUDES = frozenset({"include", "readfile"})
_PAIRS = {
    "button": "link",
    "btn": "link",
    "katex": "math",
    "math": "math",
    "highlight": "code",
    "comment": "hidden",
}
"""Shortcodes around text."""

_MAY_PAIR = frozenset({"badge", "imgproc"})
"""Those around text where they have an end."""


def plugin(md: MarkdownIt, blocks: Container[str]) -> None:
    """Add what stands within lines. ``blocks`` are shortcodes that have an equivalent in lines of their own."""

    def shortcode(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
        return _shortcode(state, blocks, silent=silent)

    md.core.ruler.before("block", "hugo_definitions", _definitions)
    md.core.ruler.before("inline", "hugo_addresses", _addresses)
    md.inline.ruler.before("link", "shortcode", shortcode)


def is_known(name: str) -> bool:
    """Say whether a shortcode is read here, wherever it stands."""
    return name in _LINKS or name in _PICTURES | _ICONS or name in _TEXTS or name in _PAIRS or name in _INCLUDES


def escaped(text: str) -> str:
    """Write a text so that no sign in it ends the brackets around it."""
    return re.sub(r"([\\\[\]`*_<])", r"\\\1", text)


def _post(code: Shortcode) -> str:
    if code.named:
        return f"https://x.com/{code.value('user') or 'i'}/status/{code.value('id')}"
    user, number = ("i", code.value(at=0)) if len(code.listed) == 1 else (code.value(at=0), code.value(at=1))
    return f"https://x.com/{user}/status/{number}"


def _cast(code: Shortcode) -> str:
    given = code.value("file", "cast", "key", "id", at=0)
    return given if "/" in given or "." in given else f"https://asciinema.org/a/{given}"


_LINKS: Mapping[str, Callable[[Shortcode], str]] = {
    "youtube": lambda code: f"https://www.youtube.com/watch?v={code.value('id', at=0)}",
    "vimeo": lambda code: f"https://vimeo.com/{code.value('id', at=0)}",
    "gist": lambda code: f"https://gist.github.com/{code.value('user', at=0)}/{code.value('id', at=1)}",
    "tweet": _post,
    "twitter": _post,
    "x": _post,
    "instagram": lambda code: f"https://www.instagram.com/p/{code.value('id', at=0)}/",
    "asciinema": _cast,
    # What exports notes to Hugo writes a sign for no heading as well.
    "ref": lambda code: code.value("path", at=0).removesuffix("#"),
    "relref": lambda code: code.value("path", at=0).removesuffix("#"),
    "hero-button": lambda code: code.value("link"),
    "pdf": lambda code: code.value("src", "file", "url", at=0),
    "jupyter": lambda code: code.value("src", "file", at=0),
    **dict.fromkeys(
        ("iframe", "swaggerui", "redoc", "video", "audio"), lambda code: code.value("src", "url", "file", at=0)
    ),
}


def _definitions(state: StateCore) -> None:
    """Write ``[name]: {{< ref "page.md" >}}`` as the definition of a link that it is."""
    if not any(f"]: {sign}" in state.src for sign in shortcodes.SIGNS):
        return
    lines = state.src.split("\n")
    for number, line in outside_code(list(lines)):
        begins = _DEFINITION.match(line)
        code = shortcodes.read(line, begins.end()) if begins else None
        if begins and code and code.name in _REFERENCES and (address := _LINKS[code.name](code)):
            part, blank, title = line[code.end :].partition(" ")
            lines[number] = f"{begins[0]}<{address}{part}>{blank}{title}"
    state.src = "\n".join(lines)


def _addresses(state: StateCore) -> None:
    """Write ``[text]({{< ref "page.md" >}})`` and ``href="{{< ref "page.md" >}}"`` as links, outside of code."""
    for token in state.tokens:
        if token.type in {"inline", "html_block"} and "={" in token.content.replace('"', "").replace("'", ""):
            token.content = _in_tags(token.content)
        if token.type == "inline" and "({{" in token.content.replace("( {{", "({{"):
            token.content = _linked(token.content)


def _in_tags(text: str) -> str:
    def written(found: re.Match[str], code: Shortcode) -> tuple[str, int] | None:
        end = _QUOTE.match(text, code.end)
        if end is None or end[2] != found[2]:
            return None
        address = escape(_LINKS[code.name](code) + (end[1] or ""))
        return f'{found[1]}="{address}"', end.end()

    return _referring(text, _ATTRIBUTE, written)


def _linked(text: str) -> str:
    def written(_: re.Match[str], code: Shortcode) -> tuple[str, int] | None:
        rest, address = _BEHIND.match(text, code.end), _LINKS[code.name](code)
        return (f"](<{address}{rest[1] or ''}> ", rest.end()) if rest and address else None

    return _referring(text, _ADDRESS, written)


def _referring(
    text: str, before: re.Pattern[str], written: Callable[[re.Match[str], Shortcode], tuple[str, int] | None]
) -> str:
    """Put what ``written`` makes of each reference behind ``before``, with where that ends; not in code."""
    parts, at, fence = [], 0, ""
    for found in before.finditer(text):
        if found[0].startswith("`"):
            fence = "" if fence == found[0] else fence or found[0]
            continue
        code = shortcodes.read(text, found.end()) if not fence and found.start() >= at else None
        if code and code.name in _REFERENCES and (new := written(found, code)):
            parts += [text[at : found.start()], new[0]]
            at = new[1]
    return "".join((*parts, text[at:]))


def _shortcode(state: StateInline, blocks: Container[str], *, silent: bool) -> bool:
    at = state.pos
    if not state.src.startswith(shortcodes.SIGNS, at):
        return False
    if found := shortcodes.is_escaped(state.src, at):
        if not silent:
            state.push("text", "", 0).content = shortcodes.shown(found[0])
        state.pos = found.end()
        return True
    code = shortcodes.read(state.src, at)
    if code is None or code.end > state.posMax:
        return False
    end = _end(state, code)
    if end is None:
        if not silent and not code.closes and code.name not in blocks:
            _note(state, code)
        return False
    if not silent:
        unread.recognise(state.env, _NAME)
        _push(state, code)
    state.pos = end
    return True


def _note(state: StateInline, code: Shortcode) -> None:
    form = f"{{{{< {code.name} >}}}}"
    unread.note(state.env, state.line(), _NAME, form)  # type: ignore[attr-defined]  # LinedInline's


def _end(state: StateInline, code: Shortcode) -> int | None:
    """Return where what is read ends; None for what has no equivalent."""
    if code.closes or not is_known(code.name):
        return None
    if code.name not in _PAIRS and not _is_whole(code):
        return None
    closing = _closing(state, code) if code.name in _PAIRS or code.name in _MAY_PAIR else None
    return closing[1].end if closing else code.end if code.name not in _PAIRS else None


def _is_whole(code: Shortcode) -> bool:
    if code.name in _PICTURES:
        return bool(code.value("src", "link", "path", at=0))
    return code.name in _ICONS or bool(code.named or code.listed)


def _closing(state: StateInline, code: Shortcode) -> tuple[int, Shortcode] | None:
    """Find where the text of a pair ends, and the shortcode that ends it."""
    last = min(state.posMax, code.end + shortcodes.LENGTH)
    at = min((n for sign in shortcodes.SIGNS if (n := state.src.find(sign, code.end, last)) >= 0), default=-1)
    found = shortcodes.read(state.src, at) if at >= 0 else None
    return (at, found) if found and found.closes and found.name == code.name else None


def _push(state: StateInline, code: Shortcode) -> None:
    closing = _closing(state, code) if code.name in _PAIRS or code.name in _MAY_PAIR else None
    text = state.src[code.end : closing[0]].strip() if closing else ""
    if code.name in _PAIRS:
        _pair(state, code, text)
    elif code.name in _PICTURES:
        _picture(state, code, text)
    elif code.name in _LINKS:
        address = _LINKS[code.name](code)
        _link(state, address, code.value("title", "text") or address, titled=code.name in _REFERENCES)
    elif code.name in _TEXTS:
        said = code.value("text", "content", "name", "title", at=_TEXTS[code.name]) or code.value("term_id")
        shapes.push_parsed(state, " ".join(filter(None, (escaped(said), text))))
    elif code.name in _INCLUDES:
        _include(state, code)


def _pair(state: StateInline, code: Shortcode, text: str) -> None:
    if _PAIRS[code.name] == "math":
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = text, "$"
    elif _PAIRS[code.name] == "link":
        _link(state, code.value("href", "relref", "link", "url", at=0), " ".join(text.split()))
    elif _PAIRS[code.name] == "code":
        state.push("code_inline", "code", 0).content = " ".join(text.split())
    else:
        state.push("comment", "", 0).content = text


def _link(state: StateInline, address: str, text: str, *, titled: bool = False) -> None:
    for made in shapes.link(state.md, address, text or address):
        token = state.push(made.type, made.tag, made.nesting)
        token.attrs, token.content, token.markup = made.attrs, made.content, made.markup
        if made.type == "link_open" and titled:
            token.meta = {"titled": True}


def _picture(state: StateInline, code: Shortcode, below: str) -> None:
    source = state.md.normalizeLink(code.value("src", "path", at=0) or code.value("link"))
    caption = _caption(code, below)
    # Words that stand below it are not said twice.
    alt = code.value("alt") or ("" if caption else code.value("title"))
    if not state.md.validateLink(source):
        state.push("text", "", 0).content = alt or source
        return
    address = state.md.normalizeLink(code.value("link") if code.value("src", "path", at=0) else "")
    leads = bool(address) and address != source and state.md.validateLink(address)
    if leads:
        state.push("link_open", "a", 1).attrs = {"href": address}
    token = state.push("image", "img", 0)
    token.attrs, token.content = {"src": source, "alt": ""}, alt
    token.children = [token.copy(type="text", tag="", attrs={}, content=alt, children=None)]
    if leads:
        state.push("link_close", "a", -1)
    if caption:
        state.push("hardbreak", "br", 0)
        shapes.push_parsed(state, caption)


def _caption(code: Shortcode, below: str) -> str:
    """Join the title of a picture, its caption, and whom it is by."""
    title, by, address = code.value("title"), code.value("attr"), code.value("attrlink")
    by = f"[{by}](<{address}>)" if by and address else by
    said = " ".join(filter(None, (code.value("caption"), below)))
    title = f"**{title}**" if title and (said or by) else title
    joined = ": ".join(filter(None, (title, said)))
    return f"{joined} ({by})".strip() if by else joined


def _include(state: StateInline, code: Shortcode) -> None:
    token = state.push("wikilink", "", 0)
    target = code.value("file", "path", at=0)
    token.content = f"![[{target}]]"
    token.meta = {"target": target.removeprefix("/").removesuffix(".md"), "fragment": "", "text": "", "embed": True}
