"""YAML that people and other tools wrote, read into text and flags in lists and mappings."""

import re
from typing import Any, NoReturn

import yaml

from studyguide.notes import plain_yaml
from studyguide.problems import shown

LENGTH_LIMIT = 65_536
"""Characters of one front matter."""

NESTING_LIMIT = 20
"""Lists and mappings in each other; at every bracket YAML's scanner looks at all that are open."""

TWICE = "the key "
"""How it begins what is wrong with a key that has two values."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# `related: [[A]], [[B]]` of Obsidian and Logseq is none, `tags: #a, #b` a comment, `date: {{date}}` of a template a
# mapping that is another's key; all mean text.
_MEANT_AS_TEXT = re.compile(
    r"(?m)^([ \t]*-|[\w-]++:)([ \t]++)((?:\[\[[^\[\]\n]++\]\]|#[^\W\d_]|\{\{[^{}\n]++\}\})[^\n\"']*+)$"
)

_READ = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}


class _Loader(yaml.SafeLoader):
    """YAML of text and flags in lists and mappings; who needs a number or a day makes it of the text.

    YAML's own would be lost or raise: `1.10` is 1.1, `1:30` is 90, some numbers cannot be printed, some days are none.
    Refused are aliases, for ten lines of them can stand for a billion items; tags, which make anything of any text or
    raise; and endless nesting, for the scanner looks at every open bracket again and again.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012  as in PyYAML
        first: [(tag, form) for tag, form in found if tag in _READ]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    depth = 0

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level >= NESTING_LIMIT:
            self._refuse("nested too deeply", self.get_mark())
        super().fetch_flow_collection_start(token)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs forget it
        if isinstance(event, yaml.AliasEvent):
            self._refuse("aliases (*name) are not read here", event.start_mark)
        if getattr(event, "tag", None) is not None:
            self._refuse("tags (!name) are not read here", event.start_mark)
        if self.depth > NESTING_LIMIT:
            self._refuse("nested too deeply", event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Refuse a key that stands twice (YAML 1.2, 3.2.1.3): the first value would be gone without a word.

        Nothing is gone where it says the same again.
        """
        seen: dict[tuple[str, str], object] = {}
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            name, said = (key.tag, str(key.value)), str(value.value)
            if isinstance(key, yaml.ScalarNode) and seen.setdefault(name, said) != said:
                message = f"{TWICE}{shown(key.value)} stands here with two values"
                raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Read a value as text that can be written: escapes of YAML also name characters that no file can hold."""
        value = super().construct_scalar(node)
        return writable(value) if isinstance(value, str) else value

    def _refuse(self, reason: str, mark: Any) -> NoReturn:
        raise yaml.scanner.ScannerError(None, None, reason, mark)


def writable(text: str) -> str:
    """Join the halves of characters that are escaped as in JSON; a half by itself is no text."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("\ufffd", whole)


def load(text: str) -> Any:
    """Read YAML that a stranger wrote; raises ``yaml.YAMLError`` or ``ValueError``."""
    if len(text) > LENGTH_LIMIT:
        message = f"metadata longer than {LENGTH_LIMIT:,} characters: not read"
        raise ValueError(message)
    plain = plain_yaml.read(text, is_text=_is_text)
    return read_whole(text) if plain is None else plain


def read_whole(text: str) -> Any:
    """Read any YAML, sign by sign."""
    return yaml.load(text, _Loader)  # noqa: S506  a subclass of SafeLoader


def _is_text(words: str) -> bool:
    known = (*_Loader.yaml_implicit_resolvers.get(words[0], ()), *_Loader.yaml_implicit_resolvers.get(None, ()))
    return not any(form.match(words) for _, form in known)


def prepared(text: str) -> str:
    """Put what people mean as text, and YAML reads otherwise, in quotes; no line gets another number."""
    return _MEANT_AS_TEXT.sub(r"\1\2'\3'", text)
