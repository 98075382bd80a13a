"""A directive of MyST that is open."""

from collections.abc import Mapping
from typing import NamedTuple


class Directive(NamedTuple):
    """Its parts, and the lines of its text."""

    name: str
    argument: str
    values: Mapping[str, str]
    first: int
    """The first line of its text, behind the options."""
    last: int
    """The line that ends it."""
    start: int
