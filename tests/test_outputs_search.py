import gzip
import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import MakeNotes, MakeSite
from guide import counts
from studyguide import settings
from studyguide.build import build
from studyguide.language.choice import chosen
from studyguide.outputs import search_data
from studyguide.paths import Url, url
from studyguide.site import Site

ROOT = Path(__file__).parent.parent
QUERIES = ROOT / "tests" / "search" / "queries.yml"
SCORE = ROOT / "tests" / "search" / "score.js"
CUTOFF = 10
STOCK = 10
"""The theme's own search is asked one of so many queries: it takes longer for all than the rest of this file."""
NAMES_BUDGET = 40_000
"""Bytes, packed, that come before the first result."""
NOTES = """\
---
split: 1
---
# Amazon S3
<!-- studyguide
aliases: [S3, Amazon S3, bucket]
tags: [storage]
-->
Keeps **objects** in buckets.

## Versions
A delete adds a marker, `</script>`.

## Terms
- **RPO** (Recovery Point Objective): How much data may be lost.

## Check yourself
<details>
<summary>Which one keeps blocks?</summary>

- [x] EBS
- [ ] S3: it keeps objects

</details>

# EBS
<!-- studyguide
search: false
-->
Keeps blocks.
"""

Ranks = list[tuple[str, int]]


def _data(script: bytes) -> Any:
    text = script.decode()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def _encoded(site: Site, own: Sequence[search_data.Own] = ()) -> tuple[Any, Any]:
    names, texts = search_data.encode(site.library, own)
    return _data(names), _data(texts)


def _row(names: Any, title: str) -> list[Any]:
    return next(row for row in names["pages"] if row[1] == title)


def test_names_hold_what_a_page_is_called(make_site: MakeSite) -> None:
    names, _ = _encoded(make_site({"aws.md": NOTES}))
    page = _row(names, "Amazon S3")
    address, title, kind, aliases, summary, tags, headings = page
    assert (address, title, kind, summary) == ("aws/amazon-s3/", "Amazon S3", "", "Keeps objects in buckets.")
    assert aliases == ["S3", "bucket"]
    assert [names["tags"][tag] for tag in tags] == ["storage"]
    assert [heading[1] for heading in headings] == ["Versions", "Terms", "Check yourself"]


def test_texts_stand_below_their_headings_once(make_site: MakeSite) -> None:
    names, texts = _encoded(make_site({"aws.md": NOTES}))
    at = names["pages"].index(_row(names, "Amazon S3"))
    assert texts["pages"][at] == ["Keeps objects in buckets.", "A delete adds a marker, </script>.", "", ""]
    assert texts["questions"] == [[at, 3, "Which one keeps blocks?", "EBS"]]
    assert [(term[0], term[2], term[3]) for term in names["terms"]] == [(at, "RPO", "Recovery Point Objective")]
    assert texts["terms"] == ["How much data may be lost."]


def test_diagrams_are_no_text_however_their_fence_is_written(make_site: MakeSite) -> None:
    fences = "mermaid", 'mermaid title="A way"', '{ .mermaid title="A way" }'
    diagrams = "\n".join(f"```{fence}\nflowchart\n  A{number} --> B\n```\n" for number, fence in enumerate(fences))
    _, texts = _encoded(make_site({"a.md": f"# A\n\nText.\n\n{diagrams}\n```text\nshown\n```\n"}))
    assert texts["pages"][0] == ["Text.\nshown"]


def test_facts_come_with_their_lines_and_sources(make_site: MakeSite) -> None:
    notes = """\
# Queue

| At a glance | |
|---|---|
| retention | 14 days[^q] |
| order | none[^q][^home] |
| price | free[^said] |

Text.

## First in, first out

| At a glance | |
|---|---|
| order | kept |

[^q]: [Quotas of queues](https://example.org/quotas), [more](https://example.org/more)
[^home]: [Ours](#first-in-first-out)
[^said]: Somebody said so.
"""
    _, texts = _encoded(make_site({"q.md": notes}))
    assert texts["facts"] == [
        [0, 0, "retention", "14 days", 5, 0, [0]],
        [0, 0, "order", "none", 6, 0, [0]],
        [0, 0, "price", "free", 7, 0, []],
        [0, 1, "order", "kept", 15, 0, []],
    ]
    assert texts["files"] == ["q.md"]
    assert texts["sources"] == [["Quotas of queues", "https://example.org/quotas"]]
    assert "14 days" not in json.dumps(texts["pages"])  # it is found as a fact, once


