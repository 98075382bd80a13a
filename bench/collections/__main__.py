"""Builds each folder of a folder as notes, and prints what came of it. Nothing is fetched.

Per collection: exit code, seconds, memory, notes whose structure is not that of a plain GitHub renderer, words that are
on no page, markup of other dialects that is shown as text, automatic links with a random sample to judge, problems by
rule with a random sample.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.collections.measuring import Found, measure

COLUMNS = "notes, exit, CPU s, peak MB, structure differs, words lost, markup left, auto links, problems".split(", ")
HEAD = f"| collection | {' | '.join(COLUMNS)} |\n|---|{'--:|' * len(COLUMNS)}"


def main() -> None:
    """Measure every collection and print its row as soon as it is there."""
    options = _options()
    folders = sorted(path for path in options.folder.iterdir() if path.is_dir())
    chosen = [path for path in folders if not options.only or path.name in options.only]
    print(HEAD)
    results = []
    for path in chosen:
        found = measure(path)
        print(_row(found), flush=True)
        results.append(found)
    for found in results:
        print("\n".join(_details(found, options.sample, random.Random(options.seed))))
    if options.json:
        data = [_without_bulk(found, options.sample, random.Random(options.seed)) for found in results]
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.collections", description=__doc__)
    parser.add_argument("folder", type=Path, help="each folder in it is a collection of notes")
    parser.add_argument("--only", nargs="+", help="names of collections; the others are left out")
    parser.add_argument("--sample", type=int, default=5, help="links, and problems of each rule, that are shown")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another sample")
    parser.add_argument("--json", type=Path, help="a file for the figures and samples")
    return parser.parse_args()


def _row(found: Found) -> str:
    severities = Counter(problem["severity"] for problem in found.problems)
    said = ", ".join(f"{severities[kind]} {kind}" for kind in ("error", "warning", "info") if severities[kind])
    lost = f"{found.lost.total()} ({found.lost.total() / max(found.words, 1):.2%})"
    cells = (
        *(found.name, found.notes, found.run.status, f"{found.run.cpu:.1f}", f"{found.run.memory / 1e6:.0f}"),
        *(len(found.differ), lost, found.left.total(), len(found.links), said or 0),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _details(found: Found, size: int, chance: random.Random) -> Iterator[str]:
    yield f"\n## {found.name}\n"
    yield from (f"- structure: {line}" for line in found.differ[:size])
    yield "- words lost: " + (", ".join(f"{word} {n}" for word, n in found.lost.most_common(20)) or "none")
    yield "- markup left: " + (", ".join(f"`{kind}` {n}" for kind, n in found.left.most_common()) or "none")
    for link in _sample(found.links, size, chance):
        yield f"- link to {link['to']} in {link['path']}:{link['line']}: {link['sentence']}"
    for rule, problems in sorted(_by_rule(found.problems).items()):
        yield f"- {rule} ({problems[0]['severity']}): {len(problems)}"
        for problem in _sample(problems, size, chance):
            yield f"  - {problem['path']}:{problem['line']}: {problem['message']}"


def _by_rule(problems: Sequence[dict[str, Any]]) -> Mapping[str, list[dict[str, Any]]]:
    rules = defaultdict(list)
    for problem in problems:
        rules[problem["rule"]].append(problem)
    return rules


def _sample(items: Sequence[dict[str, Any]], size: int, chance: random.Random) -> list[dict[str, Any]]:
    return chance.sample(items, min(size, len(items)))


def _without_bulk(found: Found, size: int, chance: random.Random) -> dict[str, Any]:
    rules = _by_rule(found.problems)
    return {
        "name": found.name,
        "run": found.run._asdict(),
        "notes": found.notes,
        "differ": found.differ,
        "words": found.words,
        "lost": dict(found.lost.most_common(100)),
        "left": dict(found.left),
        "links": _sample(found.links, size, chance),
        "auto_links": len(found.links),
        "problems": {rule: _sample(problems, size, chance) for rule, problems in rules.items()},
        "rules": {rule: len(problems) for rule, problems in rules.items()},
    }


if __name__ == "__main__":
    main()
