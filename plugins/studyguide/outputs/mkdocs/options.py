"""The plugin's options, as the host declares options."""

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type

from studyguide import settings


class StudyGuideConfig(Config):
    """The options as the host reads them; :mod:`studyguide.settings` checks their values."""

    notes_dir = Type(str, default=settings.DEFAULTS["notes_dir"])
    split = Type((str, int, dict), default=settings.DEFAULTS["split"])
    facts_heading = Type(str, default=settings.DEFAULTS["facts_heading"])
    terms_heading = Type(str, default=settings.DEFAULTS["terms_heading"])
    signals_heading = Type(str, default=settings.DEFAULTS["signals_heading"])
    autolink = Type((str, bool, dict), default=settings.DEFAULTS["autolink"])
    compare = Type(list, default=[])
    exam = Type(dict, default={})
    title = Type(str, default="")
    allow_unsafe_html = Type(bool, default=settings.DEFAULTS["allow_unsafe_html"])
    policy = Type(dict, default={})
    stale_after = Type((int, float), default=settings.DEFAULTS["stale_after"])
    book = Type(bool, default=settings.DEFAULTS["book"])
    exclude = Type((str, list), default=[])
    limit_megabytes = Type((int, float), default=settings.DEFAULTS["limit_megabytes"])
    words = Type(str, default=settings.DEFAULTS["words"])
    limit_files = Type(int, default=settings.DEFAULTS["limit_files"])
