"""The plugin's options, as the host declares options."""

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type

from studyguide.defaults import DEFAULTS


class StudyGuideConfig(Config):
    """Any values, as far as the host is concerned: :mod:`studyguide.settings` says what is wrong with them."""

    # In the body of a class this is its namespace, so hooks may write `config.book` as well as `config["book"]`.
    vars().update({name: Type(object, default=default) for name, default in DEFAULTS.items()})
