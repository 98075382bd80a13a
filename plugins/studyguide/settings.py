"""Read the plugin's options, from ``mkdocs.yml`` or anywhere else, into :class:`~studyguide.options.Options`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from studyguide.defaults import DEFAULTS
from studyguide.given import Fault, Given, SettingError
from studyguide.language import choice
from studyguide.language.language import Language
from studyguide.language.tables import WordsError
from studyguide.maths import macros
from studyguide.maths.drawing import plain_macros
from studyguide.maths.macros import Macro, Macros
from studyguide.options import Attribute, Domain, Exam, Exclude, Group, Limits, Options, PictureHosts, split_mode
from studyguide.rules import LEVELS, RULES, Level

_DIRECTIVES = """
    script-src script-src-attr style-src img-src font-src media-src connect-src worker-src frame-src object-src
    manifest-src base-uri form-action
""".split()
_SOURCE_WORDS = frozenset("self unsafe-eval wasm-unsafe-eval unsafe-hashes unsafe-inline strict-dynamic".split())
# A word in quotes, a scheme, or a site with its path (CSP level 3, 2.3.1): nothing that ends a directive.
_SOURCE = re.compile(r"'[A-Za-z0-9+/=_-]+'|\*|[a-z][a-z0-9+.-]*:|(?:[a-z]+://)?[A-Za-z0-9*.:\[\]-]+(?:/[^\s;,'\"]*)?")
# `*` for all that lies below a name; a path says nothing of who is asked.
_HOST = re.compile(r"(?:https?://)?(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::(?:[0-9]{1,5}|\*))?")
_MACRO = re.compile(r"\\?[A-Za-z]{1,40}")
_HEADINGS = ("facts", "terms", "signals")


def options(raw: Any, **more: Any) -> Options:
    """Check raw options and return them as a value. ``more`` are fields of :class:`Options` that the host knows.

    An option left empty has its default.

    Raises:
        SettingError: with all that is wrong.
    """
    found, wrong = _read(raw)
    if wrong:
        raise SettingError(wrong)
    return Options(**{**more, **found})


def faults(raw: Any) -> tuple[Fault, ...]:
    """List what is wrong with raw options."""
    return _read(raw)[1]


def _read(raw: Any) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    whole = Given(raw)
    given = whole.mapping(tuple(DEFAULTS), "`option: value` lines")
    title = given["title"].text()
    autolink, ignore = _autolink(given["autolink"])
    found = {
        "splits": _splits(given["split"]),
        **{f"{name}_heading": given[f"{name}_heading"].text(DEFAULTS[f"{name}_heading"]) for name in _HEADINGS},
        "tags_from": tuple(map(str.lower, given["tags_from"].texts("a list of keys"))),
        "autolink": autolink,
        "ignore": ignore,
        "compare": tuple(_group(item) for item in given["compare"].items("a list of groups")),
        "exam": _exam(given["exam"]),
        "book": given["book"].flag(default=DEFAULTS["book"]),
        "inline_tags": _inline_tags(given["inline_tags"]),
        "allow_unsafe_html": given["allow_unsafe_html"].flag(default=DEFAULTS["allow_unsafe_html"]),
        "pictures": (pictures := _pictures(given["external_images"])),
        "policy": _with_pictures(_policy(given["policy"]), pictures),
        "macros": _macros(given["maths"]),
        "changed_words": given["changed_words"].flag(default=DEFAULTS["changed_words"]),
        "stale_after": given["stale_after"].count(DEFAULTS["stale_after"]),
        "lint": _lint(given["lint"]),
        "limits": Limits(
            given["limit_megabytes"].number(DEFAULTS["limit_megabytes"]),
            given["limit_files"].count(DEFAULTS["limit_files"]),
        ),
        **({"title": title} if title else {}),
    }
    # The rest is used by whoever knows the folders of the host.
    _patterns(given["exclude"])
    given["notes_dir"].text()
    given["words"].text()
    given["offline_copy"].flag(default=DEFAULTS["offline_copy"])
    given["cache"].flag(default=DEFAULTS["cache"])
    return found, tuple(whole.faults)


def notes_dir(raw: Mapping[str, Any]) -> str:
    """Return the folder with the notes that options name, or the default."""
    return Given(raw.get("notes_dir")).text(DEFAULTS["notes_dir"])


def words(raw: Mapping[str, Any]) -> str:
    """Return the file of words that options name; nothing where they name none, or no file."""
    return Given(raw.get("words")).text()


def language(tag: Any, own: str, project: Path) -> Language:
    """Choose the words for readers: ``tag`` is the theme's language, ``own`` the option, a file of the project."""
    try:
        return choice.chosen(str(tag or ""), project / own if own else None)
    except WordsError as error:
        raise SettingError([Fault(("words",), str(error))]) from None


