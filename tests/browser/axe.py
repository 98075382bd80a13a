"""What axe-core objects to on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page, context: str | None = None, **rules: bool) -> list[str]:
    """List each element that breaks a rule; rules that axe-core leaves off by itself are named."""
    options = {
        "rules": {name.replace("_", "-"): {"enabled": on} for name, on in rules.items()},
        # To list what is well would take it as long again,
        "resultTypes": ["violations"],
        # and to fetch all style sheets once more a third: only a rule that is off reads them, and one about sound.
        "preload": False,
    }
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
