import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase

VIEWS = {"backlinks": views.backlinks}
"""Case files with a view of their own; the others show the text of the pages."""


@pytest.mark.parametrize("case", casefiles.load("links"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, VIEWS.get(case.path.stem, views.linked))
