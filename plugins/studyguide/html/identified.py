"""Ids of blocks whose rules write a tag of their own: code, formulas, tables, callouts."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it.token import Token

_BLOCKS = ("fence", "code_block", "math_block", "table_open", "callout_open", "admonition_open")
_TAG_NAME = re.compile(r"^<\w+")
_Rule = Any  # the base class knows methods alone


def with_ids(rules: Mapping[str, _Rule]) -> dict[str, _Rule]:
    """Return the rules of such blocks, so that links find what they write."""
    return {name: _identified(rules[name]) for name in _BLOCKS}


def _identified(rule: Callable[..., Any]) -> _Rule:
    def written(tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        html = str(rule(tokens, idx, options, env))
        name = tokens[idx].attrs.get("id")
        if name is None:
            return html
        anchor = escape(f"{env['context'].prefix}{name}")
        return _TAG_NAME.sub(lambda tag: f'{tag[0]} id="{anchor}"', html, count=1)

    return written
