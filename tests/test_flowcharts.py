"""Flowcharts are drawn while a guide is built: all that is said in them, nothing on anything else, or not at all."""

import itertools
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.diagrams import drawing, flowchart, layers, outlines, places, shapes
from studyguide.diagrams.flowchart import MOST
from studyguide.html.charts import with_charts
from studyguide.language.language import Language

NOTES = Path(__file__).parents[1] / "notes"
TREE = """\
flowchart TB
    %% a remark
    A["How is it<br/>used?"] -->|"whole, HTTPS"| B([S3])
    A -->|shared| C{{Which?}}
    C -.->|yes| D[(EFS)]
    C == no ==> E((FSx))
    E --- D & F{Last}; F <--> A
"""
OTHERS = (
    "sequenceDiagram\n  A->>B: x",
    "flowchart RL\n  A --> B",
    "flowchart TB\n  A --> B\n  style A fill:#fdd",
    "flowchart TB\n  subgraph S\n    A --> B\n  end\n  C --> S",  # an arrow to a frame
    "flowchart TB\n  subgraph S\n    direction LR\n    A --> B\n  end",
    "flowchart TB\n  subgraph S\n    A --> B\n  end\n  subgraph T\n    A --> C\n  end",  # in two frames
    "flowchart LR\n  subgraph S\n    A --> B\n  end",
    "flowchart TB\n  subgraph S\n    A --> B",
    "flowchart TB\n  A --> B\n  end",
    "flowchart TB\n  A --> B\n  subgraph S\n  end",
    "flowchart TB\n  subgraph A b\n    A --> B\n  end",
    "flowchart TB\n  A[<b>bold</b>] --> B",
    'flowchart TB\n  A["`**x**`"] --> B',
    'flowchart TB\n  A["#35;x"] --> B',
    'flowchart TB\n  A["fa:fa-car x"] --> B',
    "flowchart TB\n  A --x B",
    "flowchart TB\n  A --o B",
    "flowchart TB\n  A:::wide --> B",
    'flowchart TB\n  A@{ img: "x" } --> B',
    "flowchart TB\n  A[/x/] --> B",
    "flowchart TB\n  A --> A",
    "flowchart TB\n  A[x",
    "flowchart TB\n  A[[x] --> B",
    "flowchart TB\n  A -- x",
    "flowchart TB\n  A",
    "flowchart TB",
    "%%{init: {'theme': 'dark'}}%%\nflowchart TB\n  A --> B",
    "",
    "flowchart TB\n" + "\n".join(f"  A{n} --> A{n + 1}" for n in range(MOST)),
)


def words(svg: str) -> list[str]:
    return [unescape(" ".join(re.findall(r"<tspan[^>]*>([^<]*)</tspan>", text))) for text in svg.split("</text>")[:-1]]


def test_everything_that_is_said_is_drawn() -> None:
    drawn = drawing.drawn(TREE)
    assert drawn
    said = {"How is it used?", "whole, HTTPS", "S3", "shared", "Which?", "yes", "EFS", "no", "FSx", "Last"}
    assert set(words(drawn.svg)) == said
    assert drawn.svg.count('class="sg-node"') == 6
    assert drawn.svg.count("stroke-dasharray") == 1
    assert drawn.svg.count('stroke-width="3"') == 1
    assert drawn.svg.count('fill="currentColor" stroke="none"/>') == 6  # heads: none of `---`, two of `<-->`


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_not_understood_to_the_last_sign_is_left_to_mermaid(text: str) -> None:
    assert drawing.drawn(text) is None


def test_the_same_is_read_however_it_is_written() -> None:
    one = flowchart.read('graph TD\nA["x"] -- said --> B\nA-.->C\nB====>C')
    other = flowchart.read("flowchart TB;\n\n  A[x]-->|said|B\n  A -.-> C;\n  B ====> C\n")
    assert one == other
    assert one
    assert [edge.length for edge in one.edges] == [1, 1, 3]


@pytest.mark.parametrize("way", ["TB", "LR"])
@pytest.mark.parametrize("path", sorted(NOTES.glob("*.md")), ids=lambda path: path.stem)
def test_no_box_lies_on_another_and_nothing_is_outside(path: Path, way: str) -> None:
    texts = re.findall(r"^```mermaid\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for text in texts:
        drawn = drawing.drawn(text.replace("flowchart TB", f"flowchart {way}"))
        if not drawn:
            continue
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.svg)
        assert size
        boxes = [
            tuple(map(float, found))
            for found in re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" height="([\d.]+)" width="([\d.]+)"', drawn.svg)
        ]
        for x, y, height, width in boxes:
            assert min(x, y) >= 0
            assert x + width <= float(size[1])
            assert y + height <= float(size[2])
        for (x, y, height, width), (left, top, tall, wide) in itertools.combinations(boxes, 2):
            assert x + width <= left or left + wide <= x or y + height <= top or top + tall <= y


