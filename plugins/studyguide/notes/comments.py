"""HTML comments of a file: those that hold metadata, and those that took text in because their end is missing."""

from markdown_it.token import Token

from studyguide.model import Meta
from studyguide.notes import metadata, silences
from studyguide.notes.metadata import Reading
from studyguide.notes.workpiece import Workpiece


def below(piece: Workpiece, heading: int) -> tuple[Meta, int]:
    """Read the metadata right below a heading; the second value is the index of its token, -1 if there is none."""
    if heading not in piece.comments:
        # Behind the heading's three tokens: opening, text, end.
        at = heading + 3
        while at < len(piece.tokens) and silences.is_one(piece.tokens[at].content):
            at += 1
        found = _metadata(piece, at) if at < len(piece.tokens) else None
        piece.problems += found.problems if found else ()
        took_text = found is not None and _took_text(piece.tokens[at].content, found)
        piece.comments[heading] = (found.meta, -1 if took_text else at) if found else (Meta(), -1)
    return piece.comments[heading]


def checked(piece: Workpiece, index: int) -> Token:
    """Report what is wrong with a comment of a page's text; return what is shown in its place, or the token itself."""
    token, line = piece.tokens[index], piece.line(index)
    if token.type != "html_block" or not token.content.lstrip().startswith("<!--"):
        return token
    if "-->" not in token.content:
        piece.report(line, "unclosed-comment", "this comment never ends, so all below is in it: add `-->`")
    elif found := _metadata(piece, index):
        return _checked_metadata(piece, index, found)
    elif (inner := _begins_again(token.content)) >= 0:
        again = piece.place(line + token.content.count("\n", 0, inner + 1)).line
        message = f"a comment begins inside this one, in line {again}, so its end is missing and text is hidden"
        piece.report(line, "unclosed-comment", f"{message}: add `-->` where it ends")
    return token


def _checked_metadata(piece: Workpiece, index: int, found: Reading) -> Token:
    token, line = piece.tokens[index], piece.line(index)
    if _took_text(token.content, found):
        message = "this metadata holds what is none, so its end is missing and text is in it, which is shown as it is"
        piece.report(line, "unclosed-comment", f"{message}: add `-->` below the last key", "error")
        return Token("code_block", "code", 0, content=token.content, map=token.map)
    message = "this metadata does not stand right below a heading and is not read: move it there"
    piece.report(line, "metadata", message)
    return token


def _metadata(piece: Workpiece, index: int) -> Reading | None:
    """Read a comment that holds metadata; None for anything else."""
    token = piece.tokens[index]
    content = token.content.strip()
    if silences.is_one(content):
        return None
    # One comment and nothing else: of `<!-- a --> text <!-- b -->` no part is metadata.
    if token.type != "html_block" or not content.startswith("<!--") or content.find("-->") != len(content) - 3:
        return None
    return metadata.comment(content[4:-3], piece.place(piece.line(index)))


def _took_text(content: str, found: Reading) -> bool:
    """Say whether a comment ends further down than its author meant: paragraphs or other comments are in it."""
    return _begins_again(content) >= 0 or (not found.whole and "\n\n" in content.strip())


def _begins_again(content: str) -> int:
    """Find a comment that begins in a line of its own inside another, for none can; -1 where none does."""
    return content.find("\n<!--", content.find("<!--") + 4, content.find("-->"))
