"""A page has the structure that GitHub shows.

The cases in ``cases/fidelity/gfm-*.md`` are titles and notes, each ended by a line that holds only a dot. Their oracle
is a plain renderer of CommonMark with GitHub's extensions. The other cases have a third part, for syntax that GitHub
does not know: the elements and the text that a reader gets. ``pytest --update`` writes that part anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from fuzz import core
from studyguide.paths import PageName

CASES = Path(__file__).parent / "cases" / "fidelity"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
MATH, ANNOTATION = f"{MATHML}math", f"{MATHML}annotation"
OURS = {
    "admonition": "note",
    "tabbed-set": "tabs",
    "tabbed-block": "tab",
    "sg-embed": "embed",
    "sg-facts": "facts",
    "footnote": "footnotes",
}
"""Classes by which elements of other dialects are known, and how cases name them."""


@dataclass(frozen=True)
class Case:
    """One case; ``expected`` is empty where the oracle knows."""

    path: Path
    title: str
    notes: str
    expected: str = ""

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"


def load(pattern: str, parts: int) -> list[Case]:
    cases = []
    for path in sorted(CASES.glob(pattern)):
        pieces = path.read_text(encoding="utf-8").split("\n.\n")
        assert pieces[-1] == "", f"{path} does not end with a dot"
        groups = zip(*[iter(pieces[:-1])] * parts, strict=True)
        cases += [Case(path, *(part.strip("\n") for part in group)) for group in groups]
    assert len({str(case) for case in cases}) == len(cases)
    return cases


PLAIN = load("gfm-*.md", 2)
EXTENDED = load("with-*.md", 3)


def oracle() -> MarkdownIt:
    """GitHub's Markdown; its own autolinks, so that a final dot does not belong to an address."""
    md = MarkdownIt("gfm-like2", {"linkify": False, "alerts": False}).disable("linkify")
    return md.use(gfm_autolink_plugin)


def structure(html: str) -> str:
    """Draw the elements of a page as ``ul(li(p code) li)``."""
    return " ".join(_drawn(_parsed(html)))


def text(html: str) -> str:
    """Return what a reader sees, without white space."""
    return "".join("".join(_texts(_parsed(html))).split())


def _parsed(html: str) -> Element:
    return html5lib.parseFragment(html, namespaceHTMLElements=False)  # type: ignore[no-any-return]


def _drawn(element: Element) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or _is_ours(child):
            continue
        inner = "" if child.tag == MATH else " ".join(_drawn(child))
        name = _name(child)
        if name:
            yield f"{name}({inner})" if inner else name
        elif inner:
            yield inner


def _name(element: Element) -> str:
    tag = "del" if element.tag in {"s", "strike"} else str(element.tag).removeprefix(MATHML)
    classes = (element.get("class") or "").split()
    special = next((OURS[name] for name in classes if name in OURS), "")
    if special == "note":
        return ":".join(["note", *(name for name in classes if name != "admonition")])
    if special:
        return special
    if tag == "details" and classes:
        return f"details:{classes[0]}"
    # A box of a task list stands in a label in Material's way; the rest of these only lay things out.
    hidden = {"div", "input", "label", "span", "tbody", "thead", "section"}
    return "" if tag in hidden else tag


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == MATH:
            yield f"${child.findtext(f'.//{ANNOTATION}')}$"
        elif isinstance(child.tag, str) and not _is_ours(child):
            yield from _texts(child)
        yield child.tail or ""


def _is_ours(element: Element) -> bool:
    return element.tag == "a" and element.get("class") in {"headerlink", "footnote-backref"}


@pytest.mark.parametrize("case", PLAIN, ids=str)
def test_a_page_has_the_structure_that_github_shows(case: Case) -> None:
    notes = f"# T\n\n{case.notes}\n"
    expected, found = oracle().render(notes), core({"t.md": notes}).pages[PageName("t")]
    assert structure(found) == structure(expected)
    assert text(found) == text(expected)


@pytest.mark.parametrize("case", EXTENDED, ids=str)
def test_the_syntax_of_other_tools_keeps_working(
    case: Case,
    tmp_path: Path,
    update: bool,  # noqa: FBT001  a fixture
) -> None:
    files = dict(_files(case.notes))
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    site = core(files, root=tmp_path)
    found = site.pages[PageName("t")]
    assert found.startswith("<h1>T</h1>")
    html = found.removeprefix("<h1>T</h1>")
    shown = " ".join("".join(_texts(_parsed(html))).split())
    problems = [f"! {problem.place} {problem.rule}" for problem in site.problems]
    actual = "\n".join([structure(html), shown, *problems]).strip("\n")
    if update:
        pieces = case.path.read_text(encoding="utf-8").split("\n.\n")
        at = next(n for n in range(0, len(pieces) - 1, 3) if pieces[n].strip("\n") == case.title)
        pieces[at + 2] = actual
        case.path.write_text("\n.\n".join(pieces), encoding="utf-8")
    else:
        assert actual == case.expected


def _files(notes: str) -> Iterator[tuple[str, str]]:
    """A line ``--- file: name`` begins a further file, as in the other case files."""
    first, *others = notes.split("--- file: ")
    yield "t.md", f"# T\n\n{first}\n"
    for other in others:
        name, _, body = other.partition("\n")
        yield name.strip(), body


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(PLAIN) + len(EXTENDED) >= 300
