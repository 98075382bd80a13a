"""What lets a reader take a guide along: a manifest, a service worker, and the list of files that it keeps.

See W3C, "Web Application Manifest" and "Service Workers". All three lie at the site's root, for a worker answers for
what is below its own address; other sites around the guide, or inside of its folder, are not touched.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studyguide.language.language import Language
from studyguide.outputs import feed
from studyguide.reuse import fingerprint
from studyguide.reuse.fingerprint import Folder

MANIFEST = "studyguide.webmanifest"
WORKER = "studyguide-sw.js"
LIST = "studyguide-copy.json"
NAMES = (MANIFEST, WORKER, LIST)
_FOLDER = "assets/studyguide/offline"
_ICONS = (192, 512)
"""Sides in pixels, as Chromium asks for them."""

_ENDINGS = frozenset(
    "avif css gif htm html ico jpeg jpg js json mjs otf png svg ttf txt wasm webmanifest webp woff woff2 xml".split()
)
_LEFT = frozenset({LIST, WORKER, "studyguide.json", "sitemap.xml", feed.FILE, feed.JSON_FILE})
"""Files that no page asks for."""

_STOCK = "assets/javascripts/lunr/"
"""What the theme's own search worker loads, which ours takes the place of."""

_SIZE_LIMIT = 8_000_000
"""Bytes of a file that is kept: more is a film or a program, and takes the room of a whole guide."""

_Stamp = tuple[int, int]


@dataclass
class Listed:
    """The digests of a site's files, by their size and time, so that of a site that is served few are read again."""

    _known: dict[str, tuple[_Stamp, str]] = field(default_factory=dict)

    def write(self, site: Path) -> bytes:
        """List the files of a finished site that are kept, with their sizes and digests."""
        rows = [[path, size, digest] for path, size, digest in sorted(self._rows(site))]
        version = hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]
        return _json({"version": version, "bytes": sum(int(str(size)) for _, size, _ in rows), "files": rows})

    def _rows(self, site: Path) -> Iterator[tuple[str, int, str]]:
        before, self._known = self._known, {}
        for path, entry in fingerprint.walked(Folder(str(site))):
            if entry is None or not _is_kept(path) or not entry.is_file():
                continue
            found = entry.stat()
            if found.st_size > _SIZE_LIMIT:
                continue
            stamp = found.st_size, found.st_mtime_ns
            known = before.get(path)
            digest = known[1] if known and known[0] == stamp else _digest(entry.path)
            self._known[path] = stamp, digest
            yield path, found.st_size, digest


def _digest(file: str) -> str:
    with Path(file).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]


def _is_kept(path: str) -> bool:
    name = path.rpartition("/")[2]
    hidden = any(part.startswith(".") for part in path.split("/"))
    left = path in _LEFT or name in {feed.FILE, feed.JSON_FILE} or path.startswith(_STOCK)
    return not hidden and not left and os.path.splitext(name)[1][1:].lower() in _ENDINGS  # noqa: PTH122  of a name


def files(title: str, language: Language, *, directory_urls: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the manifest and the worker, with their paths below the site's root."""
    yield MANIFEST, _json(_manifest(title, language, directory_urls=directory_urls))
    # Browsers look at what it imports too when they look for a new one.
    yield WORKER, f'importScripts("{_FOLDER}/kept.js", "{_FOLDER}/worker.js");\n'.encode()


def _manifest(title: str, language: Language, *, directory_urls: bool) -> Mapping[str, object]:
    icons = [
        {"src": f"{_FOLDER}/icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for side in _ICONS
        for purpose in ("any", "maskable")
    ]
    return {
        "id": "./",
        "name": title,
        "short_name": title,
        "start_url": "./" if directory_urls else "./index.html",
        "scope": "./",
        "display": "minimal-ui",
        "lang": language.tag,
        "dir": "rtl" if language.is_rtl else "ltr",
        "background_color": "#ffffff",
        "icons": icons,
    }


def _json(data: Mapping[str, object]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")
