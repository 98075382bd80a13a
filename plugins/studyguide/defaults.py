"""The plugin's options with their defaults, for whoever needs no more than their names."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "notes_dir": "notes",
    "split": "auto",
    "facts_heading": "At a glance",
    "terms_heading": "Terms",
    "signals_heading": "Exam signals",
    "tags_from": [],
    "autolink": "first",
    "compare": [],
    "exam": {},
    "title": "",
    "stale_after": 365,
    "changed_words": True,
    "allow_unsafe_html": False,
    "external_images": False,
    "policy": {},
    "maths": {},
    "book": False,
    "inline_tags": "auto",
    "exclude": [],
    "lint": {},
    "limit_megabytes": 50,
    "limit_files": 20_000,
    "words": "",
    "offline_copy": True,
    "cache": True,
}
