"""Each cheat sheet of the AWS guide is printed on one page, in the look of its site."""

import io
from pathlib import Path

import pypdf
import pytest
import readerguide
from playwright.sync_api import PdfMargins, sync_playwright

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHEETS = ("cheat-secure", "cheat-resilient", "cheat-performing", "cheat-cost")
CONFIG = f"""\
site_name: Sheets
theme:
  name: material
  custom_dir: {ROOT / "overrides"}
extra_css: [assets/site.css]
plugins: [studyguide]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sheets alone: a link without its section still shows its words."""
    text = (ROOT / "notes" / "cheat-sheets.md").read_text(encoding="utf-8")
    return readerguide.build(tmp_path_factory.mktemp("sheets") / "guide", CONFIG, {"cheat-sheets.md": text})


def test_each_cheat_sheet_is_one_page(site: Path) -> None:
    with (
        sync_playwright() as playwright,
        readerguide.chromium(playwright) as browser,
        readerguide.served(site) as base,
        readerguide.opened(browser, base) as page,
    ):
        for sheet in SHEETS:
            page.goto(f"cheat-sheets/{sheet}/")
            # The margins are those of the guide's own `@page`.
            margin: PdfMargins = {"top": "16mm", "bottom": "16mm", "left": "14mm", "right": "14mm"}
            printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", margin=margin)))
            assert len(printed.pages) == 1, sheet
