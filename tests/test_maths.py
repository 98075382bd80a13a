# ruff: noqa: RUF001  letters and signs of formulas
"""Formulas are drawn as GitHub shows them, or say why not; whatever they are, they are harmless and take no time."""

import threading
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.guide import cards
from studyguide.html.sanitise import clean
from studyguide.maths import limits, macros
from studyguide.maths.drawing import Drawing, draw, plain_macros
from studyguide.outputs import anki, search_data, studyguide_json
from studyguide.outputs.anki_media import Media

FORMULAS = (Path(__file__).parent / "cases" / "formulas.txt").read_text(encoding="utf-8").splitlines()
"""Formulas of university notes, one a line, which MathJax draws on GitHub."""

PIECES = st.sampled_from(
    [
        *r"\frac \sqrt \left( \right) \begin{matrix} \end{matrix} \\ & { } ( ) [ ] | ^ _ x 1 + ' ! $ # % ~".split(),
        *r"\text \color{red} \sum \int \limits \sin \hat \not \over \tag{1} \ce{H2O}".split(),
        *r"\displaystyle \def\a{\a} \a \newcommand{\b}[1]{#1#1} \b".split(),
        *(
            "<",
            ">",
            '"',
            "\n",
            "中",
            "√",
            "\0",
            "\ud800",
            "\\",
            "\\begin{CD}",
            "@>",
            "\\end{CD}",
            "\\unicode{x41}",
            "\\href",
        ),
    ]
)


def drawn(tex: str, *, display: bool = True, **named: str) -> Drawing:
    own = dict(macros.written(name, body) for name, body in named.items())
    return draw(tex, plain_macros() | own, display=display)


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ \end{bmatrix}", 2),
        ("\\begin{cases} a \\\\\n b \\\\\n\\end{cases}", 2),
        (r"\begin{aligned} a &= 1 \\ \\ b &= 2 \\[2pt] \end{aligned}", 3),
        (r"\begin{matrix} 1 \end{matrix}", 1),
        (r"\begin{matrix} 1 \\ {} \end{matrix}", 2),
    ],
)
def test_the_end_of_the_last_line_begins_no_row(tex: str, rows: int) -> None:
    assert drawn(tex).mathml.count("<mtr>") == rows


def test_a_line_below_a_table_is_drawn_below_it() -> None:
    mathml = drawn(r"\begin{array}{|c|} \hline a \\ \hline\hline b \\ \hline \end{array}").mathml
    assert mathml.count("<mtr>") == 2
    assert "border-bottom" in mathml


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\begin{gather} [B] = 1 \end{gather}", "[B] = 1"),
        (r"\begin{pmatrix} [a] \\ b \end{pmatrix}", "[a]"),
        (r"\begin{aligned}[t] b &= 1 \end{aligned}", "b = 1"),
    ],
)
def test_brackets_at_the_beginning_are_left_out_only_where_they_are_an_option(tex: str, words: str) -> None:
    found = "".join(ET.fromstring(drawn(tex).mathml)[0][0].itertext())  # noqa: S314  our own
    assert words.replace(" ", "") in found
    assert "[t]" not in found


def test_a_prime_of_a_word_processor_is_a_prime() -> None:
    assert drawn("t’_1").mathml.partition("<annotation")[0] == drawn("t'_1").mathml.partition("<annotation")[0]


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_of_university_notes_are_drawn(tex: str) -> None:
    found = drawn(tex)
    assert found.fault == ""
    assert found.mathml.startswith("<math")
    assert found.words


