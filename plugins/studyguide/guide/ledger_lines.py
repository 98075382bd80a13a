"""The lines of the ledger: an address, and behind it where it leads now or what it means."""

from dataclasses import dataclass

from studyguide.paths import SourcePath

NAME = SourcePath("published-urls.txt")
HEAD = "# Every address that this guide has published. `studyguide fix --record` adds those of each publication."

ARROW = "->"
BAR = " | "
"""Before what an address means. No address holds it: pages have no bar in their names, and ids have no blanks."""


@dataclass(frozen=True)
class Entry:
    """One line: an address, where it leads if it moved, the line's number from 1, and the title it was published for.

    The title is empty where an address does not come from one, and in ledgers that were written before it was kept.
    """

    address: str
    to: str
    line: int
    name: str = ""

    @property
    def page(self) -> str:
        """The address of the page that an anchor stands on."""
        return self.address.partition("#")[0]


def parse(text: str) -> list[Entry]:
    """Read the lines that are neither empty nor comments; of two for one address the first counts."""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(text.split("\n"), 1):
        # The bar first: a title may hold an arrow. One at the end of an address is none of it.
        written, _, name = f"{' '.join(line.split())} ".partition(BAR)
        start, _, end = written.partition(ARROW)
        address, to = start.rstrip("| "), end.strip("| ")
        # A mark alone is the home page, which is always there; written anew it would begin a comment.
        if address.strip("#") and not is_comment(line):
            entries.setdefault(address, Entry(address, to, number, name.strip()))
    return list(entries.values())


def is_comment(line: str) -> bool:
    """Say whether a line is for people; an anchor of the home page has no blank behind its mark."""
    return line.split()[:1] == ["#"]
