"""Whoever gets the package, or a site, is told whose code is in it, in which version, and under which licence."""

import re
from pathlib import Path

from notices.vendored import FILES, MERMAID, NOTICES, PACKAGE, Vendored

TEXT = NOTICES.read_text(encoding="utf-8")
ATTRIBUTED = re.compile(r"\bMIT\b|\bApache\b|\bBSD\b|\bISC\b|\(c\) ?\d{4}|copyright \d{4}|@licen[cs]e", re.IGNORECASE)
"""What a file says that holds the code of somebody else."""


def entry(file: Vendored) -> dict[str, str]:
    """Return what the notices say of a file."""
    return dict(
        re.findall(r"^  ([\w ]+): (.*)$", TEXT.partition(f"\n{file.path}\n")[2].partition("\n\n")[0], re.MULTILINE)[:4]
    )


def test_every_file_with_code_of_others_has_a_notice() -> None:
    published = [path for path in PACKAGE.rglob("*") if path.suffix in {".js", ".css", ".html", ".svg", ".woff2"}]
    vendored = {path for path in published if path.parent.name == "vendor"}
    vendored |= {path for path in published if ATTRIBUTED.search(path.read_text(encoding="utf-8")[:1000])}
    vendored |= {
        next(
            other
            for other in path.parent.glob(f"{path.name.partition('.')[0]}.*")
            if other.suffix in {".js", ".txt"} and other != path
        )
        for path in PACKAGE.rglob("*.LICENSE.txt")
    }
    assert {path.relative_to(PACKAGE).as_posix() for path in vendored} == {file.path for file in FILES}
    assert len(vendored) > 8


def test_the_notices_are_those_of_the_files_that_lie_there() -> None:
    for file in FILES:
        assert entry(file) == {
            "package": f"{file.package.name} {file.package.version}",
            "licence": f"{file.licence}, {file.text}",
            "made of": file.made,
            "sha256": file.digest,
        }, f"{file.path}: `make notices` writes the notices anew"
        assert file.text == "below" or "Copyright" in (PACKAGE / file.text).read_text(encoding="utf-8")


def test_a_file_says_the_version_that_its_notice_says() -> None:
    for file in FILES:
        if file.path.endswith(".js"):
            assert re.search(rf"[ \"]{re.escape(file.package.version)}[ \"]", _read(file)), file.path


def test_every_package_in_the_bundle_has_its_licence_and_owner() -> None:
    inside = re.findall(r"^  (\S+ [\d.]+)  (MIT|ISC|Apache-2.0|BSD-3-Clause)\b", TEXT, re.MULTILINE)
    explained = re.findall(r"^(\S+ [\d.]+): \S", TEXT, re.MULTILINE)
    templates = {f"{file.package.name} {file.package.version}" for file in FILES if file.text == "below"}
    assert sorted(explained) == sorted([name for name, _ in inside] + list(templates))
    assert len(inside) > 70


def test_what_the_bundle_says_of_itself_is_in_the_notices() -> None:
    """Mermaid names the packages whose licences ask for that at its end."""
    named = re.findall(r"^(?:@[\w-]+/)?([\w-]+)/[\w./-]+:$", _read(MERMAID)[-10_000:], re.MULTILINE)
    assert {"dompurify", "cytoscape", "lodash-es"} <= set(named)
    assert all(re.search(rf"^  {name} ", TEXT, re.MULTILINE) for name in named)


def _read(file: Vendored) -> str:
    return Path(PACKAGE / file.path).read_text(encoding="utf-8")
