"""What stands in the comment of a question: ``<!-- id: q-s3-01 -->``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc

import yaml
from markdown_it.token import Token

from studyguide.notes import yaml_text
from studyguide.problems import Place, Problem


@dataclass(frozen=True)
class Comment:
    """What stands in the comment of a question; ``sections`` are ids of those that answer it, the first above all."""

    id: str = ""
    tags: tuple[str, ...] = ()
    exam_only: bool = False
    sections: tuple[str, ...] = ()


def read(body: Sequence[Token], place: Place, problems: list[Problem]) -> Comment:
    """Read ``<!-- id: q-s3-01 -->``, where ``tags`` may stand too."""
    for token in body:
        if token.type != "comment" or ":" not in token.content:
            continue
        try:
            data = yaml_text.load(cleandoc(token.content))  # the first line may stand behind the mark
        except (yaml.YAMLError, ValueError):
            continue
        if isinstance(data, dict) and data.keys() & {"id", "tags", "exam_only"}:
            return Comment(
                str(data.get("id") or ""),
                _list(data, "tags", place, problems),
                data.get("exam_only") is True,
                _list(data, "sections", place, problems),
            )
    return Comment()


def _list(data: Mapping[str, object], key: str, place: Place, problems: list[Problem]) -> tuple[str, ...]:
    values = data.get(key) or ()
    if isinstance(values, list | tuple):
        return tuple(str(value) for value in values)
    problems.append(Problem(place, "metadata", f"`{key}` of a question must be a list, for example `[storage]`"))
    return ()
