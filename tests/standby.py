"""A process that has imported a program and stands by: each run of the program is a fork of it.

``python standby.py PROGRAM SOCKET``. A run has of its own all that a process has: arguments, folder, environment and
streams too. It shares with others what importing leaves, and compiled templates, which Jinja knows by their text.
"""

import functools
import gc
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2

HOST = "commands.build contrib.search".split()
BESIDE = """\
asyncio.subprocess concurrent.futures urllib.request genanki material.plugins.search.plugin material.templates
markdown.extensions.abbr markdown.extensions.admonition markdown.extensions.attr_list markdown.extensions.codehilite
markdown.extensions.def_list markdown.extensions.fenced_code markdown.extensions.footnotes
markdown.extensions.md_in_html markdown.extensions.tables pymdownx.details pymdownx.highlight pymdownx.inlinehilite
pymdownx.quotes pymdownx.saneheaders pymdownx.superfences pymdownx.tabbed pymdownx.tasklist studyguide.outputs.anki
studyguide.outputs.mkdocs.plugin studyguide.outputs.mkdocs.unchanged pygments.styles.default
""".split()
"""What a build with the theme Material imports as it goes."""


def main(program: str, channel: str) -> int:
    """Answer each request with the exit code of its run; return in a run, as the program is to be started then."""
    remember_templates()
    start = _imported(program)
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(channel)) as asked:
        while True:
            text, streams, *_ = socket.recv_fds(asked, 1 << 20, 2)
            if not text:
                return 0  # who asked has ended
            if not (process := os.fork()):
                break
            for stream in streams:
                os.close(stream)
            asked.send(str(process).encode())
            asked.send(str(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])).encode())
    _become(program, json.loads(text), streams)
    return start()


def _imported(program: str) -> Callable[[], int]:
    if program == "studyguide":
        import_module("studyguide.cli")  # which the command imports where it has something new to say
        start: Callable[[], int] = import_module("studyguide.__main__").main
        return start
    called: Any = import_module(f"{program}.__main__").cli
    for name in [*(f"{program}.{part}" for part in HOST), *BESIDE]:
        import_module(name)
    return lambda: int(called() or 0)


class _Templates(jinja2.FileSystemBytecodeCache):
    """The cache that Jinja offers, told apart by what else the code of a template hangs on."""

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Any:
        written = vars(environment)
        told = [getattr(written[key], "__qualname__", written[key]) for key in _WRITES]
        known = f"{name} {jinja2.__version__} {sorted(environment.extensions)} {told}"
        return super().get_bucket(environment, known, filename, source)


_WRITES = "autoescape trim_blocks lstrip_blocks keep_trailing_newline optimized undefined".split()


def remember_templates() -> None:
    """Compile each template once for all builds: for a first one, that takes as long as all else together.

    Below what a project keeps of its own, which is asked first and takes what comes from here as compiled.
    """
    cache, compiled = _Templates(), jinja2.Environment.compile

    @functools.wraps(compiled)
    def remembering(
        self: jinja2.Environment, source: Any, name: str | None = None, filename: str | None = None, **options: bool
    ) -> Any:
        if options or not isinstance(source, str):
            return compiled(self, source, name, filename, **options)  # type: ignore[call-overload]  # for what is rare
        bucket = cache.get_bucket(self, str(name), filename, source)
        if bucket.code is None:
            bucket.code = compiled(self, source, name, filename)
            cache.set_bucket(bucket)
        return bucket.code

    jinja2.Environment.compile = remembering  # type: ignore[method-assign, assignment]


def _become(program: str, told: dict[str, Any], streams: list[int]) -> None:
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environment"])
    time.tzset()
    tempfile.tempdir = None  # what the variables of before said
    script = str(Path(sys.executable).parent / program)
    sys.argv[:] = [script, *told["arguments"]]
    sys.path[0] = str(Path(script).parent)  # as Python sets it for a script


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
