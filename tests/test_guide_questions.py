from itertools import pairwise

import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase, MakeSite


@pytest.mark.parametrize("case", casefiles.load("cards"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.questions)


def test_a_closing_tag_below_text_ends_its_block(make_site: MakeSite) -> None:
    """People close ``<details>`` right below or behind the last line of the answer, as browsers understand."""
    notes = """\
# A

<details>
<summary>Why?</summary><br><b>

Because it is.
</b></details>

<details>
<summary>How?</summary>

- one
- two</details>

After.
"""
    site = make_site({"a.md": notes})
    assert [question.prompt for question in site.library.questions] == ["Why?", "How?"]
    page = next(page for page in site.pages if page.name == "a")
    html = page.html.replace("\n", "")
    assert html.count("</details></div><") == html.count("<details") == 2
    assert "<p>After.</p>" in html.rpartition("</details></div>")[2]


def test_a_comment_that_stands_for_a_billion_items(make_site: MakeSite) -> None:
    levels = "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefghijk"))
    comment = f"<!--\na: &a [x,x,x,x,x,x,x,x,x,x]\n{levels}id: *k\n-->"
    site = make_site({"a.md": f"# A\n\n<details>\n<summary>Why?</summary>\n\n{comment}\n\nBecause.\n\n</details>\n"})
    assert [question.prompt for question in site.library.questions] == ["Why?"]


def test_a_comment_with_a_number_that_cannot_be_printed(make_site: MakeSite) -> None:
    number = "0x" + "f" * 5_000
    comment = f"<!-- id: {number}\ntags: [{number}, 010] -->"
    site = make_site({"a.md": f"# A\n\n<details>\n<summary>Why?</summary>\n\n{comment}\n\nSo.\n\n</details>\n"})
    assert [question.tags for question in site.library.questions] == [(number, "010")]


def test_a_question_has_the_tags_of_its_section_but_a_part_of_the_exam_of_its_own(make_site: MakeSite) -> None:
    question = "<details>\n<summary>{}?</summary>\n<!--\nid: {}\n{}-->\n\nYes.\n\n</details>\n\n"
    asked = question.format("One", "one", "tags: [D2/2.1, hard]\n") + question.format("Two", "two", "tags: [hard]\n")
    notes = f"---\ntags: [storage, D1/1.1, D2]\n---\n\n# A\n\n{asked}{question.format('Three', 'three', '')}"
    domains = [{"tag": tag, "title": tag, "weight": 50} for tag in ("D1", "D2")]
    exam = {"title": "Exam", "minutes": 1, "questions": 1, "domains": domains}
    site = make_site({"a.md": notes}, exam=exam)
    assert [set(found.tags) for found in site.library.questions] == [
        {"storage", "D2/2.1", "hard"},
        {"storage", "D1/1.1", "D2", "hard"},
        {"storage", "D1/1.1", "D2"},
    ]


@pytest.mark.parametrize("written", ["q-1", "Q-1"])
def test_questions_of_one_id_get_ids_of_their_own(written: str, make_site: MakeSite) -> None:
    question = f"<details>\n<summary>Why?</summary>\n\n<!-- id: {written} -->\n\nSo.\n\n</details>\n\n"
    site = make_site({"a.md": "# A\n\n" + 3 * question})
    assert [question.id for question in site.library.questions] == [written, f"{written}-2", f"{written}-3"]
    assert [problem.rule for problem in site.problems].count("question-id") == 2


@pytest.mark.parametrize(
    ("option", "text", "reason"),
    [
        ("Disk: it spins", "Disk", "it spins"),
        ("Disk\uff1a it spins", "Disk", "it spins"),
        ("**A: b** c: d", "<strong>A: b</strong> c", "d"),
        ("<b>A: b</b> c", "<b>A: b</b> c", ""),
        ("Disk\n    - It spins", "Disk", "<ul>\n<li>It spins</li>\n</ul>\n"),
        ("Disk\n\n    It spins", "Disk", "<p>It spins</p>\n"),
    ],
)
def test_the_practice_page_parts_options_as_the_data_does(
    make_site: MakeSite, option: str, text: str, reason: str
) -> None:
    notes = f"# A\n\n<details>\n<summary>Which?</summary>\n\n- [x] {option}\n- [ ] Other\n\n</details>\n"
    site = make_site({"a.md": notes})
    html = next(page for page in site.pages if page.name == "practice/questions").html
    assert f'<span data-sg-option="">{text}</span>' in html
    assert (f'data-sg-reason="">{reason}</' in html) if reason else ("data-sg-reason" not in html)
    (question,) = site.library.questions
    assert bool(question.options[0].reason) is bool(reason)


MARKED = "<details>\n<summary>Why{}?</summary>\n\n<!-- id: q{}{} -->\n\n- [x] So\n- [ ] Not\n\n</details>\n\n"
EXAM = {"domains": [{"tag": "D1"}]}


def test_a_question_for_the_exam_alone_is_on_no_page(make_site: MakeSite) -> None:
    marked = MARKED.format(" hidden", 2, "\nexam_only: true")
    site = make_site({"a.md": f"# A\n\nText.\n\n{MARKED.format('', 1, '')}{marked}More.\n"}, exam=EXAM)
    assert [question.id for question in site.library.questions] == ["q1"]
    assert [(question.id, question.page, question.exam_only) for question in site.library.pool] == [("q2", "a", True)]
    pages = {str(page.name): page.html for page in site.pages}
    assert "More." in pages["a"]
    assert [name for name, html in pages.items() if "Why hidden?" in html] == []
    assert [page.name for page in site.pages if b"Why hidden?" in page.held] == ["practice"]
    assert site.problems == ()


def test_a_file_for_the_exam_alone_makes_no_page_and_names_what_to_read(make_site: MakeSite) -> None:
    def question(number: int, *lines: str) -> str:
        return MARKED.format(number, number, "".join(f"\n{line}" for line in lines))

    pool = question(1, "sections: [tpae, tape]") + question(2) + question(3, "sections: tape")
    site = make_site({"tape.md": "# Tape\n\nText.\n", "x/pool.md": f"---\nexam_only: true\n---\n{pool}"}, exam=EXAM)
    assert [section.page for section in site.library.sections] == ["tape"]
    pool_pages = {question.id: question.page for question in site.library.pool}
    assert pool_pages == {"q1": "tape", "q2": "tape", "q3": "tape"}
    assert [(problem.place.line, problem.rule) for problem in site.problems] == [
        (4, "question-section"),
        (15, "question-section"),
        (25, "metadata"),
        (25, "question-section"),
    ]
    assert site.problems[0].message == "`sections`: no section `tpae`: did you mean `tape`?"


def test_questions_that_no_exam_asks_are_reported(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\nText.\n\n" + MARKED.format("", 1, "\nexam_only: true")})
    assert [problem.rule for problem in site.problems] == ["exam-only"]
    assert "Why?" not in "".join(page.html for page in site.pages)
