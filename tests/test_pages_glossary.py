"""The glossary page: every term once, under its letter, with the tags by which it can be filtered."""

import html5lib

from conftest import MakeSite
from studyguide.site import Site

NOTES = {
    "storage.md": """\
---
split: 2
tags: [data]
---
# Storage

## S3
<!-- studyguide
id: s3
tags: [D1/1.1]
-->

A Bucket and its RPO.

### Terms

- **Bucket**: where objects are.
- **RPO** (Recovery Point Objective): what may be lost.

## EBS

A Bucket, an RPO.

## EFS

The Bucket is told from a folder.
""",
    "other.md": "# Other\n\n## Terms\n\n- **Zone**: a place.\n",
}


def page(site: Site) -> str:
    return next(page.html for page in site.pages if page.name == "glossary")


def entries(site: Site) -> dict[str, tuple[set[str], list[str]]]:
    """Give for each term the names of the tags that it is filtered by, and the links to where it is used."""
    tree = html5lib.parseFragment(page(site), namespaceHTMLElements=False)
    tags = [link.get("data-sg-tag") for link in tree.iter("a") if link.get("data-sg-tag")]
    found = {}
    for entry in tree.iter("div"):
        if "data-sg-entry" in entry.attrib:
            name = next("".join(part.itertext()) for part in entry.iter("dfn"))
            links = ["".join(link.itertext()) for link in entry.iter("a") if "sg-term" not in link.get("class", "")]
            found[name] = ({tags[int(number)] or "" for number in entry.attrib["data-sg-entry"].split()}, links)
    return found


def test_a_term_has_the_tags_of_the_section_that_defines_it_and_those_around_them(make_site: MakeSite) -> None:
    found = entries(make_site(NOTES))
    assert found["Bucket"][0] == {"data", "D1", "D1/1.1"}
    assert found["RPO"][0] == {"data", "D1", "D1/1.1"}
    assert found["Zone"][0] == set()


def test_only_tags_that_filter_something_are_offered(make_site: MakeSite) -> None:
    site = make_site({**NOTES, "empty.md": "---\ntags: [empty]\n---\n# Empty\n\nText.\n"})
    assert 'data-sg-tag="D1/1.1"' in page(site)
    assert "empty" not in page(site)
    assert "sg-by-tag" not in page(make_site({"storage.md": "# A\n\nText.\n", "other.md": NOTES["other.md"]}))


def test_without_a_script_tags_lead_to_their_own_terms(make_site: MakeSite) -> None:
    site = make_site(NOTES)
    assert 'href="../tags/d1/1-1/#sg-tag-terms"' in page(site)
    tagged = next(page.html for page in site.pages if page.name == "tags/d1/1-1/index")
    assert 'id="sg-tag-terms"' in tagged


def test_many_uses_are_folded_and_one_is_not(make_site: MakeSite) -> None:
    html = page(make_site(NOTES))
    assert "Used in: 3" in html
    assert html.count("<details>") == 2


def test_a_guide_without_terms_has_nothing_to_filter(make_site: MakeSite) -> None:
    assert "data-sg-glossary" not in page(make_site({"a.md": "# A\n\nText.\n"}))
