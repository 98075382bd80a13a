"""What one build leaves to the next on the disk: a folder of entries, each of them data, and none of them needed.

``.cache/studyguide`` in the folder of the configuration. An entry is found by a hash of all that it was made from, so
it is right or it is not found. It is written beside its name and renamed: of two builds at once each finds whole
entries or none. What is damaged counts as absent. Where the disk refuses, builds go on without, and say so once.

Each is sealed with a key that lies in the home of whoever builds (:func:`_own_key`): one that came with somebody's pull
request, or out of an artifact, is not his and is not read. The seal is looked at before anything else. Entries are
JSON, or streams of bytes that are handed on as they are: their readers say what they may hold.

Thin on purpose, as :mod:`studyguide.reuse.fingerprint` is.
"""

import hashlib
import hmac
import io
import json
import os
import stat
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import IO, Any

PLACE = (".cache", "studyguide")
VARIABLE = "STUDYGUIDE_CACHE"
"""Set to `off`, nothing is kept or looked up, whatever the option `cache` says."""

MEGABYTES = 200
"""Of entries; the oldest go first. Those of 3,000 sections take some 15."""

DAYS = 30
"""After which an entry that nobody asked for goes."""

_OFF = frozenset("0 off false no".split())
_SEAL, _KEY = 32, 32
"""Bytes."""

_LONGEST = 200_000_000
"""Bytes of an entry when it is unpacked; more is no entry of ours."""

_PIECE = 1 << 18
"""Bytes that are packed or unpacked at once."""

_DAY = 86_400
_PART = ".part"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_READ = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)
_HAS_FOLDERS = os.open in os.supports_dir_fd
"""Windows opens no folders: there, links are looked for by name."""


