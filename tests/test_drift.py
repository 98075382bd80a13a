"""The comparison of the AWS notes with AWS's API reference, on releases of botocore made here. No network."""

import json
import os
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from drift import __main__ as command
from drift import api, folders, ground, lock, recall, report, subjects
from drift.changes import Change, between
from drift.releases import Release, ReleaseError, fetch

ROOT = Path(__file__).parents[1]
NOTES = """\
---
split: 2
---
# Things

## Amazon Boxes
<!-- studyguide
id: boxes
aliases: [Boxes]
-->

A box holds things.[^1]

## Box lids
<!-- studyguide
id: lids
aliases: [box lid]
-->

A lid closes a box.[^2]

## Tapes
<!-- studyguide
id: tapes
-->

Nothing rests on AWS here.

[^1]: [Boxes](https://docs.aws.amazon.com/boxes/latest/dg/what-is.html)
[^2]: [MakeBox](https://docs.aws.amazon.com/boxes/latest/APIReference/API_MakeBox.html)
"""


def boxes() -> dict[str, Any]:
    """A service with two operations, a data type and what has no page of its own."""
    return {
        "metadata": {"serviceFullName": "Amazon Boxes", "serviceId": "Boxes"},
        "documentation": "<p>Boxes hold things.</p>",
        "operations": {
            "MakeBox": {"documentation": "<p>Makes a box.</p>", "input": {"shape": "MakeBoxRequest"}},
            "MakeBoxLid": {
                "documentation": "<p>Makes a lid. An Amazon Web Services lid must fit.</p>",
                "input": {"shape": "MakeBoxLidRequest"},
            },
        },
        "shapes": {
            "MakeBoxRequest": {
                "type": "structure",
                "members": {
                    "Age": {"shape": "Age", "documentation": "<p>Days to keep it. The default is 3 days.</p>"},
                    "Colour": {"shape": "Colour", "documentation": "<p>Its colour.</p>"},
                },
            },
            "MakeBoxLidRequest": {"type": "structure", "members": {"Size": {"shape": "Age"}}},
            "Content": {"type": "structure", "members": {"Count": {"shape": "Age", "documentation": "Not over 5."}}},
            "Age": {"type": "integer", "min": 1, "max": 900},
            "Colour": {"type": "string", "max": 20, "enum": ["RED", "BLUE"]},
        },
    }


def wheel(folder: Path, version: str, **services: dict[str, Any]) -> Path:
    path = folder / f"botocore-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, model in services.items():
            archive.writestr(f"botocore/data/{name}/2020-01-01/service-2.json", json.dumps(model))
            archive.writestr(f"botocore/data/{name}/2010-01-01/service-2.json", "{}")
    return path


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text(NOTES)
    (tmp_path / "mkdocs.yml").write_text("site_name: Things\nplugins: [studyguide]\n")
    return tmp_path


def found(guide: Path, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Mapping[str, lock.Moved]:
    before, after = Release(wheel(guide, "1.0", **old)), Release(wheel(guide, "2.0", **new))
    sections = subjects.read(guide / "mkdocs.yml")
    rests = ground.find(sections, before)
    accepted = {s.id: lock.entry(rests[s.id], before) for s in sections}
    moved = lock.moved(accepted, sections, ground.find(sections, after), after, {"1.0": before}.__getitem__)
    return {section.subject.id: section for section in moved}


def shown(moved: lock.Moved) -> list[report.Entry]:
    return report.entries(moved)


def test_lines_are_what_a_note_can_rest_on() -> None:
    service = api.parse("boxes", json.dumps(boxes()).encode())
    assert service.pages["MakeBox"] == {
        "MakeBox": (),
        "MakeBox.Age": ("The default is 3 days.", "min: 1", "max: 900"),
        "MakeBox.Colour": ("length max: 20", "value: BLUE", "value: RED"),
    }
    assert service.pages["Content"] == {"Content": (), "Content.Count": ("Not over 5.", "min: 1", "max: 900")}
    assert set(service.pages) == {api.OVERVIEW, "MakeBox", "MakeBoxLid", "Content"}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("<p>One. Two</p><ul><li>three</li><li>four &lt; 5</li></ul>", ["One.", "Two", "three", "four < 5"]),
        ("<p>Up to <code>e.g.</code> 5\n  MB.</p>", ["Up to e.g. 5 MB."]),
        ("", []),
    ],
)
def test_texts_are_cut_into_sentences(text: str, sentences: list[str]) -> None:
    assert list(api.sentences(text)) == sentences


