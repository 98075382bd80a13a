"""Which sentences a page about two things shows: those that tell of both."""

from conftest import MakeSite
from studyguide.guide import pair_sentences
from studyguide.site import Site

NOTES = """\
---
split: 2
---

# Storage

A Zonal Disk and a Shared Folder differ. Nothing here. They keep blocks.

## Zonal Disk (ZD)
<!-- studyguide
id: disk
confused_with: [folder]
-->

A disk for one. Unlike it, a shared folder serves many. Never mind.

| At a glance | |
|---|---|
| like | Shared Folder and ZD |

<details>
<summary>Is ZD faster than a Shared Folder?</summary>

Yes, ZD beats a Shared Folder.

</details>

## Shared Folder
<!-- studyguide
id: folder
-->

First [[disk|ZD]]. Then, again: ZD is for one server, a Shared Folder for many.

### Limits

Two. A Shared Folder grows; ZD does not. A Shared Folder grows; ZD does not.

## Other

ZD alone. A shared folder alone.

![[folder#Limits]]
"""


def told(site: Site) -> list[tuple[str, str, str]]:
    """Read the sentences of the only pair: page, fragment and sentence."""
    pairs = [comparison for comparison in site.library.comparisons if comparison.pair]
    (found,) = pair_sentences.collect(site.library.sections, pairs, site.library.questions).values()
    ids = {section.page: section.id for section in site.library.sections}
    return [(ids[mention.page], mention.anchor, mention.sentence) for mention in found]


def test_sentences_that_name_both_come_first_and_those_of_their_own_pages_before_others(make_site: MakeSite) -> None:
    found = told(make_site({"storage.md": NOTES}))
    assert [sentence for _, _, sentence in found] == [
        "Then, again: ZD is for one server, a Shared Folder for many.",
        "A Shared Folder grows; ZD does not.",
        "A Zonal Disk and a Shared Folder differ.",
        "Unlike it, a shared folder serves many.",
        "First ZD.",
    ]


def test_a_sentence_leads_to_a_link_in_its_paragraph_or_to_its_heading(make_site: MakeSite) -> None:
    places = {sentence: (section, anchor) for section, anchor, sentence in told(make_site({"storage.md": NOTES}))}
    assert places["Then, again: ZD is for one server, a Shared Folder for many."] == ("folder", "sg-ref-1")
    assert places["A Shared Folder grows; ZD does not."] == ("folder", "limits")


def test_a_brand_before_a_name_may_be_left_out(make_site: MakeSite) -> None:
    text = "# Acme Aurora\n<!-- studyguide\nconfused_with: [Acme Borealis]\n-->\nWords.\n\n# Acme Borealis\nWords.\n\n"
    text += "# Acme Corona\nWords.\n\n# Lights\nPrefer Aurora to Borealis.\n"
    assert [sentence for _, _, sentence in told(make_site({"a.md": text}))] == ["Prefer Aurora to Borealis."]


def test_a_heading_speaks_of_itself_only_below_it(make_site: MakeSite) -> None:
    text = "# Volumes\nA slow one is enough.\n\n## Fast one\n<!-- studyguide\nconfused_with: [Slow one]\n-->\n"
    text += "Costs more than a slow one.\n\n## Slow one\nCheap.\n"
    assert [sentence for _, _, sentence in told(make_site({"a.md": text}))] == ["Costs more than a slow one."]


def test_the_fewer_others_a_sentence_names_the_earlier_it_comes(make_site: MakeSite) -> None:
    others = "".join(f"\n## {name} Store\n<!-- studyguide\nid: {name}\nconfused_with: [disk]\n-->\n" for name in "ABC")
    lists = "\n## List\n\nZD, Shared Folder, A Store and B Store. ZD, Shared Folder and A Store. ZD, Shared Folder.\n"
    site = make_site({"storage.md": NOTES + others + lists})
    pair = next(each for each in site.library.comparisons if {m.target.id for m in each.members} == {"disk", "folder"})
    pairs = [comparison for comparison in site.library.comparisons if comparison.pair]
    found = [
        m.sentence for m in pair_sentences.collect(site.library.sections, pairs, site.library.questions)[pair.page]
    ]
    assert found.index("ZD, Shared Folder.") < found.index("ZD, Shared Folder and A Store.") < found.index("First ZD.")
    assert found[-1] == "ZD, Shared Folder, A Store and B Store."
