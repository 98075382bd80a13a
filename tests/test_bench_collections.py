"""The measurement of other people's notes finds what is wrong with a page, and nothing where nothing is."""

import json
import random
from pathlib import Path

import pytest
from bench.collections import leftovers, measuring, shown
from bench.collections.__main__ import _without_bulk
from bench.collections.measuring import Found, measure
from bench.measure import Run

ENDED = Run(0, 0.0, 0.0, 0.0)


@pytest.mark.hosts
def test_a_clean_collection_has_nothing_to_tell(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nid: a\n---\n# Alpha\n\n- one\n  - two\n\n> [!NOTE]\n> Three\n", encoding="utf-8"
    )
    (tmp_path / "Béta x.md").write_text("# Beta\n\nAll of Alpha, here.\n\nAgain [[a|the first]].\n", encoding="utf-8")
    found = measure(tmp_path)
    assert (found.run.status, found.notes, found.differ, found.left, found.problems) == (0, 2, [], {}, [])
    assert found.lost.total() == 0
    assert [link["to"] for link in found.links] == ["a/"]
    assert found.run.memory > 1e6
    assert json.loads(json.dumps(_without_bulk(found, 5, random.Random(1))))["auto_links"] == 1  # noqa: S311


def test_what_a_page_lacks_is_told(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        "<article><p>one ::: {{&lt; x &gt;}}</p><p>::: tip</p><code>[[x]]</code></article>", encoding="utf-8"
    )
    found = Found("notes", ENDED)
    note = shown.on_github("one\n\n1. two\n", shown.oracle())
    measuring._compare(found, "a.md", note, shown.on_site([page]))  # noqa: SLF001
    assert found.differ == ["a.md: li 1→0, ol 1→0"]
    assert found.lost == {"two": 1}
    assert found.left == {"::: fence": 1, "{{< code >}}": 1}


def test_footnotes_and_what_the_plugin_adds_do_not_count(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        "<article><p>a</p><div data-search-exclude><ul><li>b</ul></div>"
        '<div class="footnote"><hr><ol><li>c</ol></div></article>',
        encoding="utf-8",
    )
    found = shown.on_site([page])
    assert found.structure == {}
    assert "".join(found.text).split() == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("x\n^abc123\n", "^block"), ("$x_0 < y$", "$maths$"), ("{% hint %}", "{% tag %}"), ("a **bold** c", "**bold**")],
)
def test_markup_is_known(text: str, kind: str) -> None:
    assert leftovers.count([text]) == {kind: 1}


def test_prose_is_no_markup() -> None:
    assert not leftovers.count(["From $5 to $6: x^2, a::b, 10:30:45, 2 * 3 ** 4, if a == b, [x], <T>."])