def test_the_lists_of_the_guides_language_come_along(make_notes: MakeNotes) -> None:
    options = settings.options({}, language=chosen("de"))
    names, texts = _encoded(build(make_notes({"a.md": "# A\n\nText.\n"}), options))
    assert names["asks"]["small"].startswith("aber alle")
    assert "wie lange" in texts["asks"]["asked"]


def test_items_and_rows_have_lines_of_their_own(make_site: MakeSite) -> None:
    _, texts = _encoded(make_site({"a.md": "# A\n\nOne.\n\n- two\n    - three\n\n| a | b |\n|---|---|\n| c | d |\n"}))
    assert texts["pages"][0] == ["One.\ntwo\nthree\na; b\nc: d"]


def test_rows_say_what_stands_in_which_cell_with_the_signs_of_the_language(make_notes: MakeNotes) -> None:
    table = "| | same | other |\n|---|---|---|\n| schema | native tools | convert, load |\n| | | none |\n"
    sign, colon = "\N{FULLWIDTH SEMICOLON}", "\N{FULLWIDTH COLON}"
    for tag, lines in {
        "en": ["same; other", "schema: native tools; convert, load", "none", "Safe? yes"],
        "fr": ["same\u202f; other", "schema\xa0: native tools\u202f; convert, load", "none", "Safe? yes"],
        "ja": [f"same{sign}other", f"schema{colon}native tools{sign}convert, load", "none", "Safe? yes"],
    }.items():
        site = build(
            make_notes({"a.md": f"# A\n\n{table}| Safe? | | yes |\n"}), settings.options({}, language=chosen(tag))
        )
        assert _encoded(site)[1]["pages"][0] == ["\n".join(lines)]


def test_a_table_of_facts_leaves_no_head_among_the_texts(make_site: MakeSite) -> None:
    facts = "| At a glance | |\n|---|---|\n| size | 3 TB |\n"
    _, texts = _encoded(make_site({"a.md": f"# A\n\nText.\n\n{facts}\n## B\n\n{facts}\n"}))
    assert texts["pages"][0] == ["Text.", ""]


def test_a_section_can_stay_out_of_the_search(make_site: MakeSite) -> None:
    names, texts = _encoded(make_site({"aws.md": NOTES}))
    assert "EBS" not in [page[1] for page in names["pages"]]
    assert "Keeps blocks." not in json.dumps(texts)


def test_words_that_only_search_knows_stand_with_their_headings(make_site: MakeSite) -> None:
    meta = "<!-- studyguide\nsearch: [{words}]\n-->"
    chapter = "---\nsearch: [clouds]\n---\n\n# All\n\nText.\n"
    net, denied = (meta.format(words=words) for words in ("vnet, virtual network", "403"))
    note = f"# Net\n{net}\n\nText.\n\n## Denied\n{denied}\n\nMore.\n"
    site = make_site({"index.md": chapter, "net.md": note})
    names, texts = _encoded(site)
    page = _row(names, "Net")
    assert (page[3], page[6]) == ([], [["denied", "Denied", []]])
    at, chapter_at = (names["pages"].index(_row(names, title)) for title in ("Net", "All"))
    rows = [[chapter_at, 0, ["clouds"]], [at, 0, ["vnet", "virtual network"]], [at, 1, ["403"]]]
    assert sorted(texts["search"]) == sorted(rows)
    assert "vnet" not in json.dumps(names)  # the names come first, and must be small
    assert [page.name for page in site.pages if "vnet" in page.html or "clouds" in page.html] == []


