"""Templates that an earlier build has compiled: to compile those that draw a page takes longer than to draw ten of it.

What is compiled is run. So it is kept as all that makes more than data (:mod:`studyguide.reuse.lasting`): sealed with
the key of whoever builds, for the same programs; and each holds for the very text that it was compiled from.
"""

import marshal
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from studyguide.reuse import lasting
from studyguide.reuse.store import Store

_KIND = "templates"


class Compiled(BytecodeCache):
    """The templates of one project."""

    def __init__(self, store: Store, name: str, programs: str) -> None:
        self._store, self._name, self._programs = store, name, programs
        self._known: dict[str, tuple[str, bytes]] = lasting.found(store, _KIND, name, programs) or {}
        self._is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled of the same text, with the same settings."""
        checksum, code = self._known.get(_key(bucket), ("", b""))
        if checksum == bucket.checksum:
            found = marshal.loads(code)  # noqa: S302  sealed, as all that is kept
            bucket.code = found if isinstance(found, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what is compiled."""
        self._known[_key(bucket)] = bucket.checksum, marshal.dumps(bucket.code)
        self._is_new = True

    def keep(self) -> None:
        """Write it, where a template was compiled."""
        if self._is_new:
            lasting.keep(self._known, self._store, _KIND, self._name, self._programs)
            self._is_new = False


def _key(bucket: Bucket) -> str:
    return "\n".join((bucket.key, *_settings(bucket.environment)))


def _settings(environment: Environment) -> list[str]:
    """Name what compiling depends on beside the text; filters of constants are called then."""
    own = (environment.trim_blocks, environment.lstrip_blocks, environment.optimized, environment.is_async)
    escaped = getattr(environment.autoescape, "__qualname__", environment.autoescape)
    called = (*environment.filters.items(), *environment.tests.items())
    functions = (f"{name} {getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}" for name, one in called)
    return [repr((own, escaped)), *sorted(environment.extensions), *sorted(functions)]
