"""Admins are told of each notice, whatever happens in between, and of each once."""

from datetime import timedelta

import pytest

from integrations.engine.telling import Teller, TellingError
from integrations.model import Notice
from tests.integrations.builders import NOW
from tests.integrations.fakes import FakeNotices


def make_notice(integration_id="int_1"):
    return Notice(
        integration_id=integration_id,
        integration_name="Склад",
        kind="failing_1h",
        since=NOW,
        at=NOW + timedelta(hours=1),
        detail="no delivery got through for an hour",
    )


@pytest.fixture
def notices():
    kept = FakeNotices()
    for each in ("int_1", "int_2", "int_3"):
        kept.add(make_notice(each))
    return kept


def test_each_notice_is_told_once(notices):
    heard = []
    teller = Teller(notices, heard.append)

    assert (teller.tell(), teller.tell()) == (3, 0)
    assert [each.integration_id for each in heard] == ["int_1", "int_2", "int_3"]


def test_one_that_cannot_be_told_holds_up_no_other_and_is_tried_again(notices):
    heard, broken = [], {"int_2"}

    def hear(notice):
        if notice.integration_id in broken:
            raise ConnectionError
        heard.append(notice.integration_id)

    with pytest.raises(TellingError, match="1 notices could not be told, 2 were"):
        Teller(notices, hear).tell()
    assert heard == ["int_1", "int_3"]

    broken.clear()
    assert Teller(notices, hear).tell() == 1
    assert heard == ["int_1", "int_3", "int_2"]
