"""The ways in. An input is one text; where a target reads several files, lines of four tildes part them.

``seeds/`` holds what a target starts from beside the notes of the test suite, inputs that once broke it among them;
``words/`` holds what inputs are made of, as libFuzzer reads it.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import fuzz
from fuzzing import dialect, ledgers, metadata_blocks, notes, pictures

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Target:
    """A way in: what must hold, which code it is to reach, what inputs are made of, and notes to start from."""

    name: str
    check: Callable[[str], None]
    modules: tuple[str, ...]
    """Files and folders below ``plugins/studyguide``."""
    dictionary: str
    found: Callable[[], Iterable[str]] = tuple

    def own(self) -> list[Path]:
        """List the files that the target alone starts from."""
        folder = HERE / "seeds" / self.name
        return sorted(folder.iterdir()) if folder.exists() else []

    def seeds(self) -> Iterator[str]:
        """Yield all that the target starts from."""
        yield from (text(path.read_bytes()) for path in self.own())
        yield from self.found()

    @property
    def words(self) -> Path:
        """The file of what inputs are made of."""
        return HERE / "words" / f"{self.dictionary}.dict"

    def fragments(self) -> list[str]:
        """Read that file."""
        lines = self.words.read_text(encoding="ascii").splitlines()
        return [ast.literal_eval(f"b{line}").decode() for line in lines]


def text(data: bytes) -> str:
    """Read an input as files are read."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


_PARSER = (
    "markdown/",
    "html/",
    *(f"notes/{name}.py" for name in "sections headings facts footnotes page_cuts".split()),
)

TARGETS = {
    target.name: target
    for target in (
        Target("parser", notes.one_note, _PARSER, "notes", fuzz.corpus),
        Target("svg", pictures.check, ("notes/svg.py",), "svg", pictures.seeds),
        Target("metadata", metadata_blocks.check, ("notes/metadata.py",), "metadata", metadata_blocks.seeds),
        Target("ledger", ledgers.check, ("guide/ledger.py", "suggestions.py"), "ledger"),
        Target("links", notes.linked_notes, ("linking/", "guide/glossary.py"), "notes", notes.linked_seeds),
        Target("export", dialect.check, ("outputs/export/markdown.py",), "notes", fuzz.corpus),
    )
}
