import dataclasses
from datetime import date
from xml.etree import ElementTree as ET

from conftest import MakeSite
from studyguide.outputs import feed

NOTES = """\
---
split: 1
---
# Queues & <topics>\x0b
<!-- studyguide
tags: [messaging]
summary: "Keeps 1 < 2 & more."
-->
Text.

# Old

Text.

# Secret
<!-- studyguide
draft: true
-->
Text.

# Never changed

Text.
"""
DAYS = {"aws/queues-topics": date(2026, 3, 1), "aws/old": date(2025, 12, 31), "aws/secret": date(2026, 4, 1)}


def _feed(make_site: MakeSite, address: str = "https://example.org/guide") -> ET.Element:
    library = make_site({"aws.md": NOTES}).library
    changed = {section.page: DAYS[section.page] for section in library.sections if section.page in DAYS}
    return ET.fromstring(feed.encode(dataclasses.replace(library, changed=changed), address))  # noqa: S314  our own


def _texts(root: ET.Element, path: str) -> list[str | None]:
    return [element.text for element in root.findall(path)]


def test_sections_that_changed_come_newest_first_without_drafts(make_site: MakeSite) -> None:
    root = _feed(make_site)
    assert _texts(root, "channel/item/title") == ["Queues & <topics>", "Old"]
    assert _texts(root, "channel/item/pubDate") == ["Sun, 01 Mar 2026 00:00:00 GMT", "Wed, 31 Dec 2025 00:00:00 GMT"]
    assert _texts(root, "channel/item/category") == ["messaging"]


def test_links_are_complete_and_ids_change_with_the_day(make_site: MakeSite) -> None:
    for address in ("https://example.org/guide", "https://example.org/guide/"):
        root = _feed(make_site, address)
        assert _texts(root, "channel/item/link")[0] == "https://example.org/guide/aws/queues-topics/"
        assert _texts(root, "channel/item/guid")[1] == "https://example.org/guide/aws/old/#changed-2025-12-31"
        assert _texts(root, "channel/link") == ["https://example.org/guide/changes/"]


def test_a_description_is_html_to_its_readers(make_site: MakeSite) -> None:
    assert _texts(_feed(make_site), "channel/item/description")[0] == "Keeps 1 &lt; 2 &amp; more."


def test_without_history_the_feed_is_empty_and_well_formed(make_site: MakeSite) -> None:
    library = make_site({"aws.md": NOTES}).library
    root = ET.fromstring(feed.encode(library, "https://example.org/"))  # noqa: S314  our own
    assert root.find("channel/item") is None
    assert root.find("channel/title") is not None
