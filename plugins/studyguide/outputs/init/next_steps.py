"""Three steps from a guide that was started to one that readers see, each ready to be typed."""

import shutil
import sys
from pathlib import Path

from studyguide.outputs.init.publishing import Host
from studyguide.outputs.init.start import Started

_HOSTS = {
    "github": "push to GitHub, and choose “GitHub Actions” under Settings, Pages, Source",
    "gitlab": "push to GitLab: its pipeline publishes; Deploy, Pages shows the address",
}


def lines(done: Started, host: Host) -> list[str]:
    """Say what to do next."""
    folder = "this folder" if done.notes == "." else f"{done.notes}/"
    return [
        "Next:",
        f"1. {_typed(done.program)} serve — the guide at http://127.0.0.1:8000; it follows what you write in {folder}",
        f"2. {_typed('studyguide')} check — names what is amiss in the notes: {done.verdict}",
        f"3. {_HOSTS[host]}",
    ]


def _typed(program: str) -> str:
    """Write a program of this environment as it is found from here."""
    beside = Path(sys.executable).parent / program
    if shutil.which(program) == str(beside) or not beside.parent.is_dir():
        return program
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)
