"""A build that goes on from the last one in the same process gives what a build without a past gives, page by page."""

import io
import json
import pickle
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from markupsafe import Markup

from studyguide import page_kinds
from studyguide.build import build
from studyguide.guide.digest import content_hash
from studyguide.linking.name_matcher import Matcher
from studyguide.markdown.plain_text import block_text
from studyguide.options import Exam, Options
from studyguide.outputs import going_on, search_data, studyguide_json
from studyguide.paths import PageName
from studyguide.repository import Repository
from studyguide.reuse import lasting
from studyguide.reuse.laid import Laid
from studyguide.reuse.memory import Memory, alike, changed, held, kept, part, passing, recalled, recalled_asking, same
from studyguide.reuse.said import saying
from studyguide.reuse.stages import mapped, stage
from studyguide.reuse.store import Store
from studyguide.site import Site

STEPS = settings(
    max_examples=10, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
FILES = ("storage.md", "network.md", "exam/questions.md", "exam/index.md")
NAMES = ("Amazon S3", "Block Store (EBS)", "Virtual Private Cloud", "storage", "Durability", "RPO")
TEXTS = (
    "S3 keeps objects, and EBS blocks. The Recovery Point Objective (RPO) of both is short.",
    "See [[s3]] and [[Durability|how it lasts]], [the network](network.md#virtual-private-cloud) and [[nothing]].",
    "Use [lines](storage.md#L3) and [a note](network.md), or ![a picture](a.png).[^1]\n\n[^1]: By [[ebs]].",
    "| At a glance | |\n|---|---|\n| scope | one zone |\n| kind | blocks of [[s3]] |",
    "### Terms\n\n- **RPO** (Recovery Point Objective): how much you lose with S3.\n- **lost**: nobody says so.",
    "<details>\n<summary>What keeps objects?</summary>\n<!-- id: q-one -->\n\n- [x] S3\n- [ ] EBS\n\n</details>",
    "<details>\n<summary>Alone?</summary>\n<!--\nid: q-two\nexam_only: true\nsections: [s3]\n-->\n\nEBS.\n\n</details>",
    "![[Durability]]\n\n#durable text, and storage.",
    "A line\nmore.\n\n```mermaid\ngraph TD\n```",
    "An EBS (Elected Board of Sellers) is none, nor is EBS (elastic block store); S3 is small.",
    "EBS stands for elastic block store (EBS), and VPC (very plain card) for a card.",
    "### Terms\n\n- **Region**: a place.\n\n### Places\n\nIn a Region, or the Region, a Region, one Region, no Region.",
    "It is in a small region, and the region has an end.",
)
REWORDED = (
    ("one zone", "two zones of [[ebs]]"),
    ("how much you lose", "how little you lose"),
    ("nobody says so", ""),
    ("- [x] S3", "- [x] S3, and VPC"),
    ("What keeps objects?", "What keeps objects best?"),
    ("EBS.", "EBS, or nothing."),
    ("By [[ebs]].", "By [[s3]]."),
    ("more.", "more of [[s3]].\n\nA paragraph."),
)
METAS = (
    "",
    "id: s3\naliases: [Simple Storage]\ntags: [storage]\nconfused_with: [ebs]",
    "id: ebs\ntags: [storage, D1/1.2]\nreviewed: 2026-11-20\nsources: [http://example.org]",
    "draft: true",
    "link: false\nrelated: [s3]\nsummary: In short.",
    "exam_only: true",
)
OPTIONS = (
    Options(),
    Options(autolink="off", directory_urls=False),
    Options(lint={"word-slip": "warning", "price": "info", "unsourced-fact": "warning", "bare-id": "warning"}),
    Options(split="2", inline_tags=True, ignore=("S3",)),
    Options(exam=Exam("Exam", 60, 5, ()), allow_unsafe_html=True, terms_heading="Words"),
)


def said(site: Site) -> list[tuple[object, ...]]:
    """Give all that a host shows of pages."""
    return [
        (p.name, p.title, p.html, p.toc, p.description, p.source, p.last, p.search, p.tags, p.kind.name, p.moved_to)
        for p in site.pages
    ]


class Edits(RuleBasedStateMachine):
    """Somebody writes, and a build follows each change."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.memory = Memory()
        self.options = OPTIONS[0]
        (self.root / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        for number, name in enumerate(FILES[:2]):
            parts = [self.section(NAMES[2 * number + n], METAS[n + 1], TEXTS[number + n]) for n in range(2)]
            self.write(name, ["---\nsplit: 2\n---\n\n# Chapter\n", *parts])

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def section(self, title: str, meta: str, text: str) -> str:
        return f"## {title}\n" + (f"<!-- studyguide\n{meta}\n-->\n" if meta else "") + f"\n{text}\n"

    def write(self, name: str, parts: list[str]) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(parts), encoding="utf-8")

    def parts(self, name: str) -> list[str]:
        path = self.root / name
        text = path.read_text(encoding="utf-8") if path.is_file() else "---\nsplit: 2\n---\n\n# Chapter\n"
        head, *rest = text.split("\n## ")
        return [head, *(f"## {part}" for part in rest)]

    files = st.sampled_from(FILES)
    numbers = st.integers(0, 5)

    @rule(
        name=files, at=numbers, title=st.sampled_from(NAMES), meta=st.sampled_from(METAS), text=st.sampled_from(TEXTS)
    )
    def add(self, name: str, at: int, title: str, meta: str, text: str) -> None:
        parts = self.parts(name)
        parts.insert(1 + at % len(parts), self.section(title, meta, text))
        self.write(name, parts)

    @rule(name=files, at=numbers)
    def delete(self, name: str, at: int) -> None:
        parts = self.parts(name)
        if len(parts) > 1:
            del parts[1 + at % (len(parts) - 1)]
        self.write(name, parts)

    @rule(
        name=files, at=numbers, word=st.sampled_from(["S3", "durable", "storage", "http://a.example", "5 EUR", "RPO"])
    )
    def edit_text(self, name: str, at: int, word: str) -> None:
        parts = self.parts(name)
        parts[at % len(parts)] = parts[at % len(parts)].rstrip("\n") + f" {word}\n"
        self.write(name, parts)

    @rule(name=files, words=st.sampled_from(REWORDED), back=st.booleans())
    def reword(self, name: str, words: tuple[str, str], *, back: bool) -> None:
        old, new = words[::-1] if back else words
        self.write(name, [part.replace(old, new) if old else part for part in self.parts(name)])

    @rule(name=files, old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, name: str, old: str, new: str) -> None:
        self.write(name, [part.replace(f"## {old}\n", f"## {new}\n") for part in self.parts(name)])

    @rule(name=files, other=files)
    def move(self, name: str, other: str) -> None:
        (self.root / other).parent.mkdir(exist_ok=True)
        if (self.root / name).is_file():
            (self.root / name).rename(self.root / other)

    @rule(name=files)
    def lose(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    @rule(name=files)
    def add_line(self, name: str) -> None:
        head, *rest = self.parts(name)
        self.write(name, [f"{head}\n\nmore", *rest])

    @rule(name=files, broken=st.sampled_from(["---\ntags: [\n---\n", "\x00", "```\n", "<!-- studyguide\nid: ["]))
    def spoil(self, name: str, broken: str) -> None:
        self.write(name, [broken, *self.parts(name)[1:]])

    @rule(options=st.sampled_from(OPTIONS), title=st.sampled_from(["Guide", "Notes"]))
    def change_options(self, options: Options, title: str) -> None:
        self.options = replace(options, title=title)

    @rule()
    def go_on_in_another_process(self) -> None:
        written = io.BytesIO()
        lasting.write(("now", self.memory.everything), written)
        written.seek(0)
        assert lasting.read(written, "later") is None
        written.seek(0)
        self.memory = Memory(lasting.read(written, "now"))
        self.memory.is_written = True

    @rule()
    def draw_a_file(self) -> None:
        picture = self.root / "a.png"
        picture.unlink() if picture.is_file() else picture.write_bytes(b"\x89PNG\r\n\x1a\n")

    @invariant()
    def is_the_same(self) -> None:
        fresh = build(self.root, replace(self.options))
        site = build(self.root, replace(self.options), self.memory)
        assert said(site) == said(fresh)
        assert site.problems == fresh.problems
        assert (site.nav, site.assets, site.outward, site.amends) == (
            fresh.nav,
            fresh.assets,
            fresh.outward,
            fresh.amends,
        )
        assert json.loads(studyguide_json.encode(site)) == json.loads(studyguide_json.encode(fresh))
        assert search_data.encode(site.library) == search_data.encode(fresh.library)


TestEdits = Edits.TestCase
TestEdits.settings = STEPS


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"# Title {name}\n\nSome words about {name}.\n", encoding="utf-8")
    memory = Memory()
    before = {page.name: page for page in build(tmp_path, memory=memory).pages}
    (tmp_path / "b.md").write_text("# Title b\n\nOther words about b.\n", encoding="utf-8")
    after = {page.name: page for page in build(tmp_path, memory=memory).pages}
    assert after[PageName("a")] is before[PageName("a")]
    assert "Other words" in after[PageName("b")].html


def test_a_memory_tells_html_from_text_and_true_from_one() -> None:
    with Memory().used():
        assert recalled(lambda: "one", "of", 1) == "one"
        assert recalled(lambda: "true", "of", True) == "true"  # noqa: FBT003  which equals 1


@dataclass(frozen=True)
class Said:
    """A value that something is made of."""

    text: str


def test_what_is_asked_several_times_is_made_once_for_each_value_where_nothing_is_kept() -> None:
    made: list[tuple[Said, int]] = []

    @held
    def longer(said: Said, number: int) -> str:
        made.append((said, number))
        return said.text * number

    one, copy = Said("a"), Said("a")
    assert [longer(one, 2), longer(one, number=2), longer(one, 3), longer(copy, 2)] == ["aa", "aa", "aaa", "aa"]
    assert [longer(one, 2), longer(replace(one), 2)] == ["aa", "aa"]
    assert [number for _, number in made] == [2, 2, 3, 2, 2]  # given by name is another question; so is a copy
    assert one == copy
    made.clear()
    memory = Memory()
    for _ in range(2):
        with memory.used():
            assert longer(one, 2) == longer(one, 2) == "aa"
    assert len(made) == 1


def test_keys_of_a_build_share_their_parts_and_let_go_of_them() -> None:
    said = Said("a")
    with Memory().used():
        first = part(said)
        assert part(said) is first
        assert part(Said("a")) != first
    assert part(said) == first
    assert part(said) is not first


def test_what_looks_beyond_its_values_is_made_in_each_build() -> None:
    memory, seen = Memory(), []

    @kept
    def looking(number: int) -> int:
        passing()
        seen.append(number)
        return len(seen)

    @kept
    def around(number: int) -> int:
        return looking(number)

    for _ in range(2):
        with memory.used():
            around(1)
    assert seen == [1, 1]


def test_what_asked_about_others_holds_while_the_answers_are_the_same() -> None:
    memory, made = Memory(), list[str]()

    def build(word: str, others: dict[str, str]) -> str:
        def make(ask: Callable[[str], str]) -> str:
            made.append(word)
            return word + (ask("next") if word == "a" else "")

        with memory.used():
            return recalled_asking(make, lambda question: others[question], "said", word)

    assert build("a", {"next": "b"}) == build("a", {"next": "b", "more": "c"}) == "ab"
    assert made == ["a"]
    assert build("a", {"next": "c"}) == "ac"
    assert build("b", {}) == build("b", {"next": "c"}) == "b"
    assert made == ["a", "a", "b"]


def test_a_stage_knows_one_value_at_two_places() -> None:
    memory, value = Memory(), Told("one", "a b")
    with memory.used():
        first = mapped(lambda told: [told.name], (value, value), "names")
    assert first[0] is first[1]
    with memory.used():
        assert mapped(lambda told: [told.name], (value, value), "names") is first


def test_a_page_is_linked_again_only_if_what_it_asks_of_another_text_is_answered_otherwise(tmp_path: Path) -> None:
    texts = {
        "a": "# Network\n\nDNS (domain name system) is old.\n",
        "b": "# DNS\n\nThe domain name system (DNS) is small.\n",
    }
    memory = Memory()
    pages = []
    for text in (texts["b"], texts["b"].replace("small", "large"), "# DNS\n\nDo not sleep (DNS).\n"):
        for name, said in (texts | {"b": text}).items():
            (tmp_path / f"{name}.md").write_text(said, encoding="utf-8")
        site = build(tmp_path, memory=memory)
        assert said_of(site) == said_of(build(tmp_path))
        pages.append(next(section for section in site.library.sections if section.page == "a"))
    assert pages[0] is pages[1]


@pytest.mark.parametrize(
    "words", [("one zone", "two zones"), ("how much", "how little"), ("so many", "so few"), ("it lasts", "it stays")]
)
def test_of_a_value_a_definition_or_an_answer_only_what_shows_it_is_made_again(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    text = (
        "# Storage\n\n| At a glance | |\n|---|---|\n| scope | one zone |\n\nWhere it lasts.\n\n### Terms\n\n- **RPO**"
        ": how much you lose.\n\n<details>\n<summary>How many?</summary>\n\nJust so many.\n\n</details>\n"
    )
    for number in range(100):
        (tmp_path / f"{number}.md").write_text(f"# Note {number}\n\nIt says nothing.\n", encoding="utf-8")
    memory = Memory()
    for said in (text, text.replace(*words)):
        (tmp_path / "storage.md").write_text(said, encoding="utf-8")
        before = memory.made_anew
        site = build(tmp_path, memory=memory)
        assert said_of(site) == said_of(build(tmp_path))
    assert memory.made_anew - before < 100


LINES = """\
---
split: 2
---

# Storage

## Amazon S3
<!-- studyguide
id: s3
tags: [storage]
confused_with: [ebs]
-->

![[Block Store#Durability]]

| At a glance | |
|---|---|
| scope | one Region[^one] |
| kind | objects |

[^one]: By [[ebs]].

## Block Store
<!-- studyguide
id: ebs
tags: [storage]
-->

| At a glance | |
|---|---|
| scope | one zone[^two] |
| kind | blocks |

### Terms

- **RPO** (Recovery Point Objective): how much you lose with S3.

### Durability

S3 lasts.[^two]

<details>
<summary>What keeps blocks?</summary>

The Block Store.

</details>

[^two]: So they say.
"""
MOVED = [
    LINES,
    LINES.replace("## Amazon", "More.\n\nAnd more.\n\n## Amazon"),
    LINES.replace("\n### Terms", "\nMore.\n\n### Terms"),
    LINES.replace("So they say", "So some say"),
    LINES.replace("By [[ebs]].", "By [[ebs]], at last."),
    LINES.replace("[^one]: By [[ebs]].\n", "").replace(
        "| kind | blocks |\n", "| kind | blocks |\n\n[^one]: By [[ebs]].\n"
    ),
    LINES,
]


def test_lines_that_move_are_on_each_page_that_names_them(tmp_path: Path) -> None:
    options = Options(repository=Repository("https://example.org/guide", "main", "notes"), lint={"price": "info"})
    memory = Memory()
    (tmp_path / "network.md").write_text("# Network\n\nS3 is reached by a gateway.\n", encoding="utf-8")
    for text in MOVED:
        (tmp_path / "storage.md").write_text(text, encoding="utf-8")
        site, fresh = build(tmp_path, options, memory), build(tmp_path, options)
        assert said(site) == said(fresh)
        assert site.problems == fresh.problems


def said_of(site: Site) -> list[tuple[str, str]]:
    return [(page.name, page.html) for page in site.pages]


def test_a_memory_forgets_what_a_build_did_not_ask_for_and_keeps_what_a_failed_one_made() -> None:
    memory, made = Memory(), []

    def ask(what: str) -> None:
        recalled(lambda: made.append(what), "asked", what)

    def fail() -> None:
        with memory.used():
            ask("b")
            raise ValueError

    with memory.used():
        ask("a")
    with suppress(ValueError):
        fail()
    with memory.used():
        ask("b")
    with memory.used():
        ask("a")
    assert made == ["a", "b", "a"]


def test_values_that_say_the_same_are_one() -> None:
    memory, lists = Memory(), ([1, {"a": (2,)}], [1, {"a": (2,)}])
    with memory.used():
        first = same(lists[0], "list")
    with memory.used():
        assert same(lists[1], "list") is first
        assert changed(OPTIONS[0], title=OPTIONS[0].title) is OPTIONS[0]
    assert not alike({"a": 1, "b": 2}, {"b": 2, "a": 1})


@saying("tokens")
@dataclass(frozen=True, eq=False)
class Told:
    """What stands for a section: its name counts for all, its text for whoever asks."""

    name: str
    tokens: str


@kept
def first_word(section: Told) -> str:
    return section.tokens.partition(" ")[0]


def test_a_stage_is_made_again_only_where_what_it_asked_of_a_text_is_answered_otherwise() -> None:
    memory = Memory()
    made: list[int] = []

    def build(*sections: Told, title: str = "") -> str:
        def stage_of_all() -> str:
            made.append(len(made))
            return title + " ".join(map(first_word, sections))

        with memory.used():
            return stage(stage_of_all, "first words", sections, title)

    one, other = Told("one", "a b"), Told("other", "c d")
    assert build(one, other) == build(one, other) == "a c"
    assert build(one, edited := Told("other", "c e")) == "a c"
    assert build(one, edited) == "a c"
    assert len(made) == 1
    assert build(one, Told("other", "x e")) == "a x"
    assert build(one) == "a"
    assert build(Told("renamed", "a b")) == "a"
    assert build(Told("renamed", "a b"), title="in: ") == "in: a"
    assert len(made) == 5


def test_a_stage_follows_texts_that_are_edited_again_and_again() -> None:
    memory, made = Memory(), list[str]()

    def build(sections: list[Told]) -> str:
        def stage_of_all() -> str:
            made.append(" ".join(map(first_word, [*sections, *sections[:2]])))
            return made[-1]

        with memory.used():
            return stage(stage_of_all, "first words", tuple(sections))

    sections = [Told(f"{number}", f"a{number} b") for number in range(5)]
    for step in range(40):
        at = (0, 3, 0, 1)[step % 4]
        first, second = sections[at].tokens.split()
        text = f"{first}x {second}" if step % 5 == 4 else f"{first} {second}y"
        sections[at] = Told(sections[at].name, text)
        assert build(sections) == " ".join(one.tokens.split()[0] for one in [*sections, *sections[:2]]), step
    assert len(made) == len(set(made)) == 1 + 40 // 5


def test_a_stage_that_holds_another_is_made_again_with_it() -> None:
    memory = Memory()
    made: list[Told] = []

    def build(section: Told) -> str:
        def outer() -> str:
            made.append(section)
            return stage(lambda: first_word(section), "inner", (section,)) + "!"

        with memory.used():
            return stage(outer, "outer", (section,))

    assert [build(Told("one", text)) for text in ("a b", "a c", "d c")] == ["a!", "a!", "d!"]
    assert len(made) == 2


def test_a_stage_that_reads_a_text_by_itself_is_made_again_with_each(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\nSome words.\n", encoding="utf-8")
    memory, made = Memory(), []
    for text in ("Some words.", "Some words.", "Other words."):
        (tmp_path / "a.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
        sections = build(tmp_path).library.sections
        with memory.used():
            made.append(stage(lambda: block_text(sections[-1].tokens), "content", sections))  # noqa: B023
    assert made == ["Some words.", "Some words.", "Other words."]


def test_of_many_values_those_that_came_are_made() -> None:
    memory, made = Memory(), []

    def doubled(number: int) -> int:
        made.append(number)
        return 2 * number

    numbers = [100_001, 100_002, 100_003]
    with memory.used():
        first = mapped(doubled, numbers, "doubled")
    with memory.used():
        assert mapped(doubled, numbers, "doubled") is first
    with memory.used():
        assert mapped(doubled, [*numbers[1:], 100_004], "doubled") == (200_004, 200_006, 200_008)
    assert made == [*numbers, 100_004]


LETTERS = "abSIkK s\u017f\u0131\u0130ß-.é\u0436\u06333表ック"
"""Some of which `re` takes for each other."""

NAMES_OF_ALL_KINDS = st.sets(st.text(LETTERS, min_size=2, max_size=6), max_size=6)


@settings(max_examples=60, deadline=None)
@given(exact=NAMES_OF_ALL_KINDS, loose=NAMES_OF_ALL_KINDS, text=st.text(LETTERS + "\n"))
def test_names_are_found_in_a_few_texts_as_in_all(exact: set[str], loose: set[str], text: str) -> None:
    text = f"{text} {' '.join((*exact, *loose))}"
    matcher = Matcher(exact, loose - exact, "en")
    of_few = pickle.loads(pickle.dumps(matcher))  # noqa: S301  our own
    for one in (text, *text.split(), text[::-1]):
        assert list(of_few.find(one)) == list(matcher.find(one))
    of_few.expect([text, "S3"])
    for one in (text, *text.split(), text[::-1], text):
        assert list(of_few.find(one)) == list(matcher.find(one))


def test_names_are_found_in_texts_that_were_not_expected() -> None:
    of_few = pickle.loads(pickle.dumps(Matcher({"S3"}, {"queue", "queue of jobs"}, "en")))  # noqa: S301  our own
    of_few.expect(["A queue of", "jobs and more"])
    assert [one.name for one in of_few.find("A queue of")] == ["queue"]
    assert [one.name for one in of_few.find("S3, and a queue of jobs")] == ["S3", "queue of jobs"]
    assert [one.name for one in of_few.find("jobs and more")] == []


def test_what_is_read_runs_nothing() -> None:
    for harmful in (print, json.loads, Path.unlink):
        written = io.BytesIO(pickle.dumps(harmful))
        with pytest.raises(pickle.UnpicklingError, match="no value of a guide"):
            lasting.read(written, "now")


@pytest.mark.parametrize(
    "written",
    [
        b"cstudyguide.guide.git\nsubprocess\n.",
        b"\x80\x04\x8c\x14studyguide.guide.git\x8c\x10subprocess.Popen\x93.",
        b"cstudyguide.reuse.lasting\n_constant\n(Vstudyguide.guide.git\nVsubprocess\ntR.",
        b"cstudyguide.reuse.lasting\n_function\n(Vstudyguide.guide.git\nVsubprocess.run\ntR.",
        b"cstudyguide.reuse.lasting\n_function\n(Vstudyguide.guide.git\nVsubprocess.Popen\ntR.",
        b"cstudyguide.reuse.lasting\n_function\n(Vsubprocess\nVrun\ntR.",
    ],
)
def test_what_is_read_reaches_nothing_that_the_guide_imports(written: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no"):
        lasting.read(io.BytesIO(written), "now")


def test_a_constant_stays_itself_on_the_disk() -> None:
    written = io.BytesIO()
    lasting.write(("now", [page_kinds.PRINT, content_hash]), written)
    written.seek(0)
    kind, function = lasting.read(written, "now")
    assert kind is page_kinds.PRINT
    assert function is content_hash.__wrapped__  # type: ignore[attr-defined]


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.text().map(Markup) | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=40, deadline=None)
@given(_PLAIN)
def test_what_is_laid_together_says_the_same(value: object) -> None:
    laid = Laid.of([value, "a" * 500])
    assert type(laid) is Laid
    again = laid.again()
    assert again == [value, "a" * 500]
    assert type(again[0]) is type(value)


def test_what_may_be_meant_as_the_very_object_is_not_laid_together() -> None:
    value = ("a" * 500, [object()])
    assert Laid.of(value) is value


def test_a_memory_that_is_written_holds_words_laid_together() -> None:
    words = Counter(f"word {number}" for number in range(100))
    memory = Memory()
    memory.is_written = True
    with memory.used():
        assert recalled(lambda: words, "words") is words
        assert recalled(Counter, "words") == words
    assert [type(value) for value in memory.everything.values()] == [Laid]
    with memory.used():
        assert recalled(Counter, "words") == words


def test_where_nobody_edits_what_is_made_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert going_on.is_expected(store, {})
    assert going_on.is_expected(store, {"CI": "false"})
    assert not going_on.is_expected(store, {"CI": "true"})
    assert going_on.is_expected(store, {"CI": "true", "STUDYGUIDE_CACHE": "on"})
    (tmp_path / ".cache/studyguide").mkdir(parents=True)
    assert going_on.is_expected(store, {"CI": "true"})


def test_what_is_made_of_large_notes_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "of_one.md").write_bytes(b"a" * 3_000_000)
    (tmp_path / "picture.png").write_bytes(b"a" * 3_000_000)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert going_on.is_worth(tmp_path)
    assert going_on.is_worth(tmp_path / "of_one.md")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/more.md").write_bytes(b"a" * 3_000_000)
    assert not going_on.is_worth(tmp_path)
