"""What is wrong with a link, as authors are told."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from studyguide.linking import liquid
from studyguide.markdown.addresses import scheme
from studyguide.model import Note
from studyguide.notes.file_kinds import FILMS, SOUNDS, Refusal
from studyguide.paths import SourcePath
from studyguide.problems import Severity
from studyguide.suggestions import nearest

_CREDIT = re.compile(
    r"#(?:a11y|audio|blog|bug|business|code|content|data|design|doc|event\w+|example|financial|fundingFinding|ideas|infra"
    r"|maintenance|mentoring|platform|plugin|projectManagement|promotion|question|research|review|security|talk|test"
    r"|tool|translation|tutorial|userTesting|video)-[\w-]+"
)


_OF_REPOSITORIES = re.compile(
    r"(?:(?:un)?licen[cs]e|copying|copyright|notice|authors|contributors|citation|code_?owners)([.-][\w.-]+)?",
    re.IGNORECASE,
)
"""Files at the top that say whose the notes are; hosts of repositories show them beside the notes."""


_OWN_DISK = re.compile(r"/(?:Users|home|var|tmp|private)/|/?[A-Za-z]:/")
_EQUATION = re.compile(r"eq(?:uation)?[:_-]")
_COMPONENTS = "MDX or Vue"

_NESTED = re.compile(r"\[\s*\[https?://")
_DOMAIN = re.compile(r"\[(?:www\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|info)(?:[/?#]|\]))")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link."""

    rule: str
    message: str
    severity: Severity = "warning"


def top(shown: str) -> Fault:
    """Say that a link names nothing behind its sign."""
    message = f"`{shown}` names no heading behind `#`, so it leads to the top of the page"
    return Fault("dead-anchor", f"{message}: name one, or leave out the `#`")


def ambiguous(name: str, ids: Iterable[str]) -> Fault:
    """Say which sections a name could mean."""
    choice = ", ".join(f"`[[{id_}]]`" for id_ in ids)
    return Fault("ambiguous", f"`[[{name}]]` could mean several sections: write one of {choice}")


def dead(shown: str, hint: str) -> Fault:
    """Say that a link leads nowhere; ``hint`` proposes something near."""
    if _DOMAIN.match(shown):
        hint = ": the address of another site begins with `https://`"
    elif _NESTED.match(shown):
        hint = ": a link stands where its address is due, so write `(https://…)` alone"
    return Fault(
        "dead-link",
        f"`{shown}` leads to no section, file or alias{hint or ': its text is shown without a link'}",
    )


def no_picture(path: str, hint: str = "") -> Fault:
    """Say that a picture is not there, or no picture."""
    if liquid.is_template(path):
        return template(path)
    if not path:
        return Fault("dead-image", "an image without an address: write one, or leave it out")
    is_note = path.lower().endswith(".md")
    if is_note:
        return Fault("dead-image", f"the image `{path}` is no picture but a note: leave out the `!`")
    if _OWN_DISK.match(path):
        return Fault(
            "dead-image", f"the image `{path}` is on your own computer: copy it beside this file, and show that"
        )
    counted = "begins at the top of the notes" if path.startswith("/") else "is relative to this file"
    what = "film or sound" if path.lower().endswith((*FILMS, *SOUNDS)) else "image"
    return Fault("dead-image", f"the {what} `{path}` is not there{hint or f': its path {counted}'}")


def no_label(label: str) -> Fault:
    """Say that nothing is called as ``![](#label)`` says."""
    message = f"nothing has the label `{label}`, so nothing is shown here: write one that something has"
    return Fault("dead-image", message)


def no_footnote(label: str, there_are_some: bool) -> Fault:  # noqa: FBT001  said by name where it is called
    """Say that a footnote is not defined; in a file that defines none it may be an example, or a pattern."""
    message = f"the footnote `[^{label}]` has no definition: add `[^{label}]: …`, at the beginning of a line"
    return Fault("dead-footnote", message, "warning" if there_are_some else "info")