def test_there_are_as_many_formulas_as_promised() -> None:
    assert len(set(FORMULAS)) >= 200


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"x_0^2 \le \sqrt{n}", "x₀² ≤ √n"),
        (r"e^{-x^2/2}", "e^(−x²/2)"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"\theta_{\text{MLE}}", "θ_MLE"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (r"\sin x + \log_2 n", "sin x + log₂ n"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
        (r"A \text{ if } B", "A if B"),
        (r"\text{so $x_1$ and \$5}", "so x₁ and $5"),
        ('\\text{"h"}', '"h"'),
        (r"\lower 3pt {x} \cfrac[l]{a}{b} \rule{2em}{1pt}", "xa/b_"),
        (r"\cases{a & b \cr c & d}", "{a b; c d"),
        (r"\begin{align} a &= b \tag{1} \\ c &= d \tag{2} \end{align}", "a = b (1); c = d (2)"),
        (r"\ce{CuSO4.5H2O + CO2 ^ + $n$ AgCl v}", "CuSO₄ ⋅ 5H₂O + CO₂ ↑ + nAgCl ↓"),
        (r"\textcolor{#00ff00}{y} \colorbox{red}{$z$}", "yz"),
        (r"&epsilon; &lt; x", "ε < x"),
        (r"\text{a_b & c}", "a_b &c"),
        (r"\operatorname{f_c} x", "f_cx"),
        (r"\begin{array}{|} a & b \end{array}", "a b"),
        (r"\{ t \textbar \text{of a\textbar} \}", "{t|of a|}"),
        (r"[\frac{a}{b}]" * 20, "[a/b]" * 20),
        (r"\left< a \right>", "⟨a⟩"),
        (r"\text{a \textcolor{red}{b $x_1$} c\!d}", "a b x₁ cd"),
        (r"\text{so \textbf{$x$ too}, \d{a} \^{}}", "so x too, ạ ˆ"),
        ((r'\char"1D4B0 \char 65 b\char' r"'101 \char`A"), "UAbAA"),
        (r"[\^\ \alpha] 1\r{A}", "[ˆ α]1Å"),
        (r"\root 3 \of x {a \above 2pt b} \verb|a_b|", "∛xa/ba_b"),
        (r"\begin{array}{cc} \multicolumn{2}{c}{a} \\ b & c \end{array}", "a; b c"),
        ("a \\ ", "a"),
    ],
)
def test_words_stand_for_a_formula_where_none_can_be_drawn(tex: str, words: str) -> None:
    assert drawn(tex).words == words


