"""Links to files, lines and issues, in the forms that each host of repositories documents."""

from pathlib import Path

import pytest

from studyguide.paths import SourcePath
from studyguide.problems import Place
from studyguide.repository import Repository, find

PLACE = Place(SourcePath("aws/My notes.md"), 7)
FORMS = {
    ("https://github.com/a/b", "edit/main/docs/"): (
        "github",
        "edit/main/aws/My%20notes.md",
        "blob/main/aws/My%20notes.md?plain=1#L7-L9",
        "issues/new?title=Mistake+in",
    ),
    ("https://gitlab.com/a/b", "-/edit/main/docs/"): (
        "gitlab",
        "-/edit/main/aws/My%20notes.md",
        "-/blob/main/aws/My%20notes.md?plain=1#L7-9",
        "-/issues/new?issue%5Btitle%5D=Mistake+in",
    ),
    ("https://codeberg.org/a/b", "_edit/main/docs/"): (
        "gitea",
        "_edit/main/aws/My%20notes.md",
        "src/branch/main/aws/My%20notes.md?display=source#L7-L9",
        "issues/new?title=Mistake+in",
    ),
    ("https://bitbucket.org/a/b", "src/main/docs/?mode=edit"): (
        "bitbucket",
        "src/main/aws/My%20notes.md?mode=edit&at=main",
        "src/main/aws/My%20notes.md#lines-7:9",
        "issues/new",
    ),
}


@pytest.mark.parametrize("server", [None, "git.example.org"])
@pytest.mark.parametrize(("given", "forms"), FORMS.items(), ids=[form[0] for form in FORMS.values()])
def test_links_have_the_form_of_their_host(
    tmp_path: Path, given: tuple[str, str], forms: tuple[str, ...], server: str | None
) -> None:
    """What runs on a server of one's own is told by `edit_uri`."""
    url, edit_uri = given
    url = f"https://{server}/a/b" if server else url
    host, edit, lines, issue = forms
    found = find(url, edit_uri, tmp_path, tmp_path)
    assert found is not None
    assert found.host == host
    assert found.file(PLACE) == f"{url}/{edit}"
    assert found.lines(PLACE, 9) == f"{url}/{lines}"
    assert found.report("A & B", PLACE, 9).startswith(f"{url}/{issue}")


@pytest.mark.parametrize(
    ("url", "edit_uri", "host"),
    [
        ("https://gitlab.example.org/a/b", "edit/trunk/docs/", "gitlab"),
        ("https://gitea.example.org/a/b", "edit/trunk/docs/", "gitea"),
        ("https://github.example.org/a/b", "blob/trunk/docs/", "github"),
        ("https://git.example.org/a/b", "https://git.example.org/a/b/-/edit/trunk/docs/{path}", "gitlab"),
        ("https://git.example.org/a/b", "../b/src/branch/trunk/docs/", "gitea"),
    ],
)
def test_the_branch_is_read_from_what_the_owner_wrote(tmp_path: Path, url: str, edit_uri: str, host: str) -> None:
    found = find(url, edit_uri, tmp_path, tmp_path)
    assert found is not None
    assert (found.host, found.branch) == (host, "trunk")


def test_without_a_way_to_edit_only_known_hosts_are_linked(tmp_path: Path) -> None:
    known = find("https://codeberg.org/a/b/", None, tmp_path, tmp_path)
    assert known == Repository("https://codeberg.org/a/b", "main", "", "gitea")
    assert find("https://git.example.org/a/b", None, tmp_path, tmp_path) is None


def test_the_notes_are_named_from_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / "site"
    found = find("https://github.com/a/b/", "blob/trunk/docs/", project, project / "notes")
    assert found == Repository("https://github.com/a/b", "trunk", "site/notes")


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "git@github.com:a/b.git"])
def test_no_edit_links_without_a_web_address(tmp_path: Path, url: str | None) -> None:
    assert find(url, None, tmp_path, tmp_path / "notes") is None


def test_no_edit_links_for_notes_outside_of_the_repository(tmp_path: Path) -> None:
    assert find("https://github.com/a/b", None, tmp_path / "site", tmp_path / "notes") is None
