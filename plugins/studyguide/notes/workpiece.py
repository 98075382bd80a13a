"""What is known of a source while it is cut into pages."""

from bisect import bisect_left
from dataclasses import dataclass, field

from markdown_it.token import Token

from studyguide.maths.drawing import plain_macros
from studyguide.maths.macros import Macros
from studyguide.model import Meta, Source, Tokens
from studyguide.options import Options
from studyguide.paths import Anchor, Distinct, PageName
from studyguide.problems import Place, Problem, Severity


@dataclass
class Workpiece:
    """One source, parsed. ``headings`` are the indices of those that count: none in quotes, lists and raw HTML."""

    source: Source
    tokens: list[Token]
    footnotes: dict[str, Tokens]
    headings: list[int]
    options: Options
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[PageName, Anchor]] = field(default_factory=dict)
    own_anchors: dict[str, tuple[PageName, Anchor]] = field(default_factory=dict)
    """Ids that authors gave, and those of our pages; a fragment of GitHub's counts first."""
    fragments: Distinct = field(default_factory=Distinct)
    comments: dict[int, tuple[Meta, int]] = field(default_factory=dict)
    """The metadata below each heading that was looked at, and the index of its token or -1."""
    title: str = ""
    """What the file is called where no heading tells."""
    inner_footnotes: int = 0
    """Footnotes of footnotes that its pages may still show."""
    macros: Macros = field(default_factory=plain_macros)
    """Words that its formulas may use."""
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.source.text.split("\n")

    def place(self, line: int) -> Place:
        """Turn a line of the parser (from 0, without front matter) into a line of the file."""
        return self.source.at(line)

    def line(self, index: int) -> int:
        """Return the parser's line of a token."""
        return (self.tokens[index].map or [0])[0]

    def level(self, index: int) -> int:
        """Return the level of a heading as written."""
        return int(self.tokens[index].tag[1])

    def headings_in(self, start: int, end: int) -> list[int]:
        """List the headings that count between two tokens."""
        return self.headings[bisect_left(self.headings, start) : bisect_left(self.headings, end)]

    def report(self, line: int, rule: str, message: str, severity: Severity = "warning") -> None:
        """Remember a problem at a line of the parser."""
        self.problems.append(Problem(self.place(line), rule, message, severity))


@dataclass
class Cut:
    """Where one page begins in the token stream; ``heading`` is the index of its title, None for a file's own page."""

    heading: int | None
    start: int
    end: int
    level: int
    chapter: bool = False
