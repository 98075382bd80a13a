"""Put the drawings of flowcharts where the last look at a page's HTML has passed their text: they are our own."""

import re
from html import escape, unescape

from studyguide.diagrams.drawing import Drawing, drawn
from studyguide.language.language import Language

# As the rule for fences writes it, and as the sanitiser leaves it; no note may use a class of ours.
_WRITTEN = re.compile(r'<pre class="sg-diagram"><code>([^<]*)</code></pre>')
_AFTER_LIST = re.compile(r"<(?:h[1-6]|p|table|pre|div|details|section)\b")
_TAG = re.compile(r"<[^>]*>")


def with_charts(html: str, language: Language) -> str:
    """Draw the flowcharts of a page, each above its text. What Mermaid has to draw is left as it is."""
    if 'class="sg-diagram"' not in html:
        return html
    label, text = (escape(language.word(f"scripts.reading.{key}")) for key in ("diagram", "diagram_text"))

    def as_text(written: str) -> str:
        return (
            '\n<details class="sg-choose sg-chart-text" data-search-exclude="">'
            f"<summary>{text}</summary>\n<pre><code>{written}</code></pre>\n</details>"
        )

    def chart(found: re.Match[str]) -> str:
        drawing = drawn(unescape(found[1]))
        if not drawing:
            return found[0]
        return (
            f'<div class="sg-chart" role="group" tabindex="0" aria-label="{label}" style="--sg-wide:{drawing.width}px">'
            f"{drawing.svg}{drawing.outline or ''}</div>"
            f"{'' if _told(drawing, found.string[found.end() :]) else as_text(found[1])}"
        )

    return _WRITTEN.sub(chart, html)


def _told(drawing: Drawing, below: str) -> bool:
    """Say whether the list right below a drawing leads to all that it leads to: it needs no second text then."""
    if not below.lstrip().startswith(("<ol", "<ul")):
        return False
    said = unescape(_TAG.sub("", _AFTER_LIST.split(below, maxsplit=1)[0])).casefold()
    return all(end.casefold() in said for end in drawing.ends)
