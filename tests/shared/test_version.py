import pytest

from shared.errors import StaleVersionError
from shared.version import check_version


@pytest.mark.parametrize("given", [None, 5])
def test_the_current_version_or_none_is_good(given):
    check_version(given, 5)


@pytest.mark.parametrize("given", [4, 6, 0])
def test_another_version_is_stale_and_the_current_one_is_told(given):
    with pytest.raises(StaleVersionError) as refused:
        check_version(given, 5)

    assert refused.value.extra == {"current_version": 5}