def test_the_page_of_a_tag_is_searched_where_it_has_a_text(make_site: MakeSite) -> None:
    about = "---\nabout_tag: D1/1.3\nsummary: Keys.\n---\n\n# Data security\n\nWho reads it.\n\n## Keys\n\nTheirs.\n"
    note = "---\ntags: [D1/1.3, plain]\n---\n\n# Locks\n\nText.\n"
    names, texts = _encoded(make_site({"about.md": about, "locks.md": note}))
    at = names["pages"].index(_row(names, "Data security"))
    address, _, kind, aliases, summary, tags, headings = names["pages"][at]
    assert (address, kind, aliases, summary) == ("tags/d1/1-3/", "tag", ["D1/1.3"], "Keys.")
    assert [names["tags"][tag] for tag in tags] == ["D1/1.3"]
    assert names["meanings"] == {"D1/1.3": "Data security"}
    assert headings == [["keys", "Keys", []]]
    assert texts["pages"][at] == ["Who reads it.", "Theirs."]
    assert [page[0] for page in names["pages"] if page[0].startswith("tags/")] == [address]


def test_own_pages_are_found_beside_the_guide(make_site: MakeSite) -> None:
    entries = [
        {"location": "about/", "title": "About", "text": "<p>We &amp; you</p>"},
        {"location": "about/#licence", "title": "Licence", "text": "<p>Use <code>a &lt; b</code></p>"},
        {"location": "aws/amazon-s3/", "title": "Amazon S3", "text": "ours already"},
    ]
    own = search_data.own_pages(entries, ["aws/amazon-s3/"])
    assert own == (search_data.Own(Url("about/"), (("", "About", "We & you"), ("licence", "Licence", "Use a < b"))),)
    names, texts = _encoded(make_site({"aws.md": NOTES}), own)
    assert names["pages"][-1] == ["about/", "About", "own", [], "", [], [["licence", "Licence", []]]]
    assert texts["pages"][-1] == ["We & you", "Use a < b"]


def test_the_names_say_what_can_be_asked(make_site: MakeSite) -> None:
    disk = "# Disk\n<!-- studyguide\naliases: [ED]\nid: disk\nconfused_with: [bucket]\ntags: [storage]\n-->\n"
    fact = "\n| At a glance | |\n|---|---|\n| kind | block |\n| max size | 64 TiB |\n\n"
    rest = (
        "# Bucket\n<!-- studyguide\nid: bucket\n-->\n\nText.\n\n## Terms\n- **RPO** (Recovery Point Objective): Loss.\n"
    )
    names, _ = _encoded(make_site({"a.md": f"---\nsplit: 1\n---\n{disk}{fact}{rest}"}))
    assert names["examples"] == ["ED max size", "Disk vs Bucket", "RPO", "#storage"]
    assert "propose" not in names  # nobody knows where


def test_the_same_notes_give_the_same_bytes(make_site: MakeSite) -> None:
    site = make_site({"aws.md": NOTES})
    assert search_data.encode(site.library) == search_data.encode(site.library)


# The score on the guide of this repository.


@pytest.fixture(scope="module")
def guide() -> Site:
    return counts.guide()


Queries = list[tuple[str, list[str]]]


_WHOSE: Mapping[str, tuple[str, ...]] = {"our": (), "a student's": ("student ",), "strangers'": ("stranger ",)}


def _queries(groups: Mapping[str, Mapping[str, str | list[str]]], *whose: str) -> Queries:
    """List our own queries, those of a student who had read nothing but the notes, or those of strangers."""
    asked = [
        group for name, group in groups.items() if name.startswith(whose or ("student ", "stranger ")) == bool(whose)
    ]
    found = [(str(query), pages) for group in asked for query, pages in group.items()]
    return [(query, [pages] if isinstance(pages, str) else pages) for query, pages in found]


@pytest.fixture(scope="module")
def queries() -> Mapping[str, Queries]:
    """Read all queries by those who asked them."""
    groups = yaml.safe_load(QUERIES.read_text("utf-8"))
    return {name: _queries(groups, *whose) for name, whose in _WHOSE.items()}


def _ranks(kind: str, given: Mapping[str, Any], folder: Path) -> Ranks:
    """Return the place of the wanted page for each query, 0 where it is not found."""
    (folder / "input.json").write_text(json.dumps(given), "utf-8")
    command = ["node", str(SCORE), kind, str(folder / "input.json")]
    return [
        (query, rank) for query, rank in json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ]


