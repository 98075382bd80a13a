"""One target under atheris, which grows inputs by the branches that they reach: ``python -m fuzzing.guided TARGET``.

Further arguments are libFuzzer's. Its process ends with the first breach, or with its time; :mod:`fuzzing.__main__`
starts it again.
"""

import sys
import time
from typing import Any

SLOW = 5.0
"""CPU seconds that no input of a few thousand characters may take, counting of branches included."""


def main(name: str, arguments: list[str]) -> None:
    """Run until the time that the arguments give is over, or something is found."""
    import atheris

    # Before anything of it is loaded: the counters are written into the bytecode.
    with atheris.instrument_imports(include=["studyguide", "mdit_py_plugins"]):
        from fuzzing.targets import TARGETS, text

    def one_input(data: bytes) -> None:
        read = text(data)
        started = time.process_time()
        TARGETS[name].check(read)
        if (taken := time.process_time() - started) > SLOW:
            message = f"{len(read)} characters took {taken:.1f} s"
            raise AssertionError(message)

    engine: Any = atheris
    engine.Setup([name, *arguments], one_input)
    engine.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
