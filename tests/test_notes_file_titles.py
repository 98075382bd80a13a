"""What files and folders without a title are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide import paths
from studyguide.notes import file_titles, leading_numbers
from studyguide.paths import SourcePath

NAMES = st.lists(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "0", "1", "2", "01", "02", "10", "1.1", "1.2", "٣"]),
        st.sampled_from(["-", "_", ".", " ", ". ", " - ", ""]),
        st.sampled_from(["", " "]),
        st.text("ab0-_ é%.", min_size=1, max_size=4),
    ),
    max_size=6,
    unique=True,
)


def called(*names: str) -> list[str]:
    found = file_titles.titles([SourcePath(f"{name}.md") for name in names])
    return [found[f"{name}.md"] for name in names]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("aws-certification_notes", "Aws certification notes"),
        ("K-means vs one-shot", "K-means vs one-shot"),
        ("ISO-8601", "ISO-8601"),
        ("COVID-19", "COVID-19"),
        ("E-Mail", "E-Mail"),
        ("Ü-Wagen", "Ü-Wagen"),
        ("24-10-05", "24-10-05"),
        ("1-1", "1-1"),
        ("A-guide-to-it", "A guide to it"),
        ("AWS-notes", "AWS notes"),
        ("Plan-b", "Plan b"),
        ("snake_case and more", "Snake_case and more"),
        ("two  blanks\u00a0or\u3000more", "Two blanks or more"),
        ("a%20name", "A name"),
        ("100%", "100%"),
        ("50%ab", "50%ab"),
        ("%E7%AC%94%E8%AE%B0", "笔记"),
        ("_gen", "Gen"),
        ("__init__", "Init"),
        ("---", "Notes"),
        ("🚀", "🚀"),
        ("camelCase", "camelCase"),
        ("iOS", "iOS"),
        ("eBPF-in-depth", "eBPF in depth"),
        ("A___B", "A/B"),
        ("A%2FB", "A/B"),
        ("deep___er___still", "Deep/er/still"),
    ],
)
def test_blanks(name: str, title: str) -> None:
    assert called(name) == [title]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2023-10-05", "2023-10-05"),
        ("2023_10_05", "2023-10-05"),
        ("2023.10.05", "2023.10.05"),
        ("20231005", "20231005"),
        ("05-10-2023", "05-10-2023"),
        ("2023-10", "2023-10"),
        ("2023-W40", "2023-W40"),
        ("2023-10-05 Meeting", "2023-10-05 Meeting"),
        ("2023-10-05T14-30", "2023-10-05T14-30"),
        ("2023-10-05_14-30-00", "2023-10-05 14-30-00"),
        ("2023-10-05-the-first-post", "2023-10-05 the first post"),
        ("meeting_2023_10_05", "Meeting 2023-10-05"),
        ("202310051230 An idea", "202310051230 An idea"),
    ],
)
def test_dates_stay(name: str, title: str) -> None:
    assert called(name) == [title]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("00 - Global", "Global"),
        ("01_intro", "Intro"),
        ("01_-_intro", "Intro"),
        ("1. Basics", "Basics"),
        ("3) Third", "Third"),
        ("(4) Fourth", "Fourth"),
        ("12 – Twelfth", "Twelfth"),
        ("07: K-means", "K-means"),
        ("٠١ - مقدمة", "مقدمة"),
        ("१. परिचय", "परिचय"),
        ("０１_概要", "概要"),
        ("1、基础", "基础"),
        ("2FA", "2FA"),
        ("3D printing", "3D printing"),
        ("5 whys", "5 whys"),
        ("5G", "5G"),
        ("802.11", "802.11"),
        ("802.11 networks", "802.11 networks"),
        ("1984", "1984"),
        ("2001 - A Space Odyssey", "2001 - A Space Odyssey"),
        ("404-errors", "404 errors"),
        ("1-on-1", "1 on 1"),
        ("3-2-1-backup", "3 2 1 backup"),
        ("24-7 support", "24-7 support"),
        ("1 - 2", "1 - 2"),
        ("3.11 news", "3.11 news"),
    ],
)
def test_a_number_by_itself(name: str, title: str) -> None:
    assert called(name) == [title]


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (["1-intro", "2-setup", "10-vpc"], ["Intro", "Setup", "Vpc"]),
        (["1 Intro", "2 Setup", "10 End", "5G"], ["Intro", "Setup", "End", "5G"]),
        (["2-ec2", "10-vpc"], ["Ec2", "Vpc"]),
        (["10-a", "20-b", "30-c"], ["A", "B", "C"]),
        (["01 Intro", "02 Setup", "25 Extras"], ["Intro", "Setup", "Extras"]),
        (["4_a", "5_b", "6_c", "other"], ["A", "B", "C", "Other"]),
        (["1.1 Foo", "1.2 Bar", "2.1 Baz"], ["Foo", "Bar", "Baz"]),
        (["1-a", "2-b", "404-errors"], ["A", "B", "404 errors"]),
        (["5 whys", "6 hats"], ["5 whys", "6 hats"]),
        (["7-zip", "tar"], ["7 zip", "Tar"]),
        (["3.11 news", "3.12 other news"], ["3.11 news", "3.12 other news"]),
        (["802.11 wifi", "802.12 other"], ["802.11 wifi", "802.12 other"]),
        # Without its number, one would be called like the other.
        (["1. Weltkrieg", "2. Weltkrieg"], ["1. Weltkrieg", "2. Weltkrieg"]),
        (["intro", "01-intro"], ["Intro", "01 intro"]),
    ],
)
def test_a_number_beside_others(names: list[str], titles: list[str]) -> None:
    assert called(*names) == titles


def test_where_people_write_blanks_a_hyphen_is_one() -> None:
    spaced = [
        "Load balancing",
        "Linear models",
        "Neural nets",
        "Naive Bayes",
        "Random forests",
        "Decision trees",
        "Gradient descent",
    ]
    assert called(*spaced, "K-means", "some-slug", "Exam_8")[-3:] == ["K-means", "Some slug", "Exam 8"]


def test_folders_and_their_pages(make_site: MakeSite) -> None:
    site = make_site(
        {
            "00 - Global/README.md": "Text.\n",
            "00 - Global/1. Basics.md": "Text.\n",
            "00 - Global/2. More.md": "Text.\n",
            "00 - Global/10. End.md": "Text.\n",
            "01 - Local/_gen/a.md": "Text.\n",
        }
    )
    assert [(paths.url(section.page), section.title) for section in site.library.sections] == [
        ("00%20-%20Global/", "Global"),
        ("00%20-%20Global/1.%20Basics/", "Basics"),
        ("00%20-%20Global/2.%20More/", "More"),
        ("00%20-%20Global/10.%20End/", "End"),
        ("01%20-%20Local/", "Local"),
        ("01%20-%20Local/_gen/", "Gen"),
        ("01%20-%20Local/_gen/a/", "A"),
    ]


def test_a_file_beside_its_folder_is_called_as_it_is() -> None:
    found = file_titles.titles([SourcePath(path) for path in ("1-a.md", "1-a/x.md", "2-b.md")])
    assert (found["1-a.md"], found["1-a"], found["2-b.md"]) == ("A", "A", "B")


def test_a_date_is_no_name_that_texts_link_to(make_site: MakeSite) -> None:
    site = make_site({"2023-10-05.md": "A day.\n", "1984.md": "A book.\n", "b.md": "On 2023-10-05, not in 1984.\n"})
    assert not site.library.links


@given(NAMES)
def test_a_number_goes_only_where_a_name_of_its_own_is_left(names: list[str]) -> None:
    left = leading_numbers.taken_off({name: name for name in names})
    shown = [paths.fold(left.get(name, name)) for name in names]
    for name, rest in left.items():
        assert name.endswith(rest)
        assert any(map(str.isalpha, rest))
        assert shown.count(paths.fold(rest)) == 1


@given(NAMES)
def test_every_name_has_a_title(names: list[str]) -> None:
    assert all(title == " ".join(title.split()) != "" for title in called(*names))
