"""What a build made, written so that a build of another process goes on from it: see :mod:`studyguide.reuse.memory`.

Values are found by the very objects that they were made from, so all is written as one, in which what is one object
stays one. Constants of modules are named, not copied: who compares with them means them.

Reading makes objects, and what makes objects can be made to do other things. So nothing is read that is not sealed with
the key of whoever builds (:mod:`studyguide.reuse.store`): that is what protects. Besides, nothing is reached from what
is read but the types and functions of the guide, and the types of values that it holds.
"""

import io
import pickle
import sys
import types
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import IO, Any

from markdown_it.token import Token

from studyguide.reuse.store import Store

_OURS = "studyguide."
_HERE = __name__
_OTHERS = {
    "builtins": frozenset("bool bytearray dict float frozenset int list set str tuple".split()),
    "collections": frozenset("Counter OrderedDict defaultdict".split()),
    "copyreg": frozenset(["_reconstructor"]),
    "datetime": frozenset("date datetime timedelta timezone".split()),
    "markdown_it.token": frozenset(["Token"]),
    "markupsafe": frozenset(["Markup"]),
    "pathlib": frozenset("Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath".split()),
    "re": frozenset(["_compile"]),
}
"""What values of the guide hold besides; none of it does anything but make a value."""

_PLAIN = (
    str,
    bytes,
    int,
    float,
    bool,
    type(None),
    type,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.ModuleType,
)
_DAMAGED = (pickle.UnpicklingError, OSError, EOFError, ImportError, AttributeError, LookupError, TypeError, ValueError)
"""What reading raises where what was written is of another program."""


def keep(values: object, store: Store, kind: str, name: str, programs: str) -> None:
    """Keep values for builds by the same ``programs``."""
    store.pour(kind, name, partial(write, (programs, values)))


def found(store: Store, kind: str, name: str, programs: str) -> Any:
    """Return what was kept, or None: where nothing is, or it is another's, or of other programs."""
    stream = store.stream(kind, name)
    if stream is None:
        return None
    with stream:
        try:
            return read(stream, programs)
        except _DAMAGED:
            return None


def write(parts: tuple[str, object], stream: IO[bytes]) -> None:
    """Write what programs are meant, and values."""
    writer = _Writer(stream, constants())
    for part in parts:
        writer.dump(part)


def read(stream: IO[bytes], programs: str) -> Any:
    """Read values, if they are meant for these programs."""
    reader = _Reader(stream)
    return reader.load() if reader.load() == programs else None


class _Writer(pickle.Pickler):
    def __init__(self, stream: IO[bytes], constants: Mapping[int, tuple[str, str]]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._constants = constants

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is Token:
            return _token, (
                value.type,
                value.tag,
                value.nesting,
                value.attrs or None,
                value.map,
                value.level,
                value.children,
                value.content,
                value.markup,
                value.info,
                value.meta or None,
                value.block,
                value.hidden,
            )
        if (name := self._constants.get(id(value))) is not None:
            return _constant, name
        if kind is types.FunctionType and value.__module__.startswith(_OURS) and value.__module__ != _HERE:
            return _function, (value.__module__, value.__qualname__)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name in _OTHERS.get(module, ()) or (module == _HERE and name in _MAKERS):
            return super().find_class(module, name)
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            # What a module of ours has imported is found below its name too.
            if isinstance(found, type) and found.__module__.startswith(_OURS):
                return found
        message = f"{module}.{name} is no value of a guide"
        raise pickle.UnpicklingError(message)


def packed(value: object) -> bytes:
    """Write tokens, or what is plain, by themselves, small."""
    stream = io.BytesIO()
    _Writer(stream, {}).dump(value)
    return zlib.compress(stream.getbuffer(), 1)


def unpacked(written: bytes) -> Any:
    """Read what :func:`packed` wrote in this process, or in one that sealed it."""
    return _Reader(io.BytesIO(zlib.decompress(written))).load()


_SHARED: dict[str, Any] = {}
"""What all tokens without attributes share: tokens are copied, never changed."""


def _token(*parts: Any) -> Token:
    token = Token(*parts)
    token.attrs, token.meta = token.attrs or _SHARED, token.meta or _SHARED
    return token


def _constant(module: str, name: str) -> Any:
    found = vars(_ours(module))[name]
    if isinstance(found, _PLAIN):
        message = f"{module}.{name} is no constant of the guide"
        raise pickle.UnpicklingError(message)
    return found


def _function(module: str, name: str) -> Callable[..., Any]:
    """Return the function that a memory knows by itself, which its module has wrapped."""
    found: Any = _ours(module)
    for part in name.split("."):
        found = vars(found)[part]
    function = getattr(found, "__wrapped__", found)
    if not isinstance(function, types.FunctionType) or not function.__module__.startswith(_OURS):
        message = f"{module}.{name} is no function of the guide"
        raise pickle.UnpicklingError(message)
    return function


def _ours(module: str) -> types.ModuleType:
    if not module.startswith(_OURS):
        message = f"{module} is no module of the guide"
        raise pickle.UnpicklingError(message)
    return import_module(module)


_MAKERS = frozenset(maker.__name__ for maker in (_token, _constant, _function))


def constants() -> Mapping[int, tuple[str, str]]:
    """Name the values that modules hold for all builds, by what tells them from others that are equal."""
    found: dict[int, tuple[str, str]] = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith(_OURS):
            for key, value in vars(module).items():
                if not key.startswith("__") and not isinstance(value, _PLAIN) and value not in ((), frozenset()):
                    found.setdefault(id(value), (name, key))
    return found
