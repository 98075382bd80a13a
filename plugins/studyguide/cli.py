"""The command ``studyguide``: check notes, export them, start a guide."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studyguide import __version__, build_day, configuration, repository, settings
from studyguide.build import build
from studyguide.defaults import DEFAULTS
from studyguide.given import SettingError
from studyguide.guide import ledger
from studyguide.language.language import Language
from studyguide.notes.size import TooMuchError
from studyguide.outputs import (
    changed_since,
    extras,
    fix,
    gc_pause,
    going_on,
    option_faults,
    progress,
    report,
    said_before,
    writing,
)
from studyguide.outputs.export import project, renewal
from studyguide.outputs.init import next_steps, start
from studyguide.problems import Problem, number_of
from studyguide.site import Site


class UsageError(Exception):
    """What the caller asked for cannot be done; the message says what to do."""


_SAID = (
    UsageError, configuration.ConfigurationError, build_day.NoMomentError, changed_since.UnknownCommitError,
    TooMuchError, OSError,
)  # fmt: skip
"""What is no fault of ours: their messages are for people."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, 1 where the notes have errors, 2 where the call is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a message in any script, on a terminal that knows one
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # at the program's end its failure would be a traceback
    except OSError as error:
        return _unheard(error)


def _run(arguments: Sequence[str] | None) -> int:
    args = _parser().parse_args(arguments)
    try:
        build_day.told()
        return int(args.run(args))
    except BrokenPipeError:
        raise
    except _SAID as error:
        print(f"studyguide: {error}", file=sys.stderr)
        return 2
    except (option_faults.WrongOptionsError, SettingError) as error:
        for fault in str(error).splitlines():
            print(f"studyguide: {fault}", file=sys.stderr)
        return 2