@pytest.mark.parametrize(
    ("tex", "fault"),
    [
        (
            r"\foo{x}",
            (
                r"`\foo` is no command that is known here: write it with others, or say what it stands for, by "
                r"`maths: {macros: {foo: ...}}` in the options, or `\newcommand{\foo}{...}` in the note"
            ),
        ),
        (r"a \< b", r"`\<` is no command that is known here: write it with others"),
        (r"a \ae b", r"`\ae` is for text: write `\text{\ae}`"),
        (r"\text{a \alpha}", r"`\alpha` stands within `\text{…}` and is for formulas: end the text before it"),
        (r"a_b_c", "a second `_` follows the first, and TeX does not know what it belongs to: write `{a_b}_c`"),
        (
            r"\begin{foo}x\end{foo}",
            (
                r"`\begin{foo}` begins nothing that is known here: write it as one of `aligned`, `array`, `cases`, "
                "`matrix`"
            ),
        ),
        (r"\frac{a", "a `{` is never closed: write `}` where it ends"),
        (r"\text{\}", "a `{` is never closed: write `}` where it ends"),
        (r"\begin{matrix} a", r"`\begin{matrix}` is never closed: write `\end{matrix}` where it ends"),
        ("x^2'", "`'` is raised by itself, behind something raised: put it first, or write `{x^2}'`"),
        (
            "Thus, $y$ is",
            (
                "a `$` stands within it: the dollar that ends this formula, or begins the next, is missing or one too "
                r"many; write `\$` for the sign"
            ),
        ),
        (r"\text{a $b}", r"`$` stands within `\text{…}` and begins a formula that never ends: write `\$` for it"),
        (r"\v{x}", r"`\v{x}` is for text: write `\text{\v{x}}`"),
        (r"\char x", r"`\char` names no character"),
        (r"\left( a", r"a `\left` is never closed: write `\right)` where it ends"),
        ("a } b", "`}` ends what nothing began: leave it out, or begin it"),
        (
            "a & b",
            (
                r"`&` has a meaning only within `\begin{aligned} … \end{aligned}`, or another table: write `\&`, "
                "or begin one"
            ),
        ),
        (r"\frac{a}", r"behind `\frac{a}` something is missing: write what it takes, such as `{x}`"),
        (r"\hspace{3}", r"`\hspace{3}` needs a length with a unit: `1em`"),
        (r"\color{foo} x", "`foo` is no known colour: name one of CSS, or write `#c00000`"),
        ("# a", r"`#` is the argument of a macro: write `\#` for the sign"),
        (r"\left a", r"`\left` needs a bracket behind it, such as `\left(`; `\left.` stands for none"),
        (r"\left{a\right}", r"braces are groups in TeX: write `\left\{` for the sign"),
        (r"a \\ b \hline", r"`\hline` may only stand directly after a `\\` or at the beginning of an array or matrix"),
        (r"x \over y \over z", r"Found more than one infix fraction in a group, at `\over`"),
        (r"\href{https://example.org}{x}", r"`\href` does more than draw"),
        (r"\def\a{\a\a}\a", r"`\a` stands for too much: does a macro hold itself?"),
        ("{" * 50 + "x" + "}" * 50, "its groups are nested 50 deep, and the limit is 40"),
        ("x" * 20_001, "it has 20,001 characters, and the limit is 20,000"),
        ("( " * 30, "30 of its brackets are never closed, and the limit is 16"),
        (r"( {a} " * 30, "30 of its brackets are never closed, and the limit is 16"),
        (r"( {)} " * 30, "30 of its brackets are never closed, and the limit is 16"),
        ("x\0", "it holds a character that is no text"),
    ],
)
def test_what_cannot_be_drawn_says_why_and_stays_as_written(tex: str, fault: str) -> None:
    found = drawn(tex)
    assert (found.fault, found.mathml, found.words) == (fault, "", tex.strip())


@pytest.mark.parametrize(
    "tex", [r"\foo", r"\begin{foo}x\end{foo}", r"\color{foo} x", r"\O(n)", r"\par{x}", r"say \" (", r"\href{a}{b}"]
)
def test_what_others_may_draw_is_unknown(tex: str) -> None:
    assert drawn(tex).unknown


@pytest.mark.parametrize("tex", ["a_b_c", r"\frac{a", r"\text{\}", "a & b", r"\text{\alpha}", r"\left a", "a $ b"])
def test_what_is_no_tex_is_faulty(tex: str) -> None:
    assert drawn(tex).fault
    assert not drawn(tex).unknown


