import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase


@pytest.mark.parametrize("case", casefiles.load("lint"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.problems)
