"""Names of pages, addresses and fragments."""

import pytest

from studyguide import paths
from studyguide.paths import PageName, SourcePath


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Amazon S3", "amazon-s3"),
        ("a  --  b", "a-b"),
        ("a:_b", "a-b"),
        ("Straße", "strasse"),
        ("Ça va été", "ça-va-été"),
        ("cafe\u0301", "café"),
        ("対象 ストレージ", "対象-ストレージ"),
        ("हिन्दी नोट्स", "हिन्दी-नोट्स"),
        ("مرحبا بك", "مرحبا-بك"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-page"),
        ("Lpt1", "lpt1-page"),
        ("com¹", "com¹-page"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C\uff0b\uff0b", "c-plus-plus"),
        ("C++20 and F#", "c-plus-plus-20-and-f-sharp"),
        ("Security+ exam", "security-plus-exam"),
        ("A*", "a-star"),
        ("A\u0300#", "à-sharp"),
        ("C♯ or B♭", "c-sharp-or-b-flat"),
        (".NET", "dot-net"),
        # Ordinary titles keep their addresses.
        ("NET", "net"),
        ("ASP.NET, Node.js", "asp-net-node-js"),
        ("Costs & more", "costs-more"),
        ("N+1 problem", "n-1-problem"),
        ("Pricing* (50%)", "pricing-50"),
        ("… and so on...", "and-so-on"),
        ("x² and ½", "x²-and-½"),
        ("Vec<T> @ home", "vec-t-home"),
        ("⚙️ Settings", "settings"),
        ("a" * 300, "a" * 80),
        ("a\0b\nc", "a-b-c"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert paths.slug(title) == slug


@pytest.mark.parametrize("title", ["", "🚀", "...", "/", "\u0301", "——", "\0"])
def test_a_title_without_a_letter_has_a_slug_of_its_own(title: str) -> None:
    assert paths.slug(title).startswith("section-")
    assert paths.slug(title) != paths.slug(title + "!")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Storage", "Storage"),
        ("a.b", "a.b"),
        ("CON", "CON-page"),
        ("nul.tar", "nul-page.tar"),
        ("aux .x", "aux-page.x"),
        ("LPT³", "LPT³-page"),
        ("com0.d", "com0-page.d"),
        ("conin$", "conin$-page"),
        ("console", "console"),
        ("a. . ", "a"),
        (" . ", "page"),
        ("con ", "con-page"),
        ('a<b>:"c"|?*', "a-b---c----"),
        ("a\tb\x7f", "a-b-"),
    ],
)
def test_names_that_windows_can_hold(name: str, kept: str) -> None:
    assert paths.portable(name) == kept
    assert paths.portable(kept) == kept


def test_a_slug_fits_a_file_system() -> None:
    assert len(paths.slug("𠀀" * 300).encode()) <= paths.SLUG_BYTES


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Amazon S3", "amazon-s3"),
        ("What's new?", "whats-new"),
        ("a - b", "a---b"),
        ("1.2 Costs & more", "12-costs--more"),
        ("🚀 Start", "-start"),
        ("⚙️ Start", "-start"),
        ("snake_case", "snake_case"),
        ("हिन्दी", "हिन्दी"),
        ("詳細 説明", "詳細-説明"),
    ],
)
def test_anchors_are_those_of_github(title: str, anchor: str) -> None:
    assert paths.anchor(title) == anchor


def test_unique_ignores_case() -> None:
    assert paths.unique("A", {"a"}) == "A-2"
    assert paths.unique("A", {"a", "a-2"}) == "A-3"
    assert paths.unique("A", set()) == "A"


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("a.md", "a"),
        ("x/README.md", "x/index"),
        ("x/Index.md", "x/index"),
        ("README.md", "index"),
        ("cafe\u0301.md", "café"),
        ("a.b.md", "a.b"),
    ],
)
def test_pages_of_files(source: str, page: str) -> None:
    assert paths.page_of(SourcePath(source)) == page


@pytest.mark.parametrize(
    ("page", "address", "without"),
    [
        ("index", "", "index.html"),
        ("a", "a/", "a.html"),
        ("a/index", "a/", "a/index.html"),
        ("é x", "%C3%A9%20x/", "%C3%A9%20x.html"),
    ],
)
def test_addresses(page: str, address: str, without: str) -> None:
    assert paths.url(PageName(page)) == address
    assert paths.url(PageName(page), directory_urls=False) == without


def test_fragments_are_encoded() -> None:
    assert paths.url(PageName("a"), 'x" y') == "a/#x%22%20y"
    assert paths.relative(PageName("a"), PageName("a"), "x") == "#x"
    assert paths.relative(PageName("a"), PageName("a"), "x", directory_urls=False) == "#x"


@pytest.mark.parametrize(
    ("origin", "page", "expected"),
    [
        ("a", "b", "../b/"),
        ("index", "b", "b/"),
        ("a/index", "a/b", "b/"),
        ("a/b", "a/index", "../"),
        ("a/b", "index", "../../"),
        ("a", "a", "./"),
        ("a:b/c", "a:b/d", "../d/"),
    ],
)
def test_relative_addresses(origin: str, page: str, expected: str) -> None:
    assert paths.relative(PageName(origin), PageName(page)) == expected


def test_relative_addresses_of_files() -> None:
    assert paths.relative(PageName("a/b"), PageName("a/c"), directory_urls=False) == "c.html"
    assert paths.relative_to_root(PageName("a/b"), paths.quoted("x y.png")) == "../../x%20y.png"


def test_an_address_is_never_taken_for_a_scheme() -> None:
    assert paths.relative(PageName("index"), PageName("javascript:x")).startswith(("./", "javascript%3A"))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("a/b.md", "c.md", "a/c.md"),
        ("a/b.md", "../c.md", "c.md"),
        ("b.md", "../c.md", "../c.md"),
        ("b.md", "./x/../c", "c"),
    ],
)
def test_resolving(source: str, target: str, expected: str) -> None:
    assert paths.resolve(SourcePath(source), target) == expected


def test_natural_order() -> None:
    assert sorted(["b10", "b9", "A", "b", "10", "9"], key=paths.natural) == ["9", "10", "A", "b", "b9", "b10"]
    assert paths.natural("9" * 100_000)
