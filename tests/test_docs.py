"""The documentation tells the truth: every option, key, command and rule is in it, and its links lead somewhere."""

import ast
import re
from dataclasses import fields
from pathlib import Path

from studyguide import settings
from studyguide.model import Meta

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "make-your-own"
CODE = list((ROOT / "plugins" / "studyguide").rglob("*.py"))


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_option_has_a_heading() -> None:
    headings = set(re.findall(r"^## (\w+)$", text("options.md"), re.MULTILINE))
    assert headings == set(settings.DEFAULTS)


def test_every_key_of_metadata_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", text("notes.md"), re.MULTILINE)) - {"auto", "file"}
    assert {field.name for field in fields(Meta)} <= explained | {"1", "2"}


def test_every_command_has_a_heading() -> None:
    headings = set(re.findall(r"^## (\w+)$", text("commands.md"), re.MULTILINE))
    source = (ROOT / "plugins/studyguide/cli.py").read_text()
    assert headings == set(re.findall(r'(?:_command\(commands, |add_parser\()"(\w+)"', source))


def rules() -> set[str]:
    """Find the rules in the code: the plain words given to whatever makes or reports a problem."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in {"Problem", "Fault", "report", "_report"}:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found |= {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    return found - {"error", "warning", "info"}


def test_every_rule_is_explained() -> None:
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", text("problems.md"), re.MULTILINE))
    assert len(rules()) > 25
    assert rules() - explained == set()
    assert explained - rules() == set()


def test_the_readme_shows_a_picture_that_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"\]\(((?!https?:)[^)#]+)\)", readme):
        assert (ROOT / path).exists(), path
