"""Whoever writes a wrong option is told all of it at once: where, what was given, what is expected, and an example."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide import configuration, examples
from studyguide.defaults import DEFAULTS
from studyguide.given import LARGEST, Fault, SettingError, brief
from studyguide.options import Options
from studyguide.outputs import option_faults
from studyguide.settings import faults, options

OPTIONS = [name for name in examples.EXAMPLES if "." not in name]
NESTED = [name for name in examples.EXAMPLES if "." in name]
AROUND: dict[str, dict[str, Any]] = {
    "autolink": {},
    "compare[]": {"title": "Queues", "tag": "queue"},
    "compare[].attributes[]": {"name": "size", "hint": "of one"},
    "exam": {"domains": [{"tag": "D1"}]},
    "exam.domains[]": {"tag": "D1"},
    "maths": {},
}
"""What must stand beside a nested key."""


def around(pattern: str, value: dict[str, Any]) -> dict[str, Any]:
    """Put the mapping of a pattern into the options that it stands in."""
    found: Any = AROUND[pattern] | value
    while pattern:
        if pattern.endswith("[]"):
            pattern, found = pattern[:-2], [found]
        else:
            pattern, _, key = pattern.rpartition(".")
            found = (AROUND[pattern] if pattern else {}) | {key: found}
    assert isinstance(found, dict)
    return found


def said(raw: Any) -> list[str]:
    return [str(fault) for fault in faults(raw)]


def test_every_option_has_an_example() -> None:
    assert set(OPTIONS) == set(DEFAULTS)


@pytest.mark.parametrize("name", OPTIONS)
def test_the_example_of_an_option_is_right(name: str) -> None:
    raw = yaml.safe_load(examples.EXAMPLES[name])
    assert list(raw) == [name]
    assert faults(raw) == ()


@pytest.mark.parametrize("name", NESTED)
def test_the_example_of_a_nested_key_is_right(name: str) -> None:
    pattern, _, key = name.rpartition(".")
    value = yaml.safe_load(examples.EXAMPLES[name])
    assert list(value) == [key]
    assert faults(around(pattern, value)) == ()


@pytest.mark.parametrize("pattern", AROUND)
def test_an_unknown_key_is_found_at_any_depth(pattern: str) -> None:
    (message,) = said(around(pattern, {"zzzzzz": 1}))
    known = ", ".join(examples.keys(pattern))
    assert message.startswith("unknown option `")
    assert message.endswith(f".zzzzzz`: there are {known}")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            {"compare": [{"title": "A", "tag": "a"}, {"title": "B", "tag": ["b"]}]},
            "`compare[1].tag` must be text, not the list ['b']. For example `tag: queue`",
        ),
        (
            {"compare": [{"title": "A", "membres": ["s3"]}]},
            "unknown option `compare[0].membres`: did you mean `members`? For example `members: [s3, ebs, efs]`",
        ),
        (
            {"compare": [{"title": "A", "tag": "a", "attributes": [{"nam": "x", "hint": "y"}]}]},
            "unknown option `compare[0].attributes[0].nam`: did you mean `name`? For example `name: size limit`",
        ),
        (
            {"exam": {"domains": [{"tag": "D1"}], "stale_after": 3}},
            ("unknown option `exam.stale_after`: it stands beside the other options, not inside of one."
            " For example `stale_after: 365`"),
        ),
        ({"minutes": 3}, "unknown option `minutes`: it stands in `exam`. For example `minutes: 130`"),
        (
            {"attributes": []},
            ("unknown option `attributes`: it stands in an entry of `compare`."
            f" For example `{examples.EXAMPLES['compare[].attributes']}`"),
        ),
        (
            {"title": {"a": [1], "b": None, "c": 1, "d": 2}},
            ("`title` must be text, not the mapping {'a': […], 'b': nothing, 'c': 1, …}."
            " For example `title: My study guide`"),
        ),
        (
            {"autolink": {"ignore": [False]}},
            ("`autolink.ignore[0]` must be text, not false: in quotes it is text."
            " For example `ignore: [Origin, Cluster]`"),
        ),
        (
            {"exam": {"minutes": 3}},
            f"`exam` needs `domains`. For example `{examples.EXAMPLES['exam']}`",
        ),
        (["notes"], ("`studyguide` must be `option: value` lines, not the list ['notes']. For example"
         " `studyguide: {notes_dir: notes}`")),
        ({"limit_files": LARGEST}, ("`limit_files` must be a number above 0 and below 1,000,000, not 1000000."
         " For example `limit_files: 20000`")),
        ({"exclude": ["a", "[z-a]"]}, ("`exclude[1]` must be a pattern as in a .gitignore, not '[z-a]'."
         " For example `exclude: [drafts/, '*.tmp.md']`")),
    ],
)  # fmt: skip
def test_one_fault_is_one_message(raw: Any, message: str) -> None:
    assert said(raw) == [message]


def test_all_faults_are_found_in_one_look() -> None:
    raw = {
        "titel": "x",
        "split": {"a": 3, "b": 4},
        "compare": [{"title": "A"}, 3, {"tag": {}}],
        "exam": {"minutes": "soon", "domains": [{"title": "D"}, {"tag": "D1", "weight": -1}]},
        "book": 1,
    }
    names = [".".join(map(str, fault.keys)) for fault in faults(raw)]
    assert sorted(names) == [
        "book", "compare.0", "compare.1", "compare.2.tag", "exam.domains.0", "exam.domains.1.weight", "exam.minutes",
        "split.a", "split.b", "titel",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["title", "notes_dir", "words", "facts_heading", "terms_heading", "signals_heading"])
@pytest.mark.parametrize("value", [["a"], {"a": 1}, True, "a\0b", "\ud800", 16**5000], ids=range(6))
def test_an_option_of_text_takes_nothing_else(name: str, value: Any) -> None:
    (message,) = said({name: value})
    assert message.startswith(f"`{name}` must be text")
    assert message.isprintable()


def test_numbers_and_days_are_text_too() -> None:
    day = yaml.safe_load("2026-11-20")
    found = options({"title": day, "autolink": {"ignore": [2, 1.5]}, "facts_heading": 7})
    assert (found.title, found.ignore, found.facts_heading) == ("2026-11-20", ("2", "1.5"), "7")


def test_a_value_that_repeats_itself_is_shown_in_brief() -> None:
    bomb: Any = ["x"] * 10
    for _ in range(40):
        bomb = [bomb] * 10
    bomb.append(bomb)
    assert brief(bomb) == "the list [[…], […], […], …]"
    assert len(said({"title": bomb, "compare": bomb, "exclude": bomb})) > 10


# Keys of every kind, so that inputs reach the inner checks.
NAMES = [*sorted({name.rpartition(".")[2] for name in examples.EXAMPLES}), "zzz", "*", "img-src", ""]
# Python writes no number of so many digits, and Hypothesis would.
HUGE = st.none().map(lambda _: 16**6000)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), HUGE, st.floats(), st.text(max_size=6), st.dates(),
    st.sampled_from(["auto", "first", "off", "[z-a]", "!", "'self'", "\ud800", "\0"]),
)  # fmt: skip
KEYS = st.one_of(st.sampled_from(NAMES), st.booleans(), st.none(), st.integers(), HUGE, st.text(max_size=3))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


def wrong(raw: Any) -> list[Fault]:
    """Read options: they are options, or something is wrong with them."""
    try:
        assert isinstance(options(raw), Options)
    except SettingError as error:
        return list(error.faults)
    return []


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=4) | VALUES)
def test_any_value_gives_options_or_says_what_is_wrong(raw: Any) -> None:
    found = wrong(raw)
    assert found == list(faults(raw))
    assert all(str(fault).isprintable() for fault in found)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(DEFAULTS)), VALUES)
def test_any_value_of_an_option_gives_options_or_says_what_is_wrong(name: str, value: Any) -> None:
    assert all(fault.keys[0] == name for fault in wrong({name: value}))


CONFIG = """\
site_name: A guide
theme: {name: material}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
x-shared: &queues
  tag: [a]
