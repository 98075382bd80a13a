"""Links to the glossary: whatever the notes say, each leads to an entry that is there."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

import html5lib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import MakeNotes, MakeSite
from studyguide.build import build
from studyguide.options import Options
from studyguide.paths import relative
from studyguide.site import Site

SHORT = (
    "IP",
    "RPO",
    "NAT",
    "S3",
    "2FA",
    "CI/CD",
    "IaaS",
    "Ip",
    "ВОЗ",
    "ОС",
    "Letter A",
    "glossary",
    "__toc",
    "sg-ref-1",
)
LONG = {
    "IP": "Internet Protocol",
    "RPO": "Recovery Point Objective",
    "NAT": "Network Address Translation",
    "S3": "Simple Storage Service",
    "2FA": "two-factor authentication",
    "CI/CD": "Continuous Integration/Continuous Delivery",
    "IaaS": "Infrastructure as a Service",
    "ВОЗ": "Всемирная организация здравоохранения",
    "ОС": "операционная система",
    "JIT": "Just in Time Compiler",
    "KMS": "AWS Key Management Service",
    "AltSvc": "Alt-Svc",
    "TTPs": "tactics, techniques, and procedures",
}
files = st.sampled_from(["a", "b", "c/d", "c/README", "Glossary", "glossary/README", "IP"])
short = st.sampled_from(SHORT)
pair = st.sampled_from(sorted(LONG.items()))
target = st.one_of(short, files, st.sampled_from(["Terms", "IP#Terms", "nowhere"]))
pieces = st.one_of(
    st.builds(lambda found: "{1} ({0}) is used.".format(*found), pair),
    st.builds(lambda found: "{} ({})".format(*found), pair),
    st.builds(
        lambda found, one, other: "- {}: {} [[{}|v4]] e [[{}|v6]]".format(*found, one, other), pair, target, target
    ),
    st.builds(lambda found: "- **{}**: {}".format(*found), pair),
    st.builds(lambda found: "*[{}]: {}".format(*found), pair),
    st.builds(lambda found: "{}\n: {}".format(*found), pair),
    st.builds("## {}".format, short),
    st.builds("## Terms\n\n- **{}** ({}): see [[{}]]".format, short, short, target),
    st.builds("[[{}]] and [[{}|it]]".format, target, target),
    st.builds("Uses {} and {}s.".format, short, short),
    st.builds("![[{}]]".format, target),
    st.builds("## {}\n<!-- studyguide\nid: {}\naliases: ['{}']\n-->".format, short, short, short),
    st.builds("<details><summary>What is {}?</summary>\n\nSee {}.\n\n</details>".format, short, short),
    st.builds('<p id="{}">x</p>'.format, short),
    st.builds("| At a glance | |\n|---|---|\n| {} | {} |".format, short, short),
)
front = st.sampled_from(
    ["", "---\ndraft: true\n---\n", "---\nlink: false\n---\n", "---\nsplit: 2\n---\n", "---\nid: glossary\n---\n"]
)
notes = st.builds(
    lambda head, title, found: head + f"# {title}\n\n" + "\n\n".join(found), front, short, st.lists(pieces, max_size=8)
)
libraries = st.dictionaries(files.map("{}.md".format), notes, min_size=1, max_size=4)


def dead(site: Site) -> list[str]:
    """List the links between pages that lead to no page, or to no element of one."""
    trees = {page.name: html5lib.parseFragment(page.html, namespaceHTMLElements=False) for page in site.pages}
    ids = {name: {element.get("id") for element in tree.iter()} for name, tree in trees.items()}
    places = {}
    found = []
    for name, tree in trees.items():
        for other in trees:
            places[str(relative(name, other))] = other
        for link in tree.iter("a"):
            address, _, anchor = (link.get("href") or "").partition("#")
            to = places.get(address) if address else name
            if to is not None and anchor and unquote(anchor) not in ids[to]:
                found.append(f"{name} → {link.get('href')}")
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries)
def test_every_link_has_its_target(make_site: MakeSite, files: Mapping[str, str]) -> None:
    assert dead(make_site(files)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries)
def test_every_term_has_an_entry_and_a_place(make_site: MakeSite, files: Mapping[str, str]) -> None:
    """Other programs read the address of a term, and of where a link leads, from the data of the guide."""
    site = make_site(files)
    ids = {str(page.name): set(re.findall(r'\bid="([^"]*)"', page.html)) for page in site.pages}
    anchors = [term.anchor for term in site.library.terms]
    assert len(anchors) == len(set(anchors))
    assert not anchors or set(anchors) <= ids["glossary"]
    assert all(term.page in ids for term in site.library.terms)
    assert all(not link.anchor or link.anchor in ids[link.page] for link in site.library.links if link.page in ids)


def test_a_link_without_its_target_would_be_seen(make_site: MakeSite) -> None:
    """The two tests above fail where an entry is missing."""
    site = make_site({"a.md": "# A\n\nA Recovery Point Objective (RPO).\n", "b.md": "# B\n\nThe RPO counts.\n"})
    broken = tuple(
        replace(page, html=page.html.replace('id="rpo"', "")) if page.name == "glossary" else page
        for page in site.pages
    )
    assert dead(site) == []
    assert dead(replace(site, pages=broken)) != []


def test_an_owners_glossary_is_linked_without_an_anchor(make_notes: MakeNotes) -> None:
    """It stands at the address of the guide's own, and has none of its entries."""
    notes = make_notes({"a.md": "# A\n\nA Recovery Point Objective (RPO).\n", "b.md": "# B\n\nThe RPO counts.\n"})
    site = build(notes, replace(Options(), own={"../docs/glossary/README.md": "glossary/"}))
    html = next(page.html for page in site.pages if page.name == "b")
    assert 'href="../glossary/"' in html
    assert "glossary/#" not in html