def _splits(given: Given) -> tuple[tuple[str, str], ...]:
    """Read ``split: 2``, or globs: ``split: {"*": auto, "services/*.md": 2}``."""
    if isinstance(given.value, Mapping):
        return tuple((glob, _split(item)) for glob, item in given.pairs("`glob: mode` lines"))
    return (("*", _split(given)),)


def _split(given: Given) -> str:
    if given.value is None:
        return str(DEFAULTS["split"])
    try:
        return split_mode(given.value)
    except ValueError:
        given.wrong("auto, 1, 2 or file")
        return str(DEFAULTS["split"])


def _autolink(given: Given) -> tuple[Any, tuple[str, ...]]:
    """Read ``autolink: off``, or ``autolink: {mode: first, ignore: [Origin]}``."""
    if not isinstance(given.value, Mapping):
        return _mode(given), ()
    parts = given.mapping()
    return _mode(parts["mode"]), parts["ignore"].texts("a list of names")


def _mode(given: Given) -> Any:
    # YAML 1.1, which the hosts read, takes `off` for false.
    if given.value is None or isinstance(given.value, bool):
        return "off" if given.value is False else "first"
    if given.value not in ("first", "off"):
        given.wrong("`first` or `off`")
    return given.value


def _group(given: Given) -> Group:
    parts = given.mapping()
    title, name, tag = (parts[key].text() for key in ("title", "id", "tag"))
    members = parts["members"].texts("a list of ids or titles")
    shown = title or name or tag
    if not shown:
        given.needs("a `title`, and a `tag` or `members`", "title", "id", "tag")
    elif not members and not tag:
        given.needs("`members` (ids or titles) or a `tag`", "members", "tag")
    return Group(shown, name, tag, members, tuple(_attribute(item) for item in parts["attributes"].items()))


def _attribute(given: Given) -> Attribute:
    """Read ``kind``, ``{name: kind, hint: …}`` or, to show a fact under another name, ``{name: …, fact: …}``.

    A mapping with one key is a name and its hint.
    """
    value = given.value
    if not isinstance(value, Mapping):
        name = given.word()
        return Attribute(name, name.casefold())
    if len(value) == 1 and not value.get("name"):
        ((name, hint),) = given.pairs("`name: hint`")
        return Attribute(name, name.casefold(), hint.text())
    parts = given.mapping()
    name = parts["name"].text()
    if not name:
        given.needs("a `name`", "name")
    return Attribute(name, parts["fact"].text(name).casefold(), parts["hint"].text())


def _exam(given: Given) -> Exam | None:
    """Read ``exam: {title: …, minutes: 130, questions: 65, domains: [{tag: D1, title: …, weight: 30}]}``.

    A domain may have ``tasks``: titles of the tags nested in its own.
    """
    parts = given.mapping()
    if not given.value:
        return None
    domains = tuple(_domain(item) for item in parts["domains"].items("a list of domains"))
    if not domains:
        given.needs("`domains`", "domains")
    scale = _scale(parts["scale"])
    passing = None if parts["pass"].value is None else parts["pass"].number(0)
    if passing is not None and not scale[0] < passing <= scale[1]:
        parts["pass"].wrong(f"a score on the scale, which goes from {scale[0]:g} to {scale[1]:g}")
        passing = None
    counts = parts["minutes"].count(60), parts["questions"].count(40)
    return Exam(parts["title"].text("Exam"), *counts, domains, passing, scale)


def _scale(given: Given) -> tuple[float, float]:
    """Read ``scale: [100, 1000]``; without one, scores are per cent."""
    ends = [0 if item.value == 0 else item.number(0) for item in given.items("two numbers, the lower one first")]
    if not ends:
        return Exam.scale
    if len(ends) != len(Exam.scale) or not ends[0] < ends[1]:
        given.wrong("two numbers, the lower one first")
        return Exam.scale
    return ends[0], ends[1]


def _domain(given: Given) -> Domain:
    parts = given.mapping()
    tag = parts["tag"].text()
    if not tag:
        given.needs("a `tag`", "tag")
    tasks = tuple((name, title.word()) for name, title in parts["tasks"].pairs("`tag: title` lines"))
    return Domain(tag, parts["title"].text(tag), parts["weight"].number(1), tasks)


def _lint(given: Given) -> dict[str, Level]:
    """Read ``lint: {misspelt-title: off, unsourced-fact: warning}``."""
    parts = given.mapping(tuple(RULES), "`rule: off` lines, or info, warning, error behind the rule")
    return {rule: level for rule, inner in parts.items() if (level := _level(inner)) is not None}


def _level(given: Given) -> Level | None:
    # YAML 1.1, which the hosts read, takes `off` for false.
    value = "off" if given.value is False else given.value
    if value is None:
        return None
    if value not in LEVELS:
        given.wrong("off, info, warning or error")
        return None
    return LEVELS[LEVELS.index(value)]


