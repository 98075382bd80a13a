"""Mentions that are a part of a longer name: a text that says `Leaky Widget Two` does not speak of any `Widget`."""

import re

from studyguide.linking.english import acronym
from studyguide.linking.section_names import Name, called
from studyguide.markdown.plain_text import GAP

_NEAR = 80
"""Characters around a mention that are looked at."""

# Measured on 817 judged links: one more capital is an adjective or a brand, as often as not.
_MORE = 2
"""Capitalised words around a mention from which it is amid the title of a book, a law or a product."""

_SHORT_FORM = re.compile(r"\s?[(\uff08]([^\W_]+)[)\uff09]")
_WORD = re.compile(r"[^\W_][\w'’+#/-]*")
_LINE_END = re.compile(rf"[\n{GAP}]")
_SENTENCE_ENDS = ".:!?\u2022\u3002\uff1a"


def is_part(words: str, start: int, end: int, name: Name) -> bool:
    """Say whether a mention goes on into a longer name, as its short form or the capitals around it show."""
    return _has_longer_short_form(words, start, end, name) or _is_amid_capitals(words, start, end)


def _has_longer_short_form(words: str, start: int, end: int, name: Name) -> bool:
    """Say whether a short form behind a mention has more letters in front than it has: `protected EAP (PEAP)`."""
    match = _SHORT_FORM.match(words, end)
    if match is None or not acronym(match[1]):
        return False
    mention = words[start:end]
    own = mention if acronym(mention) and " " not in mention else "".join(word[0] for word in mention.split()).upper()
    return len(own) > 1 and match[1] != own and match[1].endswith(own) and match[1] not in called(name.target)


def _is_amid_capitals(words: str, start: int, end: int) -> bool:
    """Say whether a mention stands within a title whose words have capitals; of one word, not at its end."""
    mention = words[start:end].split()
    if not all(word[0].isupper() for word in mention):
        return False
    behind = _behind(words, end)
    before = _before(words, start) if behind or len(mention) > 1 else 0
    return bool(before) and before + behind >= _MORE


def _before(words: str, start: int) -> int:
    """Count the capitalised words before a mention, apart from the first one of a sentence."""
    line = _LINE_END.split(words[max(0, start - _NEAR) : start])[-1]
    *others, last = line.split(" ")
    count = 0
    while not last and others and _WORD.fullmatch(others[-1]) and others[-1][0].isupper():
        count += 1
        others.pop()
    begins = not others or not others[-1] or others[-1][-1] in _SENTENCE_ENDS
    return count - 1 if count and begins else count


def _behind(words: str, end: int) -> int:
    """Count the capitalised words and numbers behind a mention."""
    count, at = 0, end
    while words[at : at + 1] == " " and (match := _WORD.match(words, at + 1, end + _NEAR)):
        if not (match[0][0].isupper() or match[0][0].isdecimal()):
            break
        count, at = count + 1, match.end()
    return count