def test_a_problem_warns_of_what_is_faulty_alone(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\n$\\foo$ and $a_b_c$\n"})
    found = [(problem.severity, problem.message) for problem in site.problems if problem.rule == "formula"]
    assert [(severity, "foo" in message) for severity, message in found] == [("info", True), ("warning", False)]


@pytest.mark.parametrize(
    ("colour", "digits"),
    [
        ("{#f00}", "FF0000"),
        (r"{\#00ff7f}", "00FF7F"),
        ("[rgb]{1,0.5,0}", "FF8000"),
        ("[RGB]{255,128,0}", "FF8000"),
        ("[gray]{0.5}", "808080"),
        ("{rgb(255,128,0)}", "FF8000"),
        ("{red!50}", "FF8080"),
        ("{red!50!blue}", "800080"),
        ("{BrickRed}", "B6321C"),
    ],
)
def test_colours_are_written_in_many_ways(colour: str, digits: str) -> None:
    for tex in (rf"\textcolor{colour}{{x}}", rf"\color{colour} x", rf"\text{{\textcolor{colour}{{x}}}}"):
        assert f"color:#{digits}" in drawn(tex).mathml


@pytest.mark.parametrize("colour", ["[rgb]{1,x,0}", "[cmyk]{0,0,0,1}", "[RGB]{1,2}", "{red!50!foo}"])
def test_what_is_no_colour_is_said(colour: str) -> None:
    assert drawn(rf"\color{colour} x").fault


def test_macros_take_arguments_defaults_and_other_macros() -> None:
    assert drawn(r"\norm{x}", norm=r"\lVert #1 \rVert").words == "‖x‖"
    assert drawn(r"\E X", E=r"\op{E}", op=r"\mathbb{#1}").words == drawn(r"\mathbb{E} X").words
    assert drawn(r"\newcommand{\p}[2][y]{#1+#2}\p{x} \p[z]{x}").words == "y + xz + x"
    assert drawn(r"\def\f#1{(#1)}\f2").words == "(2)"
    assert drawn(r"\let\eps=\varepsilon \eps").words == "ε"
    assert drawn(r"\DeclareMathOperator{\tr}{tr}\tr A").words == "tr A"
    assert drawn(r"\newcommand{\p}{x}").mathml == ""


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=60))
def test_any_text_is_drawn_or_refused_and_the_sanitiser_leaves_it(tex: str) -> None:
    found = drawn(tex)
    if found.mathml:
        assert _same(clean(found.mathml), found.mathml)
    else:
        assert found.fault or not found.words


def _same(cleaned: str, written: str) -> bool:
    tree = [
        [(e.tag, e.attrib, e.text or "", e.tail or "") for e in ET.fromstring(text).iter()]  # noqa: S314
        for text in (cleaned.replace("&nbsp;", "\u00a0"), written)
    ]
    return tree[0] == tree[1]


@pytest.mark.parametrize(
    "tex",
    [
        *(
            word * 3_000
            for word in (
                "(",
                "{",
                "[ ",
                r"\left(",
                r"\sqrt",
                r"\frac{",
                "x^{",
                "!",
                "x ) ",
                r"\sin",
                r"\color{red}",
                "'",
            )
        ),
        *(
            word * 2_000
            for word in (r"\begin{matrix}", r"\not", r"\text{", "&", r"\\", r"\langle x|", r"\scriptstyle ")
        ),
        r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c}" + r"\d\d\d" * 9,
        r"\newcommand{\s}[1]{\sqrt{#1}}" + r"\s{" * 300 + "x" + "}" * 300,
        "x" * 100_000,
    ],
    ids=lambda tex: tex[:20],
)
def test_formulas_that_no_person_wrote_end_at_once(tex: str) -> None:
    """The library ends the process where its stack ends: half a megabyte is what threads of macOS have."""
    took: list[float] = []

    def work() -> None:
        start = time.process_time()
        drawn(tex)
        took.append(time.process_time() - start)

    before = threading.stack_size(512 * 1024)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    threading.stack_size(before)
    assert took[0] < 1


def test_limits_let_long_formulas_pass() -> None:
    rows = r" \\ ".join(rf"f_{{{n}}}(x) &= \left(\frac{{x}}{{{n}}}\right)^2 + g[{n}]" for n in range(1, 80))
    assert drawn(rf"\begin{{align}} {rows} \end{{align}}").fault == ""
    assert limits.DEPTH < 100


NOTES = r"""# The $\sigma$-algebra of $\mathbb{R}^n$

Of sets $A_0$ there are $\aleph_0$.

## The $\sqrt{n}$ rule

<details><summary>What is $\frac{1}{2}$?</summary>

It is $0.5$, as $\R$ says.

</details>

## Terms

- **$\sigma$-field**: a set with $\sigma^2$.
"""