def test_a_tree_is_drawn_without_crossings_in_the_order_of_its_author() -> None:
    rows = layers.rows(7, [(0, 1, 1), (0, 2, 1), (1, 3, 1), (1, 4, 1), (2, 5, 1), (2, 6, 1)])
    assert rows
    assert rows.order[::2] == [[0], [1, 2], [3, 4, 5, 6]]


def test_rows_are_ordered_so_that_fewer_arrows_cross() -> None:
    rows = layers.rows(4, [(0, 3, 1), (1, 2, 1)])
    assert rows
    assert [rows.order[0].index(0), rows.order[0].index(1)] == [rows.order[2].index(3), rows.order[2].index(2)]


LINKS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 3)).filter(lambda e: e[0] != e[1])
edges = st.lists(LINKS)


@settings(deadline=None)
@given(edges)
def test_any_chart_finds_its_places(given_edges: list[tuple[int, int, int]]) -> None:
    rows = layers.rows(10, given_edges)
    assert rows
    assert sorted(itertools.chain(*rows.order)) == list(range(len(rows.row)))
    for arrow in rows.arrows:
        assert [rows.row[place] for place in arrow.places] == list(
            range(rows.row[arrow.places[0]], rows.row[arrow.places[-1]] + 1)
        )
    widths = [20.0 if place < 10 else 0.0 for place in range(len(rows.row))]
    middles = places.spread(rows, widths, 10, {True: 8.0, False: 4.0})
    for row in rows.order:
        for one, other in itertools.pairwise(row):
            apart = (widths[one] + widths[other]) / 2 + (8 if max(one, other) < 10 else 4)
            assert middles[other] - middles[one] >= apart - 0.001


Box = tuple[float, float, float, float]

BOX = re.compile(r'<rect x="([\d.-]+)" y="([\d.-]+)" height="([\d.]+)" width="([\d.]+)"')
FRAME = re.compile(r'<rect class="sg-frame" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"')


def _boxes(svg: str) -> list[Box]:
    """List the boxes from left, top, right and bottom, in the order of their numbers."""
    return [(x, y, x + wide, y + tall) for x, y, tall, wide in (map(float, one) for one in BOX.findall(svg))]


def _frames(svg: str) -> list[Box]:
    return [(x, y, x + wide, y + tall) for x, y, wide, tall in (map(float, one) for one in FRAME.findall(svg))]


def _is_inside(one: Box, other: Box) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]


def _is_beside(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _framed(homes: Sequence[int], links: Sequence[tuple[int, int, int]]) -> str:
    """Write a chart of ten boxes: each in none of the frames 1 and 2, or in one, or in 3, which is inside of 2."""
    inside = {frame: "".join(f"    B{n}\n" for n, home in enumerate(homes) if home == frame) for frame in (1, 2, 3)}
    third = f'    subgraph F3[" "]\n{inside[3]}    end\n'
    text = f'  subgraph F1["A rather long name of a frame"]\n{inside[1]}  end\n'
    text += f"  subgraph F2[Two]\n{inside[2]}{third}  end\n"
    boxes = "".join(f"  B{n}[box {n}]\n" for n in range(10))
    return f"flowchart TB\n{boxes}{text}" + "".join(f"  B{a} {'-' * (2 + n)}> B{b}\n" for a, b, n in links)


@settings(deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3]), min_size=10, max_size=10), st.lists(LINKS, max_size=14))
def test_in_a_frame_is_what_its_author_put_there_and_nothing_else(
    homes: list[int], links: list[tuple[int, int, int]]
) -> None:
    homes[:3] = [1, 2, 3]  # none is empty
    drawn = drawing.drawn(_framed(homes, links))
    assert drawn
    frames, boxes = _frames(drawn.svg), _boxes(drawn.svg)
    assert (len(frames), len(boxes)) == (3, 10)
    for box, home in zip(boxes, homes, strict=True):
        for number, frame in enumerate(frames, 1):
            belongs = home == number or (home, number) == (3, 2)
            assert (_is_inside if belongs else _is_beside)(box, frame)
    assert _is_inside(frames[2], frames[1])
    assert _is_beside(frames[0], frames[1])
    assert all(map(_is_beside, *zip(*itertools.combinations(boxes, 2), strict=True)))
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.svg)[0])
    assert all(_is_inside(one, (0, 0, width, height)) for one in (*frames, *boxes))


def test_a_frame_says_what_it_is_called_and_stands_around_what_no_arrow_leads_to() -> None:
    drawn = drawing.drawn('flowchart TB\n  A --> B --> C\n  subgraph T["Table of<br/>orders"]\n    C\n    P\n  end')
    assert drawn
    assert words(drawn.svg) == ["Table of orders", "A", "B", "C", "P"]
    assert drawn.svg.count("<tspan") == 5
    boxes = _boxes(drawn.svg)
    assert boxes[2][1] == boxes[3][1]
    assert boxes[3][1] > boxes[1][3]


