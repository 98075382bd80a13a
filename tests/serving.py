"""A program for tests: a host serves a folder, where each step of a list is a change that its server then builds.

``python serving.py HOST STEPS``: the steps are pairs of a file and its new text, as JSON; null takes the file away.
After each step the finished site is copied to ``served/<number>``. Only the waiting for changes is not the host's own.
"""

import json
import shutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main(host: str, steps: str) -> None:
    module: Any = import_module(f"{host}.commands.serve")

    class Server(module.LiveReloadServer):  # type: ignore[misc]  # known when it runs
        def serve(self, **_: Any) -> None:
            for number, (name, text) in enumerate(json.loads(Path(steps).read_text("utf-8"))):
                path = Path(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink() if text is None else path.write_text(text, encoding="utf-8")
                sys.stderr.write(f"step {number}\n")
                sys.stderr.flush()
                self.builder()
                shutil.copytree(self.root, f"served/{number}")

    module.LiveReloadServer = Server
    import_module(f"{host}.__main__").cli(["serve", "-a", "127.0.0.1:8000"])


if __name__ == "__main__":
    main(*sys.argv[1:])
