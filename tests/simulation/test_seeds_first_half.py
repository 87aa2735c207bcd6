"""Three hundred seeds in two files, so that two cores share them."""

import pytest

from tests.simulation.seeds import CHUNK, find_no_violation


@pytest.mark.parametrize("first", range(0, 150, CHUNK))
def test_whatever_fails_nothing_is_lost_doubled_or_out_of_order(first):
    find_no_violation(first)
