"""Roles of MyST within a line: ``{ref}`label```, ``{term}`text```, ``{math}`x^2```."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import shapes, unread

NAME = "MyST"

# Bounded, for the rule is tried at every brace.
_ROLE = re.compile(r"\{([a-z][\w:+-]{0,30})\}(`{1,2})(?!`)([^`]{1,500})\2(?!`)")
_TITLED = re.compile(r"(.*?)[ \n]*<([^<>]+)>", re.DOTALL)

_TEXT = frozenset(
    "term guilabel menuselection abbr abbreviation cite footcite eq index rfc pep strong emphasis sc smallcaps chem "
    "span button issue pr user".split()
)
"""Roles whose text is shown as it is; names of terms become links by themselves."""
_ICONS = re.compile(r"octicon|fa[bsrl]?|material-\w+|fas?-\w+")
"""Roles that draw a sign, which says nothing by itself."""

_CODE = frozenset(
    "literal dir option directive role macro member var struct enum enumerator concept token keyword code command file "
    "program samp envvar func meth class mod attr data exc obj const type".split()
)
_LINKS = {"ref": "#", "numref": "#", "doc": "", "download": ""}
"""Roles that lead somewhere → what the address begins with."""
_ELEMENTS = {"kbd": "kbd", "sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "del": "del", "u": "u"}


def plugin(md: MarkdownIt) -> None:
    """Add the roles."""
    md.inline.ruler.before("backticks", "role", _role)


def _role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    found = _ROLE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if found is None:
        return False
    role, text = found[1], " ".join(found[3].split())
    if not _known(role):
        if not silent:
            unread.note(state.env, state.line(), NAME, f"{{{role}}}")  # type: ignore[attr-defined]  # LinedInline's
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        _push(state, role, text)
    state.pos = found.end()
    return True


def _known(role: str) -> bool:
    bare = role.partition(":")[0] if role.startswith(("cite:", "cite")) else role
    return (
        role.startswith("bdg-")
        or role in _LINKS
        or role in _ELEMENTS
        or role == "math"
        or _ICONS.fullmatch(role) is not None
        or bare in _TEXT
        or _is_code(role)
    )


def _is_code(role: str) -> bool:
    return role.rpartition(":")[2] in _CODE


def _push(state: StateInline, role: str, text: str) -> None:
    titled = _TITLED.fullmatch(text)
    if role in _LINKS:
        # `{numref}`Fig. %s <name>`` counts figures; here they are called as they are.
        said = titled[1] if titled and "%s" not in titled[1] and "{" not in titled[1] else ""
        _link(state, _LINKS[role], titled[2] if titled else text, said)
    elif role == "math":
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = text, "$"
    elif _ICONS.fullmatch(role):
        state.push("comment", "", 0).content = text
    elif role in _ELEMENTS:
        state.push("html_inline", "", 0).content = f"<{_ELEMENTS[role]}>"
        state.push("text", "", 0).content = text
        state.push("html_inline", "", 0).content = f"</{_ELEMENTS[role]}>"
    else:
        shown = titled[1] if titled and titled[1] else text
        # Sphinx: `~a.b.c` is called by its last part.
        shown = shown.rpartition(".")[2] if _is_code(role) and shown.startswith("~") else shown
        state.push("code_inline" if _is_code(role) else "text", "code" if _is_code(role) else "", 0).content = shown


def _link(state: StateInline, prefix: str, target: str, text: str) -> None:
    # A page stands without its ending; one of the same name with it is found as well.
    for made in shapes.link(state.md, prefix + target, text or target):
        token = state.push(made.type, made.tag, made.nesting)
        token.attrs, token.content = made.attrs, made.content
        if made.type == "link_open" and not text:
            token.meta = {"titled": True}
