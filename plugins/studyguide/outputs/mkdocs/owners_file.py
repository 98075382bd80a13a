"""What stands in the owner's configuration: the host compiles some of its values, and adds its defaults."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

_INHERIT = re.compile(r"^INHERIT:[ \t]*([^#\n]+)", re.MULTILINE)


def folder(config: MkDocsConfig) -> Path:
    """Return the folder of the configuration; the host's own path may be relative."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def read(config: MkDocsConfig) -> Mapping[str, Any]:
    """Read the owner's file, and those that it inherits; nothing where a program made the configuration."""
    path = Path(config.config_file_path or "")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig") as file:
        return yaml_load(file) or {}


def paths(config: MkDocsConfig) -> Iterator[str]:
    """Name that file, and those that it inherits from, each from the one before."""
    path = Path(config.config_file_path or "")
    seen: set[Path] = set()
    while path.is_file() and path not in seen:
        seen.add(path)
        yield str(path)
        found = _INHERIT.search(path.read_text("utf-8-sig", "replace"))
        path = path.parent / (found[1].strip("\"' ") if found else "")


def folders(config: MkDocsConfig, written: Mapping[str, Any]) -> list[str | None]:
    """Name the folders of the host. While it serves, its site is elsewhere, and that of the last build still there."""
    built = written.get("site_dir") or "site"
    return [config.docs_dir, config.site_dir, built, config.theme.custom_dir]


def theme_settings(written: Mapping[str, Any]) -> set[str]:
    """Name the settings of the theme that the owner wrote."""
    theme = written.get("theme")
    return set(theme) if isinstance(theme, dict) else set()