def test_each_page_is_the_ground_of_who_cites_names_or_is_about_it(guide: Path) -> None:
    release = Release(wheel(guide, "1.0", boxes=boxes(), others=boxes() | {"metadata": {"serviceId": "Others"}}))
    rests = ground.find(subjects.read(guide / "mkdocs.yml"), release)
    assert rests["boxes"]["boxes"] == ground.Watched(frozenset({"MakeBox"}), frozenset({api.OVERVIEW, "Content"}))
    assert rests["lids"]["boxes"] == ground.Watched(frozenset({"MakeBoxLid", "MakeBox"}), frozenset())
    assert rests["tapes"] == {}
    assert all("others" not in services for services in rests.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CreateVPCEndpoints", ("create", "vpc", "endpoint")),
        ("DescribeDBInstances", ("describe", "db", "instance")),
        ("Amazon EBS snapshots", ("ebs", "snapshot")),
        ("DNS", ("dns",)),
        ("IP Addresses and StorageClasses", ("ip", "address", "and", "storage", "class")),
    ],
)
def test_names_are_compared_as_words(name: str, words: tuple[str, ...]) -> None:
    assert ground.words(name) == words


def test_a_folder_of_the_documentation_tells_its_services() -> None:
    known = [api.Service("sqs", "", frozenset({"sqs", "Amazon Simple Queue Service"}), {})]
    assert folders.services("/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html", known) == {"sqs"}
    assert folders.services("/autoscaling/application/APIReference/Welcome.html", known) == {"application-autoscaling"}
    assert folders.services("/whitepapers/latest/x.html", known) == frozenset()


def test_changed_sentences_limits_and_values_are_found_where_they_matter(guide: Path) -> None:
    new = boxes()
    new["shapes"]["Age"]["max"] = 1800
    new["shapes"]["Colour"]["enum"].append("GREEN")
    new["shapes"]["MakeBoxRequest"]["members"]["Age"]["documentation"] = (
        "<p>Days to keep it. The default is 5 days.</p>"
    )
    moved = found(guide, {"boxes": boxes()}, {"boxes": new})
    assert set(moved) == {"boxes", "lids"}
    assert ("boxes: MakeBox.Age", ("The default is 3 days.",), ("The default is 5 days.",)) in shown(moved["lids"])
    assert ("boxes: MakeBox.Colour", (), ("values: GREEN",)) in shown(moved["lids"])
    # One limit on several pages is one change.
    assert ("boxes: MakeBox.Age, MakeBoxLid.Size", ("max: 900",), ("max: 1,800",)) in shown(moved["lids"])
    assert ("boxes: MakeBox.Age, Content.Count", ("max: 900",), ("max: 1,800",)) in shown(moved["boxes"])


def test_the_same_release_and_mere_wording_are_quiet(guide: Path) -> None:
    new = boxes()
    new["operations"]["MakeBoxLid"]["documentation"] = "<p>Builds any lid, gladly. An AWS Lid  must <i>fit</i>.</p>"
    new["shapes"]["Colour"]["enum"].reverse()
    assert found(guide, {"boxes": boxes()}, {"boxes": boxes()}) == {}
    assert found(guide, {"boxes": boxes()}, {"boxes": new}) == {}


