"""What holds for any notes: no word is lost, linking changes no text, addresses stay on the site, nothing raises."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import fuzz
from fuzz import Core, core
from studyguide import paths
from studyguide.build import build
from studyguide.paths import PageName

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORD = re.compile(r"[^\W_]{2,}")
FIXTURES = [*sorted((Path(__file__).parent / "cases").rglob("*.md"))]

words = st.text(st.characters(categories=["L", "N"]), min_size=2, max_size=8).map(lambda word: f"x{word}")
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
blocks = st.one_of(
    words,
    st.builds("# {}".format, words),
    st.builds("## {}".format, words),
    st.builds("{}\n===".format, words),
    st.builds("- {}\n  - {}\n    - {}".format, words, words, words),
    st.builds("1. {}\n   {}".format, words, words),
    st.builds("> {}\n> # {}".format, words, words),
    st.builds("> [!note] {}\n> {}".format, words, words),
    st.builds('!!! tip "{}"\n    {}'.format, words, words),
    st.builds('=== "{}"\n    {}'.format, words, words),
    st.builds("| {} | {} |\n|---|---|\n| {} | {} |".format, words, words, words, words),
    st.builds("```\n{}\n# {}\n```".format, words, words),
    st.builds("    {}".format, words),
    st.builds("<details>\n<summary>{}</summary>\n\n{}\n\n# {}\n\n</details>".format, words, words, words),
    st.builds("<{}> and <b>{}</b>".format, words, words),
    st.builds("**{}** *{}* ~~{}~~ =={}== `{}`".format, words, words, words, words, words),
    st.builds("[{}](nowhere.md) [[{}]] ![{}](x.png)".format, words, words, words),
    st.builds("{}\n: {}".format, words, words),
    st.builds("{}[^{}]\n\n[^{}]: {}".format, words, st.sampled_from("abc"), st.sampled_from("abc"), words),
    st.builds("{}[^{}]".format, words, words),
    st.builds("• {}\n• {}".format, words, words),
    st.builds("$$\n{}\n$$".format, words),
    st.builds("- [ ] {}\n- [x] {}".format, words, words),
)
documents = st.lists(blocks, max_size=12).map("\n\n".join)
# What GitHub passes over, too: words may be missing where a problem says so.
overlooked = st.one_of(
    blocks,
    st.builds("| {} |\n|---|\n| {} | {} |".format, words, words, words),
    st.builds("> | {} |\n> |---|\n> | `{}|{}` |".format, words, words, words),
    st.builds("- | {} | {} |\n  |---|\n  | {} |".format, words, words, words),
    st.builds("```\n{}".format, words),
    st.builds("- ~~~\n  {}\n\n{}".format, words, words),
    st.builds("```sh {} {}\n```".format, words, words),
    st.builds('[{}]: {}.md "{}"'.format, words, words, words),
    st.builds('[xq]: {}.md "{}"'.format, words, words),
    st.builds("[^{0}]: {1} [^{0}]".format, words, words),
    st.builds("<details>\n<summary>{}</summary>\n\n{}".format, words, words),
    st.builds("<!-- {}".format, words),
    st.builds("<!-- studyguide\nid: {}\n\n{}".format, words, words),
    st.builds("%% {}\n\n{}".format, words, words),
    st.builds("%% {} %%".format, words),
    st.builds("{{: {} }}".format, words),
    st.builds("---\n{}\n---".format, words),
    st.builds("---\n{}: {}\n---".format, words, words),
)
modes = st.sampled_from(["auto", "1", "2", "file"])


def shown(made: Core) -> str:
    """Return everything that a reader sees, alternative texts and titles of code blocks too."""
    fragment = html5lib.parseFragment(made.html, namespaceHTMLElements=False)
    alternatives = [str(image.get("alt") or "") for image in fragment.iter("img")]
    return "".join(fragment.itertext()) + " ".join(alternatives)


def missing(notes: str, text: str) -> set[str]:
    """List the words of notes that a text does not hold."""
    found = unicodedata.normalize("NFC", text)
    return {word for word in WORD.findall(unicodedata.normalize("NFC", notes)) if word not in found}


@QUICK
@given(documents, modes)
def test_no_word_is_lost(notes: str, split: str) -> None:
    markup = {"png", "md", "nowhere", "note", "tip", "details", "summary"}
    assert missing(notes, shown(core({"a.md": notes}, split))) <= markup


@QUICK
@given(st.lists(overlooked, max_size=8).map("\n\n".join), modes)
@example("%% x00\n\nx00\n\n<!-- studyguide\nid: x00\n\nx00\n\n%% x00 %%", "auto")
@example("x00[^x000]\n\n[^x000]: x00 [^x000]", "auto")
@example('[x00]: x00.md "x00"\n\n[x00]: x00.md "x00"', "auto")
def test_no_word_is_lost_without_a_message(notes: str, split: str) -> None:
    made = core({"a.md": notes}, split)
    told = {problem.place.line for problem in made.problems}
    markup = {"png", "md", "nowhere", "note", "tip", "details", "summary", "sh"}
    # What a footnote is called is no word of the text.
    markup |= set(re.findall(r"^\[\^(\w+)\]:", notes, re.MULTILINE)) - set(
        WORD.findall(re.sub(r"\[\^\w+\]", "", notes))
    )
    lines = notes.split("\n")
    # What the same definition once more says is what is told of the first.
    told |= {number for number, line in enumerate(lines, 1) if line in {lines[n - 1] for n in told if line[:1] == "["}}
    for word in missing(notes, shown(made)) - markup:
        at = [number for number, line in enumerate(lines, 1) if word in unicodedata.normalize("NFC", line)]
        assert all(number in told or _in_comment(lines, number, told) for number in at), (word, at, made.problems)


def _in_comment(lines: list[str], number: int, told: set[int]) -> bool:
    """Say whether a line stands in a comment: by itself one is no text, over paragraphs it must be reported."""
    start = next((n for n in range(number, 0, -1) if lines[n - 1].startswith(("<!--", "%%"))), 0)
    if start == number or start in told:
        return True
    # What a comment of Obsidian's hides may look like the beginning of another one.
    opened = (n for n in told if n < number and lines[n - 1].startswith("%%"))
    return any(not any("%%" in line for line in lines[n : number - 1]) for n in opened)


@QUICK
@given(documents, modes)
def test_linking_leaves_the_visible_text_alone(notes: str, split: str) -> None:
    files = {"a.md": notes, "b.md": "# Amazon S3\n\nxa\n\n## Terms\n\n- **RPO** (Recovery Point Objective): xb\n"}
    assert shown(core(files, split)) == shown(core(files, split, auto=True))


@QUICK
@given(documents, modes)
def test_every_page_has_distinct_ids_and_one_title(notes: str, split: str) -> None:
    made = core({"a.md": notes}, split)
    for page in made.pages.values():
        fragment = html5lib.parseFragment(page, namespaceHTMLElements=False)
        ids = [element.get("id") for element in fragment.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        levels = [int(e.tag[1]) for e in fragment.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
        assert levels[:1] == [1]
        assert 1 not in levels[1:]
        assert all(after <= before + 1 for before, after in pairwise(levels))


@QUICK
@given(documents, modes)
def test_sections_hold_their_lines(notes: str, split: str) -> None:
    count = notes.count("\n") + 1
    sections = core({"a.md": notes}, split).sections
    for section in sections:
        assert 1 <= section.place.line <= count
        assert section.last <= count
    cut = sorted((s.place.line, s.last) for s in sections if s.parent is not None)
    assert all(last < following for (_, last), (following, _) in pairwise(cut))


@QUICK
@given(documents)
def test_an_edit_of_one_section_leaves_the_others_where_they_are(notes: str) -> None:
    before = core({"a.md": f"# One\n\ntext\n\n# Two\n\n{notes.replace('# ', '### ')}"}, "1")
    after = core({"a.md": f"# One\n\nother text\n\nand more\n\n# Two\n\n{notes.replace('# ', '### ')}"}, "1")
    assert [s.page for s in before.sections] == [s.page for s in after.sections]
    assert list(before.pages.values())[2:] == list(after.pages.values())[2:]


@QUICK
@given(anything)
def test_slugs_stay_inside_the_site(title: str) -> None:
    slug = paths.slug(title)
    assert slug
    assert not set(slug) & set('/\\:*?"<>|. \0')
    assert len(slug.encode()) <= 255
    assert paths.slug(slug).removesuffix("-page") == slug.removesuffix("-page")
    url = paths.url(PageName(f"notes/{slug}"), title)
    assert url.startswith("notes/")
    assert url.isascii()
    assert not set(url) & set(' "<>\\')


@QUICK
@given(anything)
def test_a_slug_does_not_depend_on_the_unicode_form(title: str) -> None:
    forms = {unicodedata.normalize(form, title) for form in ("NFC", "NFD")}
    assert len({paths.slug(form) for form in forms}) == 1


@QUICK
@given(st.text(st.sampled_from("abc/é漢 .#"), max_size=20), st.text(st.sampled_from("abc/é漢 .#"), max_size=20))
def test_relative_addresses_lead_back(one: str, other: str) -> None:
    origin, target = (PageName("/".join(paths.slug(part) for part in name.split("/"))) for name in (one, other))
    base = "https://example.org/sub/"
    reached = urljoin(base + paths.url(origin), paths.relative(origin, target))
    assert reached == base + paths.url(target)


@pytest.mark.parametrize("start", range(0, 1_000, 500))
def test_random_notes_raise_nothing(start: int) -> None:
    notes = fuzz.corpus()
    for seed in range(start, start + 500):
        assert "<h1>" in fuzz.try_one(seed, notes)


def test_random_sites_raise_nothing() -> None:
    notes = fuzz.corpus()
    for seed in range(60):
        assert fuzz.try_one(seed, notes, whole=True)


def test_the_same_notes_make_the_same_site(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "another"):
        folder = tmp_path / name / "notes"
        folder.mkdir(parents=True)
        for path in FIXTURES[:8]:
            (folder / path.name).write_bytes(path.read_bytes())
        sites.append(build(folder))
    assert [(p.name, p.html) for p in sites[0].pages] == [(p.name, p.html) for p in sites[1].pages]
    assert sites[0].problems == sites[1].problems
