"""Notes through the core: the pages of given ones, and of random and broken ones.

What may come out is a page or a problem with file and line; :mod:`fuzzing` grows such notes by what they reach.
"""

import random
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyguide import paths
from studyguide.build import build
from studyguide.guide import chapters, glossary, tags
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.linking import embeds, links, target_index
from studyguide.markdown import parser
from studyguide.model import Note, Section, Source
from studyguide.notes import file_titles, foreign_markup, front_matter, page_names
from studyguide.notes.folder import Folder
from studyguide.notes.sections import PageSlot, parse
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Problem
from studyguide.site import Asset

MARKDOWN = parser.parser()


@dataclass(frozen=True)
class Core:
    """What the core makes of notes without templates: the HTML of every page, title and body."""

    notes: tuple[Note, ...]
    sections: tuple[Section, ...]
    pages: Mapping[PageName, str]
    problems: tuple[Problem, ...]

    @property
    def html(self) -> str:
        """Everything that would be shown."""
        return "\n".join(self.pages.values())


def core(
    files: Mapping[str, str],
    split: str = "auto",
    root: Path = Path(),
    assets: Collection[str] = (),
    *,
    auto: bool = False,
) -> Core:
    """Parse, link, embed and print notes given as path → text; nothing is written."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, content in sorted(files.items()):
        read = content.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        body, offset, found, wrong = front_matter.split(SourcePath(path), read)
        sources.append(Source(SourcePath(path), body, offset, found))
        problems += wrong
    names, moved = page_names.of_files(sources, own_home=True, files=assets)
    titles = file_titles.titles(names)
    inside = page_names.segments_taken(names.values(), assets)
    homes = {
        path: PageSlot(page, inside.get(paths.fold(paths.folder_of(page)), ()), titles[path])
        for path, page in names.items()
    }
    notes = [parse(MARKDOWN, source, split, Options(), homes[source.path]) for source in sources]
    problems += foreign_markup.problems(notes)
    sections, folders = chapters.arrange([section for note in notes for section in note.sections], titles)
    listed = frozenset(SourcePath(path) for path in assets)
    folder = Folder((), {path: Asset(path) for path in listed}, {}, ())
    index = target_index.index(notes, sections, folder, folders)
    terms = glossary.collect(sections, notes, "Terms")[0] if auto else ()
    linked = links.link(index, terms, tags.collect(sections)[0], Options(autolink="first" if auto else "off"))
    done, wrong = embeds.insert(linked.sections, root, listed | {source.path for source in sources})
    problems += [*moved, *(p for note in notes for p in note.problems), *linked.problems, *wrong]
    pages = {section.page: shown(section) for section in done}
    return Core(tuple(notes), done, pages, tuple(sorted(dict.fromkeys(problems))))


def shown(section: Section, *, charts: bool = False) -> str:
    """Print a page as the site does, but for what templates add; with drawings of flowcharts if asked for."""
    context = Context(
        page=lambda page, anchor: paths.relative(section.page, PageName(page), anchor),
        asset=lambda asset: paths.relative_to_root(section.page, paths.quoted(asset)),
        term=lambda term: f"#{term.anchor}",
        footnotes=section.footnotes,
        charts=charts,
    )
    title = render.inline(section.head.inline, context)
    return f"<h1>{title}</h1>{render.blocks(section.tokens, context)}"


FRAGMENTS = (
    *(
        "# ",
        "## ",
        "###### ",
        "#",
        "-",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "1) ",
        "• ",
        "> ",
        ">",
        "    ",
        "\t",
        "  ",
        " ",
        "\n",
        "\n\n",
    ),
    *("```", "```py\n", "~~~", "`", "``", "---\n", "===\n", "***", "|", "|---|\n", "| a | b |\n", ":--", "\\", "\\\n"),
    *(
        "*",
        "**",
        "_",
        "~~",
        "~",
        "==",
        "%%",
        "$",
        "$$",
        "[",
        "]",
        "[[",
        "]]",
        "![[",
        "![",
        "](",
        ")",
        "(",
        "<",
        ">",
        "</",
    ),
    *("[^1]", "[^1]: ", "^[", "[a]: ", "*[A]: ", "{#", "{: .c }", "{.", "}", "!!! note", '??? question "', '=== "T"\n'),
    *("<!--", "-->", "<!-- studyguide\n", "<details>", "<summary>", "</details>", "<div>", "</div>", "<table>", "<td>"),
    *(
        "<script>",
        "</script>",
        "<svg>",
        "<math>",
        "<style>",
        "<a href=",
        '"',
        "'",
        "=",
        "javascript:",
        "<?",
        "?>",
        "<![CDATA[",
    ),
    *("> [!NOTE]", "> [!x]- ", "#tag", "#", "@", "https://a.b/c.", "www.", "a@b.c", "&amp;", "&#0;", "&#x110000;", "&"),
    *('--8<-- "b.md"\n', "![[b]]\n", "[[b#C|d]]", "id: x\n", "tags: [a, b\n", "title: |\n", ": def\n", "term\n: d\n"),
    *(
        "\0",
        "\x1b",
        "\u2028",
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "\U0001f680",
        "é",
        "e\u0301",
        "漢字",
        "مرحبا",
        "\u200d",
        "a",
        "Zz",
        "0",
    ),
    *(
        "| At a glance | |\n|---|---|\n",
        "<img src=",
        "onerror=alert(1)",
        "\r",
        "\x0b",
        "\x85",
        "word " * 9,
        "[x] ",
        "- [ ] ",
    ),
)


def text(choice: random.Random, corpus: Sequence[str]) -> str:
    """Make one input: fragments at random, or a note of the test suite that was broken."""
    if choice.random() < 0.5 or not corpus:
        return "".join(choice.choices(FRAGMENTS, k=choice.randint(1, 60)))
    broken = list(choice.choice(corpus))
    for _ in range(choice.randint(1, 8)):
        at = choice.randint(0, len(broken))
        if choice.random() < 0.4:
            del broken[at : at + choice.randint(1, 12)]
        elif choice.random() < 0.3:
            piece = choice.choice(corpus)
            start = choice.randint(0, len(piece))
            broken[at:at] = piece[start : start + choice.randint(1, 80)]
        else:
            broken[at:at] = choice.choice(FRAGMENTS)
    return "".join(broken)


def corpus() -> list[str]:
    """Read the notes of all case files; they are small and know the dialects."""
    cases = sorted((Path(__file__).parent / "cases").rglob("*.md"))
    hostile = sorted((Path(__file__).parent / "hostile").rglob("*.md"))
    pieces = [
        piece
        for path in (*cases, *hostile)
        for piece in path.read_text(encoding="utf-8", errors="replace").split("\n.\n")
    ]
    return [piece for piece in pieces if 0 < len(piece) < 4_000]


def files(choice: random.Random, notes: Sequence[str]) -> dict[str, str]:
    """Make a small folder; its front matter is broken at times too."""
    found = {name: text(choice, notes) for name in ("a.md", "b.md", "x/index.md")[: choice.randint(1, 3)]}
    if choice.random() < 0.2:
        found["a.md"] = f"---\n{text(choice, notes)}\n---\n{found['a.md']}"
    return found


def try_one(seed: int, notes: Sequence[str], *, whole: bool = False) -> str:
    """Run one input; raise what it raises. Returns the HTML."""
    choice = random.Random(seed)  # noqa: S311  nothing secret
    made = files(choice, notes)
    split = choice.choice(("auto", "1", "2", "file"))
    if not whole:
        return core(made, split, auto=choice.random() < 0.3).html
    with tempfile.TemporaryDirectory() as folder:
        for name, body in made.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(body, encoding="utf-8", errors="surrogateescape", newline="")
        return "\n".join(page.html for page in build(Path(folder)).pages)
