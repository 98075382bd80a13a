"""Which lines of the code the inputs of a target reach, by running them once more with a tracer."""

import contextlib
import dis
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import studyguide
from fuzzing.targets import Target

CODE = Path(studyguide.__file__).parent
Step = tuple[str, int, int]
"""A file, and the lines that were run one after the other in one call."""


def lines(target: Target, inputs: Iterable[str]) -> list[str]:
    """Say for each file of the target how many of its functions' lines the inputs reach."""
    run: set[Step] = set()
    for _, steps in _each(target, inputs):
        run |= steps
    shown = []
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE).as_posix()
        if name.startswith(target.modules):
            there = set(_lines(compile(path.read_bytes(), str(path), "exec")))
            missed = sorted(there - {line for file, _, line in run if file == str(path)})
            rest = f"; not {', '.join(map(str, missed))}" if missed else ""
            shown.append(f"  {name}: {len(there) - len(missed)} of {len(there)} lines{rest}")
    return shown


def telling(target: Target, inputs: Iterable[str]) -> Iterator[str]:
    """Leave out inputs that take no step which one before them did not take: they would cost each turn its start."""
    run: set[Step] = set()
    for one, steps in _each(target, inputs):
        if steps - run:
            run |= steps
            yield one


def _lines(code: CodeType) -> Iterator[int]:
    """Yield the lines of functions; what runs at import needs no input."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if not inner.co_name.startswith("<") or inner.co_name == "<lambda>":
                yield from (line for _, line in list(dis.findlinestarts(inner))[1:] if line)
            yield from _lines(inner)


def _each(target: Target, inputs: Iterable[str]) -> Iterator[tuple[str, set[Step]]]:
    """Run inputs, and yield the steps from line to line that each takes in the code of the target."""
    prefixes = tuple(str(CODE / module) for module in target.modules)
    found: set[Step] = set()

    def trace(frame: FrameType, _event: str, _: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(prefixes):
            return None
        before = 0

        def local(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal before
            if event == "line":
                found.add((file, before, frame.f_lineno))
                before = frame.f_lineno
            return local

        return local

    for one in inputs:
        found.clear()
        sys.settrace(trace)
        # What breaks was told of when it was found.
        with contextlib.suppress(AssertionError):
            target.check(one)
        sys.settrace(None)
        yield one, set(found)
