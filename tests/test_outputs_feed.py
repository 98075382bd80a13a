import dataclasses
import json
from datetime import date
from xml.etree import ElementTree as ET

from conftest import MakeNotes, MakeSite
from studyguide import settings
from studyguide.build import build
from studyguide.model import Edit, Rewording
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
    assert _texts(_feed(make_site), "channel/item/description")[0] == "<p>Keeps 1 &lt; 2 &amp; more.</p>"


def test_without_history_the_feed_is_empty_and_well_formed(make_site: MakeSite) -> None:
    library = make_site({"aws.md": NOTES}).library
    root = ET.fromstring(feed.encode(library, "https://example.org/"))  # noqa: S314  our own
    assert root.find("channel/item") is None
    assert root.find("channel/title") is not None


EXAM = {"title": "X", "minutes": 1, "questions": 1, "domains": [{"tag": "messaging", "title": "Messages", "weight": 1}]}
NESTED = "# A\n<!-- studyguide\ntags: [net/dns]\n-->\nText.\n\n# B\n<!-- studyguide\ntags: [rare]\n-->\nText.\n"


def _files(make_site: MakeSite, notes: str, **options: object) -> dict[str, bytes]:
    library = make_site({"aws.md": f"---\nsplit: 1\n---\n{notes}"}, **options).library
    day = {section.page: date(2026, 3, 1) for section in library.sections}
    edit = Rewording(date(2026, 3, 1), (Edit("It keeps 10 <days>.", "It keeps 15 <days>."),), 3, "x")
    changed = dataclasses.replace(library, changed=day, reworded=dict.fromkeys(day, edit))
    return dict(feed.files(changed, "https://example.org/guide"))


def test_there_is_a_feed_of_each_kind_for_the_guide_and_each_domain(make_site: MakeSite) -> None:
    found = _files(make_site, NOTES.split("---\n")[2], exam=EXAM)
    assert list(found) == ["feed.xml", "feed.json", "tags/messaging/feed.xml", "tags/messaging/feed.json"]
    whole, part = json.loads(found["feed.json"]), json.loads(found["tags/messaging/feed.json"])
    assert len(whole["items"]) > len(part["items"]) == 1
    assert part["title"] == "Study guide: messaging: Messages"
    assert part["home_page_url"] == "https://example.org/guide/tags/messaging/"
    assert part["feed_url"] == "https://example.org/guide/tags/messaging/feed.json"
    item = part["items"][0]
    assert item["url"] == "https://example.org/guide/aws/queues-topics/"
    assert item["date_modified"] == "2026-03-01T00:00:00Z"
    assert item["tags"] == ["messaging"]
    assert "It keeps <del>10</del> &lt;days&gt;." in item["content_html"]
    assert "It keeps <ins>15</ins> &lt;days&gt;." in item["content_html"]
    assert "3 more" in item["content_html"]
    root = ET.fromstring(found["tags/messaging/feed.xml"])  # noqa: S314  our own
    assert _texts(root, "channel/item/description") == [item["content_html"]]


def test_without_an_exam_tags_that_others_are_in_have_feeds(make_site: MakeSite) -> None:
    assert [name for name in _files(make_site, NESTED) if "/" in name] == ["tags/net/feed.xml", "tags/net/feed.json"]


def test_the_page_of_changes_leads_to_all_feeds_where_there_are_any(make_notes: MakeNotes) -> None:
    folder = make_notes({"aws.md": NESTED})
    for feeds in (True, False):
        site = build(folder, settings.options({}, feeds=feeds))
        html = next(page for page in site.pages if page.name == "changes").encoded.decode()
        assert ('href="../feed.json"' in html) == feeds
        assert ('href="../tags/net/feed.xml"' in html) == feeds
