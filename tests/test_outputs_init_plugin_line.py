"""One place of somebody's ``mkdocs.yml`` changes, and every other byte stays; or nothing does, and he is told why."""

import pytest

from studyguide.outputs.init.plugin_line import UnsafeError, added

CASES = {
    "a list": ("plugins:\n  - search\n\nnav: []\n", "plugins:\n  - search\n  - studyguide\n\nnav: []\n"),
    "no indentation": ("plugins:\n- search\nnav: []\n", "plugins:\n- search\n- studyguide\nnav: []\n"),
    "comments": (
        "# a\nplugins: # b\n  - search # c\n  # - blog\n\n# d\nnav: [] # e\n",
        "# a\nplugins: # b\n  - search # c\n  - studyguide\n  # - blog\n\n# d\nnav: [] # e\n",
    ),
    "options": (
        "plugins:\n  - search:\n      lang: en # x\n  - tags:\n",
        "plugins:\n  - search:\n      lang: en # x\n  - tags:\n  - studyguide\n",
    ),
    "an empty item's comment": ("plugins:\n  - tags: # x\n", "plugins:\n  - tags: # x\n  - studyguide\n"),
    "a text of lines": (
        "plugins:\n  - macros:\n      x: |\n        # a\n\n        b\n\n\nnav: []\n",
        "plugins:\n  - macros:\n      x: |\n        # a\n\n        b\n\n\n  - studyguide\nnav: []\n",
    ),
    "a mapping": (
        "plugins:\n  search: {}\n  tags:\n    x: 1\ntheme: material\n",
        "plugins:\n  search: {}\n  tags:\n    x: 1\n  studyguide: {}\ntheme: material\n",
    ),
    "brackets": ("plugins: [search, tags] # x\n", "plugins: [search, tags, studyguide] # x\n"),
    "a comma at the end": ("plugins: [search, ]\n", "plugins: [search, studyguide, ]\n"),
    "brackets on lines": (
        "plugins: [\n  search, # x\n  tags # y\n]\n",
        "plugins: [\n  search, # x\n  tags, studyguide # y\n]\n",
    ),
    "braces": ("plugins: {search: {}, tags}\n", "plugins: {search: {}, tags, studyguide: {}}\n"),
    "none on purpose": ("plugins: []\nx: 1\n", "plugins: [studyguide]\nx: 1\n"),
    "absent: search is the host's default": (
        "site_name: x\ntheme:\n  name: material\n\n# end\n",
        "site_name: x\ntheme:\n  name: material\nplugins:\n  - search\n  - studyguide\n\n# end\n",
    ),
    "empty": ("plugins:\nx: 1\n", "plugins:\n  - search\n  - studyguide\nx: 1\n"),
    "at the end without a line break": ("plugins:\n  - search", "plugins:\n  - search\n  - studyguide\n"),
    "Windows": ("a: 1\r\nplugins:\r\n  - x\r\nb: 2\r\n", "a: 1\r\nplugins:\r\n  - x\r\n  - studyguide\r\nb: 2\r\n"),
    "tags of the host": (
        "a: !!python/name:os.system\nb: !ENV [X, y]\nplugins:\n  - !ENV [P, search]\n",
        "a: !!python/name:os.system\nb: !ENV [X, y]\nplugins:\n  - !ENV [P, search]\n  - studyguide\n",
    ),
    "documents have an end": ("---\nplugins:\n  - search\n...\n", "---\nplugins:\n  - search\n  - studyguide\n...\n"),
    "the last of two counts": (
        "plugins: [a]\nplugins: [b]\n",
        "plugins: [a]\nplugins: [b, studyguide]\n",
    ),
    "other keys of that name": (
        "x:\n  plugins: [a]\nplugins: [b]\n",
        "x:\n  plugins: [a]\nplugins: [b, studyguide]\n",
    ),
    "other scripts before it": (
        "site_name: 学习 😀\nplugins: [搜索]\n",
        "site_name: 学习 😀\nplugins: [搜索, studyguide]\n",
    ),
    "an anchor": ("plugins: &all\n  - search\nx: 1\n", "plugins: &all\n  - search\n  - studyguide\nx: 1\n"),
}
REFUSED = {
    "an alias": "x: &all [search]\nplugins: *all\n",
    "a shared list": "plugins: &all\n  - search\nx: *all\n",
    "an alias at the end": "x: &s search\nplugins:\n  - tags\n  - *s\n",
    "merged keys": "x: &base {plugins: [tags]}\n<<: *base\n",
    "a word": "plugins: search\n",
    "a tag for all": "plugins: !ENV PLUGINS\n",
    "a tilde": "plugins: ~\n",
    "no keys": "- a\n",
    "nothing": "",
    "no YAML": "plugins: [\n",
    "two documents": "a: 1\n---\nplugins: [x]\n",
    "a circle": "plugins: &p\n  - *p\n",
    "deep": "plugins: " + "[" * 1_200 + "]" * 1_200,
    "a tab": "plugins:\n\t- search\n",
    "in braces, absent": "{site_name: x}\n",
}


@pytest.mark.parametrize("case", CASES)
def test_the_plugin_comes_last_and_nothing_else_changes(case: str) -> None:
    before, after = CASES[case]
    assert added(before, {}) == after


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_surely_the_same_is_not_written(case: str) -> None:
    with pytest.raises(UnsafeError):
        added(REFUSED[case], {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plugins:\n  - search\n", "plugins:\n  - search\n  - studyguide:\n      notes_dir: {}\n"),
        ("plugins:\n  search:\n", "plugins:\n  search:\n  studyguide:\n    notes_dir: {}\n"),
        ("plugins: [search]\n", "plugins: [search, studyguide: {{notes_dir: {}}}]\n"),
        ("plugins: {search}\n", "plugins: {{search, studyguide: {{notes_dir: {}}}}}\n"),
        ("a: 1\n", "a: 1\nplugins:\n  - search\n  - studyguide:\n      notes_dir: {}\n"),
    ],
)
@pytest.mark.parametrize(("value", "written"), [("texts", "texts"), (".", "."), ("a: #b", "'a: #b'"), ("no", "'no'")])
def test_options_are_written_as_the_list_is(before: str, after: str, value: str, written: str) -> None:
    assert added(before, {"notes_dir": value}) == after.format(written)
