"""What of other people's code lies in the theme, and where it came from."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "plugins/studyguide"
NOTICES = PACKAGE / "theme/assets/studyguide/vendor/THIRD-PARTY-NOTICES.txt"


@dataclass(frozen=True, order=True)
class Package:
    """A package of a registry in one of its versions."""

    name: str
    version: str


@dataclass(frozen=True)
class Vendored:
    """A file below our package that holds code of another one, of npm, PyPI or RubyGems. ``licence`` is by SPDX."""

    path: str
    package: Package
    licence: str
    made: str

    @property
    def text(self) -> str:
        """Say where the text of the licence stands: beside a file, or below among those of bundles and templates."""
        beside = f"{self.path.partition('.')[0]}.LICENSE.txt"
        return beside if (PACKAGE / beside).is_file() else "below"

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file as it lies in our package."""
        return sha256((PACKAGE / self.path).read_bytes()).hexdigest()


_ASSETS = "theme/assets/studyguide"
_TEMPLATES = "outputs/export/overrides/partials/javascripts"

MERMAID = Vendored(
    f"{_ASSETS}/vendor/mermaid.min.js", Package("mermaid", "11.17.2"), "MIT", "dist/mermaid.min.js, unchanged"
)
MATERIAL = Package("mkdocs-material", "9.8.2")
ZENSICAL = Package("zensical", "0.0.73")

FILES = (
    Vendored("markdown/emoji.txt", Package("gemoji", "4.1.0"), "MIT", "db/emoji.json, names and characters"),
    *(
        Vendored(f"{_TEMPLATES}/{name}.html", package, "MIT", f"partials/javascripts/{name}.html, with a nonce")
        for name, package in (
            ("announce", MATERIAL),
            ("base", ZENSICAL),
            ("consent", MATERIAL),
            ("content", MATERIAL),
            ("outdated", MATERIAL),
            ("palette", MATERIAL),
        )
    ),
    Vendored(
        f"{_ASSETS}/search/iframe-worker.js", Package("iframe-worker", "1.0.4"), "MIT", "rewritten, no inline scripts"
    ),
    Vendored(
        f"{_ASSETS}/vendor/fsrs.js", Package("ts-fsrs", "5.4.2"), "MIT", "dist/index.umd.js, minified with esbuild"
    ),
    MERMAID,
)

PARSER = Package("@mermaid-js/parser", "1.2.1")
"""Mermaid's bundle has its parser as that was published; its source maps say what is in it in turn."""

UNNAMED = {
    Package("vscode-uri", "3.1.0"): "version by langium's dependency `~3.1.0`",
    Package("path-browserify", "1.0.1"): "version by vscode-uri's dependency `^1.0.1`",
}
"""Packed into the parser by webpack, whose map names no versions."""

STATED = {
    "khroma": "MIT",  # its package.json has no licence, its licence file is MIT
    "dompurify": "Apache-2.0",  # or MPL-2.0: we take this one
}
"""Licences that a package.json does not say as one SPDX identifier."""