def _inline_tags(given: Given) -> bool | None:
    """Read ``true`` or ``false``; ``auto`` or nothing asks whether the notes are a vault."""
    return None if given.value in (None, "auto") else given.flag(default=False)


def _policy(given: Given) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read ``policy: {img-src: [https://img.example.org], frame-src: https://video.example.org}``."""
    directives = given.mapping(_DIRECTIVES, "`directive: source` lines")
    return tuple((name, tuple(_source(item) for item in _some(inner))) for name, inner in directives.items())


def _pictures(given: Given) -> PictureHosts:
    """Read ``external_images: true``, or ``external_images: [i.imgur.com, "*.githubusercontent.com"]``."""
    if given.value is None or isinstance(given.value, bool):
        return PictureHosts(every=given.value is True)
    return PictureHosts(names=tuple(dict.fromkeys(filter(None, map(_host, _some(given))))))


def _host(given: Given) -> str:
    written = given.value.strip().rstrip("/").lower() if isinstance(given.value, str) else ""
    start = next((mark for mark in ("://*.", "://", "*.") if mark in written), "")
    before, _, name = written.rpartition(start) if start else ("", "", written)
    try:
        host = f"{before}{start}{name if name.isascii() else name.encode('idna').decode()}"
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        given.wrong("true, or names of servers such as i.imgur.com and *.example.org")
        return ""
    return host


def _with_pictures(
    policy: tuple[tuple[str, tuple[str, ...]], ...], pictures: PictureHosts
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Let the policy follow: browsers show exactly the pictures that pages may show."""
    if not pictures.sources:
        return policy
    known = dict(policy)
    return tuple((known | {"img-src": (*known.get("img-src", ()), *pictures.sources)}).items())


def _macros(given: Given) -> Macros:
    r"""Read ``maths: {macros: {R: '\mathbb{R}', norm: '\lVert #1 \rVert'}}``."""
    found: dict[str, Macro] = {}
    named = given.mapping()["macros"].pairs("`name: TeX` lines")
    for name, inner in named:
        if not _MACRO.fullmatch(name):
            replace(inner, value=name).wrong("below a name of letters, with or without a backslash")
        word, macro = macros.written(name, inner.text())
        found[word] = macro
    known = plain_macros() | found
    for name, inner in named:
        if not macros.ends(f"\\{name.removeprefix(chr(92))}", known):
            inner.wrong("TeX that does not hold the macro itself")
    return known


def _some(given: Given) -> Iterable[Given]:
    """Read a list, which one text alone need not be in."""
    return [given] if isinstance(given.value, str) else given.items("text, or a list of it")


def _source(given: Given) -> str:
    """Check a source expression; words like ``self`` get the quotes that YAML took away."""
    source = given.value.strip() if isinstance(given.value, str) else ""
    if source in _SOURCE_WORDS or source.startswith(("sha256-", "sha384-", "sha512-")):
        source = f"'{source}'"
    if not _SOURCE.fullmatch(source):
        given.wrong("a source, such as https://img.example.org or unsafe-eval")
    return source


def excluded(own: Any, docs: Any, notes: Path, docs_dir: Path) -> Exclude:
    """Read the option ``exclude``, and the host's ``exclude_docs``, which names files below ``docs_dir``."""
    below = f"{notes.relative_to(docs_dir).as_posix()}/" if notes.is_relative_to(docs_dir) else ""
    found: list[Fault] = []
    named = (("exclude", own), ("exclude_docs", docs))
    of_notes, of_docs = (_patterns(Given(value, (name,), name, name, found)) for name, value in named)
    if found:
        raise SettingError(found)
    return Exclude(of_notes, of_docs, "" if below == "./" else below)


def _patterns(given: Given) -> tuple[str, ...]:
    """Read patterns as in a ``.gitignore``: a list, or lines of text."""
    if isinstance(given.value, str):
        return tuple(_pattern(replace(given, value=line)) if line else "" for line in given.value.splitlines())
    return tuple(_pattern(item) for item in given.items("a list of patterns as in a .gitignore"))


def _pattern(given: Given) -> str:
    line = given.word()
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):  # a class of letters that is none is found by `re`
        given.wrong("a pattern as in a .gitignore")
    return line


def theme_language(theme: Any) -> str:
    """Name the language of a theme, a host's or that of ``mkdocs.yml``; themes of MkDocs itself call it ``locale``."""
    told = (theme.get(key) for key in ("language", "locale")) if hasattr(theme, "get") else ()
    return str(next(filter(None, told), "en"))


def apart(notes: Path, folders: Iterable[str | Path | None], project: Path) -> frozenset[str]:
    """Say which of the host's folders lie inside that of the notes, as they do where ``notes_dir`` is ``.``."""
    found = {(project / folder).resolve() for folder in folders if folder}
    return frozenset(path.relative_to(notes).as_posix() for path in found if notes in path.parents)