def _unheard(error: OSError) -> int:
    """End where nobody takes our output: without a word where a reader had enough, as `head` has."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  what is left over goes nowhere
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 128 + 13  # as a shell says that SIGPIPE ended a program
    print(f"studyguide: the output cannot be written: {writing.reason(error)}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="studyguide", description=__doc__)
    parser.add_argument("--version", action="version", version=f"studyguide {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    check = _command(commands, "check", _check, "say what is wrong with the notes, with file and line")
    _judging(check)
    check.add_argument("--changed-since", metavar="COMMIT", help="only of files that changed since then, as git knows")
    sources = _command(commands, "sources", _sources, "ask whether the sources are still there and say the same")
    _judging(sources)
    sources.add_argument("--pause", type=float, default=0.5, help="seconds between two questions to one host (0.5)")
    _asking(sources)
    fix = _command(commands, "fix", _fix, "mend what needs no decision: missing ids, and redirects for what moved")
    fix.add_argument("--dry-run", action="store_true", help="print the changes as a diff and write nothing")
    fix.add_argument(
        "--record",
        action="store_true",
        help=f"after publishing: write all addresses into {ledger.NAME}, so that none of them dies",
    )
    fix.add_argument(
        "--fetch-images", action="store_true", help="save the pictures of other sites beside the notes that show them"
    )
    _asking(fix)
    export = _command(commands, "export", _export, "write a plain Markdown project for Zensical or any other engine")
    export.add_argument("target", type=Path, help="the folder to write; a new one, or an earlier export")
    book = _command(commands, "book", _book, "print the guide as a PDF with page numbers, index and an answer key")
    book.add_argument("target", type=Path, help="the .pdf file to write")
    book.add_argument("--strict", action="store_true", help="exit 1 where notes have problems or lose a picture")
    anki = _command(commands, "anki", _anki, "write questions, terms and facts as an Anki deck")
    anki.add_argument("target", type=Path, help="the .apkg file to write")
    begin = commands.add_parser("init", help="start a guide in this folder: empty, of notes, or with a MkDocs site")
    begin.add_argument(
        "source", type=Path, nargs="?", help="a notes file or folder; without it, the notes that are here"
    )
    begin.add_argument("--name", help="the name of the guide")
    begin.add_argument("--host", choices=("github", "gitlab"), default="github", help="where it will be published")
    begin.set_defaults(run=_init)
    return parser


_LIMITS = {
    "limit_megabytes": "megabytes of notes that are read at most",
    "limit_files": "files that the notes folder may hold at most",
}


def _asking(command: argparse.ArgumentParser) -> None:
    command.add_argument("--timeout", type=float, default=20.0, help="seconds to wait for a server (20)")
    command.add_argument(
        "--allow-host", action="append", default=[], metavar="HOST", help="ask this host though it is not public"
    )


def _judging(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=report.FORMATS, default="text", help="how problems are printed (default: text)"
    )
    command.add_argument("--strict", action="store_true", help="exit 1 on warnings too, as mkdocs build --strict does")
    command.add_argument("--all", action="store_true", help="print every problem, also where many are of one kind")


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text)
    command.add_argument(
        "--notes", type=Path, help="the notes folder, where there is no mkdocs.yml or another is meant"
    )
    command.add_argument(
        "--config", type=Path, help="the site's configuration (default: mkdocs.yml, unless --notes is given)"
    )
    for limit, what in _LIMITS.items():
        flag = f"--{limit.replace('_', '-')}"
        command.add_argument(flag, type=float, metavar="N", help=f"{what} ({DEFAULTS[limit]:,})")
    command.set_defaults(run=run)
    return command


def _check(args: argparse.Namespace) -> int:
    site, notes = _site(args, drawn=False)
    problems, others = site.problems, ""
    if args.changed_since is not None:
        problems, others = changed_since.only(problems, notes, args.changed_since)
    return _judged(args, problems, f"{number_of(len(site.library.sections), 'section')}{others}", notes)


def _judged(args: argparse.Namespace, problems: Sequence[Problem], subject: str, notes: Path) -> int:
    said_before.say(report.write(problems, args.format, _shown(notes), whole=args.all))
    counts = {severity: sum(p.severity == severity for p in problems) for severity in ("error", "warning", "info")}
    if args.format == "text":
        numbers = ", ".join(number_of(count, severity) for severity, count in counts.items())
        said_before.say(f"{subject}: {numbers}\n")
    # 1 for findings, 2 for a wrong call: CI can tell the two apart, as with grep and ruff.
    return int(bool(counts["error"] or (args.strict and counts["warning"])))


def _sources(args: argparse.Namespace) -> int:
    from studyguide.outputs.sources import check, reach, remembered, rounds

    site, notes = _site(args, drawn=False)
    allowed = frozenset(map(reach.name, args.allow_host))
    manners = rounds.Manners(max(args.pause, 0), max(args.timeout, 1), allowed)
    today = datetime.now(UTC).date()
    try:
        problems, count = check.problems(site, notes, today, manners, progress.show)
    except (rounds.OfflineError, remembered.DamagedError) as error:
        raise UsageError(str(error)) from None
    finally:
        progress.show("")
    return _judged(args, problems, number_of(count, "source"), notes)


def _fix(args: argparse.Namespace) -> int:
    site, notes = _site(args, drawn=False)
    found = list(fix.changes(site, notes, record=args.record))
    for change in found:
        _mended(change, notes, dry=args.dry_run)
    if args.fetch_images:
        return _fetch(args, site, notes)
    if not found:
        said_before.say("nothing to mend without a decision of yours: `studyguide check` lists what is left\n")
    return 0


def _mended(change: fix.Change, notes: Path, *, dry: bool) -> None:
    if dry:
        said_before.say(report.shown(change.diff()))
    else:
        fix.write(change, notes)
        print(f"wrote {_shown(notes)}/{change.path}: {change.reason}")


def _fetch(args: argparse.Namespace, site: Site, notes: Path) -> int:
    from studyguide.outputs.pictures import beside, fetching
    from studyguide.outputs.sources import reach

    allowed = frozenset(map(reach.name, args.allow_host))
    fetcher = beside.Fetcher(
        site, notes, fetching.Manners(timeout=max(args.timeout, 1), allowed=allowed), progress.show
    )
    count = 0
    for note in beside.wanted(site, notes):
        count += len(note.pictures)
        if args.dry_run:  # nobody is asked, so nobody knows yet what the pictures will be called
            lines = (f"would fetch {address} for {_shown(notes)}/{place}\n" for address, place in note.pictures.items())
            print(report.shown("".join(lines)), end="")
        elif change := fetcher.change(note):
            progress.show("")
            _mended(change, notes, dry=False)
    progress.show("")
    print(report.write(sorted(fetcher.problems), "text", _shown(notes)), end="")
    if not count:
        print("no note shows a picture of another site")
    return int(bool(fetcher.problems))


def _export(args: argparse.Namespace) -> int:
    site, notes = _site(args)
    try:
        kept = project.write(site, notes, args.target)
    except renewal.NotAnExportError as error:
        raise UsageError(str(error)) from None
    for file in kept:
        print(report.shown(f"kept {args.target}/{file.name}: {file.why}"), end="")
    pages = f"{number_of(len(site.pages), 'page')} in {args.target}"
    print(f"{pages}: build them with `zensical build` there, or any engine that reads mkdocs.yml")
    return 0


def _book(args: argparse.Namespace) -> int:
    try:
        from studyguide.outputs.book import browser, pdf
    except ImportError as error:
        raise UsageError(extras.advice(error, "book")) from None
    target = _writable(args.target)
    site, notes = _site(args)
    language = settings.theme_language(_known(args)[0].get("theme"))
    try:
        printed = pdf.write(site, notes, target, language, lambda done: print(done, flush=True))
    except browser.BookError as error:
        raise UsageError(str(error)) from None
    print(f"wrote {args.target}: {printed.pages} pages")
    faults = [*_in_notes(site), *printed.warnings]
    for fault in faults:
        print(f"warning: {fault}", file=sys.stderr)
    return int(args.strict and bool(faults))


def _in_notes(site: Site) -> Iterator[str]:
    """Say in one line that the notes have problems, which may be missing from what was made of them."""
    count = sum(problem.severity != "info" for problem in site.problems)
    if count:
        yield f"the notes have {number_of(count, 'problem')}: `studyguide check` lists them"


def _anki(args: argparse.Namespace) -> int:
    try:
        from studyguide.outputs import anki
    except ImportError as error:
        raise UsageError(extras.advice(error, "anki")) from None
    target = _writable(args.target)
    site, notes = _site(args)
    writing.write(target.parent, target.name, anki.encode(site, notes))
    print(f"wrote {args.target}: import it in Anki; later imports keep your schedule")
    return 0


def _writable(target: Path) -> Path:
    """Say before long work that its result could not be written; return where it will lie."""
    if not target.parent.is_dir():
        message = f"there is no folder {target.parent}: make it, or write elsewhere"
        raise UsageError(message)
    if target.is_dir():
        message = f"{target} is a folder: name a file"
        raise UsageError(message)
    # A device or a pipe is no place for a book, and a rename would put a file where programs look for it.
    if target.exists() and not target.is_file():
        message = f"{target} is no ordinary file: write elsewhere"
        raise UsageError(message)
    return target.resolve()  # the caller named it: a link of his leads where he wants


def _init(args: argparse.Namespace) -> int:
    asked = start.Asked(Path.cwd().resolve(), args.source, args.name, args.host)
    try:
        done = start.begin(asked, _verdict)
    except start.NotStartedError as error:
        raise UsageError(str(error)) from None
    print(report.shown("\n".join((*done.said, "", *next_steps.lines(done, args.host)))), end="")
    return 0


def _verdict(config: Path) -> start.Verdict:
    """Judge the guide of a configuration that was just written."""
    try:
        site, _ = _site(argparse.Namespace(config=config, notes=None, run=_init, **dict.fromkeys(_LIMITS)), drawn=False)
    except (TooMuchError, UsageError, option_faults.WrongOptionsError) as error:
        return start.Verdict(clean=False, words=str(error))
    count = sum(problem.severity != "info" for problem in site.problems)
    return start.Verdict(clean=not count, words=f"{number_of(count, 'problem') if count else 'no problems'} now")


def _site(args: argparse.Namespace, *, drawn: bool = True) -> tuple[Site, Path]:
    config, project = _known(args)
    raw, language = _checked(config, _file(args), project)
    # Below the configuration, not below the folder that the command is run in, as the hosts have it.
    notes = (args.notes or project / settings.notes_dir(raw)).resolve()
    if not notes.is_dir():
        message = f"there is no folder {notes}: write notes there, or name it with --notes"
        raise UsageError(message)
    kept_in = repository.find(
        config.get("repo_url"), config.get("edit_uri") or config.get("edit_uri_template"), project.resolve(), notes
    )
    folders = configuration.folders(config, project)
    docs = folders[0].resolve() if folders else None
    options = settings.options(
        # A page of the site links to the book, and these commands write none.
        raw | {"book": False} | {name: value for name in _LIMITS if (value := getattr(args, name)) is not None},
        title=str(config.get("site_name") or "Study guide"),
        repository=kept_in,
        apart=settings.apart(notes, folders, project),
        exclude=settings.excluded(raw.get("exclude"), config.get("exclude_docs"), notes, docs or notes),
        own=dict.fromkeys(_own_files(docs, notes), ""),
        language=language,
        own_home=docs is not None and any((docs / name).is_file() for name in ("index.md", "README.md")),
        # As seen from the notes, since places of problems are; it mostly begins with `..`.
        config=Path(os.path.relpath(_file(args).resolve(), notes)).as_posix(),
        places=option_faults.places(raw, _file(args), notes),
    )
    # Only a project has a place for what is kept; one that `init` begins stays as clean as it made it.
    kept = raw.get("cache") if args.notes is None and args.run is not _init else False
    with (
        gc_pause.paused(),
        progress.told_when_long(),
        going_on.memory(project.resolve(), notes, kept) as memory,
    ):
        return build(notes, options, memory, drawn=drawn), notes


def _checked(config: dict[str, Any], file: Path, project: Path) -> tuple[dict[str, Any], Language]:
    """Return the options of the plugin and the words that they choose; what is wrong with either is told at once."""
    raw = configuration.written_options(config)
    faults = list(settings.faults(raw))
    try:
        words = settings.words(raw) if isinstance(raw, dict) else ""
        language = settings.language(settings.theme_language(config.get("theme")), words, project)
    except SettingError as error:
        faults += error.faults
    if faults:
        raise option_faults.WrongOptionsError("\n".join(option_faults.lines(faults, file)))
    return raw, language


def _own_files(docs: Path | None, notes: Path) -> Iterator[str]:
    """List the files of the site's own folder as seen from the notes; what these commands write has no such pages."""
    for path in sorted(docs.rglob("*")) if docs and docs.is_dir() else ():
        if path.is_file() and not path.is_relative_to(notes):
            yield Path(os.path.relpath(path, notes)).as_posix()


def _file(args: argparse.Namespace) -> Path:
    return args.config or Path("mkdocs.yml")


def _known(args: argparse.Namespace) -> tuple[dict[str, Any], Path]:
    """Read the site's configuration; notes that are named alone need none."""
    wanted = args.config is not None or args.notes is None
    return configuration.read(_file(args)) if wanted else ({}, Path.cwd())


def _shown(notes: Path) -> str:
    """Show the notes folder as seen from here, as editors and GitHub annotations want it."""
    here = Path.cwd()
    return notes.relative_to(here).as_posix() if notes.is_relative_to(here) else notes.as_posix()
