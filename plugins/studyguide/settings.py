"""Read the plugin's options, from ``mkdocs.yml`` or anywhere else, into :class:`~studyguide.options.Options`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from studyguide.language import choice
from studyguide.language.language import Language
from studyguide.language.tables import WordsError
from studyguide.options import Attribute, Domain, Exam, Exclude, Group, Limits, Options, split_mode
from studyguide.suggestions import nearest

DEFAULTS: dict[str, Any] = {
    "notes_dir": "notes",
    "split": "auto",
    "facts_heading": "At a glance",
    "terms_heading": "Terms",
    "signals_heading": "Exam signals",
    "autolink": "first",
    "compare": [],
    "exam": {},
    "title": "",
    "stale_after": 365,
    "allow_unsafe_html": False,
    "policy": {},
    "book": False,
    "exclude": [],
    "limit_megabytes": 50,
    "limit_files": 20_000,
    "words": "",
}
_DIRECTIVES = """
    script-src script-src-attr style-src img-src font-src media-src connect-src worker-src frame-src object-src
    manifest-src base-uri form-action
""".split()
_SOURCE_WORDS = frozenset("self unsafe-eval wasm-unsafe-eval unsafe-hashes unsafe-inline strict-dynamic".split())
# A word in quotes, a scheme, or a site with its path (CSP level 3, 2.3.1): nothing that ends a directive.
_SOURCE = re.compile(r"'[A-Za-z0-9+/=_-]+'|\*|[a-z][a-z0-9+.-]*:|(?:[a-z]+://)?[A-Za-z0-9*.:\[\]-]+(?:/[^\s;,'\"]*)?")
_LARGEST = 1_000_000
"""No exam has more minutes, questions or weight; it keeps ``.inf`` out."""


class SettingError(ValueError):
    """An option has a value that cannot be meant; the message says what would be right."""


def options(raw: Mapping[str, Any], **more: Any) -> Options:
    """Check raw options and return them as a value. ``more`` are fields of :class:`Options` that the host knows.

    An option left empty has its default.
    """
    for key in raw:
        if key not in DEFAULTS:
            close = nearest(key, DEFAULTS, 0.6)
            hint = f": did you mean `{close}`?" if close else f"; options are {', '.join(DEFAULTS)}"
            message = f"unknown option `{key}`{hint}"
            raise SettingError(message)
    values = DEFAULTS | {key: value for key, value in raw.items() if value is not None}
    autolink, ignore = _autolink(values["autolink"])
    if values["title"]:
        more["title"] = str(values["title"])
    return Options(
        splits=_splits(values["split"]),
        facts_heading=str(values["facts_heading"]),
        terms_heading=str(values["terms_heading"]),
        signals_heading=str(values["signals_heading"]),
        autolink=autolink,
        ignore=ignore,
        compare=tuple(_group(item) for item in _list(values["compare"], "compare")),
        exam=_exam(values["exam"]),
        book=_flag(values["book"], "book"),
        allow_unsafe_html=_flag(values["allow_unsafe_html"], "allow_unsafe_html"),
        policy=_policy(values["policy"]),
        stale_after=round(_number(values["stale_after"], "stale_after")),
        limits=Limits(
            _number(values["limit_megabytes"], "limit_megabytes"), round(_number(values["limit_files"], "limit_files"))
        ),
        **more,
    )


def language(tag: Any, words: Any, project: Path) -> Language:
    """Choose the words for readers: ``tag`` is the theme's language, ``words`` the option, a file of the project."""
    try:
        return choice.chosen(str(tag or ""), project / str(words) if words else None)
    except WordsError as error:
        raise SettingError(str(error)) from None


def _splits(value: Any) -> tuple[tuple[str, str], ...]:
    """Read ``split: 2``, or globs: ``split: {"*": auto, "services/*.md": 2}``."""
    pairs = value.items() if isinstance(value, Mapping) else [("*", value)]
    try:
        return tuple((str(glob), split_mode(mode)) for glob, mode in pairs)
    except ValueError as error:
        message = f"`split` {error}"
        raise SettingError(message) from None


def _autolink(value: Any) -> tuple[Any, tuple[str, ...]]:
    """Read ``autolink: off``, or ``autolink: {mode: first, ignore: [Origin]}``."""
    mode = value.get("mode", "first") if isinstance(value, Mapping) else value
    # YAML 1.1, which the hosts read, takes `off` for false.
    mode = {False: "off", True: "first"}.get(mode, mode) if isinstance(mode, bool) else mode
    if mode not in {"first", "off"}:
        message = f"`autolink` must be `first` or `off`, not {mode!r}"
        raise SettingError(message)
    ignore = _list(value.get("ignore"), "autolink.ignore") if isinstance(value, Mapping) else []
    return mode, tuple(str(name) for name in ignore)


def _group(item: Any) -> Group:
    if not isinstance(item, Mapping) or not (item.get("title") or item.get("id") or item.get("tag")):
        message = "each entry of `compare` needs a `title`, and a `tag` or `members`, like {title: Queues, tag: queue}"
        raise SettingError(message)
    title = str(item.get("title") or item.get("id") or item.get("tag"))
    members = tuple(str(member) for member in _list(item.get("members"), "compare.members"))
    if not members and not item.get("tag"):
        message = f"`compare`: “{title}” needs `members` (ids or titles) or a `tag`"
        raise SettingError(message)
    attributes = tuple(_attribute(entry) for entry in _list(item.get("attributes"), "compare.attributes"))
    return Group(title, str(item.get("id") or ""), str(item.get("tag") or ""), members, attributes)


