import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # no stubs in check-jsonschema

from conftest import MakeSite
from studyguide import paths
from studyguide.outputs import studyguide_json
from studyguide.site import Site

NOTES = {
    "aws/storage.md": """---
tags: [aws]
split: 1
---
# Amazon S3
<!-- studyguide
id: s3
aliases: [S3]
tags: [storage]
reviewed: 2026-11-20
confused_with: [EBS]
verdicts:
  EBS: Choose S3 for objects.
-->
Keeps objects for EC2, see [[#Encryption]].[^1]

| At a glance | |
|---|---|
| Unit | object, see [[EBS]] |

## Encryption in [[EC2]]
With keys.

<details>
<summary>Where do objects live?</summary>
<!-- id: q-1 -->

- [x] in buckets: by name
- [ ] on EBS

</details>

# EBS
<!-- studyguide
tags: [storage]
-->
| At a glance | |
|---|---|
| Unit | block |

[^1]: Unlike [[EBS]].
""",
    "aws/compute.md": "# EC2\nReads S3 and [dead](gone.md).\n\n## Terms\n- **RPO** (Recovery Point Objective): loss\n",
    "日本.md": "# 日本\nThe RPO in Japan, S3 too.\n",
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site(NOTES)


@pytest.fixture
def decoded(site: Site) -> Any:
    return json.loads(studyguide_json.encode(site))


def test_follows_the_schema_that_is_shipped(decoded: Any) -> None:
    schema = json.loads(files("studyguide").joinpath("schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(decoded)]
    assert faults == []
    assert all(decoded[key] for key in schema["required"])


def test_an_empty_guide_follows_it_too(make_site: MakeSite) -> None:
    schema = json.loads(files("studyguide").joinpath("schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(studyguide_json.encode(make_site({}))))


def test_every_address_is_a_page_with_that_fragment(site: Site, decoded: Any) -> None:
    html: dict[str, str] = {paths.url(page.name): page.html for page in site.pages}
    for address in _addresses(decoded):
        page, _, fragment = address.partition("#")
        assert page in html
        assert not fragment or f'id="{unquote(fragment)}"' in html[page], address


def test_a_link_in_a_fact_a_heading_or_a_footnote_counts_once(decoded: Any) -> None:
    found = [(link["from"].partition("#")[0], link["to"], link["line"]) for link in decoded["links"]]
    from_s3 = [(to, line) for origin, to, line in found if origin == "aws/storage/s3/"]
    assert from_s3 == [
        ("aws/compute/", 15),
        ("aws/storage/ebs/", 19),
        ("aws/compute/", 21),
        ("aws/storage/ebs/", 41),
    ]
    assert not [origin for origin, _, _ in found if origin in {"aws/storage/", "aws/storage/ebs/"}]


def test_facts_and_answers_are_plain_text(decoded: Any) -> None:
    s3 = next(section for section in decoded["sections"] if section["id"] == "s3")
    assert s3["facts"] == {"Unit": "object, see EBS"}
    assert s3["reviewed"] == "2026-11-20"
    assert decoded["questions"][0]["answers"] == [
        {"text": "in buckets", "correct": True, "reason": "by name"},
        {"text": "on EBS", "correct": False, "reason": ""},
    ]


def test_the_hash_follows_the_words_and_not_the_links(make_site: MakeSite) -> None:
    def hashes(text: str, **options: str) -> list[str]:
        site = make_site({"a.md": "# EC2\nRuns.\n", "b.md": text}, **options)
        return [section["hash"] for section in json.loads(studyguide_json.encode(site))["sections"]]

    before = hashes("# S3\nServes EC2.\n")
    assert hashes("# S3\nServes EC2.\n", autolink="off") == before
    assert hashes("# S3\nServes [EC2](a.md).\n") == before
    assert hashes("# S3\nServes no EC2.\n")[0] == before[0]
    assert hashes("# S3\nServes no EC2.\n")[1] != before[1]


def test_the_documentation_names_every_key(decoded: Any) -> None:

    text = (Path(__file__).parent.parent / "docs" / "make-your-own" / "data.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    keys = set(decoded) | {key for name in decoded if isinstance(decoded[name], list) for key in decoded[name][0]}
    assert keys - named == set()


def _addresses(decoded: Any) -> list[str]:
    found = [
        item["url"] for name in ("sections", "terms", "tags", "comparisons", "questions") for item in decoded[name]
    ]
    found += [link[end] for link in decoded["links"] for end in ("from", "to")]
    found += [page for term in decoded["terms"] for page in term["used_in"]]
    found += [page for tag in decoded["tags"] for page in (*tag["sections"], *tag["together"])]
    found += [member["url"] for comparison in decoded["comparisons"] for member in comparison["members"]]
    return found + [section["parent"] for section in decoded["sections"] if section["parent"] is not None]
