"""Names in scripts without capitals become links, with what those languages write together with a name."""

import pytest

from conftest import MakeSite
from studyguide.guide.question_marks import asks
from studyguide.linking.name_matcher import Matcher


@pytest.mark.parametrize(
    ("title", "text", "linked"),
    [
        ("تخزين", "هذا تخزين دائم.", "تخزين"),
        ("التخزين", "يرتبط بالتخزين والشبكة.", "بالتخزين"),
        ("التخزين", "مخصص للتخزين.", "للتخزين"),
        ("التخزين", "والتخزين أولًا.", "والتخزين"),
        ("אחסון", "נשמר באחסון קבוע.", "באחסון"),
        ("भंडारण", "यह भंडारण है।", "भंडारण"),
        ("캐시", "캐시는 빠르다.", "캐시는"),
        ("저장소", "데이터를 저장소에 둔다.", "저장소에"),
    ],
)
def test_a_title_without_capitals_links_by_itself(make_site: MakeSite, title: str, text: str, linked: str) -> None:
    site = make_site({"a.md": f"# {title}\n\nText.\n", "b.md": f"# Other\n\n{text}\n"})
    html = next(page.html for page in site.pages if page.name == "b")
    assert f">{linked}</a>" in html or f"><bdi>{linked}</bdi></a>" in html


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("ملخص", "هذا ملخص قصير."),
        ("सारांश", "यह सारांश है।"),
        ("कमल", "वह कमला है।"),
        ("לב", "הכלב נובח."),
        ("요약", "요약은 짧다."),
    ],
)
def test_headings_and_parts_of_words_do_not(make_site: MakeSite, title: str, text: str) -> None:
    site = make_site({"a.md": f"# {title}\n\n-\n", "b.md": f"# Other\n\n{text}\n"})
    assert [link for link in site.library.links if link.kind == "auto"] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "two Buckets", True), ("en", "Bucket's", True), ("de", "des Buckets", True),
        ("tr", "Bucket'ın", True), ("tr", "Buckets", False), ("it", "Buckets", False), ("it", "il Bucket", True),
        ("en", "Policies", True), ("it", "Policies", False),
    ],
)  # fmt: skip
def test_endings_are_those_of_the_language(language: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert bool(list(Matcher([], ["Bucket", "Policy"], language).find(text))) is found


@pytest.mark.parametrize(
    "sentence", ["Why?", "为什么？", "لماذا؟", "Γιατί;", "«Pourquoi ?»", "「なぜ？」", "(which two?)"]
)
def test_question_marks_of_all_scripts(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize("sentence", ["Details;", "More", "لماذا؛", "Why? Because."])
def test_other_signs_ask_nothing(sentence: str) -> None:
    assert not asks(sentence)