def _scores(ranks: Ranks) -> tuple[float, float]:
    """Return mean reciprocal rank and recall at 5."""
    reciprocal = [1 / rank if 0 < rank <= CUTOFF else 0 for _, rank in ranks]
    return sum(reciprocal) / len(ranks), sum(0 < rank <= 5 for _, rank in ranks) / len(ranks)


def _stock_entries(site: Site) -> Iterable[Mapping[str, str]]:
    """Cut the pages as the search of Material does."""
    for page in site.pages:
        if not page.search:
            continue
        parser = import_module("material.plugins.search.plugin").Parser()
        parser.feed(page.html)
        parser.close()
        for section in parser.data:
            anchor = f"#{section.id}" if section.id else ""
            yield {
                "location": url(page.name) + anchor,
                "title": "".join(section.title).strip() or page.title,
                "text": "".join(section.text).strip(),
            }


def _stock_index(site: Site) -> Mapping[str, Any]:
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": fields}
    return {"config": config, "docs": list(_stock_entries(site))}


def _all_ranks(site: Site, queries: Queries, folder: Path) -> Mapping[str, Ranks]:
    names, texts = search_data.encode(site.library)
    (folder / "names.js").write_bytes(names)
    (folder / "texts.js").write_bytes(texts)
    (folder / "stock.json").write_text(json.dumps(_stock_index(site)), "utf-8")
    workers = Path(str(files("material"))) / "templates/assets/javascripts/workers"
    worker = next(workers.glob("search.*.min.js"))
    data = {"names": str(folder / "names.js"), "texts": str(folder / "texts.js")}
    return {
        "ours": _ranks("ours", {"queries": queries, **data}, folder),
        "names": _ranks("ours", {"queries": queries, "names": data["names"]}, folder),
        "stock": _ranks(
            "stock", {"queries": queries[::STOCK], "worker": str(worker), "index": str(folder / "stock.json")}, folder
        ),
    }


def test_students_find_what_they_look_for(
    guide: Site,
    queries: Mapping[str, Queries],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    ranks = _all_ranks(guide, [query for found in queries.values() for query in found], tmp_path)
    ends = list(accumulate(map(len, queries.values()), initial=0))
    asked = {whose: slice(*ends[number : number + 2]) for number, whose in enumerate(queries)}
    scores = {(whose, name): _scores(ranks[name][part]) for whose, part in asked.items() for name in ("ours", "names")}
    scores["some of all", "stock"] = _scores(ranks["stock"])
    for (whose, name), (mrr, recall) in scores.items():
        record_property(f"search, {whose} queries, {name}", f"MRR {mrr:.3f}, recall@5 {recall:.3f}")
    lost = [(query, rank) for query, rank in ranks["ours"] if not 0 < rank <= 5]
    assert scores["our", "ours"][0] >= 0.93, lost
    assert scores["our", "ours"][1] >= 0.96, lost
    assert scores["our", "names"][0] >= 0.85
    assert scores["a student's", "ours"][0] >= 0.91, lost
    assert scores["a student's", "ours"][1] >= 0.97, lost
    assert scores["strangers'", "ours"][0] >= 0.93, lost
    assert scores["strangers'", "ours"][1] >= 0.97, lost
    assert _scores(ranks["ours"][::STOCK])[0] > scores["some of all", "stock"][0]


def test_the_names_come_at_once(guide: Site) -> None:
    names, _ = search_data.encode(guide.library)
    assert len(gzip.compress(names)) <= NAMES_BUDGET


def test_every_query_wants_a_page_that_exists(guide: Site, queries: Mapping[str, Queries]) -> None:
    addresses = {url(page.name) for page in guide.pages}
    assert len(queries["our"]) >= 500
    assert len(queries["a student's"]) >= 200
    assert len(queries["strangers'"]) >= 300
    wanted = ((query, page) for found in queries.values() for query, pages in found for page in pages)
    assert [(query, page) for query, page in wanted if page not in addresses] == []