def test_formulas_are_words_in_titles_and_data_and_tex_in_addresses(make_site: MakeSite) -> None:
    site = make_site({"a.md": NOTES}, maths={"macros": {"R": r"\mathbb{R}"}})
    (section,) = site.library.sections
    assert section.title == "The σ-algebra of ℝⁿ"
    assert [(h.title, h.anchor) for h in section.headings[1:2]] == [("The √n rule", "the-sqrtn-rule")]
    assert site.library.questions[0].prompt == "What is 1/2?"
    assert [(t.name, t.text, t.anchor) for t in site.library.terms] == [("σ-field", "a set with σ².", "sigma-field")]
    page = next(page for page in site.pages if page.name == section.page)
    assert page.description == "Of sets A₀ there are ℵ₀."
    for data in (studyguide_json.encode(site), *search_data.encode(site.library)):
        assert b"<m" not in data
        assert b"\\\\sigma" not in data


def test_cards_have_both_sides_drawn_and_anki_gets_tex(make_site: MakeSite) -> None:
    site = make_site({"a.md": NOTES}, maths={"macros": {"R": r"\mathbb{R}"}})
    (card, back) = cards.cards(site.library)
    front = "The σ-algebra of ℝⁿ · σ-field: …"
    assert (card.front, card.back, card.id) == (front, "a set with σ².", r"term:\sigma-field")
    held = next(page.held for page in site.pages if page.name == "practice")
    assert held.count(b"<math") == 7
    fields = [note.fields[:2] for note in anki._notes(site.library, Media(site.assets, None))]  # noqa: SLF001
    assert fields[0] == [r"What is \(\frac{1}{2}\)?", r"<p>It is \(0.5\), as \(\mathbb{R}\) says.</p>"]
    assert fields[1] == [r"The σ-algebra of ℝⁿ · \(\sigma\)-field: …", r"a set with \(\sigma^2\)."]
    assert back.drawn is not None


def test_a_formula_is_never_linked(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# Alpha\n\nText.\n", "b.md": "# Beta\n\nSee $\\text{Alpha}$ there.\n"})
    assert not [link for link in site.library.links if link.kind == "auto"]


def test_formulas_in_metadata_are_drawn_in_titles_and_words_elsewhere(make_site: MakeSite) -> None:
    note = (
        '---\ntitle: "The $n$-queens, $5 and $6"\nlinkTitle: "$n$ queens"\n'
        "description: 'All $\\lambda$ for $5 <b>'\n---\n\ntext\n"
    )
    site = make_site({"a.md": note})
    (section,) = site.library.sections
    assert section.title == "The n-queens, $5 and $6"
    assert (section.meta.short_title, section.meta.summary) == ("n queens", "All λ for $5 <b>")
    html = next(page.html for page in site.pages if page.name == "a")
    assert "The <math><semantics>" in html
    assert "</math>-queens, $5 and $6</h1>" in html


def test_a_vault_defines_words_for_all_notes_in_its_preamble(make_site: MakeSite) -> None:
    preamble = "% words\n\\newcommand{\\half}[1]{\n  \\frac{#1}{2}\n}\n\\def\\R{\\mathbf{R}}\n"
    files = {"preamble.sty": preamble, "a.md": "# A\n\n$\\half{x}$\n", "b.md": "# B\n\n$\\R$\n"}
    site = make_site(files, maths={"macros": {"R": r"\mathbb{R}"}})
    html = {str(page.name): page.html for page in site.pages}
    assert "<mfrac>" in html["a"]
    assert "ℝ" in html["b"], "the option counts more"
    assert not [problem for problem in site.problems if problem.rule == "formula"]


@pytest.mark.parametrize("name", ["darkorange", "DarkOrange", "rebeccapurple", "red"])
def test_colours_have_the_names_that_browsers_know(name: str) -> None:
    drawn = draw(rf"\color{{{name}}} x", plain_macros(), display=False)
    assert not drawn.fault
    assert "color:#" in drawn.mathml


def test_formulas_that_touch_each_other_are_two(make_site: MakeSite) -> None:
    page = make_site({"a.md": "# A\n\n$$x \\geq 0$$$$y = 1$$\n\nOf $$ i $$-th and $$ c $$$$d$$.\n"}).pages[0]
    assert page.html.count("<math") == 5
    assert "$" not in page.html
