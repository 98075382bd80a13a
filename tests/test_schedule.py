"""The scheduler in the browser gives the intervals of the reference implementation in Python."""

import itertools
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler

LOADER = Path(__file__).parent / "js/studyguide.js"
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
LENGTH = 6
SHORT = 12
"""Days below which two grades may round to one interval."""

RUN = """
require(process.argv[1]).part("practice/page");
require(process.argv[1]).part("practice/cards");
const { FSRS, studyguide: { practice: { schedule } } } = globalThis;
const follow = (ratings) => {
  let kept;
  let now = Number(process.argv[2]);
  return ratings.map((rating) => {
    kept = JSON.parse(JSON.stringify(schedule.outcomes(FSRS, kept, now)[rating]));
    const wait = kept.due - now;
    now = kept.due;
    return { wait: wait / 1000, stability: kept.s, difficulty: kept.d };
  });
};
const input = require("node:fs").readFileSync(0, "utf8");
console.log(JSON.stringify(JSON.parse(input).map(follow)));
"""


def in_browser(histories: Sequence[tuple[int, ...]]) -> list[list[dict[str, float]]]:
    """Follow histories of grades with the code of the practice page, each review when the card is due."""
    command = ["node", "-e", RUN, str(LOADER), str(int(START.timestamp() * 1000))]
    answer = subprocess.run(command, input=json.dumps(histories), capture_output=True, text=True, check=True)
    found: list[list[dict[str, float]]] = json.loads(answer.stdout)
    return found


def test_memory_and_intervals_are_those_of_the_reference() -> None:
    histories = list(itertools.product((1, 2, 3, 4), repeat=LENGTH))
    scheduler = Scheduler(enable_fuzzing=False)
    long = 0
    for ratings, ours in zip(histories, in_browser(histories), strict=True):
        card, now = Card(), START
        for rating, mine in zip(ratings, ours, strict=True):
            card, _ = scheduler.review_card(card, Rating(rating), now)
            assert mine["stability"] == pytest.approx(card.stability, rel=1e-3), ratings
            assert mine["difficulty"] == pytest.approx(card.difficulty, rel=1e-3), ratings
            wait = timedelta(seconds=mine["wait"])
            theirs = (card.due - now).days
            # Steps within a day are no part of FSRS. Short intervals are kept apart by grade: good is a day
            # more than hard at least, easy a day more than good.
            assert theirs <= wait.days <= theirs + (2 if theirs < SHORT else 0), ratings
            long += wait.days >= SHORT
            now += wait
    assert long > len(histories)
