"""Each cheat sheet of the AWS guide is printed on one page, A4 or US Letter, in the look of its site."""

import io
from pathlib import Path

import pypdf
import pytest
import readerguide
from playwright.sync_api import Browser

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


def test_each_cheat_sheet_is_one_page(browser: Browser, site: Path) -> None:
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        for sheet in SHEETS:
            page.goto(f"cheat-sheets/{sheet}/")
            for paper in ("A4", "Letter"):  # with the margins of the site's own `@page`
                printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper)))
                assert len(printed.pages) == 1, (sheet, paper)
