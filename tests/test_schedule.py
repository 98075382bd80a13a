"""The scheduler in the browser gives the intervals of the reference implementation in Python."""

import itertools
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from fsrs import Card, Rating, Scheduler

SCRIPTS = Path(__file__).parent.parent / "plugins/studyguide/theme/assets/studyguide"
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
LENGTH = 6

RUN = """
const core = require(process.argv[1] + "/practice-core.js");
const FSRS = require(process.argv[1] + "/practice-fsrs.js");
const follow = (ratings) => {
  let kept;
  let now = Number(process.argv[2]);
  return ratings.map((rating) => {
    kept = JSON.parse(JSON.stringify(core.outcomes(FSRS, kept, now)[rating]));
    const wait = kept.due - now;
    now = kept.due;
    return Math.floor(wait / 86400000);
  });
};
const input = require("node:fs").readFileSync(0, "utf8");
console.log(JSON.stringify(JSON.parse(input).map(follow)));
"""


def reference(ratings: tuple[int, ...]) -> list[int]:
    """Return the days from each review to the next, each on the minute it is due.

    Steps within a day are not part of FSRS; for "hard" the implementations wait other minutes.
    """
    scheduler = Scheduler(enable_fuzzing=False)
    card, now, waits = Card(), START, []
    for rating in ratings:
        card, _ = scheduler.review_card(card, Rating(rating), now)
        waits.append((card.due - now).days)
        now = card.due
    return waits


def test_intervals_are_those_of_the_reference() -> None:
    histories = list(itertools.product((1, 2, 3, 4), repeat=LENGTH))
    command = ["node", "-e", RUN, str(SCRIPTS), str(int(START.timestamp() * 1000))]
    answer = subprocess.run(command, input=json.dumps(histories), capture_output=True, text=True, check=True)
    ours = json.loads(answer.stdout)
    different = [(h, mine, theirs) for h, mine in zip(histories, ours, strict=True) if mine != (theirs := reference(h))]
    assert any(days > 1 for waits in ours for days in waits)
    assert not different, f"{len(different)} of {len(histories)}, first {different[0]}"
