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
    pages = {page.name: page for page in site.pages}
    assert contents(pages["many"].html) == [
        ("One & two", "#one--two"),
        ("Inner", "#inner"),
        ("Ärger", "#%C3%A4rger"),
        ("Four", "#four"),
        ("Five", "#five"),
    ]
    assert contents(pages["few"].html) == []