"""
LIST = """\
plugins:
  - search
  - tags: {enabled: true}
  - studyguide:
      book: !ENV [BOOK, maybe]
      split:
        "*": 9
        2026-11-20: 8
        7: 7
      compare:
        - title: Disks
          <<: *queues
        - title: Queues
          tag: !unknown [b]
"""
WAYS: list[tuple[Any, ...]] = [
    (), ("book",), ("split", "*"), ("split", 7), ("compare", 0), ("compare", 0, "tag"), ("compare", 1, "tag", 0),
    ("compare", 2), ("compare", "title"), ("title",), ("book", "x"),
]  # fmt: skip


def found(path: Path, ways: list[tuple[Any, ...]] = WAYS) -> list[str]:
    return [f"{place[0].name}:{place[1]}" if place else "" for place in configuration.lines(path, ways)]


def test_the_line_of_an_option_is_found(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"\ufeff{CONFIG}{LIST}", encoding="utf-8")
    numbers = [11, 12, 14, 16, 18, 7, 21, 0, 0, 0, 0]
    assert found(path) == [f"mkdocs.yml:{number}" if number else "" for number in numbers]


@pytest.mark.parametrize(
    ("plugins", "lines"),
    [
        ("plugins:\n  search: {}\n  studyguide:\n    title: [a]\n", ["mkdocs.yml:3", "mkdocs.yml:4"]),
        ("plugins: {studyguide: {title: [a]}}\n", ["mkdocs.yml:1", "mkdocs.yml:1"]),
        ("plugins:\n  - search\n  - studyguide\n", ["mkdocs.yml:3", ""]),
        ("plugins: [search]\n", ["", ""]),
        ("plugins: 3\n", ["", ""]),
        ("plugins: [[studyguide], {studyguide: [title]}]\n", ["mkdocs.yml:1", ""]),
        ("", ["", ""]),
        ("plugins: [", ["", ""]),
        ("- plugins\n", ["", ""]),
    ],
)
def test_plugins_are_written_in_many_ways(tmp_path: Path, plugins: str, lines: list[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text(plugins, encoding="utf-8")
    assert found(tmp_path / "mkdocs.yml", [(), ("title",)]) == lines


def test_an_inherited_option_is_named_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("plugins:\n  studyguide:\n    title: [a]\n    book: 3\n", encoding="utf-8")
    path = tmp_path / "mkdocs.yml"
    path.write_text("INHERIT: base.yml\nplugins:\n  studyguide:\n    book: 4\n", encoding="utf-8")
    assert found(path, [("title",), ("book",)]) == ["base.yml:3", "mkdocs.yml:4"]
    (tmp_path / "base.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    assert found(path, [("title",)]) == [""]


def test_messages_stand_in_the_order_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("plugins:\n- studyguide:\n    book: 3\n    title: [a]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = option_faults.lines(faults({"title": ["a"], "book": 3, "words": ["w"]}), path, "set by a hook: ")
    assert [line.partition(" must be")[0] for line in lines] == [
        "set by a hook: `words`", "mkdocs.yml:3: `book`", "mkdocs.yml:4: `title`",
    ]  # fmt: skip
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert option_faults.lines(faults({"book": 3}), path)[0].startswith(f"{path}:3: ")


def test_a_thousand_faults_are_told_in_part() -> None:
    lines = option_faults.lines(faults({"exclude": [None] * 1000}), None)
    assert len(lines) == option_faults.MOST + 1
    assert lines[-1] == "and 950 more"
    assert os.linesep not in "".join(lines)
