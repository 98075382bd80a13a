import re
from pathlib import Path
from typing import Any

import pytest

from studyguide import settings
from studyguide.options import Attribute, Group, Options, Repository
from studyguide.paths import SourcePath
from studyguide.problems import Place
from studyguide.settings import SettingError, repository


def test_nothing_set_is_the_default() -> None:
    found = settings.options({})
    assert found == Options(splits=(("*", "auto"),))


def test_an_option_left_empty_has_its_default() -> None:
    assert settings.options(dict.fromkeys(settings.DEFAULTS)) == settings.options({})


def test_what_the_host_knows_comes_in_too() -> None:
    assert settings.options({}, title="Site", directory_urls=False).title == "Site"
    assert settings.options({"title": "Mine"}, title="Site").title == "Mine"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2, (("*", "2"),)),
        ("file", (("*", "file"),)),
        ({"*": "auto", "services/*.md": 2}, (("*", "auto"), ("services/*.md", "2"))),
    ],
)
def test_split(value: Any, expected: tuple[tuple[str, str], ...]) -> None:
    assert settings.options({"split": value}).splits == expected


@pytest.mark.parametrize(
    ("value", "mode", "ignore"),
    [
        ("off", "off", ()),
        (False, "off", ()),
        (True, "first", ()),
        ({"ignore": ["Origin", 2]}, "first", ("Origin", "2")),
        ({"mode": False}, "off", ()),
    ],
)
def test_autolink(value: Any, mode: str, ignore: tuple[str, ...]) -> None:
    found = settings.options({"autolink": value})
    assert (found.autolink, found.ignore) == (mode, ignore)


def test_compare() -> None:
    attributes = ["Unit", {"name": "Size", "fact": "Max size", "hint": "of one"}, {"Price": "a month"}]
    found = settings.options({"compare": [{"title": "Disks", "members": ["ebs", "efs"], "attributes": attributes}]})
    expected = (
        Attribute("Unit", "unit"),
        Attribute("Size", "max size", "of one"),
        Attribute("Price", "price", "a month"),
    )
    assert found.compare == (Group("Disks", members=("ebs", "efs"), attributes=expected),)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"autolinks": "off"}, "did you mean `autolink`"),
        ({"nonsense": 1}, "options are notes_dir"),
        ({"split": 3}, "`split` must be auto, 1, 2 or file"),
        ({"split": {"*": "both"}}, "`split` must be"),
        ({"autolink": "all"}, "`autolink` must be `first` or `off`"),
        ({"autolink": {"ignore": "Origin"}}, "`autolink.ignore` must be a list"),
        ({"compare": "disks"}, "`compare` must be a list"),
        ({"compare": ["disks"]}, "needs a `title`"),
        ({"compare": [{"title": "Disks"}]}, "“Disks” needs `members`"),
        ({"compare": [{"title": "Disks", "members": "ebs"}]}, "`compare.members` must be a list"),
    ],
)
def test_what_cannot_be_meant_is_said(raw: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message.replace("(", r"\(")):
        settings.options(raw)


PLACE = Place(SourcePath("aws/My notes.md"), 7)


def test_edit_links_on_github(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / "site"
    found = repository("https://github.com/a/b/", "blob/trunk/docs/", project, project / "notes")
    assert found == Repository("https://github.com/a/b", "trunk", "site/notes")
    assert found.file(PLACE) == "https://github.com/a/b/edit/trunk/site/notes/aws/My%20notes.md"
    assert found.lines(PLACE, 9).endswith("/blob/trunk/site/notes/aws/My%20notes.md?plain=1#L7-L9")
    assert found.report("A & B", PLACE, 9).startswith(
        "https://github.com/a/b/issues/new?title=Mistake+in+%E2%80%9CA+%26+B"
    )


def test_edit_links_on_gitlab(tmp_path: Path) -> None:
    found = repository("https://gitlab.com/a/b", None, tmp_path, tmp_path)
    assert found == Repository("https://gitlab.com/a/b", "main", "", "gitlab")
    assert found.file(PLACE) == "https://gitlab.com/a/b/-/edit/main/aws/My%20notes.md"
    assert found.lines(PLACE, 9).endswith("/-/blob/main/aws/My%20notes.md#L7-9")


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "git@github.com:a/b.git"])
def test_no_edit_links_without_a_web_address(tmp_path: Path, url: str | None) -> None:
    assert repository(url, None, tmp_path, tmp_path / "notes") is None


def test_no_edit_links_for_notes_outside_of_the_repository(tmp_path: Path) -> None:
    assert repository("https://github.com/a/b", None, tmp_path / "site", tmp_path / "notes") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"img-src": "https://img.example.org"}, (("img-src", ("https://img.example.org",)),)),
        ({"frame-src": ["https://*.a.org:8080/b/", "data:"]}, (("frame-src", ("https://*.a.org:8080/b/", "data:")),)),
        ({"script-src": ["unsafe-eval", "'sha256-a+/b='", "sha256-a="]},
         (("script-src", ("'unsafe-eval'", "'sha256-a+/b='", "'sha256-a='")),)),
        ({"connect-src": ["*", "wss://a.example.org"]}, (("connect-src", ("*", "wss://a.example.org")),)),
        ({}, ()),
    ],
)  # fmt: skip
def test_policy(value: Any, expected: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    assert settings.options({"policy": value}).policy == expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"image-src": "https://a.example.org"}, "did you mean `img-src`?"),
        ({"sandbox": "allow-forms"}, "directives are script-src"),
        ({"img-src": "https://a.example.org; script-src *"}, "is no source, such as https://img.example.org"),
        ({"img-src": ["https://a.example.org,"]}, "is no source"),
        ({"img-src": {"a": "b"}}, "`policy.img-src` must be a list"),
        (["https://a.example.org"], "for example {img-src: [https://img.example.org]}"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(value: Any, said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        settings.options({"policy": value})
