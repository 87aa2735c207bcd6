"""The contract of the store of integrations: DynamoDB and the fake pass it alike."""

from datetime import timedelta

import pytest

from integrations.model import KEEP_DAYS
from integrations.ports import RequestRepeatedError, VersionMovedError
from integrations.storage import DynamoIntegrations
from shared.requests import Request
from shared.table import Table
from tests.integrations.builders import NOW, FixedClock, make_integration
from tests.integrations.fakes import FakeIntegrations

SECOND = timedelta(seconds=1)


@pytest.fixture(params=["fake", "dynamo"])
def integrations(request):
    if request.param == "fake":
        return FakeIntegrations()
    table = Table("IntegrationsTable", request.getfixturevalue("dynamo"))
    return DynamoIntegrations(table, clock=FixedClock())


class TestIntegrations:
    def test_an_integration_comes_back_as_it_was_added(self, integrations):
        made = make_integration(
            name="Склад\n👷",
            secrets=[{"encrypted": b"\0\xff", "created_at": NOW}],
            headers=[{"name": "X-Key", "encrypted": b"\xfe"}, {"name": "X-Shop", "value": "7"}],
            filter={"not": {"field": "order.total", "op": "lt", "value": 1.5}},
            settings={"nested": {"rate": 0.1}},
        )

        integrations.add(made)

        assert integrations.get("int_1") == made
        assert integrations.get("int_2") is None

    def test_they_are_listed_oldest_first(self, integrations):
        for n in (2, 0, 1):
            made_at = NOW + n * SECOND
            integrations.add(make_integration(f"int_{9 - n}", created_at=made_at))

        assert [each.id for each in integrations.all()] == ["int_9", "int_8", "int_7"]

    def test_the_next_version_takes_the_place_of_the_one_before(self, integrations):
        integrations.add(make_integration())

        integrations.save(make_integration(version=2, name="Касса"))

        assert integrations.get("int_1").name == "Касса"

    @pytest.mark.parametrize("version", [1, 2, 4])
    def test_of_two_who_write_the_same_version_the_second_is_told(self, integrations, version):
        integrations.add(make_integration(version=2))

        with pytest.raises(VersionMovedError) as raised:
            integrations.save(make_integration(version=version, name="Касса"))

        assert raised.value.current == 2

    def test_a_write_repeated_after_a_lost_reply_is_no_conflict(self, integrations):
        integrations.add(make_integration())
        integrations.add(make_integration())
        integrations.save(make_integration(version=2))
        integrations.save(make_integration(version=2))

        assert integrations.get("int_1").version == 2

    def test_an_answer_is_written_with_its_integration_or_neither_is(self, integrations):
        request = Request("alice", "k1", "hash")
        integrations.add(make_integration(), request, '{"id": "int_1"}')

        with pytest.raises(RequestRepeatedError):
            integrations.add(make_integration("int_2"), request, '{"id": "int_2"}')
        with pytest.raises(RequestRepeatedError):
            integrations.save(make_integration(version=2), request, "{}")

        assert [each.id for each in integrations.all()] == ["int_1"]
        assert integrations.get("int_1").version == 1
        assert integrations.answer(request) == {"id": "int_1"}
        assert integrations.answer(Request("bob", "k1", "hash")) is None

    def test_an_edit_under_a_key_of_an_old_version_is_told_the_current_one(self, integrations):
        integrations.add(make_integration(version=3))

        with pytest.raises(VersionMovedError) as raised:
            integrations.save(make_integration(version=2), Request("alice", "k2", "h"), "{}")

        assert raised.value.current == 3

    def test_what_is_gone_can_be_neither_saved_nor_removed(self, integrations):
        integrations.add(make_integration())
        integrations.remove("int_1", 1, NOW)

        for write in (
            lambda: integrations.save(make_integration(version=2)),
            lambda: integrations.remove("int_1", 1, NOW),
        ):
            with pytest.raises(VersionMovedError) as raised:
                write()
            assert raised.value.current == 0

    def test_what_is_gone_is_known_by_its_id_alone(self, integrations):
        integrations.add(make_integration())
        integrations.add(make_integration("int_2"))

        integrations.remove("int_1", 1, NOW)

        assert [each.id for each in integrations.all()] == ["int_2"]
        assert integrations.get("int_1") is None
        assert integrations.gone() == ("int_1",)

    def test_one_that_has_changed_is_not_removed(self, integrations):
        integrations.add(make_integration(version=2))

        with pytest.raises(VersionMovedError) as raised:
            integrations.remove("int_1", 1, NOW)

        assert raised.value.current == 2
        assert integrations.get("int_1")


def test_a_deleted_integrations_secret_is_not_kept(dynamo):
    table = Table("IntegrationsTable", dynamo)
    integrations = DynamoIntegrations(table, clock=FixedClock())
    integrations.add(make_integration())

    integrations.remove("int_1", 1, NOW)

    item = table.get({"pk": "INTEGRATIONS", "sk": "int_1"})
    assert "doc" not in item
    assert item["expires_at"] == int((NOW + timedelta(days=KEEP_DAYS)).timestamp())
