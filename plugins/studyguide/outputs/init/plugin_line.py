"""Add the plugin to an owner's ``mkdocs.yml`` as an editor would: one place changes, every other byte stays.

A YAML library that writes would lose comments, or move them. So the text is composed for the places of its nodes
alone, and nothing is constructed: tags such as ``!ENV`` and ``!!python/name`` are left to the host. Whether the change
says what it should is seen by composing it again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_NAME = "studyguide"
_MAP, _SEQ, _NULL, _STR = (f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "null", "str"))


class UnsafeError(ValueError):
    """The text can be written in no way that surely says the same and the plugin; the message says why."""


def added(text: str, options: Mapping[str, str]) -> str:
    """Return the text of a configuration with the plugin, last among the plugins.

    Raises:
        UnsafeError: where that is not sure.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if not isinstance(root, MappingNode):
            raise UnsafeError("it holds no `key: value` lines")
        result = _changed(text, root, options)
        again = yaml.compose(result, Loader=yaml.SafeLoader)
        if again is None or _shape(again) != _wanted(root, options):
            raise UnsafeError("its plugins are written in a way that is not known here")
    except yaml.YAMLError as error:
        raise UnsafeError(f"it is not valid YAML: {error}") from None
    except RecursionError:
        raise UnsafeError("its parts lie in each other too deeply") from None
    return result


def _changed(text: str, root: MappingNode, options: Mapping[str, str]) -> str:
    found = [(key, value) for key, value in root.value if key.value == "plugins"]
    if not found:
        if any(key.value == "<<" for key, _ in root.value):
            raise UnsafeError("it takes over keys with `<<`, its plugins perhaps")
        # Without the key the host has its default, `search`; with it, what the key says.
        lines = ["plugins:", "  - search", *_item("  ", options)]
        return _below(text, root, _end(root), lines)
    key, value = found[-1]  # as the hosts, which let the last one count
    if isinstance(value, ScalarNode):
        if value.value or value.tag != _NULL:
            raise UnsafeError("its `plugins` is no list")
        indent = " " * (key.start_mark.column + 2)
        return _after_line(text, key.end_mark.index, [f"{indent}- search", *_item(indent, options)])
    return _in_flow(text, value, options) if value.flow_style else _in_block(text, value, options)


def _in_flow(text: str, value: Any, options: Mapping[str, str]) -> str:
    pair = f"{_NAME}: {{{', '.join(f'{key}: {scalar(option)}' for key, option in options.items())}}}"
    item = pair if options or isinstance(value, MappingNode) else _NAME
    if value.value:
        at = _end_of_children(value)
        return f"{text[:at]}, {item}{text[at:]}"
    at = text.index("[" if isinstance(value, SequenceNode) else "{", value.start_mark.index) + 1
    return f"{text[:at]}{item}{text[at:]}"


def _in_block(text: str, value: Any, options: Mapping[str, str]) -> str:
    if isinstance(value, MappingNode):
        return _below(text, value, _end(value), _entry(options))
    first = value.value[0].start_mark
    line = text[first.index - first.column : first.index]
    indent = line[: line.rfind("-")] if "-" in line else ""
    if indent.strip():
        raise UnsafeError("its plugins are written in a way that is not known here")
    return _after_line(text, _end(value), _item(indent, options))


def _below(text: str, mapping: MappingNode, at: int, lines: Sequence[str]) -> str:
    """Add lines at the indentation of a mapping's keys."""
    if mapping.flow_style:
        raise UnsafeError("it is written in braces")
    indent = " " * mapping.value[0][0].start_mark.column
    return _after_line(text, at, [f"{indent}{line}" for line in lines])


def _after_line(text: str, at: int, lines: Sequence[str]) -> str:
    """Add lines after the one that ``at`` lies in, ended as that one is."""
    found = re.search(r"\r\n|\r|\n", text[at:])
    end = found[0] if found else "\r\n" if "\r\n" in text else "\n"
    place = at + found.start() if found else len(text)
    return f"{text[:place]}{''.join(f'{end}{line}' for line in lines)}{text[place:] or end}"


def _item(indent: str, options: Mapping[str, str]) -> list[str]:
    """Write the plugin as an item of a list."""
    if not options:
        return [f"{indent}- {_NAME}"]
    return [f"{indent}- {_NAME}:", *(f"{indent}    {key}: {scalar(value)}" for key, value in options.items())]


def _entry(options: Mapping[str, str]) -> list[str]:
    """Write the plugin as a key of a mapping."""
    if not options:
        return [f"{_NAME}: {{}}"]
    return [f"{_NAME}:", *(f"  {key}: {scalar(value)}" for key, value in options.items())]


def scalar(value: str) -> str:
    """Write a text as YAML in one line."""
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1_000_000).split("\n")[0]


def _end(node: Node) -> int:
    """Return where the text of a node ends; a block's own mark stands behind the comments after it."""
    if isinstance(node, (SequenceNode, MappingNode)) and not node.flow_style:
        return _end_of_children(node)
    if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
        return int(node.end_mark.index) - 1  # its last line break
    return int(node.end_mark.index)


def _end_of_children(node: Any) -> int:
    parts = [part for pair in node.value for part in pair] if isinstance(node, MappingNode) else node.value
    return max(_end(part) for part in parts)


def _shape(node: Node) -> Any:
    """Return what a node says, without its places."""
    if isinstance(node, MappingNode):
        return node.tag, [(_shape(key), _shape(value)) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return node.tag, [_shape(item) for item in node.value]
    return node.tag, node.value


def _text(value: str) -> tuple[str, str]:
    return _STR, value


def _wanted(root: MappingNode, options: Mapping[str, str]) -> Any:
    """Return what the changed text must say."""
    tag, pairs = _shape(root)
    name, search = _text(_NAME), _text("search")
    entry = _MAP, [(name, (_MAP, [(_text(key), _text(value)) for key, value in options.items()]))]
    item = entry if options else name
    at = max((number for number, (key, _) in enumerate(pairs) if key[1] == "plugins"), default=None)
    if at is None:
        return tag, [*pairs, (_text("plugins"), (_SEQ, [search, item]))]
    key, (kind, items) = pairs[at]
    if kind == _NULL:
        kind, items = _SEQ, [search]
    grown = [*items, *(entry[1] if kind == _MAP else [item])]
    return tag, [*pairs[:at], (key, (kind, grown)), *pairs[at + 1 :]]
