"""The documentation tells the truth: every option, key, command and rule is in it, and its links lead somewhere."""

import ast
import functools
import re
from pathlib import Path

import yaml

from studyguide import settings
from studyguide.defaults import DEFAULTS
from studyguide.examples import EXAMPLES
from studyguide.notes.metadata import KEYS
from studyguide.rules import RULES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "make-your-own"
CODE = list((ROOT / "plugins" / "studyguide").rglob("*.py"))


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_option_has_a_heading() -> None:
    headings = set(re.findall(r"^## (\w+)$", text("options.md"), re.MULTILINE))
    assert headings == set(DEFAULTS)


def test_every_option_has_its_example() -> None:
    rows = re.findall(r"^\| \[`(\w+)`\]\(#\1\) \| `(.+)` \|$", text("options.md"), re.MULTILINE)
    assert dict(rows) == {name: example for name, example in EXAMPLES.items() if "." not in name}


def test_what_the_page_of_options_shows_is_right() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", text("options.md"), re.MULTILINE | re.DOTALL)
    found = [yaml.safe_load(block) for block in blocks]
    raw = [plugins["plugins"][1]["studyguide"] if "plugins" in plugins else plugins for plugins in found]
    assert [name for options in raw for name in options] == [
        "notes_dir",
        "split",
        "autolink",
        "compare",
        "exam",
        "policy",
        "maths",
        "exclude",
        "lint",
    ]
    assert [fault for options in raw for fault in settings.faults(options)] == []


def test_every_key_inside_of_an_option_is_explained() -> None:
    page = text("options.md")
    nested = {name.rpartition(".")[2] for name in EXAMPLES if "." in name}
    assert {key for key in nested if not re.search(rf"\b{key}\b", page)} == set()


def test_every_key_of_metadata_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", text("notes.md"), re.MULTILINE)) - {"auto", "file"}
    assert set(KEYS) <= explained | {"1", "2"}


def test_every_command_has_a_heading() -> None:
    headings = set(re.findall(r"^## (\w+)$", text("commands.md"), re.MULTILINE))
    source = (ROOT / "plugins/studyguide/cli.py").read_text()
    assert headings == set(re.findall(r'(?:_command\(commands, |add_parser\()"(\w+)"', source))


@functools.cache  # it takes a second, and several tests look through all of it
def calls_and_imports() -> dict[Path, list[ast.Call | ast.ImportFrom]]:
    """Find what each module calls and takes from others."""
    nodes = {path: ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in CODE}
    return {path: [one for one in found if isinstance(one, ast.Call | ast.ImportFrom)] for path, found in nodes.items()}


def rules() -> set[str]:
    """Find the rules in the code: the plain words given to whatever makes or reports a problem."""
    found = set()
    for nodes in calls_and_imports().values():
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in {"Problem", "Fault", "Oversight", "report", "_report", "note"}:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found |= {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    return found - {"error", "warning", "info"}


def test_every_rule_in_the_code_is_in_the_table() -> None:
    assert len(rules()) > 25
    assert rules() - set(RULES) == set()
    assert {name for name in RULES if not any(f'"{name}"' in text for text in code_without_the_table())} == set()


def code_without_the_table() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in CODE if path.name != "rules.py"]


def test_the_table_of_rules_is_in_the_documentation() -> None:
    row = re.compile(r"^\| `([a-z-]+)` \| (.+?) \| (.+?) \| (.+?) \| (comment, option|option) \|$", re.MULTILINE)
    plain = [re.sub(r"\[([^]\[]+)\]\([^)]+\)", r"\1", line) for line in text("problems.md").splitlines()]
    found = row.findall("\n".join(plain).replace("\\|", "\0"))
    rows = {
        rule: (grave, says.replace("\0", "|"), mend.replace("\0", "|"), where)
        for rule, grave, says, mend, where in found
    }
    assert rows == {
        name: (", ".join(rule.levels), rule.says, rule.mend, "comment, option" if rule.in_notes else "option")
        for name, rule in RULES.items()
    }
    assert len(found) == len(RULES), "each once"


def test_the_readme_shows_a_picture_that_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"\]\(((?!https?:)[^)#]+)\)", readme):
        assert (ROOT / path).exists(), path


PACKAGE = ROOT / "plugins" / "studyguide"


def floor_plan() -> list[str]:
    """Read the first column of the table of rooms in CONTRIBUTING."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, table = contributing.partition("| room | what is in it |")
    return re.findall(r"^\| `([\w/.]+)` \|", table.partition("\n\n")[0], re.MULTILINE)


def test_the_floor_plan_names_every_room_once() -> None:
    folders = {f"{path.name}/" for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert sorted(floor_plan()) == sorted(folders | modules)


def test_the_floor_plan_is_in_the_order_of_imports() -> None:
    """A room imports only from rooms above it in the table."""
    order = {name.removesuffix("/").removesuffix(".py"): number for number, name in enumerate(floor_plan())}
    for path, nodes in calls_and_imports().items():
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("studyguide"):
                below = [str(node.module).split(".")[1]] if "." in str(node.module) else [a.name for a in node.names]
                for other in below:
                    assert room in {other, "__init__", "__main__"} or order.get(other, -1) < order[room], (path, other)


def test_the_places_to_add_things_are_there() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = contributing.partition("### Where to add")[2].partition("\n## ")[0]
    named = set(
        re.findall(r"`((?:tests|docs|markdown|html|guide|pages|outputs|notes|templates|linking)/[\w./-]*)`", table)
    )
    named |= set(re.findall(r"`(\w+\.py)`", table))
    assert len(named) > 15
    for path in named:
        assert any((folder / path).exists() for folder in (ROOT, PACKAGE)), path