def in_notebook(fault: Fault, there_are_some: bool) -> Fault:  # noqa: FBT001  said by name where it is called
    """Say that a label may stand in a notebook, none of which is read."""
    if not there_are_some:
        return fault
    return Fault(fault.rule, f"{fault.message}; if a notebook has it: those are not read", "info")


def is_credit(attrs: Mapping[str, object]) -> bool:
    """Say whether a link of raw HTML only bears a title, as the emoji do that All Contributors puts below a name."""
    return "title" in attrs and _CREDIT.fullmatch(str(attrs.get("href", ""))) is not None


def program(href: str) -> Fault:
    """Say that a link would open a program of the reader's, or that the web's scheme is misspelt in it: ``htps://``."""
    written = scheme(href)
    meant = nearest(written, ("http", "https"), 0.8) if "://" in href else ""
    if meant:
        message = f"`{written}:` is no address of the web: did you mean `{meant}:`? The link's text is shown without it"
        return Fault("dead-link", message)
    message = f"links with `{written}:` lead to no page, but to a program at best: their texts are shown without them"
    return Fault("program-link", message, "info")


def out_of_notes(shown: str) -> Fault:
    """Say that a link leads to a page beside the guide, of which nothing is known."""
    message = f"`{shown}` leads out of the notes, where nobody knows what there is: its text is shown without a link"
    return Fault("dead-link", f"{message}; write the whole address, with `https://`", "info")


def template(shown: str) -> Fault:
    """Say that another tool fills in an address."""
    message = f"`[{shown}]` is an address that another tool fills in: its text is shown without a link"
    return Fault("dead-link", f"{message}; write the address", "info")


def of_other_tool(shown: str, path: SourcePath) -> Fault:
    """Say that a link leads to a note of another tool, of which a hint says how it can be read."""
    led = f"`{shown}`" if shown == path else f"`{shown}` leads to {path}, which"
    message = f"{led} is not read, for notes end in .md"
    return Fault("dead-link", f"{message}: the link's text is shown without it", "info")


def by_program(note: Note, fragment: str, recognised: Container[str]) -> Fault | None:
    """Say that what a fragment names can come from a program: a route of an app, or what a component shows.

    ``recognised`` are the dialects of all notes; a word in angle brackets alone is no component.
    """
    message = f"`#{fragment}` is no heading of {note.source.path}"
    if fragment.startswith(("/", "!/")):
        return Fault("dead-anchor", f"{message}, but a place in an app: the link leads to its page", "info")
    if _EQUATION.match(fragment):
        return Fault("dead-anchor", f"{message}; if a formula has the label: the link leads to its page", "info")
    if _COMPONENTS in recognised and any(dialect == _COMPONENTS for dialect, *_ in note.unread):
        return Fault("dead-anchor", f"{message}; if a component of it has it: those are not read", "info")
    return None


def draft(note: Note) -> Fault:
    """Say that a link leads to what is not published yet."""
    return Fault(
        "dead-link",
        f"{note.source.path} is a draft: the link's text is shown without a link until it is published",
    )


def unpublished(path: SourcePath, refusal: Refusal, elsewhere: str) -> Fault:
    """Say why a file that a link leads to is not published; ``elsewhere`` is where its repository shows it."""
    kept = "link to where it is kept, or set `repo_url`, to which the link leads then"
    shown = "the link leads to it in the repository" if elsewhere else kept
    repair = ", or ".join(filter(None, (refusal.repair, shown)))
    message = f"`{path}` is not published, because {refusal.reason}: {repair}"
    # Readers who follow the link find it, or it is what each repository has and no site shows.
    if refusal.danger:
        return Fault("unsafe-file", message, "error")
    return Fault("unpublished", message, "info" if elsewhere or _OF_REPOSITORIES.fullmatch(path) else "warning")
