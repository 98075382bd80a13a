"""What notes bring that could run or be loaded, made harmless.

Raw HTML becomes balanced tokens of allowed elements. Pictures, videos and sounds on other sites are shown as links: a
page loads nothing from another place by itself. But for pictures of servers that the owner named.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from studyguide.markdown import addresses
from studyguide.markdown.addresses import SCHEMES, external, shown_from
from studyguide.markdown.plain_text import matching, plain
from studyguide.markdown.raw_html import Shown, expand
from studyguide.notes import drawn
from studyguide.notes.workpiece import Workpiece

_PLAYERS = frozenset({"video", "audio", "picture"})
_UNSHOWN = {
    "data": "a picture that is written into the note is not published: save it as a file, and show that",
    "file": "a picture of your own computer is seen by nobody else: copy it beside the note",
}
_NO_PICTURE = "a picture with the scheme `{}:` is not published: copy it beside the note, and show that"
_SHOWS = re.compile(r"<(?:iframe|frame|object|embed)\b", re.IGNORECASE)
_UNSAFE = re.compile(
    r"</?(script|style|iframe|frame|object|embed|applet|form|base|link|meta|svg|math|template|textarea|noscript)\b",
    re.IGNORECASE,
)


def made_safe(piece: Workpiece, tokens: Sequence[Token], line: int = 0, *, block: bool = True) -> list[Token]:
    """Return safe tokens and report what was changed. Inline tokens begin at ``line`` of the parser."""
    shown: list[Shown] = []
    worker = _Worker(piece, line, block=block)
    worker.run(expand(tokens, shown, line, unsafe=piece.options.allow_unsafe_html))
    begun = {found[1].lower() for source, _, _ in shown if (found := _UNSAFE.match(source)) and source[1] != "/"}
    for source, at, reason in shown:
        unsafe = _UNSAFE.match(source)
        if reason:
            piece.report(at, "too-long", f"{reason}: shown as plain text", "error")
        elif unsafe and (source[1] != "/" or unsafe[1].lower() not in begun):  # what it ends is said where it begins
            message = f"`{source[:60]}` is shown as text, for such HTML is not published: {_repair(unsafe, source)}"
            piece.report(at, "unsafe-html", message)
    drawn.draw(piece, worker.out, line)
    return worker.out


def _repair(unsafe: re.Match[str], source: str) -> str:
    """Say what to do about an element; one without attributes is likely what a text speaks of."""
    name = unsafe[1].lower()
    if name == "svg":
        return "save the drawing as a file, and show that"
    if name == "style":
        return "leave it out, for styles of the guide are those of `extra_css`"
    if _SHOWS.match(source):
        return "link to what it shows"
    if name in {"script", "link"} and not source.endswith(f"{unsafe[0]}>"):
        return "leave it out; for the whole guide, `extra_javascript` and `extra_css` load files"
    if source.endswith(f"{unsafe[0]}>"):
        return "to speak of it, write it as code, in backticks; else write it in Markdown, or leave it out"
    return "write it in Markdown, or leave it out"


class _Worker:
    """One pass over block or inline tokens. In a link no second link is opened: the text alone must do."""

    def __init__(self, piece: Workpiece, line: int, depth: int = 0, *, block: bool = True) -> None:
        self.piece = piece
        self.line = line
        self.links = depth
        self.block = block
        self.out: list[Token] = []

    def run(self, tokens: Sequence[Token]) -> None:
        skipped: set[int] = set()
        for index, token in enumerate(tokens):
            self.line = token.map[0] if token.map else self.line
            if token.type == "raw_open" and token.tag in _PLAYERS and _plays_elsewhere(tokens, index):
                # What such an element holds is not shown while it can play: it goes, and what it holds stays.
                skipped |= {index, matching(tokens, index)}
                self._links_to(token)
            elif index not in skipped:
                self._token(token)

    def _token(self, token: Token) -> None:
        self.links += token.nesting if token.type.startswith("link_") or token.tag == "a" else 0
        if token.type == "inline":
            inner = _Worker(self.piece, self.line, self.links, block=False)
            inner.run(token.children or ())
            token.children = inner.out
            self.out.append(token)
        elif token.type == "image" and self._is_kept_out(str(token.attrGet("src"))):
            self._link(str(token.attrGet("src")), plain(token.children))
        elif token.type == "raw_void" and self._is_kept_out_raw(token):
            self._links_to(token)
        else:
            self.out.append(token)

    def _is_kept_out(self, address: str) -> bool:
        """Say whether a picture is on another site, and the owner does not show those of that site."""
        options = self.piece.options
        own = options.repository is not None and bool(options.repository.path_of(address))
        return external(address) and not own and not shown_from(address, options.pictures)

    def _is_kept_out_raw(self, token: Token) -> bool:
        if token.tag == "img":
            return self._is_kept_out(str(token.attrGet("src") or ""))
        return token.tag == "source" and bool(_sources(token))

    def _links_to(self, token: Token) -> None:
        for address in _sources(token):
            self._link(address, str(token.attrGet("alt") or ""), token.tag)

    def _link(self, address: str, text: str, tag: str = "img") -> None:
        scheme = addresses.scheme(address)
        shown = " ".join(text.split()) or addresses.file_name(address) or "image"
        if scheme not in SCHEMES | {""}:
            disk = "file" if len(scheme) == 1 else scheme  # `C:/Users/me/a.png`
            self.piece.report(self.line, "unsafe-html", _UNSHOWN.get(disk, _NO_PICTURE.format(scheme)), "warning")
            self._text(shown)
            return
        message = f"`{address[:80]}` is on another site and is shown as a link: {_remedy(address, tag)}"
        if not _BADGE.search(address):
            self.piece.report(self.line, "external-image", message, "info")
        if self.links:
            self._text(shown)
            return
        # Between blocks a link has no paragraph around it; raw tokens print without one.
        kind = "raw" if self.block else "link"
        self.out.append(Token(f"{kind}_open", "a", 1, attrs={"href": address}))
        self._text(shown)
        self.out.append(Token(f"{kind}_close", "a", -1))

    def _text(self, text: str) -> None:
        self.out.append(Token("raw_text" if self.block else "text", "", 0, content=text))


_BADGE = re.compile(
    r"badge|//(?:[\w-]+\.)*(?:shields\.io|gravatar\.com)/|//avatars\d?\.githubusercontent\.com/", re.IGNORECASE
)
"""Pictures that a server makes of what it counts, and the faces of people: whoever saved one would have an old one."""


def _remedy(address: str, tag: str) -> str:
    host = addresses.host(address)
    if tag != "img" or not host or "@" in host:
        return "save it beside the note to show it here"
    return f"`studyguide fix --fetch-images` saves it beside the note, `external_images: [{host}]` shows it from there"


def _plays_elsewhere(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a player itself, or a source in it, is on another site."""
    inside = tokens[index : matching(tokens, index) + 1]
    return any(_sources(token) for token in inside if token.tag in _PLAYERS or token.tag == "source")


def _sources(token: Token) -> list[str]:
    found = [str(token.attrs[name]) for name in ("src", "poster") if name in token.attrs]
    return [address for address in found if external(address)]
