"""The export: what Python-Markdown makes of our Markdown must be as harmless as our own page."""

import markdown

import fuzz
from fuzzing.oracles import hold
from studyguide.outputs.export import section_page
from studyguide.outputs.theme_settings import EXTENSIONS
from test_hostile import faults


def check(text: str) -> None:
    """Hold that a section that was printed and read again does no harm."""
    for section in fuzz.core({"a.md": text}).sections:
        printed = section_page.body(section)
        engine = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
        found = faults(engine.convert(printed))
        # The engine's own: buttons and inputs of task lists and tabs.
        hold(not found, "an export that could do harm", found, printed)
