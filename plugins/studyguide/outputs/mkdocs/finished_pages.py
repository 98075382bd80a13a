"""The pages of a build, given their policy when every other plugin is done with them and with what they load."""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyguide.outputs import script_words, writing
from studyguide.outputs.mkdocs import script_policy
from studyguide.outputs.mkdocs.script_policy import Allowed, Served
from studyguide.outputs.theme_settings import THEME

_MATTERS = re.compile(r"<(?:script|iframe|form|link)\b", re.IGNORECASE)
"""What a policy would be made of, were it taken for the templates' own."""

_FOLDER = "assets/studyguide"
_ELSEWHERE = {"guide.js", "search/search-worker.js", "search/iframe-worker.js", "vendor/minisearch.js"} | {
    f"search/{name}.js" for name in ("words", "documents", "query", "rank", "show")
}
"""Scripts of ours that no page loads by itself: its templates name them, or the search worker loads them."""

_ONLY_WITH = {
    "data-sg-practice": ("practice/", "vendor/fsrs"),
    "data-sg-compare": ("compare/",),
    "sg-diagram": ("vendor/mermaid", "reading/diagrams", "reading/drawing"),
    "data-sg-missing": ("search/missing",),
}
"""Which scripts a page needs only if it holds a text; every hash costs readers some fifty bytes."""


@dataclass
class FinishedPages:
    """Remembers what was written during one build; its paths are below the site's root."""

    site: Path
    address: str = ""
    instant: bool = False
    """A page stays in place while the theme puts the next one's text into it: one policy must do for all."""
    from_folder: bool = False
    mark: str = field(default_factory=lambda: f"sg-notes-{secrets.token_hex(8)}")
    """Stands around what notes say until the policy is made; nobody who writes notes can know it."""
    _pages: dict[str, bool] = field(default_factory=dict)
    """Pages, and whether all of what they hold may be trusted where they have no marks."""

    def add(self, path: str, output: str, content: str = "") -> str:
        """Remember a page, and mark what notes said in it; if that cannot be found, nothing in the page is trusted."""
        suspect = bool(_MATTERS.search(content))
        self._pages[path] = not suspect
        if not suspect:
            return output
        mark = f'<i hidden id="{self.mark}"></i>'
        return output.replace(content, f"{mark}{content}{mark}", 1)

    def protect(self) -> None:
        """Write the policy into all pages, by what stands in them and in the site now."""
        served = Served(self._read, self.address, self._nonce(), self.from_folder)
        everywhere = Allowed()
        if self.instant:
            for path, html in self._texts():
                everywhere += self._allowed(path, html, served)
            everywhere += script_policy.hashes([f"{_FOLDER}/{name}" for name in parts()], served)
        for path, html in self._texts():
            writing.write(self.site, path, self._protected(path, html, served, everywhere).encode())

    def _nonce(self) -> str:
        """Derive a word that no note holds: it depends on all that the notes say.

        The same pages give the same word; 128 bits, so nobody can search for a note that names its own.
        """
        digest = hashlib.sha256()
        for _, html in self._texts():
            digest.update(html.replace(self.mark, "").encode())
        return digest.hexdigest()[:32]

    def _texts(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self._pages):
            file = self.site / path
            if file.is_file():  # another plugin may have taken it away
                with file.open(encoding="utf-8", newline="") as text:
                    yield path, text.read()

    def _read(self, path: str) -> bytes | None:
        file = (self.site / path).resolve()
        return file.read_bytes() if file.is_relative_to(self.site.resolve()) and file.is_file() else None

    def _allowed(self, path: str, html: str, served: Served) -> Allowed:
        before, _, after = self._parted(path, html)
        return script_policy.allowed(before, path, served) + script_policy.allowed(after, path, served)

    def _protected(self, path: str, html: str, served: Served, everywhere: Allowed) -> str:
        before, content, after = self._parted(path, html)
        rules = everywhere
        if not self.instant:
            names = [f"{_FOLDER}/{name}" for name in parts() if _needed(name, html)]
            rules = self._allowed(path, html, served)
            rules += Allowed() if self.from_folder else script_policy.hashes(names, served)
        before, after = (script_policy.with_names(part, path, served) for part in (before, after))
        return script_policy.insert(f"{before}{content}{after}", rules)

    def _parted(self, path: str, html: str) -> tuple[str, str, str]:
        """Split a page into what stands before, in and behind the text of the notes, without the marks.

        Other plugins may write the marks in another way, and change what is between them.
        """
        marks = list(re.finditer(rf"<i\s[^>]*{self.mark}[^>]*>\s*</i>", html, re.IGNORECASE))
        if self._pages[path]:
            return html, "", ""
        if len(marks) != 2:  # noqa: PLR2004  one on either side
            return "", re.sub(rf"<i\s[^>]*{self.mark}[^>]*>", "", html), ""
        first, last = marks[0], marks[-1]
        return html[: first.start()], html[first.end() : last.start()], html[last.end() :]


def parts() -> Sequence[str]:
    """List the scripts that guide.js loads when a page needs them."""
    folder = THEME / _FOLDER
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    return sorted({*script_words.NAMES, *names} - _ELSEWHERE)


def _needed(name: str, html: str) -> bool:
    return all(text in html for text, starts in _ONLY_WITH.items() if name.startswith(starts))