def is_wanted(option: object, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether anything is to be kept, by the option ``cache`` and the variable."""
    return option is not False and environment.get(VARIABLE, "").strip().lower() not in _OFF


@dataclass
class Store:
    """The entries of one project."""

    project: Path
    fault: str = ""
    """Why nothing is kept, in a line; empty while all is well."""
    _key: bytes = b""
    _written: bool = False
    _known: dict[str, bool] = field(default_factory=dict)

    def is_begun(self) -> bool:
        """Say whether there is a folder of entries."""
        try:
            with self._opened(make=False):
                return True
        except OSError:
            return False

    def get(self, kind: str, name: str) -> Any:
        """Return an entry, or None where there is none that is whole and ours."""
        try:
            key = self._sealing(make=False)
            with self._opened(make=False) as place:
                sealed = place.read(_file(kind, name))
        except OSError:
            return None
        return _unsealed(sealed, key, _file(kind, name)) if key else None

    def put(self, kind: str, name: str, value: Any) -> None:
        """Keep an entry. After a first failure nothing more is tried, and ``fault`` says why."""
        file = _file(kind, name)
        self._put(file, lambda key, stream: stream.write(_sealed(value, key, file)))

    def stream(self, kind: str, name: str) -> io.BufferedReader | None:
        """Open an entry that :meth:`pour` has written, whose seal is whole; None as for :meth:`get`."""
        file = _file(kind, name)
        try:
            key = self._sealing(make=False)
            with self._opened(make=False) as place:
                sealed = place.read(file)
        except OSError:
            return None
        packed, seal = memoryview(sealed)[:-_SEAL], sealed[-_SEAL:]
        if not key or not hmac.compare_digest(seal, _seal(packed, key, file)):
            return None
        return io.BufferedReader(_Unpacking(packed), _PIECE)

    def pour(self, kind: str, name: str, fill: Callable[[IO[bytes]], None]) -> None:
        """Keep what is too much to hold at once, as :meth:`put` would; ``fill`` writes it."""
        file = _file(kind, name)

        def write(key: bytes, stream: IO[bytes]) -> None:
            packing = _Packing(stream, key, file)
            with io.BufferedWriter(packing, _PIECE) as buffer:
                fill(buffer)
            packing.seal()

        self._put(file, write)

    def _put(self, file: str, write: Callable[[bytes, IO[bytes]], object]) -> None:
        if self.fault:
            return
        try:
            key = self._sealing(make=True)
            with self._opened(make=True) as place:
                place.write(file, lambda stream: write(key, stream))
        except OSError as error:
            self.fault = f"{'/'.join(PLACE)}: {_reason(error)}; the next build will take as long as this one"
        else:
            self._written = True

    def prune(self) -> None:
        """Let go what nobody asked for lately, and the oldest beyond what fits; after a build that wrote something."""
        if self._written:
            with suppress(OSError), self._opened(make=False) as place:
                place.prune(time.time())

    def _sealing(self, *, make: bool) -> bytes:
        self._key = self._key or _own_key(make=make)
        return self._key

    @contextmanager
    def _opened(self, *, make: bool) -> Iterator["_Place"]:
        """Open the folder, reached through no link: it lies in a checkout, where anybody can have put one."""
        place = _Place(os.open(self.project, _FOLDER & ~_NO_LINK) if _HAS_FOLDERS else None, self.project)
        try:
            for part in PLACE:
                place.down(part, make=make)
            if make:
                place.hide()
            yield place
        finally:
            place.close()


class _Place:
    """A folder: open, so that it stays the same, or known by its path alone."""

    def __init__(self, handle: int | None, path: Path) -> None:
        self.handle = handle
        self.path = path

    def down(self, name: str, *, make: bool) -> None:
        if make:
            with suppress(FileExistsError):
                os.mkdir(self._name(name), 0o755, dir_fd=self.handle)
        status = os.stat(self._name(name), dir_fd=self.handle, follow_symlinks=False)
        if not stat.S_ISDIR(status.st_mode):
            raise NotADirectoryError(f"{self.path / name} is a link or a file where a folder belongs")
        below = os.open(name, _FOLDER, dir_fd=self.handle) if self.handle is not None else None
        self.close()
        self.handle, self.path = below, self.path / name

    def read(self, file: str) -> bytes:
        handle = os.open(self._name(file), _READ, dir_fd=self.handle)
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return b""
            if time.time() - status.st_mtime > _DAY:
                with suppress(OSError):  # so that what is asked for is not pruned; a folder may be read-only
                    os.utime(self._name(file), dir_fd=self.handle)
            return stream.read()

    def write(self, file: str, fill: Callable[[IO[bytes]], object]) -> None:
        part = self._name(f"{token_hex(6)}{_PART}")
        handle = os.open(part, _NEW, 0o644, dir_fd=self.handle)
        try:
            with os.fdopen(handle, "wb") as stream:
                fill(stream)
            os.replace(part, self._name(file), src_dir_fd=self.handle, dst_dir_fd=self.handle)
        except BaseException:
            with suppress(OSError):
                os.unlink(part, dir_fd=self.handle)
            raise

    def hide(self) -> None:
        """Keep the folder out of git, as other tools do with theirs."""
        with suppress(FileExistsError):
            handle = os.open(self._name(".gitignore"), _NEW, 0o644, dir_fd=self.handle)
            with os.fdopen(handle, "wb") as stream:
                stream.write(b"*\n")

    def prune(self, now: float) -> None:
        room = MEGABYTES * 1_000_000
        found = [(name, status) for name in self._listed() if (status := self._status(name)) is not None]
        for name, status in sorted(found, key=lambda pair: -pair[1].st_mtime):
            room -= status.st_size
            age = now - status.st_mtime
            if room < 0 or age > DAYS * _DAY or (name.endswith(_PART) and age > _DAY):
                with suppress(OSError):
                    os.unlink(self._name(name), dir_fd=self.handle)

    def _listed(self) -> list[str]:
        names = os.listdir(  # noqa: PTH208  of an open folder, which `Path` does not know
            self.handle if self.handle is not None and os.listdir in os.supports_fd else self.path
        )
        return [name for name in names if not name.startswith(".")]

    def _status(self, name: str) -> os.stat_result | None:
        try:
            return os.stat(self._name(name), dir_fd=self.handle, follow_symlinks=False)
        except OSError:  # another build was faster
            return None

    def _name(self, file: str) -> str:
        return file if self.handle is not None else str(self.path / file)

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _file(kind: str, name: str) -> str:
    return f"{kind}-{hashlib.blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=20).hexdigest()}"


def _sealed(value: Any, key: bytes, file: str) -> bytes:
    packed = zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 1)
    return _seal(packed, key, file) + packed


def _unsealed(sealed: bytes, key: bytes, file: str) -> Any:
    seal, packed = sealed[:_SEAL], sealed[_SEAL:]
    if not hmac.compare_digest(seal, _seal(packed, key, file)):
        return None
    try:
        opened = zlib.decompressobj()
        text = opened.decompress(packed, _LONGEST)
        return json.loads(text) if opened.eof else None
    except (zlib.error, ValueError, RecursionError):
        return None


def _seal(packed: bytes | memoryview, key: bytes, file: str) -> bytes:
    summed = _seal_of(key, file)
    summed.update(packed)
    return summed.digest()


def _seal_of(key: bytes, file: str) -> hashlib.blake2b:
    """Begin a seal. It names the file: one entry in place of another is none."""
    return hashlib.blake2b(file.encode() + b"\0", key=key, digest_size=_SEAL)


class _Packing(io.RawIOBase):
    """Packs what is written to it, and seals that at its end."""

    def __init__(self, stream: IO[bytes], key: bytes, file: str) -> None:
        super().__init__()
        self._stream, self._seal, self._packer = stream, _seal_of(key, file), zlib.compressobj(1)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._add(self._packer.compress(data))
        return len(data)

    def seal(self) -> None:
        """Write what is left, and the seal behind it."""
        self._add(self._packer.flush())
        self._stream.write(self._seal.digest())

    def _add(self, packed: bytes) -> None:
        self._seal.update(packed)
        self._stream.write(packed)


class _Unpacking(io.RawIOBase):
    """Unpacks as much as is read."""

    def __init__(self, packed: memoryview) -> None:
        super().__init__()
        self._pieces = (packed[start : start + _PIECE] for start in range(0, len(packed), _PIECE))
        self._unpacker = zlib.decompressobj()
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and (piece := next(self._pieces, None)) is not None:
            self._ready = memoryview(self._unpacker.decompress(piece))
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


def _own_key(*, make: bool) -> bytes:
    """Return the key that seals the entries of this user on this machine; nothing where there is none yet.

    Raises:
        OSError: where there is no home that can be written to.
    """
    path = _home() / "key"
    key = _key_in(path)
    if make and len(key) != _KEY:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _begin(path, replacing=bool(key))
        key = _key_in(path)
    return key if len(key) == _KEY else b""


def _key_in(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _begin(path: Path, *, replacing: bool) -> None:
    """Write a new key; of two builds at once the first one's holds."""
    part = path.with_name(f"{token_hex(6)}{_PART}")
    handle = os.open(part, _NEW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(token_bytes(_KEY))
    try:
        if replacing or not hasattr(os, "link"):
            part.replace(path)
        else:
            os.link(part, path)
    except FileExistsError:
        pass
    except OSError:  # a disk that knows no links
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


def _home() -> Path:
    """Name the folder of the key (XDG Base Directory Specification; `%LOCALAPPDATA%` on Windows)."""
    told = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else "")
    try:
        return (Path(told) if told and Path(told).is_absolute() else Path.home() / ".cache") / "mkdocs-studyguide"
    except RuntimeError as error:  # nobody knows whose home it is
        raise FileNotFoundError(str(error)) from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
