"""What a guide needs of Material for MkDocs, set only where the owner set nothing."""

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from studyguide.language.language import Language

MATERIAL = ("material", "templates")
"""Where Material's templates lie in its package."""

THEME = Path(__file__).parent.parent / "theme"

FEATURES = (
    "navigation.indexes",
    "navigation.tabs",
    "navigation.prune",
    "navigation.top",
    "navigation.footer",
    "search.highlight",
    "search.suggest",
    "search.share",
    "content.code.copy",
    "content.lazy",  # the theme measures each block of code; of the whole guide, that lays out all that is far away
    "toc.follow",
)

EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.details": {},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
"""For the owner's own pages, where he names none himself; the notes are read by :mod:`studyguide.markdown.parser`."""

_PALETTE: tuple[dict[str, Any], ...] = (
    {
        "media": "(prefers-color-scheme)",
        "primary": "indigo",
        "accent": "indigo",
        "toggle": {"icon": "material/brightness-auto", "name": "navigation.light"},
    },
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "indigo",
        "accent": "indigo",
        "toggle": {"icon": "material/weather-sunny", "name": "navigation.dark"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "indigo",
        "accent": "indigo",
        "toggle": {"icon": "material/weather-night", "name": "navigation.automatic"},
    },
)
"""As the system has it, until a reader chooses; the third press goes back to that. A switch shows what is chosen and is
named after what comes next; names are keys of words."""

_INDEXES, _SECTION_INDEX = "navigation.indexes", "section-index"
"""A feature, and a plugin that does the same in another way: with both, the theme loses chapters."""

STYLES = [
    f"assets/studyguide/{name}.css"
    for name in ("guide", "reading/reading", "material/repairs", "search/search", "print")
]
"""What every page needs; the sheets of comparisons and of practice are linked from their pages."""

ELSEWHERE = "assets/studyguide/elsewhere/elsewhere.css"
"""What themes other than Material need besides."""


def palette(language: Language) -> list[dict[str, Any]]:
    """Name the schemes in the language of the guide."""
    return [
        scheme | {"toggle": scheme["toggle"] | {"name": language.word(scheme["toggle"]["name"])}} for scheme in _PALETTE
    ]


def complete(config: Any, script: type, own: Container[str], language: Language, *, extended: bool) -> None:
    """Add extensions, features, styles and scripts to a host's configuration.

    ``script`` is its type for scripts, ``own`` the names of the theme's settings that stand in the owner's file;
    ``extended`` says that a list of Markdown extensions stands there.
    """
    # The guide needs none of them. Where an owner made his choice, or his theme highlights code by itself, more of
    # them would write his pages otherwise than they were.
    if is_material(config.theme.dirs) and not extended:
        _extensions(config)
    config.theme.dirs.insert(_place(config.theme.dirs), str(THEME))
    # Before the owner's sheets, so that his rules win.
    config.extra_css[:0] = STYLES if is_material(config.theme.dirs) else [ELSEWHERE, *STYLES]
    loader = script("assets/studyguide/guide.js")
    loader.defer = True
    config.extra_javascript.append(loader)
    if config.theme.name == "material":
        _theme(config, own, language)


def _extensions(config: Any) -> None:
    """Add what Material can show to the extensions of the host itself."""
    for name, settings in EXTENSIONS.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
            if settings:
                config.mdx_configs.setdefault(name, settings)


def _place(dirs: Sequence[str]) -> int:
    """Choose the place of our templates: right before Material's, behind those of the owner and of a theme built on it.

    Behind all others in any other theme, whose own templates of these names know its blocks.
    """
    return next((n for n, folder in enumerate(dirs) if _is_materials(folder)), len(dirs))


def is_material(dirs: Sequence[str]) -> bool:
    """Say whether a theme is Material, or built on it."""
    return any(map(_is_materials, dirs))


def _is_materials(folder: str) -> bool:
    return Path(folder).parts[-2:] == MATERIAL


def _theme(config: Any, own: Container[str], language: Language) -> None:
    """Set what a guide needs of the theme; ``own`` names the settings in the owner's file."""
    if "features" not in own:
        config.theme["features"] = [
            name for name in FEATURES if name != _INDEXES or _SECTION_INDEX not in config.plugins
        ]
    if "palette" not in own:
        config.theme["palette"] = palette(language)
    if "font" not in own:
        # Material would load fonts from another origin; readers' own fonts are there at once.
        config.theme["font"] = False
