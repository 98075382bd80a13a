"""Metadata that people wrote: what is read, and what is said about the rest."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeSite
from fuzz import core
from studyguide.model import Meta
from studyguide.notes import front_matter, metadata, yaml_text
from studyguide.paths import SourcePath
from studyguide.problems import Place
from test_properties import shown

PATH = SourcePath("a.md")


def parse(text: str) -> tuple[Meta, list[str]]:
    found, problems, *_ = metadata.read(text, Place(PATH, 2))
    return found, [f"{problem.place.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A", Meta(title="A")),
        ("title: 12", Meta(title="12")),
        ("title: 2026-01-02", Meta(title="2026-01-02")),
        ("title: 1.10", Meta(title="1.10")),
        ("aliases: [010, 1:30, 1_000, 0x1F, 1e3, =]", Meta(aliases=("010", "1:30", "1_000", "0x1F", "1e3", "="))),
        ("order: 017", Meta(order=17.0)),
        ("order: '2'", Meta(order=2.0)),
        ("reviewed: 2001-12-14t21:59:43.10-05:00", Meta(reviewed=date(2001, 12, 14))),
        ("title: '  a\n  b '", Meta(title="a b")),
        ("title:", Meta()),
        ("id: s3", Meta(id="s3")),
        ("aliases: [A, B, A, null, '']", Meta(aliases=("A", "B"))),
        ("aliases: A, B", Meta(aliases=("A", "B"))),
        ("aliases:\n  - A\n  - 5", Meta(aliases=("A", "5"))),
        ("tags: [x, '#y', 'z/']", Meta(tags=("x", "y", "z"))),
        ("tags: '#x #y'", Meta(tags=("x", "y"))),
        ("tags: cloud storage", Meta(tags=("cloud storage",))),
        ("tags: [yes, no]", Meta(tags=("true", "false"))),
        ("tags: []", Meta()),
        ("verdicts: {efs: for many}", Meta(verdicts=(("efs", "for many"),))),
        (
            "verdicts:\n  EFS: 'Choose\n    EFS: it is shared.'\n  5: five\n  off: ok\n  later:",
            Meta(verdicts=(("EFS", "Choose EFS: it is shared."), ("5", "five"), ("false", "ok"))),
        ),
        ("order: 1.5", Meta(order=1.5)),
        ("order: -1", Meta(order=-1.0)),
        ("draft: true", Meta(draft=True)),
        ("publish: false", Meta(draft=True)),
        ("published: 'no'\ndraft: false", Meta(draft=True)),
        ("Publish: false", Meta(draft=True)),
        ("publish: true", Meta()),
        ("Published: yes\ndraft: true", Meta(draft=True)),
        ("split: 2", Meta(split="2")),
        ("split: file", Meta(split="file")),
        ("reviewed: 2026-11-20", Meta(reviewed=date(2026, 11, 20))),
        ("reviewed: '2026-11-20'", Meta(reviewed=date(2026, 11, 20))),
        ("reviewed: 2026-11-20 10:00:00", Meta(reviewed=date(2026, 11, 20))),
        ("link: false", Meta(link=False)),
        ("search: no", Meta(search=False)),
        ("search: [vnet, Virtual Network, 403, vnet]", Meta(search=("vnet", "Virtual Network", "403"))),
        ("search: vnet, virtual network", Meta(search=("vnet", "virtual network"))),
        ("search: []", Meta()),
        # Of other tools.
        ("alias: x\naliases: [a]", Meta(aliases=("a", "x"))),
        ("Tags: [a]\ntag: b", Meta(tags=("a", "b"))),
        ("description: About it.", Meta(summary="About it.")),
        ("description: Theirs.\nsummary: Ours.", Meta(summary="Ours.")),
        ("description:\nexcerpt: E", Meta(summary="E")),
        ("weight: 30", Meta(order=30.0)),
        ("weight: 0", Meta()),
        ("sidebar_position: 2\norder: 1", Meta(order=1.0)),
        ("nav_order: 1.5", Meta(order=1.5)),
        ("linkTitle: Short", Meta(short_title="Short")),
        ("sidebar_label: Short", Meta(short_title="Short")),
        ("created: 2023-01-01\nupdated: y\ndate: 5\nlastmod: x\ncssclasses: [wide]", Meta()),
        ("search: {exclude: true}", Meta(search=False)),
        ("search: {boost: 2}", Meta()),
        ('related: ["[[A]]", "[[B|x]]", C]', Meta(related=("A", "B", "C"))),
        ("related: [[A]]", Meta(related=("A",))),
        ("related: [[A]], [[B|x]]", Meta(related=("A", "B"))),
        ("related: [[[A]], [[B]]]", Meta(related=("A", "B"))),
        ("related:\n  - [[A]]\n  - '[[Knuth, Donald]]'", Meta(related=("A", "Knuth, Donald"))),
        ("aliases: '[[A]], b'", Meta(aliases=("A", "b"))),
        ("tags: #a #b", Meta(tags=("a", "b"))),
        ("tags: #a, b, [[c]]", Meta(tags=("a", "b", "c"))),
        ("tags:\n- #a\n- b", Meta(tags=("a", "b"))),
        (
            "title: {{title}}\ndate: {{date:YYYY-MM-DD}} {{time}}\ntags:\n  - {{tag}}",
            Meta(title="{{title}}", tags=("{{tag}}",)),
        ),
        ("tags: [null, 2024]", Meta(tags=("2024",))),
        ("", Meta()),
        ("# only a comment", Meta()),
    ],
)
def test_values(text: str, expected: Meta) -> None:
    assert parse(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("title: [a]", ["2 metadata"]),
        ("title: true", ["2 metadata"]),
        ("tags: {a: b}", ["2 metadata"]),
        ("verdicts: Choose EFS.", ["2 metadata"]),
        ("verdicts: [Choose EFS.]", ["2 metadata"]),
        ("id: a\nverdicts: {efs: [Choose EFS.]}", ["3 metadata"]),
        ("verdicts: {efs: true}", ["2 metadata"]),
        ("verdicts: {2026-11-20: a, ~: b}", ["2 metadata"]),
        ("tags: [[[a, b]], c]", ["2 metadata"]),
        ("order: first", ["2 metadata"]),
        ("order: true", ["2 metadata"]),
        ("order: 1e400", ["2 metadata"]),
        ("order: .nan", ["2 metadata"]),
        ("order: .inf", ["2 metadata"]),
        ("order: 1:30", ["2 metadata"]),
        ("order: [1]", ["2 metadata"]),
        ("order: inf", ["2 metadata"]),
        ("draft: maybe", ["2 metadata"]),
        ("draft: 1", ["2 metadata"]),
        ("split: 3", ["2 metadata"]),
        ("split: true", ["2 metadata"]),
        ("reviewed: soon", ["2 metadata"]),
        ("tags: [" + "".join(f"t{n}, " for n in range(101)) + "]", ["2 metadata"]),
        ("reviewed: 2026-13-40", ["2 metadata"]),
        ("title: a\ntaggs: b", ["3 unknown-key"]),
        ("tilte: b", ["2 unknown-key"]),
        ("5: b", ["2 unread-key"]),
        ("? [a]\n: b", ["2 front-matter"]),
        ("- a", ["2 front-matter"]),
        ("just text", ["2 front-matter"]),
        ("title: 'a", ["2 front-matter"]),
        ("title: a: b", ["2 front-matter"]),
        ("a: &x 1\nb: *x", ["3 front-matter"]),
        ("title: !!python/name:os.system", ["2 front-matter"]),
        ("order: !!int ''", ["2 front-matter", "2 metadata"]),
        ("order: !!float _", ["2 front-matter", "2 metadata"]),
        ("draft: !!bool x", ["2 front-matter", "2 metadata"]),
        ("reviewed: !!timestamp x", ["2 front-matter", "2 metadata"]),
        ("x: " + "[" * 5_000, ["2 front-matter"]),
        ("a" * 70_000, ["2 front-matter"]),
    ],
)
def test_faults(text: str, rules: list[str]) -> None:
    found = parse(text)[1]
    assert [rule for rule in found if not rule.endswith(("unknown-key", "unread-key")) or rule in rules] == rules


def test_one_bad_line_does_not_take_the_others_along() -> None:
    found, _ = parse("title: AWS: all of it\ntags: [a, b]\nid: x")
    assert found == Meta(title="AWS: all of it", tags=("a", "b"), id="x")


def test_a_likely_key_is_proposed() -> None:
    _, problems, *_ = metadata.read("alises: x", Place(PATH, 1))
    assert "did you mean `aliases`" in problems[0].message


@pytest.mark.parametrize(
    ("text", "body", "offset"),
    [
        ("---\ntitle: A\n---\nb\n", "b\n", 3),
        ("---\ntitle: A\n...\nb\n", "b\n", 3),
        ("---  \ntitle: A\n--- \nb", "b", 3),
        ("---\n---\nb", "b", 2),
        ("---\ntitle: A\n---", "", 3),
        ("b\n---\ntitle: A\n---\n", "b\n---\ntitle: A\n---\n", 0),
        ("--- a\n---\n", "--- a\n---\n", 0),
        ("", "", 0),
        ("---", "---", 0),
        ("\n---\na: b\n---\n", "\n---\na: b\n---\n", 0),
    ],
)
def test_front_matter(text: str, body: str, offset: int) -> None:
    assert front_matter.split(PATH, text)[:2] == (body, offset)


def test_front_matter_that_never_ends_is_text() -> None:
    text = "---\ntitle: A\n\n# B\n"
    body, offset, found, problems = front_matter.split(PATH, text)
    assert (body, offset, found) == (text, 0, Meta())
    assert [problem.rule for problem in problems] == ["front-matter"]


OTHER_FORMS = [
    ("+++\ntitle = 'A'\ntags = ['x', 'y']\nweight = 3\ndraft = true\n+++\nb\n", 6),
    ("+++\ntitle = 'A'\nweight = 3\ndraft = true\ndate = 2023-10-05\n[taxonomies]\ntags = ['x', 'y']\n+++\nb\n", 8),
    ('{\n"title": "A", "tags": ["x", "y"], "weight": 3, "draft": true, "more": null\n}\nb\n', 3),
    ('{"title": "A", "tags": ["x", "y"], "weight": "3", "draft": true}\nb\n', 1),
]


@pytest.mark.parametrize(("text", "offset"), OTHER_FORMS)
def test_other_forms(text: str, offset: int) -> None:
    body, lines, found, problems = front_matter.split(PATH, text)
    assert (body, lines) == ("b\n", offset)
    assert found == Meta(title="A", tags=("x", "y"), order=3.0, draft=True)
    assert [problem for problem in problems if problem.severity != "info"] == []


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = 'A'\nb = [\n+++\n",
        "+++\ntitle = 'A'\nb = " + "[" * 1_000 + "]" * 1_000 + "\n+++\n",
        "+++\ntitle = 'A'\n" + "a." * 20_000 + "b = 1\n+++\n",
        "+++\ntitle = 'A'\nb = " + "9" * 5_000 + "\n+++\n",
        '{"title": "A", "b": ' + "[" * 50 + "]" * 50 + "}\n",
    ],
    ids=["no end", "brackets", "a long key", "a long number", "JSON"],
)
def test_faults_of_other_forms_are_reported_and_the_block_is_shown(text: str) -> None:
    started = time.process_time()
    body, offset, found, problems = front_matter.split(PATH, text)
    assert time.process_time() - started < 1
    assert (body, offset, found) == (text, 0, Meta())
    assert [problem.rule for problem in problems] == ["front-matter"]


def test_a_key_that_is_not_read_is_told_once_for_all_files(make_site: MakeSite) -> None:
    files = {f"{name}.md": f"---\ntitle: {name}\ncategory: x\nlayout: post\ncreated: 2023\n---\n" for name in "abc"}
    notes = files | {"d.md": "---\nlayout: post\ntgas: [x]\nlink: https://example.org\nfoo bar: 1\n---\n"}
    said = ["d.md:3: `tgas` is not read: did you mean `tags`? [unknown-key]"]
    site = make_site(notes)
    assert [str(problem) for problem in site.problems] == said
    assert [problem.severity for problem in site.problems] == ["warning"]
    site = make_site(notes, lint={"unread-key": "info"})
    more = [
        "a.md:3: `category` in 3 files is not read: the option `tags_from: [category]` makes tags of it [unread-key]",
        "a.md:4: keys that are not read, and left alone: `layout` in 4 files, `foo bar`, `link` [unread-key]",
    ]
    assert [str(problem) for problem in site.problems] == [*more, *said]


def test_keys_that_an_owner_wants_as_tags(make_site: MakeSite) -> None:
    files = {"a.md": "---\ntags: [x]\nCategories: [y, '[[Z]]']\nkeywords: u, v\n---\n# A\n"}
    site = make_site(files, tags_from=["categories", "Keywords"])
    assert site.library.sections[0].tags == ("x", "y", "Z", "u", "v")
    assert not any(problem.rule == "unknown-key" for problem in site.problems)


@pytest.mark.parametrize(
    "key",
    [
        "source",
        "links",
        "data",
        "type",
        "status",
        "date",
        "review",
        "ids",
        "tittles",
        "sumary_of",
        "height",
        "desk",
        "publisher",
    ],
)
def test_a_word_of_its_own_is_no_slip(key: str) -> None:
    assert all(problem.severity == "info" for problem in metadata.read(f"{key}: x", Place(PATH, 1)).problems)


@pytest.mark.parametrize(
    "key", ["tilte", "titel", "alises", "sumary", "darft", "relatd", "descripton", "publsh", "confusd_with"]
)
def test_a_slip_is_a_warning(key: str) -> None:
    problems = metadata.read(f"{key}: x", Place(PATH, 1)).problems
    assert ["did you mean" in problem.message for problem in problems] == [True]


def test_related_pages_by_title_and_by_the_name_of_their_file(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": '---\nrelated: ["[[Elastic Block Store]]", "[[c|that]]"]\n---\n# A\n',
            "b.md": "# Elastic Block Store\n",
            "c.md": "# Another\n",
        }
    )
    assert not [problem for problem in site.problems if problem.rule == "related"]
    page = next(page for page in site.pages if page.name == "a")
    assert "Elastic Block Store" in page.html
    assert "Another" in page.html


def test_navigation_takes_the_short_title(make_site: MakeSite) -> None:
    site = make_site({"a.md": "---\nlinkTitle: Short\n---\n# A very long title\n"})
    assert [(node.title, site.library.sections[0].title) for node in site.library.nav] == [
        ("Short", "A very long title")
    ]


WORDS = [
    "---\nWORD\n---\n",
    "---\nNote: WORD and more\n---\n",
    "---\nNote: a\nMore: WORD\n---\n\nText\n",
    "---\n- WORD\n---\n",
    "---\n# WORD\n---\n",
    "---\nTitle: WORD\n---\n",
    "---\nTilte: WORD\n---\n",
    "---\n[WORD\n---\n",
    "---\ntitle: a\n  bad: [b\nWORD\n---\n",
    "---\ntitle: WORD\ntitle: b\n---\n",
    "---\ntitle: {WORD: 1, WORD: 2\nb: c\n---\n",
    "---\na: &x 1\nb: *x\n- WORD\n---\n",
    "---\n\nWORD\n\n---\n",
    "---\nWORD\n...\n",
    "---\n" + "WORD " * 20_000 + "\n---\n",
    "---\ntitle: WORD\n",
    "\n---\ntitle: WORD\n",
    "\n---\ntitle: a\nWORD\n---\n",
    "# T\n\n---\ntags: WORD\n---\n",
    "+++\ntitle = 'WORD'\ntags = [\n+++\n",
    "\n+++\ntitle = 'WORD'\n+++\n",
    ";;;\ntitle: WORD\n;;;\n",
    '{\n  "title": "WORD",\n}\n',
    '{"title": "WORD"} text\n',
    "-----\ntitle: WORD\n-----\n",
    "\u2014\ntitle: WORD\n\u2014\n",
    "Title: WORD\nTags: b\n\nText\n",
]


@pytest.mark.parametrize(
    "block",
    [
        "{}",
        "Corso: Algebra\nAnno: 2",
        'Status: done\nCourse:\n  - "[[Maths]]"',
        "Course:\nTerm:",
        "Status: draft\nCourse: Maths\nLecturer: Noether",
        "课程: 数据库",
        "дата: вчера",
        "Date created: 2020",
    ],
)
def test_metadata_that_nobody_here_knows_is_not_printed(block: str) -> None:
    assert shown(core({"a.md": f"---\n{block}\n---\n\nText\n"})) == "AText\n"


@pytest.mark.parametrize("text", WORDS)
def test_words_that_are_no_metadata_stay_and_the_author_is_told(text: str) -> None:
    made = core({"a.md": text})
    assert "WORD" in shown(made)
    assert "front-matter" in {problem.rule for problem in made.problems}


@pytest.mark.parametrize(
    "before", ["\n", "\n\n  \n", "\ufeff", "\u200b\n", "<!-- lint -->\n", "<!-- by\nme -->\n\n"], ids=ascii
)
def test_front_matter_further_down_is_read_and_the_author_is_told(before: str) -> None:
    text = f"{before}---\ntitle: A\ndraft: true\n---\nb\n"
    body, offset, found, problems = front_matter.split(PATH, text)
    assert (found, offset, body.count("\n")) == (Meta(title="A", draft=True), 0, text.count("\n"))
    assert body.rstrip("\n").endswith("\nb")
    assert "title" not in body
    assert [(problem.rule, problem.place.line) for problem in problems] == [("front-matter", before.count("\n") + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "\n---\nwords\n---\n",
        "# T\n\n---\n\nNote: b\n\n---\n",
        "{ x }\n",
        "+++\nwords\n",
        "---\nlayout: post\n---\n",
        "Note: b\n",
    ],
)
def test_nothing_is_said_of_ordinary_text_and_of_the_metadata_of_others(text: str) -> None:
    assert [problem for problem in core({"a.md": text}).problems if problem.severity != "info"] == []


def test_a_drafts_broken_metadata_keeps_it_a_draft() -> None:
    found = front_matter.split(PATH, "---\ndraft: true\n  bad: [b\nwords\n---\n")[2]
    assert found.draft


COMMENTS = [
    "# A\n<!-- studyguide\nid: x\n\nWORD\n\n## B\n\n<!-- studyguide id: y -->\n",
    "# A\n<!-- studyguide\nid: x\n\nWORD\n\n-->\n",
    "# A\n\nText\n\n<!-- studyguide\nid: x\nWORD\n<!-- b -->\n",
    "# A\n<!-- studyguide\nid: x\n\n## WORD\n",
]


@pytest.mark.parametrize("text", COMMENTS)
def test_a_metadata_comment_without_its_end_swallows_no_text(text: str) -> None:
    made = core({"a.md": text}, "2")
    assert "WORD" in shown(made)
    assert "unclosed-comment" in [problem.rule for problem in made.problems]


def test_a_comment_that_ends_in_another_one_is_reported() -> None:
    problems = core({"a.md": "# A\n\n<!-- later\n\nText\n\n<!-- b -->\n"}).problems
    assert [(problem.place.line, problem.rule) for problem in problems] == [(3, "unclosed-comment")]
    assert "in line 7" in problems[0].message


def test_doubled_front_matter_is_text_the_second_time() -> None:
    body = front_matter.split(PATH, "---\ntitle: A\n---\n---\ntitle: B\n---\n")[0]
    assert body == "---\ntitle: B\n---\n"


@pytest.mark.parametrize(
    "content", [" studyguide\nid: x\n", "studyguide\nid: x", " studyguide: id: x ", " studyguide id: x "]
)
def test_comments_below_headings(content: str) -> None:
    found = metadata.comment(content, Place(PATH, 1))
    assert found is not None
    assert found[0].id == "x"


@pytest.mark.parametrize("content", ["", " id: x", "studyguides\nid: x", " a studyguide id: x"])
def test_other_comments_are_left_alone(content: str) -> None:
    assert metadata.comment(content, Place(PATH, 1)) is None


def test_the_line_of_a_fault_in_a_comment() -> None:
    found = metadata.comment(" studyguide\nid: x\nwrong: y\n", Place(PATH, 10))
    assert found is not None
    assert [problem.place.line for problem in found[1]] == [12]


def test_escapes_make_no_text_that_cannot_be_written() -> None:
    found, problems = parse(r'title: "\ud83d\ude80 \ud800 a\0b\x1b[31m"')
    assert problems == []
    assert found.title == "\U0001f680 \ufffd a\ufffdb\ufffd[31m"


def test_a_fault_is_shown_where_it_is() -> None:
    _, problems = front_matter.split(PATH, "---\ntitle: A\nreviewed: 2026-13-45\n---\n")[2:]
    assert [(problem.place.line, problem.rule) for problem in problems] == [(3, "metadata")]
    assert "must be a date" in problems[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: A\nid: 'x\u2028'\nb: a: b\nc: d", 4),
        ("title: A\nid: b\x00\nc: d", 3),
        ("title: A\nid: !!str 5\nc: d", 3),
    ],
    ids=["behind an end of line that is none", "where a character may not be", "at a tag"],
)
def test_the_fault_is_on_the_line_that_an_editor_shows(text: str, line: int) -> None:
    problems = metadata.read(text, Place(PATH, 2)).problems
    assert [problem.place.line for problem in problems if problem.rule == "front-matter"] == [line]
    assert all("\n" not in problem.message for problem in problems)


def test_what_is_written_by_itself_is_as_writable_as_the_rest() -> None:
    assert parse("title: 'A\nsummary: a\x03b")[0].summary == "a\ufffdb"


@pytest.mark.parametrize("number", ["0x" + "f" * 5_000, "1:" * 5_000 + "1", "1:" * 500 + "1.0", "9" * 5_000])
def test_no_number_is_too_long_to_be_printed(number: str) -> None:
    text = f"title: {number}\n? {number}\n: x\norder: {number}\ndraft: {number}\ntags: [{number}]\n"
    found, problems, *_ = metadata.read(text, Place(PATH, 1))
    assert (found.title, found.tags, found.order) == (number, (number,), None)
    assert {problem.rule for problem in problems} == {"metadata", "unread-key"}


@pytest.mark.parametrize("opened", ["[", "{", "[a: ", "{a: "])
def test_brackets_without_end_take_no_time(opened: str) -> None:
    text = f"k: {opened * (1_000 // len(opened))}\n" * 60
    started = time.process_time()
    problems = metadata.read(text, Place(PATH, 1)).problems
    assert time.process_time() - started < 2, "20 s where every open bracket is looked at again and again"
    assert "nested too deeply" in problems[0].message


@pytest.mark.parametrize(("value", "draft"), [('"true"', True), ("'No'", False), ("on", True)])
def test_a_flag_in_quotes(value: str, draft: bool) -> None:  # noqa: FBT001  a value of the table above
    assert parse(f"draft: {value}")[0].draft is draft


@pytest.mark.parametrize("value", ["9999-12-31", "2999-01-01T00:00:00Z", "'2100-02-03'", "2100-01-01 10:00:00 +14:00"])
def test_a_review_to_come_is_none(value: str) -> None:
    assert parse(f"reviewed: {value}") == (Meta(), ["2 metadata"])


@pytest.mark.parametrize(
    "value",
    [
        "0000-01-01",
        "10000-01-01",
        "2026-02-30",
        "2026-01-01T00:00:00+99:99",
        "-1",
        "99999999999",
        "[2026-01-01]",
        ".nan",
    ],
)
def test_what_is_no_day_is_reported_and_not_raised(value: str) -> None:
    meta, problems = parse(f"reviewed: {value}")
    assert meta.reviewed is None
    assert len(problems) >= 1


def test_a_review_may_be_of_the_day_on_which_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a build is told that it is long ago, and far east of Greenwich."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    day = (datetime.now(UTC) + timedelta(hours=13)).date()
    assert parse(f"reviewed: {day}") == (Meta(reviewed=day), [])


@pytest.mark.parametrize("line", ["Draft: true", "DRAFT: yes", "Publish: false", "Published: no"])
def test_a_key_with_a_capital_holds_a_note_back_too(line: str) -> None:
    body, _, meta, problems = front_matter.split(SourcePath("a.md"), f"---\n{line}\n---\n# A\n")
    assert (body, meta.draft, problems) == ("# A\n", True, ())


@pytest.mark.parametrize("line", ["publish: true", "published: yes", "Publish: on"])
def test_nothing_is_said_of_a_note_that_is_not_held_back(line: str) -> None:
    found = front_matter.split(SourcePath("a.md"), f"---\ntitle: A\n{line}\n---\n")
    assert (found[2], found[3]) == (Meta(title="A"), ())


@pytest.mark.parametrize("keys", ["date created: 1.1.2024\ndate modified: 2.1.2024", "export:\n  - pdf"])
def test_metadata_of_a_program_that_nobody_knows_is_no_text(make_site: MakeSite, keys: str) -> None:
    site = make_site({"a.md": f"---\n{keys}\n---\n# Alpha\n\nText.\n"})
    assert [section.title for section in site.library.sections] == ["Alpha"]
    assert {problem.rule for problem in site.problems} <= {"unknown-key"}


@pytest.mark.parametrize(
    ("text", "place", "repair"),
    [
        ("title: A\ntags:[[B]]\nid: b", 4, "write a blank behind `tags:`"),
        ("title: A\nid: a\nid: b", 5, "keep one of them"),
        ("title: A: B: {", 3, "put values with `:` or `#` in quotes"),
    ],
)
def test_what_is_no_yaml_says_what_to_write(text: str, place: int, repair: str) -> None:
    problems = metadata.read(text, Place(PATH, 3)).problems
    assert [(problem.place.line, problem.message.rpartition("): ")[2]) for problem in problems] == [(place, repair)]


def test_a_key_that_says_the_same_twice_is_read() -> None:
    found = metadata.read("tags: [a, b]\nid: x\ntags: [a, b]\nid: x", Place(PATH, 2))
    assert (found.problems, found.meta.tags, found.meta.id) == ((), ("a", "b"), "x")


def test_addresses_of_other_tools_are_kept() -> None:
    text = "path: /a\nslug: b\nredirect_from: [/c, /d/]\nurl: https://example.org/\npermalink: /:title/\nlabel: e\n"
    text += "aliases: [/f, G]"
    assert metadata.read(text, Place(PATH, 2)).meta.addresses == ("/f", "/a", "b", "/c", "/d/", "#e")


PHRASES = st.sampled_from(
    ["S3", "Simple Storage", "a-b", "http://x.y/z#a", "1.10", "true", "No", "is it?", "é~", "C#", "x: y"]
)
SIGNS = st.sampled_from([*":#,[]{}'\"\\-?!&*|>%@`\t~=", ": ", " #", "''", "\u00a0", "...", "<<"])
VALUE = st.one_of(
    PHRASES,
    PHRASES.map(lambda words: f'"{words}"'),
    st.lists(PHRASES, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(st.one_of(PHRASES, SIGNS), max_size=4).map("".join),
)
LINE = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["id", "tags", "on", "  a", "  b", "   c"]), VALUE),
    st.builds("{}- {}".format, st.sampled_from(["", "  "]), VALUE),
    st.sampled_from(["below:", "", "  "]),
)


@given(st.lists(LINE, max_size=5).map("\n".join))
def test_plain_metadata_is_read_line_by_line_as_the_library_reads_it(text: str) -> None:
    assert _read(yaml_text.load, text) == _read(yaml_text.read_whole, text)


def _read(how: Callable[[str], object], text: str) -> str:
    """Return what is read with its types, for `True` equals 1, or what is wrong."""
    try:
        return repr(how(text))
    except (yaml.YAMLError, ValueError) as error:
        return type(error).__name__


def test_most_metadata_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "read_whole", None)
    text = """id: s3
aliases: [S3, "Simple Storage Service, or S3"]
plan: true

verdicts:
  efs: 'Choose it: for files'
  ebs: Choose it for disks; see https://example.org/#a
sources:
  - https://example.org/page
"""
    assert yaml_text.load(text) == {
        "id": "s3",
        "aliases": ["S3", "Simple Storage Service, or S3"],
        "plan": True,
        "verdicts": {
            "efs": "Choose it: for files",
            "ebs": "Choose it for disks; see https://example.org/#a",
        },
        "sources": ["https://example.org/page"],
    }