def test_a_length_that_is_only_written_down_now_is_no_news() -> None:
    old, new = boxes(), boxes()
    del old["shapes"]["Colour"]["max"]
    before, after = (api.parse("boxes", json.dumps(model).encode()) for model in (old, new))
    assert list(between(before, after, "MakeBox", closely=True)) == []
    old["shapes"]["Colour"]["max"] = 10
    before = api.parse("boxes", json.dumps(old).encode())
    assert [c.old for c in between(before, after, "MakeBox", closely=True)] == [("length max: 10",)]


def test_what_is_new_and_what_is_gone_is_told_with_its_introduction(guide: Path) -> None:
    new = boxes()
    new["operations"] |= {
        f"{verb}Shelf": {"documentation": f"<p>{verb}s a shelf.</p>"} for verb in ("Create", "Delete")
    }
    new["shapes"]["MakeBoxRequest"]["members"]["Shelf"] = {"shape": "Age", "documentation": "<p>Where it stands.</p>"}
    new["shapes"]["Unused"] = {"type": "structure", "members": {}}
    del new["operations"]["MakeBoxLid"]
    moved = found(guide, {"boxes": boxes()}, {"boxes": new})
    assert ("boxes: new: CreateShelf, DeleteShelf", (), ("Creates a shelf.",)) in shown(moved["boxes"])
    assert ("boxes: new: MakeBox.Shelf", (), ("Where it stands.",)) in shown(moved["lids"])
    assert ("boxes: gone: MakeBoxLid", (), ()) in shown(moved["lids"])
    assert "Unused" not in str(moved)


def test_a_new_service_is_told_to_the_sections_that_it_speaks_of(guide: Path) -> None:
    crates = {
        "metadata": {"serviceFullName": "Crates"},
        "documentation": "<p>Crates</p><p>Crates stack Amazon Boxes.</p>",
    }
    moved = found(guide, {"boxes": boxes()}, {"boxes": boxes(), "crates": crates})
    assert {name: shown(section) for name, section in moved.items()} == {
        "boxes": [("crates: new: Crates", (), ("Crates stack Amazon Boxes.",))]
    }
    gone = found(guide, {"boxes": boxes()}, {"crates": crates})
    assert ("boxes: gone: Amazon Boxes", (), ()) in shown(gone["lids"])


def test_notes_that_cite_more_since_they_were_accepted_move_nothing(guide: Path) -> None:
    (guide / "notes" / "a.md").write_text(NOTES.replace("A lid closes a box.[^2]", "A lid closes a box."))
    before = wheel(guide, "1.0", boxes=boxes())
    assert run(guide, "--accept", "--to", str(before)) == 0
    (guide / "notes" / "a.md").write_text(NOTES)
    after = wheel(guide, "2.0", boxes=boxes() | {"documentation": "<p>Boxes hold only things.</p>"})
    assert run(guide, "--to", str(after), releases={"1.0": before}) == 1
    unchanged = wheel(guide, "2.1", boxes=boxes())
    assert run(guide, "--to", str(unchanged), releases={"1.0": before}) == 0


