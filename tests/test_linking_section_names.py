import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.linking import section_names
from studyguide.linking.english import acronym
from studyguide.linking.name_matcher import Matcher, usable
from studyguide.linking.section_names import proper, variants


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("S3", ["S3"]),
        ("EBS (Elastic Block Store)", ["EBS (Elastic Block Store)", "EBS", "Elastic Block Store"]),
        ("Elastic Block Store (EBS)", ["Elastic Block Store (EBS)", "Elastic Block Store", "EBS"]),
        (
            "RPO: Recovery Point Objective",
            ["RPO: Recovery Point Objective", "RPO", "Recovery Point Objective"],
        ),
        ("RPO – Recovery Point", ["RPO – Recovery Point", "RPO", "Recovery Point"]),
        ("Note: read this first", ["Note: read this first"]),
        ("Amazon S3", ["Amazon S3", "S3"]),
        ("Amazon overview", ["Amazon overview"]),
    ],
)
def test_variants(title: str, expected: list[str]) -> None:
    assert variants(title, frozenset({"Amazon"})) == expected


@pytest.mark.parametrize("word", ["S3", "IAM", "CloudFront", "iSCSI", "EC2", "k8s"])
def test_proper(word: str) -> None:
    assert proper(word)


@pytest.mark.parametrize("word", ["Storage", "storage", "Storage class", "Origin"])
def test_not_proper(word: str) -> None:
    assert not proper(word)


def test_acronym() -> None:
    assert acronym("S3")
    assert acronym("IAM")
    assert not acronym("Lambda")
    assert not acronym("k8s")


@pytest.mark.parametrize(
    "title",
    ["Security", "Overview", "Origin", "Cluster", "Clusters", "Policies", "Use cases", "Best practices"],
)
def test_ordinary_titles_are_no_links(make_site: MakeSite, title: str) -> None:
    site = make_site({"a.md": f"# Guide\n\n# {title}\nText.\n", "b.md": f"# B\nThe {title} of it.\n"})
    assert site.library.links == ()


@pytest.mark.parametrize("title", ["Kinesis", "Lambda", "Placement group", "NACL", "Route 53", "Fargate"])
def test_names_are_links(make_site: MakeSite, title: str) -> None:
    site = make_site({"a.md": f"# Guide\n\n# {title}\nText.\n", "b.md": f"# B\nThe {title} of it.\n"})
    assert [link.page for link in site.library.links] == [site.library.sections[2].page]


def test_a_word_that_the_notes_write_in_lower_case_is_ordinary(make_site: MakeSite) -> None:
    text = "# Granule\nA word of our own.\n\n# Use\nA Granule"
    assert make_site({"a.md": f"{text}.\n"}).library.links != ()
    assert make_site({"a.md": f"{text} is a granule.\n"}).library.links == ()


def test_stronger_names_come_first(make_site: MakeSite) -> None:
    text = "# Store\n<!-- studyguide\naliases: [S3]\n-->\nA.\n\n# S3\nB.\n\n# Other\n## S3\nC.\n"
    found = [n for n in section_names.collect(make_site({"a.md": text}).library.sections) if n.text == "S3"]
    assert [name.rank for name in found] == [section_names.ALIAS, section_names.TITLE, section_names.SUB_TITLE]


def found(text: str, *, exact: tuple[str, ...] = (), loose: tuple[str, ...] = ()) -> list[str]:
    return [text[match.start : match.end] for match in Matcher(exact, loose).find(text)]


def test_the_matcher_takes_the_longest_name() -> None:
    assert found("S3 Glacier Deep Archive and S3", exact=("S3", "S3 Glacier", "S3 Glacier Deep Archive")) == [
        "S3 Glacier Deep Archive",
        "S3",
    ]


def test_the_matcher_falls_back_to_a_shorter_name() -> None:
    assert found("S3 Glaciers, S3 Glaciation", exact=("S3", "S3 Glacier")) == ["S3 Glaciers", "S3"]


def test_the_matcher_follows_case_where_it_counts() -> None:
    assert found("it is IT", exact=("IT",)) == ["IT"]
    assert found("Cold Start, cold start", loose=("cold start",)) == ["Cold Start", "cold start"]


def test_the_matcher_knows_plurals_and_possessives() -> None:
    assert found("S3's NACLs, policies, classes", exact=("S3", "NACL"), loose=("policy", "class")) == [
        "S3's",
        "NACLs",
        "policies",
        "classes",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "AS3",
        "S3x",
        "S3_x",
        "my-S3",
        "S3-x",
        "S3.x",
        "x.S3",
        "/S3",
        "@S3",
        "#S3",
        "$S3",
        "S3@x",
        r"\S3",
        "S3/x",
    ],
)
def test_the_matcher_keeps_out_of_words_and_paths(text: str) -> None:
    assert found(text, exact=("S3",)) == []


def test_the_matcher_needs_no_spaces_in_japanese() -> None:
    assert found("次にS3を使う。負荷分散する。", exact=("S3",), loose=("負荷分散",)) == ["S3", "負荷分散"]
    assert found("AS3表、S3表", loose=("S3表",)) == ["S3表"]


def test_names_too_short_or_too_long_are_left_out() -> None:
    assert not usable("C")
    assert not usable("++")
    assert not usable("x" * 101)
    assert found("C and ++", exact=("C", "++")) == []


def test_the_order_of_names_does_not_matter() -> None:
    names_given = ("service policy", "service policies", "Service Policies")
    for loose in (names_given, names_given[::-1]):
        assert [match.name for match in Matcher((), loose).find("service policies")] == ["Service Policies"]


def test_an_alias_and_a_term_that_differ_in_case_are_one_name(make_site: MakeSite) -> None:
    text = "# Rules\nText.\n\n## Entry Rules\n<!-- studyguide\naliases: [door rules]\n-->\nText.\n\n"
    text += "# Doors\nSee door rules.\n\n## Terms\n\n- **Door rules**: who may enter.\n"
    site = make_site({"a.md": text})
    html = next(page.html for page in site.pages if page.title == "Doors")
    assert 'href="../rules/#entry-rules" class="sg-link" title="who may enter.' in html


PIECES = st.sampled_from([*"AbS3 .,/@#$\\-=éО負ا\u0301\u093e\n", "S3", "Ab", "AbS", "s3", "'s"])


@settings(deadline=None)
@given(st.sets(st.text("AbS3", min_size=2, max_size=3), min_size=1), st.lists(PIECES, max_size=12).map("".join))
def test_names_that_match_by_case_are_found_whatever_letters_others_begin_with(names: set[str], text: str) -> None:
    # One name that begins with no ASCII changes how the others are looked for.
    assert list(Matcher(names, ()).find(text)) == list(Matcher({*names, "Ökonomie"}, ()).find(text))
