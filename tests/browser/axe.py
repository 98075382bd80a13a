"""What axe-core objects to on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
RUN = """([context, options]) => axe.run(context ?? document, options).then(({ violations }) => violations.flatMap(
    ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
))"""


def violations(page: Page, context: str | None = None, **rules: bool) -> list[str]:
    """List each element that breaks a rule; rules that axe-core leaves off by itself are named."""
    options = {
        "rules": {name.replace("_", "-"): {"enabled": on} for name, on in rules.items()},
        # To list what is well would take it as long again,
        "resultTypes": ["violations"],
        # and to fetch all style sheets once more a third: only a rule that is off reads them, and one about sound.
        "preload": False,
    }
    if not page.evaluate("'axe' in window"):  # once for each document: it takes as long to read as some rules to run
        page.evaluate(SCRIPT)
    found: list[str] = page.evaluate(RUN, [context, options])
    return found
