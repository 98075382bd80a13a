"""The browser code's own tests, run by Node."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent / "js"


def test_the_scripts_pass_their_tests() -> None:
    node = os.environ.get("NODE") or shutil.which("node")
    if node is None:
        pytest.fail("Node is missing: set NODE to its path, or run `make test`, which finds or installs it")
    result = subprocess.run(
        [node, "--test", *map(str, sorted(TESTS.glob("*.test.js")))],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-5000:]
    count = re.search(r"^\S tests (\d+)$", result.stdout, re.MULTILINE)
    assert count is not None
    assert int(count[1]) > 50