@settings(deadline=None)
@given(st.text(alphabet='AB[](){}<>|"-=.~&;x \n%', max_size=60))
def test_any_text_is_drawn_or_left(text: str) -> None:
    drawn = drawing.drawn(f"flowchart TB\n{text}")
    assert drawn is None or drawn.svg.startswith("<svg")


def test_lines_of_signs_without_spaces_break_where_they_may() -> None:
    said = "とても長い名前の「オブジェクト」ストレージ。サービスで折り返しが必要なものっ"
    drawn = drawing.drawn(f"flowchart TB\n  A[{said}] --> B[S3 und so]")
    assert drawn
    lines = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", drawn.svg)
    assert "".join(lines[:-1]) == said
    assert len(lines) == 5  # four of 12 signs at most, and the other box's
    assert not [line for line in lines if line[0] in "」。っー" or line[-1] == "「"]
    assert lines[-1] == "S3 und so"


def test_broad_letters_of_any_script_have_their_room() -> None:
    assert shapes.letters("шщюжмф") > 1.3 * shapes.letters("адгебв")


def test_words_are_never_markup() -> None:
    drawn = drawing.drawn('flowchart TB\n  A["x & y\' onload=1"] --> B')
    assert drawn
    assert "x &amp; y&#x27; onload=1" in drawn.svg


WIDE_TREE = """\
flowchart TB
    A[Is it a very long question about one thing?] -->|yes| B([Apples and pears])
    A -->|"no: neither one nor another, and nothing else"| C{Which of them?}
    A --> D([Plums])
    C -->|one| E([Cherries])
    C ==>|two| F{More?}
    F --- G([Grapes of a very great vineyard])
    F -.->|many| H([Figs])
"""


def outline_of(text: str) -> str:
    drawn = drawing.drawn(text)
    assert drawn
    assert drawn.outline
    return drawn.outline


def _outlines() -> Iterator[str]:
    yield outline_of(WIDE_TREE)
    for path in NOTES.glob("*.md"):
        for text in re.findall(r"^```mermaid\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            drawn = drawing.drawn(text)
            if drawn and drawn.outline:
                yield drawn.outline


def test_a_tree_that_is_wide_is_an_outline_too_that_fits_a_phone() -> None:
    found = list(_outlines())
    assert len(found) > 1
    for outline in found:
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', outline)
        assert size
        assert float(size[1]) <= outlines.WIDE + 1
        boxes = _boxes(outline)
        assert all(_is_inside(box, (0, 0, float(size[1]), float(size[2]))) for box in boxes)
        assert all(_is_beside(one, other) for one, other in itertools.combinations(boxes, 2))


def test_an_outline_says_all_that_the_tree_says_in_its_order_and_what_goes_on_last() -> None:
    outline, drawn = outline_of(WIDE_TREE), drawing.drawn(WIDE_TREE)
    assert drawn
    assert sorted(words(outline)) == sorted(words(drawn.svg))
    boxes = outline[outline.index('class="sg-node"') :]
    order = ["Is it a very long question about one thing?", "Apples and pears", "Plums", "Which of them?"]
    assert words(boxes)[:4] == order
    assert outline.count("stroke-dasharray") == 2  # both sides of the words
    assert outline.count('fill="currentColor" stroke="none"/>') == 6


@pytest.mark.parametrize(
    "more", ["C --> B", "D --> A", "D <--> I", "D ~~~ I", "J --> K", "subgraph S\n D\n end"], ids=lambda more: more[:5]
)
def test_what_is_no_tree_is_no_outline(more: str) -> None:
    drawn = drawing.drawn(WIDE_TREE + more)
    assert drawn is None or drawn.outline is None


def test_a_chart_that_fits_is_drawn_once() -> None:
    drawn = drawing.drawn(TREE.replace("F <--> A", ""))
    assert drawn
    assert drawn.outline is None


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("<ol><li>Yes: <a>Apples</a> and pears.</li><li>No: <ul><li>cherries, grapes</li></ul></li></ol>", True),
        ("<ol><li>Yes: apples.</li></ol><p>Cherries and grapes.</p>", False),
        ("<p>Apples, cherries, grapes.</p>", False),
        ("", False),
    ],
)
def test_a_diagram_that_the_list_below_it_tells_has_no_text_of_its_own(below: str, *, told: bool) -> None:
    text = "flowchart TB\n  A --&gt; B[Apples]\n  A --&gt; C\n  C --&gt; D[Cherries] &amp; G[Grapes]\n"
    html = with_charts(f'<pre class="sg-diagram"><code>{text}</code></pre>\n{below}', Language("en"))
    assert "<svg" in html
    assert ("sg-chart-text" not in html) == told
