"""The feeds of changed sections: RSS 2.0 (https://www.rssboard.org/rss-specification) and JSON Feed 1.1.

One of each for the whole guide, and for each of its topics. Links in them are complete (https://www.jsonfeed.org/version/1.1/).
"""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from markupsafe import Markup

from studyguide import paths
from studyguide.guide import topics
from studyguide.guide.digest import summary_of
from studyguide.html import edits
from studyguide.language.language import Language
from studyguide.model import Library, Rewording, Section
from studyguide.page_kinds import CHANGES
from studyguide.paths import PageName
from studyguide.reuse.memory import kept, recalled

FILE = "feed.xml"
JSON_FILE = "feed.json"
LIMIT = 30
_ATOM = "http://www.w3.org/2005/Atom"
# All but the characters of XML 1.0, 2.2; ElementTree writes the others without a word, and readers refuse the feed.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class _Channel:
    """What a feed is about."""

    title: str
    home: str
    folder: str
    """The address that its files lie at, with a slash behind it."""
    language: str


@dataclass(frozen=True)
class _Entry:
    """A section that changed. Its id holds the day, so that a section that changes again is news again."""

    section: Section
    day: date
    url: str
    content: Markup

    @property
    def id(self) -> str:
        """Its own, for all time."""
        return f"{self.url}#changed-{self.day.isoformat()}"

    @property
    def tags(self) -> list[str]:
        """What it is about."""
        return list(dict.fromkeys(self.section.tags))


def files(library: Library, site_url: str, language: str = "en") -> Iterator[tuple[str, bytes]]:
    """Yield all feeds of a guide, with their paths below the site's root. The same library gives the same bytes."""
    root = _root(site_url)
    yield FILE, encode(library, site_url, language)
    yield JSON_FILE, _json(_whole(library, root, language), _entries(library, root))
    for topic in topics.of(library):
        title = library.options.language.word("format.meaning", name=library.options.title, meaning=topic.title)
        folder = f"{root}{topic.address}/"
        channel = _Channel(title, urljoin(root, library.url(topic.tag.page)), folder, language)
        entries = _entries(library, root, topic.sections)
        yield f"{topic.folder}/{FILE}", _rss(library, channel, entries)
        yield f"{topic.folder}/{JSON_FILE}", _json(channel, entries)


def encode(library: Library, site_url: str, language: str = "en") -> bytes:
    """Write the sections that changed last as RSS, the newest first."""
    root = _root(site_url)
    return _rss(library, _whole(library, root, language), _entries(library, root))


def _root(site_url: str) -> str:
    # urljoin drops what stands behind the last slash.
    return site_url.rstrip("/") + "/"


def _whole(library: Library, root: str, language: str) -> _Channel:
    return _Channel(library.options.title, urljoin(root, library.url(CHANGES.address)), root, language)


def _entries(library: Library, root: str, among: Container[PageName] | None = None) -> Sequence[_Entry]:
    found = [
        (library.changed[section.page], section)
        for section in library.sections
        if section.page in library.changed and (among is None or section.page in among)
        if section.page not in library.reworded or library.reworded[section.page].tells
    ]
    found.sort(key=lambda entry: (-entry[0].toordinal(), paths.natural(entry[1].page)))
    return [
        _Entry(section, day, urljoin(root, library.url(section.page)), _content(library, section))
        for day, section in found[:LIMIT]
    ]


def _content(library: Library, section: Section) -> Markup:
    """Say what the section is about, and what changed in its words."""
    about, changed = summary_of(section), library.reworded.get(section.page, Rewording(date.min))
    language = library.options.language
    parts = [Markup("<p>{}</p>").format(about)] if about else []
    parts += [_changes(changed, language)] if changed.edits else []
    parts += [Markup("<p>{}</p>").format(language.word("section.more", number=changed.more))] if changed.more else []
    return Markup("\n").join(parts)


@kept
def _changes(changed: Rewording, language: Language) -> Markup:
    return edits.listed(changed.edits, language)


def _rss(library: Library, about: _Channel, entries: Sequence[_Entry]) -> bytes:
    make = partial(_written, library, about, entries)
    return recalled(make, "feed", library.options.language, *_shown(about, entries))


def _shown(about: _Channel, entries: Sequence[_Entry]) -> tuple[object, ...]:
    """Name all that a feed says: where that is the same, so is the feed."""
    rows = tuple((one.section.title, one.url, one.day, str(one.content), tuple(one.tags)) for one in entries)
    return about.title, about.home, about.folder, about.language, rows


def _written(library: Library, about: _Channel, entries: Sequence[_Entry]) -> bytes:
    ET.register_namespace("atom", _ATOM)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", about.title)
    _add(channel, "link", about.home)
    _add(channel, "description", library.options.language.word("feed.description", guide=about.title))
    _add(channel, "language", about.language)
    if entries:
        _add(channel, "lastBuildDate", _moment(entries[0].day))
    # The feed's own address, which the RSS Advisory Board's profile recommends.
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=about.folder + FILE, rel="self", type="application/rss+xml")
    for entry in entries:
        item = ET.SubElement(channel, "item")
        _add(item, "title", entry.section.title)
        _add(item, "link", entry.url)
        _add(item, "guid", entry.id).set("isPermaLink", "false")
        _add(item, "pubDate", _moment(entry.day))
        if entry.content:
            _add(item, "description", str(entry.content))
        for tag in entry.tags:
            _add(item, "category", tag)
    ET.indent(rss)
    text = ET.tostring(rss, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NO_XML.sub("", text)
    return element


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)


def _json(about: _Channel, entries: Sequence[_Entry]) -> bytes:
    return recalled(partial(_written_as_json, about, entries), "JSON feed", *_shown(about, entries))


def _written_as_json(about: _Channel, entries: Sequence[_Entry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "home_page_url": about.home,
        "feed_url": about.folder + JSON_FILE,
        "language": about.language,
        "items": [_json_item(entry) for entry in entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _json_item(entry: _Entry) -> Mapping[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.section.title,
        "content_html": str(entry.content),
        "date_modified": f"{entry.day.isoformat()}T00:00:00Z",
        "tags": entry.tags,
    }
