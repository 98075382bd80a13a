"""Finds the packages in Mermaid's bundle, by the source maps that are published beside it."""

import json
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from notices.vendored import MERMAID, PACKAGE, PARSER, UNNAMED, Package

_STORED = re.compile(r"\.pnpm/(?P<stored>[^/]+)/node_modules/(?P<name>(?:@[^/]+/)?[^/]+)/")
"""Where pnpm keeps what it installs: `.pnpm/d3-array@2.12.1/node_modules/d3-array/src/…`."""


class BundleError(Exception):
    """What the registry has is not what lies in the theme."""


def packages(folder: Path) -> list[Package]:
    """List what is in the bundle. ``folder`` is for what the registry sends.

    Raises:
        BundleError: where the published files are not those that we have, or those that they contain.
    """
    mermaid = unpacked(MERMAID.package, folder)
    if (mermaid / "dist/mermaid.min.js").read_bytes() != (PACKAGE / MERMAID.path).read_bytes():
        message = f"{MERMAID.path} is not that of mermaid {MERMAID.package.version}"
        raise BundleError(message)
    whole = _map(mermaid / "dist/mermaid.min.js.map")
    parser = unpacked(PARSER, folder)
    _compare_parser(whole, parser)
    parts = [_map(path) for path in sorted(parser.glob("dist/**/*core*/*.map"))]
    return sorted({PARSER, *UNNAMED, *_named(whole), *(found for part in parts for found in _named(part))})


def unpacked(package: Package, folder: Path) -> Path:
    """Fetch a package as it was published."""
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
    archive = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / Path(archive).stem
    with tarfile.open(folder / archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def installed(found: Sequence[Package], folder: Path) -> Iterator[tuple[Package, Path]]:
    """Fetch many packages at once, each in exactly its version, without running anything of theirs."""
    names = {package: re.sub(r"\W+", "-", f"x-{package.name}-{package.version}") for package in found}
    wanted = {names[package]: f"npm:{package.name}@{package.version}" for package in found}
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": wanted}), encoding="utf-8")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--legacy-peer-deps"]
    subprocess.run(command, check=True, cwd=folder)
    return ((package, folder / "node_modules" / names[package]) for package in found)


def _map(path: Path) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _named(source_map: Mapping[str, Any]) -> Iterator[Package]:
    for source in source_map["sources"]:
        for match in list(_STORED.finditer(source))[-1:]:
            # Behind an underscore stand its peers: `d3-transition@3.0.1_d3-selection@3.0.0`.
            version = match["stored"].removeprefix(f"{match['name'].replace('/', '+')}@").partition("_")[0]
            yield Package(match["name"], version)


def _compare_parser(source_map: Mapping[str, Any], parser: Path) -> None:
    for source, text in zip(source_map["sources"], source_map["sourcesContent"], strict=True):
        _, inside, path = source.partition("../../parser/")
        if inside and (not (parser / path).is_file() or (parser / path).read_text(encoding="utf-8") != text):
            message = f"{source} in Mermaid's bundle is not that of {PARSER.name} {PARSER.version}: set PARSER anew"
            raise BundleError(message)
