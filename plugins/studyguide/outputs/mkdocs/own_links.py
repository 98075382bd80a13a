"""Links from the owner's pages to notes, by the paths that lead there on GitHub: `../notes/storage.md#amazon-s3`.

An extension of the host's parser, run before the host looks for the files that links name. What is between the
brackets stays where a link leads nowhere.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element  # a type; nothing is parsed

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from studyguide.outputs.mkdocs import host_files
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.outputs.mkdocs.note_names import NoteNames
from studyguide.paths import SourcePath

log = get_plugin_logger("studyguide")
_ADDRESSES = {"a": "href", "img": "src"}
_HOST = "relpath"
"""What the host calls its own processor of links; it knows the file that the text is from."""


@dataclass
class OwnLinks:
    """Writes, during one build, the names of the host's files in place of paths to notes."""

    guide: Guide
    files: Files
    names: NoteNames
    config: MkDocsConfig
    _said: set[str] = field(default_factory=set)

    def rewritten(self, url: str, file: Any) -> str | None:
        """Return the address as the host reads it; None where it leads to no note, though it should."""
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return url
        path = unquote(parts.path)
        here = posixpath.dirname(file.src_uri)
        if self.files.get_file_from_path(posixpath.normpath(posixpath.join(here, path))) is not None:
            return url
        below = self.names.below_notes(path, self.names.docs / here)
        if below is None:
            return url
        led = self.names.lead(below, unquote(parts.fragment), unquote(url))
        self._say(file.src_uri, led.fault)
        if led.asset is not None:
            self._publish(led.asset)
        elif not led.page:
            return None
        page = self.guide.hidden[led.page].src_uri if led.page in self.guide.hidden else led.page
        target = quote(posixpath.relpath(led.asset or page, here or "."))
        return f"{target}#{quote(led.anchor)}" if led.anchor else target

    def _say(self, page: str, fault: str) -> None:
        message = f"{posixpath.join(self.names.docs.name, page)}: {fault}"
        if fault and message not in self._said:  # excerpts are read again
            self._said.add(message)
            log.warning("%s", message)

    def _publish(self, path: SourcePath) -> None:
        """Publish a file that no note names."""
        if self.files.get_file_from_path(path) is None:
            asset = self.guide.site.publishable[path]
            self.files.append(host_files.asset_file(asset, self.names.notes, self.config))


def use(config: MkDocsConfig, links: Callable[[], OwnLinks]) -> None:
    """Add the extension to the host's parser. By name, as every other: plugins look through the list."""
    config.markdown_extensions.append(__name__)
    config.mdx_configs[__name__] = {"links": links}


class _Processor(Treeprocessor):
    def __init__(self, md: Markdown, links: Callable[[], OwnLinks]) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        if _HOST not in self.md.treeprocessors:
            return
        host, links = self.md.treeprocessors[_HOST], self.links()
        for element in root.iter():
            attribute = _ADDRESSES.get(element.tag)
            if attribute is None or (url := element.get(attribute)) is None:
                continue
            address = links.rewritten(url, host.file)  # type: ignore[attr-defined]
            if address is not None:
                element.set(attribute, address)
            else:
                _make_plain(element, attribute)


def _make_plain(element: Element, attribute: str) -> None:
    """Show the text alone."""
    if element.tag == "img":
        element.text = element.attrib.pop("alt", "")
    element.tag = "span"
    del element.attrib[attribute]


class _Extension(Extension):
    def __init__(self, **settings: Any) -> None:
        self.config = {"links": ["", "returns the links of the build that runs"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  as the parser calls it
        # After the parser's own processors, which make links, and before the host's, at 0 or 1.
        md.treeprocessors.register(_Processor(md, self.getConfig("links")), "studyguide_links", 2)


makeExtension = _Extension  # noqa: N816  as the parser looks for it
