"""Where tokens are printed: what a link, a picture or a footnote becomes there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from studyguide.html.charts import with_charts
from studyguide.html.sanitise import clean
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.model import Term, Tokens
from studyguide.options import PictureHosts
from studyguide.paths import PageName, SourcePath


@dataclass
class Context:
    """Where tokens are printed: how links are written from there, and the footnotes met so far."""

    page: Callable[[PageName, str], str]
    asset: Callable[[SourcePath], str]
    term: Callable[[Term], str]
    own: Callable[[str], str] = lambda _address: ""
    """Writes the address of one of the owner's own pages; empty where the output has none."""
    preview: Callable[[PageName, str], str] = lambda _page, _anchor: ""
    """Says in a sentence or two what a link to a page or one of its headings leads to."""
    footnotes: Mapping[str, Tokens] = field(default_factory=dict)
    prefix: str = ""
    """Put before every id, where several pages are printed on one."""
    shift: int = 0
    """Added to every heading level."""
    marks: bool = True
    """Links have the ids that backlinks lead to."""
    uses: bool = False
    """Terms have ids too, which the index of a book leads to."""
    met: list[str] = field(default_factory=list)
    """Labels of footnotes in the order of their numbers."""
    numbers: dict[str, int] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)
    tables: list[bool] = field(default_factory=list)
    tabs: int = 0
    language: Language = ENGLISH_WORDS
    pictures: PictureHosts = field(default_factory=PictureHosts)
    """Other sites whose pictures are shown here."""
    tex: bool = False
    """Formulas are printed as TeX, which the program that shows them draws."""
    breaks: bool = False
    """Long names in code may be broken at their parts; not where others look for them, as in a deck of cards."""
    charts: bool = False
    """Flowcharts are drawn here; elsewhere their text stands, for who knows to draw it."""
    unsafe: bool = False
    """The owner trusts the notes: nothing is sanitised."""

    def referred(self, label: str) -> tuple[int, str]:
        """Give the number of a footnote that is referred to, and the id of the place where it is."""
        if label not in self.numbers:
            self.met.append(label)
            self.numbers[label] = len(self.met)
        number = self.numbers[label]
        self.count[label] = times = self.count.get(label, 0) + 1
        return number, f"{self.prefix}fnref:{number}" + (f":{times}" if times > 1 else "")

    def finished(self, html: str) -> str:
        """Look at the HTML once more before it is shown."""
        safe = html if self.unsafe else clean(html, self.pictures)
        return with_charts(safe, self.language) if self.charts else safe


def of_asset(meta: Mapping[str, Any], written: Callable[[SourcePath], str]) -> str:
    """Write the address of a file that a token shows or links to, with the part of it that is meant."""
    fragment = quote(str(meta.get("fragment", "")), safe="=&,.")
    return written(meta["asset"]) + (f"#{fragment}" if fragment else "")
