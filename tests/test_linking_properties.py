from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import write_notes
from studyguide.build import build
from studyguide.linking.name_matcher import Matcher
from studyguide.options import Options
from studyguide.outputs import studyguide_json
from studyguide.site import Site

TITLES = [
    "S3",
    "S3 Glacier",
    "EBS (Elastic Block Store)",
    "Lambda",
    "IAM policy",
    "負荷分散",
    "C&A <x>",
    "Origin",
]
WORDS = [
    *(
        "S3",
        "S3s",
        "S3's",
        "S3 Glacier",
        "EBS",
        "elastic block store",
        "Elastic\nBlock Store",
        "lambda",
        "Lambda",
    ),
    *(
        "IAM policies",
        "負荷分散を使う",
        "RPO",
        "recovery point objective",
        "C&A <x>",
        "Origin",
        "`S3`",
        "**S3**",
    ),
    *(
        "[S3](https://example.org)",
        "[[S3]]",
        "[[EBS|S3]]",
        "<b>S3</b>",
        "<IP>",
        "a",
        "the",
        "and.",
        "x-S3",
        "S3.x",
    ),
    *(
        "*EBS*",
        "~~S3~~",
        "$S3$",
        "![S3](https://example.org/x.png)",
        "S3\\",
        "&amp;",
        "[S3",
        "](",
        "e.g.",
        "#tag",
    ),
]
BLOCKS = ["", "- ", "> ", "1. ", "### ", "> [!NOTE]\n> ", "    ", "| a |\n|---|\n| ", "- [ ] ", "<p>"]
TERMS = "# Terms\n- **RPO** (Recovery Point Objective): how much is lost\n- **cold start**: slow\n"

paragraphs = st.builds(
    lambda block, words: block + " ".join(words),
    st.sampled_from(BLOCKS),
    st.lists(st.sampled_from(WORDS), min_size=1),
)
notes = st.lists(
    st.builds(
        lambda title, body: f"# {title}\n" + "\n\n".join(body),
        st.sampled_from(TITLES),
        st.lists(paragraphs, max_size=4),
    ),
    min_size=1,
    max_size=5,
).map(lambda sections: "\n\n".join([*sections, TERMS]))
names = st.sampled_from(["S3", "EBS", "policy", "負荷分散", "a b", "S3 Glacier", "IT"])

pieces = ["S3", "EBS", "policy", "policies", "負荷分散", "S3 Glacier", "a", "b", "IT", "s", "'s", "es", "S", "3"]
running_text = st.lists(st.sampled_from([*pieces, " ", " ", "\n", "-", "_", ".", "/", "#"]), max_size=12).map("".join)


def built(text: str, options: Options) -> Site:
    with TemporaryDirectory() as folder:
        return build(write_notes(Path(folder), {"notes.md": text, "other.md": "# Other\nS3 and EBS.\n"}), options)


def texts(site: Site) -> dict[str, str]:
    """Return the visible text of every section page, without what the guide adds after the notes."""
    found: dict[str, str] = {}
    for page in site.pages:
        if page.source is not None:
            soup = BeautifulSoup(page.html, "html.parser")
            for added in soup.select("[data-search-exclude]"):
                added.decompose()
            found[page.name] = soup.get_text()
    return found


@settings(max_examples=120, deadline=None)
@given(notes)
def test_linking_never_changes_what_a_reader_sees(text: str) -> None:
    plain, linked = built(text, Options(autolink="off")), built(text, Options(autolink="first"))
    assert texts(plain) == texts(linked)
    assert texts(linked)


@settings(max_examples=40, deadline=None)
@given(notes)
def test_every_page_links_to_the_same_place_by_itself_only_once_and_never_to_itself(text: str) -> None:
    links = built(text, Options()).library.links
    own = [(link.origin, link.page, link.anchor) for link in links if link.kind == "auto"]
    assert len(set(own)) == len(own)
    assert not [link for link in links if link.origin == link.page]


@settings(max_examples=40, deadline=None)
@given(notes)
def test_building_twice_gives_the_same_bytes(text: str) -> None:
    first, second = built(text, Options()), built(text, Options())
    assert studyguide_json.encode(first) == studyguide_json.encode(second)
    assert [page.html for page in first.pages] == [page.html for page in second.pages]


@settings(deadline=None)
@given(st.lists(names), st.lists(names), running_text)
def test_the_matcher_never_matches_inside_a_word(exact: list[str], loose: list[str], text: str) -> None:
    reached = 0
    for match in Matcher(exact, loose).find(text):
        assert reached <= match.start < match.end
        assert match.name in {*exact, *loose}
        reached = match.end
        for outside, inside in ((match.start - 1, match.start), (match.end, match.end - 1)):
            if 0 <= outside < len(text):
                assert not (_latin(text[outside]) and _latin(text[inside]))


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
