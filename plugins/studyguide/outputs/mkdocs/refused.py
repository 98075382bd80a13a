"""Says what a policy refuses: scripts in the text of a note, and what such a text shows of other sites."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from studyguide.outputs.mkdocs import markup
from studyguide.outputs.mkdocs.markup import Element
from studyguide.outputs.mkdocs.script_policy import Allowed, Sources
from studyguide.outputs.mkdocs.served import digest

_ELSEWHERE = "load it by `extra_javascript` or in a template of yours, whose scripts run"
_DIRECTIVES = {
    "iframe": "frame-src",
    "frame": "frame-src",
    "object": "object-src",
    "embed": "object-src",
    "form": "form-action",
    "video": "media-src",
    "audio": "media-src",
    "track": "media-src",
    "link": "style-src",
}
"""What a policy says of elements; pictures are the rest."""

_SHOWN = 60
"""Characters of a script in a message."""


@dataclass
class Report:
    """Names each of them once, however many pages show it."""

    warn: Callable[[str], None]
    _said: set[str] = field(default_factory=set)

    def look(self, path: str, texts: Iterable[str], rules: Allowed, more: Sources) -> None:
        """Report what is in the text of notes on a page and will not be let in."""
        for text in texts:
            for what, remedy in _refused(text, rules, more):
                if what not in self._said:
                    self._said.add(what)
                    self.warn(f"{path}: {what} in the text of a note is refused by the page's policy: {remedy}")


def _refused(text: str, rules: Allowed, more: Sources) -> Iterator[tuple[str, str]]:
    for element in markup.elements(text):
        if element.runs:
            yield from _script(element, (*rules.scripts, *more.get("script-src", ())))
        elif element.tag not in {"script", "style", "base"}:
            yield from _shown(element, text, rules, more)
    for handler in markup.handlers(text):
        if f"'{digest(handler.encode())}'" not in (*rules.handlers, *more.get("script-src-attr", ())):
            yield f"the handler “{_short(handler)}”", "let a script of yours listen to the event"


def _script(element: Element, allowed: Collection[str]) -> Iterator[tuple[str, str]]:
    if address := element.attributes.get("src"):
        yield f"the script {_short(address)}", _ELSEWHERE
    elif (own := f"'{digest(element.body.encode())}'") not in allowed and element.body.strip():
        yield f"the script “{_short(element.body)}”", f'{_ELSEWHERE}, or set `policy: {{script-src: ["{own}"]}}`'


def _shown(element: Element, text: str, rules: Allowed, more: Sources) -> Iterator[tuple[str, str]]:
    if element.tag == "link" and "stylesheet" not in element.relations:
        return
    directive = _DIRECTIVES.get(element.tag, "img-src")
    given = {"frame-src": rules.frames, "object-src": rules.objects, "form-action": rules.forms}
    allowed = {*given.get(directive, rules.origins), *more.get(directive, ())}
    for origin in markup.origins(text[element.start : element.end]):
        if not any(_lets_in(source, origin) for source in allowed):
            yield f"<{element.tag}> of {origin}", f"to allow that, set `policy: {{{directive}: [{origin}]}}`"


def _lets_in(source: str, origin: str) -> bool:
    """Say whether a source of a policy means a site."""
    return source in {origin, "*", f"{origin.partition(':')[0]}:"} or fnmatchcase(origin, source.removesuffix(":*"))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"