def run(guide: Path, *arguments: str, releases: Mapping[str, Path] | None = None) -> int:
    """Run the command with releases that are here in the place of downloads."""
    known = {version: str(path) for version, path in (releases or {}).items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drift.__main__.fetch", lambda version: fetch(known.get(version, version)))
        return command.main([*arguments, "--config", str(guide / "mkdocs.yml"), "--lock", str(guide / "lock.json")])


def test_accepting_makes_it_quiet_for_all_sections_or_for_some(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = boxes()
    new["shapes"]["Age"]["max"] = 1800
    before, after = wheel(guide, "1.0", boxes=boxes()), wheel(guide, "2.0", boxes=new)
    assert run(guide, "--accept", "--to", str(before)) == 0
    assert run(guide, "--to", str(before)) == 0
    assert run(guide, "--to", str(after), releases={"1.0": before}) == 1
    assert run(guide, "--accept", "lids", "--to", str(after)) == 0
    capsys.readouterr()
    assert run(guide, "--to", str(after), releases={"1.0": before}) == 1
    assert "lids" not in capsys.readouterr().out
    assert run(guide, "--accept", "--to", str(after)) == 0
    assert run(guide, "--to", str(after)) == 0
    assert "no section's ground has moved" in capsys.readouterr().out
    assert run(guide, "--accept", "nobody", "--to", str(after)) == 2
    assert "there is no section nobody" in capsys.readouterr().err


def test_what_is_no_release_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.whl"
    zipfile.ZipFile(path, "w").close()
    with pytest.raises(ReleaseError, match="no wheel of botocore"):
        Release(path)


def test_an_issue_mentions_nobody_and_fits() -> None:
    subject = subjects.Subject("x", "A <b> & c", frozenset(), frozenset(), frozenset())
    change = Change("changed", "s3", "P.q", ("Ask @someone about #12.",), ("<img> *now* [x](y)",))
    text = report.markdown([lock.Moved(subject, "1.0", (change,))], "2.0")
    assert "@someone" not in text
    assert "#12" not in text
    assert "<img>" not in text
    assert "A &lt;b&gt; &amp; c" in text
    long = [Change("changed", "s3", f"P.{n}", (f"{n} {'word ' * 70}",), ()) for n in range(100)]
    text = report.markdown([lock.Moved(subject, "1.0", tuple(long))] * 5, "2.0")
    assert len(text) < 65_536
    assert text.count("<summary>") == text.count("100 in all: `make drift`") == 5
    assert text.count("- **s3: P.") > 100


def test_recall_names_what_a_comparison_did_not_find() -> None:
    sections = {change["section"] for change in recall.known()}
    assert sections <= set(lock.read(ROOT / "drift" / "lock.json"))
    first = recall.known()[0]
    subject = subjects.Subject(first["section"], "", frozenset(), frozenset(), frozenset())
    found = Change("changed", first["service"], "P.q", (), (f"The {first['words']}.",))
    missed = recall.missed([lock.Moved(subject, "1.0", (found,))])
    assert missed == recall.known()[1:]
    assert recall.text(missed).startswith(f"not found: {missed[0]['what']} (")
    assert recall.text([]) == f"{len(recall.known())} of {len(recall.known())} known changes found\n"


def workflow(job: str, name: str) -> dict[str, Any]:
    jobs = yaml.safe_load((ROOT / ".github/workflows/drift.yml").read_text(encoding="utf-8"))["jobs"]
    step: dict[str, Any] = next(step for step in jobs[job]["steps"] if step["name"] == name)
    return step


@pytest.mark.parametrize(
    ("moved", "issue", "asked"),
    [
        ("0", "", ["issue list"]),
        ("0", "7", ["issue list", "issue close 7"]),
        ("1", "", ["issue list", "label create", "issue create < The $(list)"]),
        ("1", "7", ["issue list", "issue edit 7 < The $(list)"]),
        ("", "", ["issue list"]),
    ],
)
def test_the_workflow_keeps_one_issue(tmp_path: Path, moved: str, issue: str, asked: list[str]) -> None:
    log = tmp_path / "log"
    gh = tmp_path / "gh"
    gh.write_text(
        '#!/bin/bash\nline="$1 $2"\n[[ $3 =~ ^[0-9]+$ ]] && line="$line $3"\n'
        f'[[ "$*" == *--body-file* ]] && line="$line < $(cat)"\necho "$line" >>"{log}"\n'
        f'[ "$2" != list ] || printf "%s" "{issue}"\n'
    )
    gh.chmod(0o755)
    script = workflow("report", "Open, update or close the issue")["run"]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "MOVED": moved, "LIST": "The $(list)"}
    result = subprocess.run(["bash", "-e", "-c", script], env=environment, check=False)
    assert log.read_text().splitlines() == asked
    assert (result.returncode == 0) == bool(moved)


def test_the_lock_of_the_guide_can_be_read() -> None:
    accepted = lock.read(ROOT / "drift" / "lock.json")
    assert len(accepted) > 100
    assert "CreateFunction" in accepted["exam-today"]["rests_on"]["lambda"]
    assert all(entry["botocore"] for entry in accepted.values())
