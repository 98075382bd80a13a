"""The feed of changed sections: RSS 2.0 (https://www.rssboard.org/rss-specification), whose links are complete."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from studyguide import paths
from studyguide.guide.digest import summary
from studyguide.model import Library, Section
from studyguide.page_kinds import CHANGES

FILE = "feed.xml"
LIMIT = 30
_ATOM = "http://www.w3.org/2005/Atom"
# All but the characters of XML 1.0, 2.2; ElementTree writes the others without a word, and readers refuse the feed.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encode(library: Library, site_url: str, language: str = "en") -> bytes:
    """Write the sections that changed last, the newest first. The same library gives the same bytes."""
    # urljoin drops what stands behind the last slash.
    root = site_url.rstrip("/") + "/"
    newest = _newest(library)
    ET.register_namespace("atom", _ATOM)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", library.options.title)
    _add(channel, "link", urljoin(root, library.url(CHANGES.address)))
    _add(channel, "description", library.options.language.word("feed.description", guide=library.options.title))
    _add(channel, "language", language)
    if newest:
        _add(channel, "lastBuildDate", _moment(newest[0][0]))
    # The feed's own address, which the RSS Advisory Board's profile recommends.
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=root + FILE, rel="self", type="application/rss+xml")
    for day, section in newest:
        _item(channel, day, section, urljoin(root, library.url(section.page)))
    ET.indent(rss)
    text = ET.tostring(rss, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _newest(library: Library) -> Sequence[tuple[date, Section]]:
    found = ((library.changed[s.page], s) for s in library.sections if s.page in library.changed)
    return sorted(found, key=lambda entry: (-entry[0].toordinal(), paths.natural(entry[1].page)))[:LIMIT]


def _item(channel: ET.Element, day: date, section: Section, address: str) -> None:
    """Add an entry. Its id holds the day, so that a section that changes again is news again."""
    item = ET.SubElement(channel, "item")
    _add(item, "title", section.title)
    _add(item, "link", address)
    _add(item, "guid", f"{address}#changed-{day.isoformat()}").set("isPermaLink", "false")
    _add(item, "pubDate", _moment(day))
    description = section.meta.summary or summary(section.tokens)
    if description:
        _add(item, "description", _escaped(description))
    for tag in dict.fromkeys(section.tags):
        _add(item, "category", tag)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NO_XML.sub("", text)
    return element


def _escaped(text: str) -> str:
    """Readers take a description for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)
