"""The programs of this environment, as tests run them.

A program imports for longer than it builds a small guide, so for those that tests run again and again one process has
imported them and stands by, as ``standby.py`` says. What Python reads when it starts is given to a program of its own.
"""

import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

BIN = Path(sys.executable).parent
KEPT = frozenset({"mkdocs", "properdocs", "studyguide"})
QUIET = {"NO_MKDOCS_2_WARNING": "1", "CI": ""}
"""Tests build as somebody does who edits: where `CI` is set, less is kept for the next build."""


def run(
    *command: str, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, with variables beside those of the tests."""
    environment = {**os.environ, **QUIET, **(env or {})}
    if command[0] not in KEPT or sys.platform != "linux" or _read_at_start(environment) != _read_at_start(os.environ):
        return started(*command, cwd=cwd, env=env, timeout=timeout)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        told = {"arguments": command[1:], "folder": str(cwd), "environment": environment}
        code = _standing_by(command[0]).run(told, (out, err), timeout)
        return subprocess.CompletedProcess(list(command), code, _text(out), _text(err))


def started(
    *command: str, cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Start a program anew, as people do."""
    environment = {**os.environ, **QUIET, **(env or {})}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def _read_at_start(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(("PYTHON", "LC_", "LANG"))}


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return str(stream.read(), "utf-8", "replace").replace("\r\n", "\n")


class _Standby:
    """A process that has imported a program; it ends with this one."""

    def __init__(self, program: str) -> None:
        self._asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, str(Path(__file__).with_name("standby.py")), program, str(theirs.fileno())]
            subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, **QUIET})

    def run(self, told: Mapping[str, object], streams: tuple[IO[bytes], ...], timeout: float) -> int:
        socket.send_fds(self._asked, [json.dumps(told).encode()], [stream.fileno() for stream in streams])
        self._asked.settimeout(timeout)
        process = int(self._asked.recv(64))
        try:
            return int(self._asked.recv(64))
        except TimeoutError:
            os.kill(process, 9)
            self._asked.recv(64)
            raise


@functools.cache
def _standing_by(program: str) -> _Standby:
    return _Standby(program)
