"""A page is shown before it has what only scripts and paper need; what an owner's scripts would miss stays."""

import pytest

from studyguide.outputs.mkdocs import first_paint

BUNDLE = '<script src="../assets/javascripts/bundle.a5f9d56c.min.js">'
LATER = '<script src="../assets/javascripts/bundle.a5f9d56c.min.js" defer>'
OURS = '<script src="../assets/studyguide/guide.js" defer></script>'


@pytest.mark.parametrize(
    "also", ["", '<script type="module" src="x.js"></script>', '<script type="application/json">{}</script>']
)
def test_the_scripts_of_the_theme_wait_for_the_text(also: str) -> None:
    rest = f"</script>{also}{OURS}"
    assert first_paint.sooner(f"<p>Text</p>{BUNDLE}{rest}") == f"<p>Text</p>{LATER}{rest}"


@pytest.mark.parametrize("owners", ['<script src="own.js"></script>', "<script>document$.subscribe(act)</script>"])
def test_a_script_of_the_owner_finds_those_of_the_theme_before_it(owners: str) -> None:
    page = f"<p>Text</p>{BUNDLE}</script>{owners}{OURS}"
    assert first_paint.sooner(page) == page


def test_no_page_waits_for_the_rules_of_paper() -> None:
    sheets = (
        '<link rel="stylesheet" href="../own/print.css"><link rel="stylesheet" href="../assets/studyguide/print.css"{}>'
    )
    assert first_paint.sooner(sheets.format("")) == sheets.format(' media="print"')