def _attribute(entry: Any) -> Attribute:
    """Read ``kind``, ``{name: kind, hint: …}`` or, to show a fact under another name, ``{name: …, fact: …}``."""
    if isinstance(entry, Mapping) and entry.get("name"):
        name = str(entry["name"])
        return Attribute(name, str(entry.get("fact") or name).casefold(), str(entry.get("hint") or ""))
    if isinstance(entry, Mapping) and len(entry) == 1:
        name, hint = next(iter(entry.items()))
        return Attribute(str(name), str(name).casefold(), str(hint or ""))
    return Attribute(str(entry), str(entry).casefold())


def _exam(value: Any) -> Exam | None:
    """Read ``exam: {title: …, minutes: 130, questions: 65, domains: [{tag: D1, title: …, weight: 30}]}``.

    A domain may have ``tasks``: titles of the tags nested in its own.
    """
    if not value:
        return None
    domains = value.get("domains") if isinstance(value, Mapping) else None
    if not domains or not isinstance(domains, list):
        example = "{minutes: 60, questions: 40, domains: [{tag: D1, title: Design, weight: 30}]}"
        message = f"`exam` needs `domains`, for example {example}"
        raise SettingError(message)
    found = tuple(_domain(entry) for entry in domains)
    minutes, questions = (
        _number(value.get(key, default), f"exam.{key}") for key, default in (("minutes", 60), ("questions", 40))
    )
    return Exam(str(value.get("title") or "Exam"), max(1, round(minutes)), max(1, round(questions)), found)


def _domain(entry: Any) -> Domain:
    if not isinstance(entry, Mapping) or not entry.get("tag"):
        message = "each entry of `exam.domains` needs a `tag`, for example {tag: D1, title: Design, weight: 30}"
        raise SettingError(message)
    tag = str(entry["tag"])
    tasks = entry.get("tasks") or {}
    if not isinstance(tasks, Mapping):
        message = "`exam.domains.tasks` needs a title for each tag, for example {D1/1.1: Access to resources}"
        raise SettingError(message)
    weight = _number(entry.get("weight", 1), "exam.domains.weight")
    return Domain(tag, str(entry.get("title") or tag), weight, tuple((str(t), str(name)) for t, name in tasks.items()))


def _policy(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read ``policy: {img-src: [https://img.example.org], frame-src: https://video.example.org}``."""
    if not isinstance(value, Mapping):
        message = "`policy` needs sources for each directive, for example {img-src: [https://img.example.org]}"
        raise SettingError(message)
    found = {}
    for name, sources in value.items():
        if name not in _DIRECTIVES:
            close = nearest(str(name), _DIRECTIVES, 0.6)
            hint = f"did you mean `{close}`?" if close else f"directives are {', '.join(_DIRECTIVES)}"
            message = f"unknown directive `{name}` in `policy`: {hint}"
            raise SettingError(message)
        listed = [sources] if isinstance(sources, str) else _list(sources, f"policy.{name}")
        found[str(name)] = tuple(_source(source, str(name)) for source in listed)
    return tuple(found.items())


def _source(value: Any, directive: str) -> str:
    """Check a source expression; words like ``self`` get the quotes that YAML took away."""
    source = str(value).strip()
    if source in _SOURCE_WORDS or source.startswith(("sha256-", "sha384-", "sha512-")):
        source = f"'{source}'"
    if not _SOURCE.fullmatch(source):
        message = f"`policy.{directive}`: {value!r} is no source, such as https://img.example.org or unsafe-eval"
        raise SettingError(message)
    return source


def _number(value: Any, name: str) -> float:
    """Read a positive number; YAML's ``true`` is none, and neither are its ``.inf`` and ``.nan``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _LARGEST:
        message = f"`{name}` must be a number above 0, not {value!r}"
        raise SettingError(message)
    return value


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        message = f"`{name}` must be true or false, not {value!r}"
        raise SettingError(message)
    return value


def _list(value: Any, name: str) -> Sequence[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        message = f"`{name}` must be a list"
        raise SettingError(message)
    return value


def excluded(own: Any, docs: Any, notes: Path, docs_dir: Path) -> Exclude:
    """Read the option ``exclude``, and the host's ``exclude_docs``, which names files below ``docs_dir``."""
    below = f"{notes.relative_to(docs_dir).as_posix()}/" if notes.is_relative_to(docs_dir) else ""
    return Exclude(_patterns(own, "exclude"), _patterns(docs, "exclude_docs"), "" if below == "./" else below)


def _patterns(value: Any, name: str) -> tuple[str, ...]:
    """Read patterns as in a ``.gitignore``: a list, or lines of text."""
    lines = value.splitlines() if isinstance(value, str) else [str(line) for line in _list(value, name)]
    try:
        GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        message = f"`{name}`: {error}; write patterns as in a .gitignore, like [drafts/, '*.tmp.md']"
        raise SettingError(message) from None
    return tuple(lines)


def theme_language(theme: Any) -> str:
    """Name the language of a theme, a host's or that of ``mkdocs.yml``; themes of MkDocs itself call it ``locale``."""
    told = (theme.get(key) for key in ("language", "locale")) if hasattr(theme, "get") else ()
    return str(next(filter(None, told), "en"))


def apart(notes: Path, folders: Iterable[str | Path | None], project: Path) -> frozenset[str]:
    """Say which of the host's folders lie inside that of the notes, as they do where ``notes_dir`` is ``.``."""
    found = {(project / folder).resolve() for folder in folders if folder}
    return frozenset(path.relative_to(notes).as_posix() for path in found if notes in path.parents)
