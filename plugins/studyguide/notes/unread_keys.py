"""Keys of metadata that are not read here: said once for a whole collection, however many files have one."""

from collections.abc import Collection, Iterator

from studyguide.notes import foreign_keys
from studyguide.problems import Place, Problem
from studyguide.suggestions import slip

RULE = "unknown-key"
FOREIGN = "unread-key"
_SAID = " is not read"


def problems(key: str, known: Collection[str], where: Place) -> Iterator[Problem]:
    """Say that a key is not read, unless nobody would expect it to be; what looks like a slip for one is a warning."""
    if foreign_keys.is_silent(key):
        return
    others = foreign_keys.WRITTEN_OUT if known else ()
    meant = "" if foreign_keys.is_listed(key) else slip(key.lower().replace("-", "_"), (*known, *others))
    if meant:
        yield Problem(where, RULE, f"`{key}`{_SAID}: did you mean `{meant}`?")
    elif key.lower() in foreign_keys.TAG_LIKE:
        message = f"`{key}`{_SAID}: the option `tags_from: [{key.lower()}]` makes tags of it"
        yield Problem(where, FOREIGN, message, "info")
    else:
        yield Problem(where, FOREIGN, f"`{key}`{_SAID}, and left alone", "info")
