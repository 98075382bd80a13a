"""Callouts and admonitions as Material draws them."""

from html import escape

from studyguide.markdown.allowed import safe_classes

CALLOUTS = {
    "note": "note", "info": "info", "todo": "info", "tip": "tip", "hint": "tip", "important": "info",
    "success": "success", "check": "success", "done": "success", "question": "question", "help": "question",
    "faq": "question", "warning": "warning", "attention": "warning", "caution": "danger", "danger": "danger",
    "error": "danger", "failure": "failure", "fail": "failure", "missing": "failure", "bug": "bug",
    "example": "example", "quote": "quote", "cite": "quote", "abstract": "abstract", "summary": "abstract",
    "tldr": "abstract",
}  # fmt: skip
"""Callout types of GitHub and Obsidian → admonition classes of Material; any other type looks like a note."""


def admonition(kind: str, title: str, fold: str) -> str:
    """Write the opening tags; what folds is a ``<details>``."""
    words = ("".join(c for c in word.lower() if c.isalnum() or c == "-") for word in kind.split())
    name = escape(safe_classes(" ".join(words)) or "note")
    if fold:
        return f'<details class="{name}"{" open" if fold == "+" else ""}>\n<summary>{title}</summary>\n'
    heading = f'<p class="admonition-title">{title}</p>\n' if title else ""
    return f'<div class="admonition {name}">\n{heading}'
