"""The pages of sections: what stands above and below what a note says."""

import html5lib

from conftest import MakeSite

PARTS = "\n\nWords of this part.\n\n"


def part(text: str, start: str, end: str) -> str:
    """Cut a piece out of a page."""
    return text[text.index(start) :].partition(end)[0] + end


def contents(text: str) -> list[tuple[str, str]]:
    """List the headings that a page lists above its text, with their addresses; none where it has no list."""
    if "sg-on-page" not in text:
        return []
    tree = html5lib.parseFragment(
        part(text, '<details class="sg-fold sg-on-page', "</details>"), namespaceHTMLElements=False
    )
    return [(str(link.text), link.attrib["href"]) for link in tree.iter("a")]


def test_a_section_of_many_headings_lists_them_above_its_text(make_site: MakeSite) -> None:
    many = f"# Things\n\nText.\n\n## One & two{PARTS}### Inner{PARTS}## Ärger{PARTS}## Four{PARTS}## Five{PARTS}"
    site = make_site({"many.md": many, "few.md": many.replace("Things", "Others").replace("## Five", "Five")})
    pages = {str(page.name): page for page in site.pages}
    assert contents(pages["many"].html) == [
        ("One & two", "#one--two"),
        ("Inner", "#inner"),
        ("Ärger", "#%C3%A4rger"),
        ("Four", "#four"),
        ("Five", "#five"),
    ]
    assert contents(pages["few"].html) == []


PLAN = "# {}\n<!-- studyguide\nplan: true\n-->\n\n## Week 1\n\n- {}\n\n## Week 2\n\n- {}\n"


def test_a_section_names_what_each_plan_says_to_read_next(make_site: MakeSite) -> None:
    notes = {f"{name}.md": f"# {name.title()}\n\nText.\n" for name in ("one", "two", "three")}
    plans = {
        "a.md": PLAN.format("Long", "[[One]], [[Two]]", "[[Three]]"),
        "b.md": PLAN.format("Short", "[[Three]]", "[[One]]"),
    }
    pages = {str(page.name): page.html for page in make_site({**notes, **plans}).pages}

    def steps(name: str) -> list[tuple[str, str, str]]:
        tree = html5lib.parseFragment(pages[name], namespaceHTMLElements=False)
        found = tree.iterfind(".//p[@data-sg-follows]")
        return [
            (step.attrib["data-sg-follows"], "".join(step.itertext()), step.find("a").attrib["href"]) for step in found
        ]

    assert steps("one") == [("a", "Next: Two Long", "../two/")]
    assert steps("two") == [("a", "Next: Three Long", "../three/")]
    assert steps("three") == [("b", "Next: One Short", "../one/")]


def test_a_source_that_a_footnote_cites_is_not_listed_twice(make_site: MakeSite) -> None:
    head = "<!-- studyguide\nsources: [https://example.org/a, https://example.org/b]\n-->\n\n"
    cited = "\n\n[^1]: [This](https://example.org/a).\n"
    notes = {
        "one.md": f"# One\n{head}Text[^1].{cited}",
        "two.md": f"# Two\n{head}Text[^1] and[^2].{cited}[^2]: <https://example.org/b>\n",
    }
    pages = {str(page.name): page.html for page in make_site(notes).pages}
    listed = part(pages["one"], '<details class="sg-fold sg-sources"', "</details>")
    assert "https://example.org/b" in listed
    assert "https://example.org/a" not in listed
    assert "sg-sources" not in pages["two"]
