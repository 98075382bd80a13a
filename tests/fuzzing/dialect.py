"""The export: what Python-Markdown makes of our Markdown must be as harmless as our own page."""

import markdown

import fuzz
from fuzzing.oracles import hold
from studyguide import paths
from studyguide.html.context import Context
from studyguide.model import Section
from studyguide.outputs.export.markdown import Printer
from studyguide.outputs.theme_settings import EXTENSIONS
from test_hostile import faults


def check(text: str) -> None:
    """Hold that a section that was printed and read again does no harm."""
    for section in fuzz.core({"a.md": text}).sections:
        printed = _printed(section)
        engine = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
        found = faults(engine.convert(printed))
        # The engine's own: buttons and inputs of task lists and tabs.
        hold(not found, "an export that could do harm", found, printed)


def _printed(section: Section) -> str:
    context = Context(
        page=lambda name, anchor: paths.relative(section.page, name, anchor),
        asset=lambda path: paths.relative_to_root(section.page, paths.quoted(path)),
        term=lambda found: f"#{found.anchor}",
        footnotes=section.footnotes,
    )
    printer = Printer(
        lambda name, anchor: paths.to_source(section.page, name, anchor),
        lambda path: paths.asset_from_source(section.page, path),
        lambda found: f"#{found.anchor}",
        context,
    )
    return f"{printer.blocks(section.tokens)}\n\n{printer.footnotes()}"
