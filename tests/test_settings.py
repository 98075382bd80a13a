import re
from typing import Any

import pytest

from studyguide import settings
from studyguide.defaults import DEFAULTS
from studyguide.given import SettingError
from studyguide.options import Attribute, Group, Options


def test_nothing_set_is_the_default() -> None:
    found = settings.options({})
    assert found == Options(splits=(("*", "auto"),))


def test_an_option_left_empty_has_its_default() -> None:
    assert settings.options(dict.fromkeys(DEFAULTS)) == settings.options({})


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


DOMAINS = [{"tag": "D1"}]


@pytest.mark.parametrize(
    ("given", "pass_at", "scale"),
    [
        ({}, None, (0, 100)),
        ({"pass": 65}, 65, (0, 100)),
        ({"pass": 720, "scale": [100, 1000]}, 720, (100, 1000)),
        ({"scale": [0, 20]}, None, (0, 20)),
    ],
)
def test_the_scale_of_an_exam(given: dict[str, Any], pass_at: float | None, scale: tuple[float, float]) -> None:
    exam = settings.options({"exam": {"domains": DOMAINS, **given}}).exam
    assert exam is not None
    assert (exam.pass_at, exam.scale) == (pass_at, scale)


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
        ({"nonsense": 1}, "`nonsense`: there are notes_dir"),
        (
            {"exam": {"domains": [{"tag": "D1"}], "pass": 720}},
            "`exam.pass` must be a score on the scale, which goes from 0",
        ),
        (
            {"exam": {"domains": [{"tag": "D1"}], "scale": [9, 5]}},
            "`exam.scale` must be two numbers, the lower one first",
        ),
        ({"exam": {"domains": [{"tag": "D1"}], "scale": [9]}}, "`exam.scale` must be two numbers"),
        ({"split": 3}, "`split` must be auto, 1, 2 or file"),
        ({"split": {"*": "both"}}, "`split['*']` must be auto, 1, 2 or file, not 'both'"),
        ({"autolink": "all"}, "`autolink` must be `first` or `off`"),
        ({"autolink": {"ignore": "Origin"}}, "`autolink.ignore` must be a list"),
        ({"compare": "disks"}, "`compare` must be a list"),
        ({"compare": ["disks"]}, "`compare[0]` must be `key: value` lines with title"),
        ({"compare": [{"title": "Disks"}]}, "`compare[0]` needs `members`"),
        ({"compare": [{"title": "Disks", "members": "ebs"}]}, "`compare[0].members` must be a list"),
    ],
)
def test_what_cannot_be_meant_is_said(raw: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=re.escape(message)):
        settings.options(raw)


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
        ({"sandbox": "allow-forms"}, "`policy.sandbox`: there are script-src"),
        (
            {"img-src": "https://a.example.org; script-src *"},
            "`policy.img-src` must be a source, such as https://img.example.org",
        ),
        ({"img-src": ["https://a.example.org,"]}, "`policy.img-src[0]` must be a source"),
        ({"img-src": {"a": "b"}}, "`policy.img-src` must be text, or a list of it"),
        (["https://a.example.org"], "For example `policy: {img-src: 'https://img.example.org'}`"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(value: Any, said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        settings.options({"policy": value})
