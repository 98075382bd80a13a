"""Compare what the sections of the guide rest on in AWS's API reference with the newest botocore.

Exit code 0: nothing moved; 1: sections to read again; 2: the comparison could not be made.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drift import ground, lock, recall, report, subjects
from drift.ground import Ground
from drift.releases import Release, ReleaseError, fetch
from drift.subjects import Subject
from studyguide.outputs.writing import UnwritableError

ROOT = Path(__file__).parents[1]
LOCK = Path(__file__).with_name("lock.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, or accept what is the case now."""
    args = _arguments(arguments)
    try:
        new = fetch(args.to)
        found = subjects.read(args.config)
        accepted = lock.read(args.lock)
        if args.accept is None and not args.since and all(_is_at(accepted, s, new) for s in found):
            print(report.summary((), new.version))
            return 0
        rests = ground.find(found, new)
        if args.accept is not None:
            return _accept(args, accepted, found, rests, new)
        if args.since:
            old = fetch(args.since)
            accepted = _entries(found, ground.find(found, old), old)
        moved = list(lock.moved(accepted, found, rests, new, fetch))
    except (ReleaseError, UnwritableError) as error:
        print(f"drift: {error}", file=sys.stderr)
        return 2
    if args.recall:
        missed = recall.missed(moved)
        print(recall.text(missed), end="")
        return int(bool(missed))
    write = report.markdown if args.format == "markdown" else report.text
    print(write(moved, new.version), end="")
    return int(bool(moved))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drift", description=__doc__)
    parser.add_argument(
        "--accept", nargs="*", metavar="SECTION", help="record the newest release for these sections, or all"
    )
    parser.add_argument("--format", choices=["text", "markdown"], default="text", help="markdown suits an issue")
    parser.add_argument(
        "--since", default="", metavar="VERSION", help="compare with this release, whatever was accepted"
    )
    parser.add_argument(
        "--to", default="", metavar="VERSION", help="another release than the newest one, or a wheel's path"
    )
    parser.add_argument("--recall", action="store_true", help="print how many known changes of 2026 are found")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help=argparse.SUPPRESS)
    parser.add_argument("--lock", type=Path, default=LOCK, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.recall:
        args.since, args.to = args.since or recall.SINCE, args.to or recall.UNTIL
    return args


def _is_at(accepted: Mapping[str, Any], subject: Subject, release: Release) -> bool:
    return subject.id in accepted and accepted[subject.id]["botocore"] == release.version


def _entries(found: Sequence[Subject], rests: Mapping[str, Ground], release: Release) -> dict[str, Any]:
    return {subject.id: lock.entry(rests[subject.id], release) for subject in found}


def _accept(
    args: argparse.Namespace,
    accepted: Mapping[str, Any],
    found: Sequence[Subject],
    rests: Mapping[str, Ground],
    new: Release,
) -> int:
    """Record sections; those that are no longer in the notes go."""
    now = _entries([subject for subject in found if not args.accept or subject.id in args.accept], rests, new)
    unknown = set(args.accept) - now.keys()
    if unknown:
        print(f"drift: there is no section {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    kept = {subject.id: accepted[subject.id] for subject in found if subject.id in accepted}
    lock.write(args.lock, {**kept, **now})
    print(f"accepted botocore {new.version} for {len(now)} sections")
    return 0


if __name__ == "__main__":
    sys.exit(main())
