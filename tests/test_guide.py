"""The AWS guide itself: complete, sourced, spelled right."""

import html
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from conftest import MakeSite
from guide import counts
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Section
from studyguide.rules import RULES
from studyguide.site import Site

if TYPE_CHECKING:
    from markdown_it.token import Token

LISTS = Path(__file__).parent / "guide"
NOTES = counts.ROOT / "notes"
SEED = counts.ROOT / "docs" / "about" / "seed.md"
SEED_HEADINGS = 110
WEIGHTS = {"D1": 0.30, "D2": 0.26, "D3": 0.24, "D4": 0.20}
WORDS = {1: (400, 1150), 2: (200, 560), 3: (80, 230)}  # of a section, by its priority, exam signals and traps included
_SIGNAL = re.compile(r'"[^→]+" → \*\*[^→]+?\*\*: \S[^→]*')
_OTHER_FORM = re.compile(r"(?!Exam signals$|Traps$).*\b(?:signals?|traps?)\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
ALLOWED = {"authorizer", "authorizers"}  # what API Gateway calls them
_CODE = re.compile(
    r"```.*?^```|`[^`\n]*`|<!--.*?-->|\]\([^)\s]*\)|^\[\^.*?$|\[\^[^\]]*\]|https?://\S+|\[\[[^]|\\]*",
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(scope="module")
def site() -> Site:
    return counts.guide()


@pytest.fixture(scope="module")
def numbers(site: Site) -> counts.Counts:
    return counts.count(site)


def entries(name: str) -> list[list[str]]:
    """Read one of the lists: lines of ``left → right`` or ``left right``, with remarks after ``#``."""
    text = (LISTS / name).read_text(encoding="utf-8")
    return [re.split(r" → | (?=\d$)", line) for line in text.splitlines() if line and not line.startswith("#")]


def prose() -> Iterator[tuple[str, str]]:
    """Yield each text with its place, code and addresses blanked out."""
    for path in sorted([*NOTES.glob("**/*.md"), *(counts.ROOT / "docs").glob("**/*.md")]):
        if path == SEED:  # it quotes the old notes as they were spelled
            continue
        text = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(counts.ROOT)}:{number}", line


def hidden_prose(site: Site) -> Iterator[tuple[str, str]]:
    """Yield what stands in the comments below headings and is shown all the same."""
    for section in site.library.sections:
        yield section.id, section.meta.summary
    for comparison in site.library.comparisons:
        yield comparison.id, comparison.verdict


def sentences(section: Section) -> int:
    """Count the words of a section's own text: no tables, terms, diagrams or questions."""
    kept: list[Token] = []
    skipped = 0
    in_terms = False
    for token in section.tokens:
        if token.type in {"table_open", "table_close", "raw_open", "raw_close"}:
            skipped += token.nesting
        elif token.type == "heading_open":
            in_terms = False
        elif token.type == "inline" and not skipped:
            in_terms = in_terms or plain(token.children) == "Terms"
            if not in_terms:
                kept.append(token)
    return len(block_text(kept).split())


def slips(word: str) -> Iterator[str]:
    """Yield what a hasty hand makes of a word: two letters swapped, one twice, one left out."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[: at + 1] + word[at:]
        if at:
            yield word[:at] + word[at + 1 :]


def test_notes_have_no_problems(site: Site) -> None:
    assert [str(problem) for problem in site.problems if problem.severity != "info"] == []


def test_the_guide_asks_for_rules_that_wait_to_be_asked(site: Site) -> None:
    """What they find is among the problems above; other owners can ask for them too."""
    waiting = {name for name, rule in RULES.items() if rule.levels == ("off",)}
    # Of some sections nothing is asked, words that are right but rare are in a list of ours, who prepares for this exam
    # knows what a CPU is, and what is ordinary is left so.
    assert {name for name, level in site.library.options.lint.items() if level == "warning"} == waiting - {
        "no-question",
        "word-slip",
        "unexplained-acronym",
        "ordinary-word",
    }


def test_every_planned_section_is_there(site: Site) -> None:
    planned = {identity for identity, _ in entries("sections.txt")}
    assert planned - {section.id for section in counts.texts(site)} == set()


def test_sections_are_as_deep_as_the_exam_needs(site: Site) -> None:
    found = {section.id: sentences(section) for section in counts.texts(site)}
    planned = {identity: WORDS[int(priority)] for identity, priority in entries("sections.txt")}
    assert {name: found[name] for name, (least, most) in planned.items() if not least <= found[name] <= most} == {}


def test_sections_tell_exam_signals_and_traps(site: Site) -> None:
    """What the exam needs well has both, in the form that other pages collect; the rest may have signals alone."""
    well = {identity for identity, priority in entries("sections.txt") if priority != "3"}
    well = {name for name in well if not name.startswith(("scn-", "cheat-"))}  # they are signals through and through
    signals = {section.id: counts.items(section, "Exam signals") for section in counts.texts(site)}
    traps = {section.id: counts.items(section, "Traps") for section in counts.texts(site)}
    assert [name for name in well if not (3 <= len(signals[name]) <= 7 and 2 <= len(traps[name]) <= 5)] == []
    assert [item for found in signals.values() for item in found if not _SIGNAL.fullmatch(item)] == []
    assert [(s.id, h.title) for s in site.library.sections for h in s.headings if _OTHER_FORM.match(h.title)] == []


def test_as_much_is_compared_as_was_planned(site: Site) -> None:
    """That no cell is empty is a rule (``missing-fact``)."""
    planned = [comparison for comparison in site.library.comparisons if not comparison.pair]
    cells = [attribute for c in planned for _ in c.members for attribute in c.attributes]
    assert len(planned) >= 22
    assert len(cells) >= 918


def test_verdicts_are_a_sentence_or_two(site: Site) -> None:
    pairs = [comparison for comparison in site.library.comparisons if comparison.pair]
    lengths = {pair.id: len(pair.verdict.split()) for pair in pairs}
    assert len(pairs) >= 150
    assert {name: length for name, length in lengths.items() if not 12 <= length <= 60} == {}


@pytest.mark.parametrize("path", sorted(NOTES.glob("*.md")), ids=lambda path: path.stem)
def test_no_word_is_lost(site: Site, path: Path) -> None:
    """Each stands on a page that is made of its file."""
    notes = path.read_text(encoding="utf-8")
    text = notes.partition("\n---\n")[2] if notes.startswith("---\n") else notes
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"^```mermaid\n(.*?)^```", _labels, text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"\]\([^)\s]*\)|^\[[^\]]+\]:.*$|^```\w+|https?://\S+|</?\w+[^>]*>", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\[\[[^\]|]*\|", " ", text)
    text = re.sub(r"\[\^[^\]]+\]|^> \[![A-Z]+\]", " ", text, flags=re.MULTILINE)
    pages = "".join(page.html for page in site.pages if page.source and page.source.path == path.name)
    main = lxml.html.fragment_fromstring(pages, create_parent="main")
    shown = f"{main.text_content()} {' '.join(str(image.get('alt')) for image in main.iter('img'))}"
    words, whole = (set(re.findall(r"[^\W_]{2,}", said)) for said in (html.unescape(text), shown))
    assert {word for word in words - whole if word not in shown} == set()


def _labels(diagram: re.Match[str]) -> str:
    """Keep what a reader sees of a diagram, not the names by which its source calls boxes."""
    written = re.sub(r"^\s*%%.*$", "", diagram[1], flags=re.MULTILINE)
    return " ".join(re.findall(r"\[[^\]]+\]|\([^)]+\)|\{[^}]+\}|\|[^|]+\||\"[^\"]+\"", written))


def test_core_sections_have_a_question(site: Site) -> None:
    asked = {question.page for question in site.library.questions}
    core = {identity for identity, priority in entries("sections.txt") if priority == "1"}
    assert [s.id for s in counts.texts(site) if s.id in core and s.page not in asked] == []


def test_nine_of_ten_facts_are_sourced(numbers: counts.Counts) -> None:
    assert numbers.share >= 0.9


def test_size_of_the_guide(numbers: counts.Counts) -> None:
    assert numbers.sections >= 124
    assert numbers.terms >= 246
    assert numbers.diagrams >= 12
    assert numbers.unchecked == 0
    assert sum(numbers.questions.values()) >= 200


def test_questions_are_spread_like_the_exam(numbers: counts.Counts) -> None:
    total = sum(numbers.questions.values())
    shares = {domain: numbers.questions[domain] / total for domain in WEIGHTS}
    assert shares == pytest.approx(WEIGHTS, abs=0.03)
    assert set(numbers.questions) == {*WEIGHTS, "none"}  # labs ask what the exam does not


def test_every_task_of_the_exam_is_asked(site: Site) -> None:
    asked = Counter(tag for question in site.library.questions for tag in question.tags if "/" in tag)
    assert len(asked) == 14


def test_questions_say_how_many_answers_are_right(site: Site) -> None:
    numbers = {1: "", 2: "(Choose two.)", 3: "(Choose three.)"}
    rights = {q.id: sum(option.correct for option in q.options) for q in site.library.questions if q.options}
    assert sum(right > 1 for right in rights.values()) >= 20
    told = {q.id: (re.findall(r"\(Choose \w+\.\)", q.prompt) or [""])[0] for q in site.library.questions}
    assert [name for name, right in rights.items() if numbers[right] != told[name]] == []


def test_scenarios_of_the_old_notes_are_asked(site: Site) -> None:
    asked = {question.id for question in site.library.questions}
    assert {f"q-seed-{number:02}" for number in range(1, 12)} <= asked


def test_right_answers_stand_in_all_places(site: Site) -> None:
    asked = [question.options for question in site.library.questions if question.options]
    places = [next(i for i, option in enumerate(options) if option.correct) for options in asked]
    assert all(places.count(place) / len(places) > 0.1 for place in range(4))


def test_right_answers_do_not_show_by_their_length(site: Site) -> None:
    """One in four would be chance; a reader who always picks the longest option should gain little."""
    ratios = {}
    for question in (one for one in site.library.questions if one.options):
        lengths = [(len(plain(option.text)), option.correct) for option in question.options]
        right, wrong = ([length for length, correct in lengths if correct is kind] for kind in (True, False))
        ratios[question.id] = min(right) / max(wrong)
    longest = [identity for identity, ratio in ratios.items() if ratio > 1]
    assert 0.1 < len(longest) / len(ratios) < 0.35


def test_openings_do_not_repeat_one_sentence(site: Site) -> None:
    texts = counts.texts(site)
    starts: Counter[str] = Counter()
    for section in texts:
        opening = next(token for token in section.tokens if token.type == "inline")
        starts.update({" ".join(s.split()[:3]) for s in re.split(r"(?<=[.!?])\s+", block_text([opening]))})
    assert [start for start, count in starts.items() if count > len(texts) / 10] == []


def test_official_names_are_spelled_as_their_owner_does(site: Site) -> None:
    wrong = [(re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])"), right) for name, right in entries("names.txt")]
    texts = [*prose(), *hidden_prose(site)]
    assert [f"{place}: {right}" for place, line in texts for name, right in wrong if name.search(line)] == []


def test_spelling_is_british(site: Site) -> None:
    pairs = [(name.replace("*", "[a-z]*"), right) for name, right in entries("british.txt")]
    american = [(re.compile(rf"(?<![\w-]){name}(?!\w)"), right) for name, right in pairs]
    found = []
    for place, line in [*prose(), *hidden_prose(site)]:
        words = [(match[0], right) for word, right in american for match in word.finditer(line)]
        found += [f"{place}: {word} → {right}" for word, right in words if word not in ALLOWED]
    assert found == []


def test_no_word_is_misspelt() -> None:
    ignored = LISTS / "spelling-ignore.txt"
    texts = [str(path) for path in (NOTES, counts.ROOT / "docs")]
    command = [sys.executable, "-m", "codespell_lib", "--ignore-words", str(ignored), "--skip", str(SEED), *texts]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_no_rare_word_is_a_slip_of_a_common_one() -> None:
    """Finds what lists of misspellings lack, such as ``subnte``; right words go into ``not-slips.txt``."""
    seen = Counter(word for _, line in prose() for word in _WORD.findall(line))
    right = {line for (line,) in entries("not-slips.txt")}
    common = [word for word, times in seen.items() if times >= 4]
    rare = [(slip, word) for word in common for slip in slips(word) if seen.get(slip) == 1]
    assert sorted({(slip, word) for slip, word in rare if slip not in right}) == []


def test_external_links_are_https() -> None:
    files = [*NOTES.glob("**/*.md"), *(counts.ROOT / "docs").glob("**/*.md")]
    plain_http = re.compile(r"""(?:\(|<|\]: *|(?:href|src)=["']?)http:""", re.IGNORECASE)
    assert [str(path) for path in files if plain_http.search(path.read_text(encoding="utf-8"))] == []


def test_every_heading_of_the_old_notes_leads_to_its_section(site: Site) -> None:
    rows = re.findall(r"^\| (\d+) \| \S.* \| (.+) \|$", SEED.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, SEED_HEADINGS + 1))
    pages = {str(page.name) for page in site.pages}
    anchors = {f"{s.page}#{heading.anchor}" for s in site.library.sections for heading in s.headings}
    links = [link for _, cell in rows for link in re.findall(r"\]\(([^)]+)\)", cell)]
    assert len(links) >= SEED_HEADINGS
    targets = [link.removeprefix("../").replace(".md", "") for link in links]
    assert [t for t in targets if (t not in anchors if "#" in t else t not in pages)] == []


def weeks(plan: str) -> list[list[str]]:
    """List the weeks of a study plan: the sections that each links under ``Read``."""
    text = (NOTES / "exam.md").read_text(encoding="utf-8")
    own = re.search(rf"^id: {plan}$.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert own is not None
    rows = re.findall(r"^- \*\*Time:\*\* \d+ hours\.\n- \*\*Read:\*\* (.+)", own[0], re.MULTILINE)
    return [re.findall(r"\[\[([^|\]]+)", links) for links in rows]


def test_diagrams_are_counted_however_their_fence_is_written(make_site: MakeSite) -> None:
    fences = "mermaid", 'mermaid title="A way"', "{ .mermaid }", "text"
    site = make_site({"a.md": "# A\n\n" + "\n".join(f"```{fence}\nflowchart\n```\n" for fence in fences)})
    assert len(counts.diagrams(site.library.sections[0])) == 3


def test_every_kind_of_number_is_printed(numbers: counts.Counts) -> None:
    printed = "\n".join(counts.lines(numbers))
    assert re.search(rf"exam pool: {numbers.pool.domains.total()}: D1", printed)
    assert re.search(r"^unchecked +\d+$", printed, re.MULTILINE)
    assert re.search(r"one answer \d+, choose two \d+, choose three \d+", printed)
    assert re.search(r"oldest 20\d\d-\d\d-\d\d, median 20\d\d-\d\d-\d\d", printed)


@pytest.mark.parametrize(("plan", "length"), [("study-plan", 6), ("study-plan-12", 12), ("study-plan-2", 2)])
def test_a_study_plan_has_the_weeks_of_its_name(plan: str, length: int) -> None:
    found = weeks(plan)
    assert len(found) == length
    assert all(found)


@pytest.mark.parametrize("plan", ["study-plan", "study-plan-12"])
def test_a_study_plan_leaves_no_section_out(site: Site, plan: str) -> None:
    read = Counter(link for links in weeks(plan) for link in links)
    # What the plans build and practise with instead of reading it through.
    practised = ("lab-", "study-plan", "scn-", "cheat-")
    built = {section.id for section in counts.texts(site) if section.id.startswith(practised)}
    assert read == Counter({section.id for section in counts.texts(site)} - built)


@pytest.mark.parametrize(("plan", "review"), [("study-plan", 1), ("study-plan-12", 2)])
def test_weeks_of_a_study_plan_weigh_the_same(site: Site, plan: str, review: int) -> None:
    length = counts.lengths(site)
    sums = [sum(length[link] for link in links) for links in weeks(plan)[:-review]]
    assert max(sums) / min(sums) < 1.25


def test_a_decision_tree_is_small_and_stands_in_words_too(site: Site) -> None:
    trees = counts.trees(site)
    assert len(trees) == 10
    for section in trees:
        (diagram,) = counts.diagrams(section)
        nodes = set(re.findall(r"\b([QAB]\d+)\b", diagram))
        numbered = [t for t in section.tokens if t.type == "list_item_open" and t.level == 1 and t.info]
        assert len(nodes) <= 18, section.id  # a leaf for each service
        assert len(numbered) == sum(node.startswith("Q") for node in nodes), section.id


_DIAGRAM = re.compile(r"^```mermaid\n(.*?)^```", re.DOTALL | re.MULTILINE)
_EDGE = re.compile(r"^ +(\w+)(\W.*?)? -->\|(.+?)\| (\w+)(.*)$", re.MULTILINE)
_SEVERAL = re.compile(r"\bor\b|[,:;]")


@pytest.mark.parametrize("path", sorted(NOTES.glob("*.md")), ids=lambda path: path.stem)
def test_a_leaf_of_a_decision_tree_names_one_thing(path: Path) -> None:
    trees = [tree for tree in _DIAGRAM.findall(path.read_text(encoding="utf-8")) if re.search(r"\|no\|", tree)]
    for tree in trees:
        edges = _EDGE.findall(tree)
        asked = {start for start, *_ in edges}
        labels = {end: label for *_, end, label in edges if label}
        leaves = {end: labels[end].replace("<br/>", " ") for *_, end, _ in edges if end not in asked}
        assert leaves
        assert {label for label in leaves.values() if _SEVERAL.search(label)} == set()
