"""What can be done with integrations, over fakes: limits, secrets, and writers who meet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integrations.connectors import KINDS
from integrations.engine.breaker import Breaker
from integrations.engine.gate import Gate
from integrations.engine.health import Health
from integrations.kinds import Kinds
from integrations.log.query import Query
from integrations.log.service import LogService
from integrations.model import MAX_INTEGRATIONS, IntegrationState, Limits
from integrations.service import IntegrationService, NewIntegration, Stores
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from tests.integrations.builders import (
    NOW,
    SECRET,
    SOMEBODY,
    FixedClock,
    make_delivery,
    make_integration,
)
from tests.integrations.fakes import FakeDeliveries, FakeHealths, FakeIntegrations, FakeNotices
from tests.integrations.fakes_channels import FakeVault
from tests.integrations.log.fakes import FakeHours, FakeLog

URL = {"url": "https://partner.example/hook"}


NEW = NewIntegration("webhook", "Склад", ("order.created",), URL)


def check_url(url):
    if not url.startswith("https://"):
        raise ValueError("must begin with https://")


KNOWN = Kinds(KINDS, check_url)


def at(version=None, **changes):
    """Alice asks, for a version if one is given."""
    return replace(SOMEBODY, version=version, **changes)


class Hasty(FakeIntegrations):
    """A store where somebody else writes between every look and write."""

    def get(self, integration_id):
        found = super().get(integration_id)
        if found:
            self.kept[found.id] = found.model_copy(update={"version": found.version + 1})
        return found


class Service(IntegrationService):
    """The service over fakes; its clock can be moved."""

    def __init__(self, *integrations, kept=None):
        self.clock = FixedClock()
        self.healths, self.notices_kept = FakeHealths(), FakeNotices()
        self.kept = kept or FakeIntegrations(*integrations)
        gate = Gate(self.healths, clock=self.clock)
        super().__init__(
            Stores(self.kept, self.healths, self.notices_kept, FakeVault(), gate),
            kinds=KNOWN,
            new_secret=lambda: SECRET,
            clock=self.clock,
        )


def test_a_secret_is_kept_encrypted_for_its_integration_alone():
    created = Service().create(NEW, SOMEBODY)

    (kept,) = created.integration.secrets
    assert created.secret == SECRET
    assert FakeVault().decrypt(created.integration.id, kept.encrypted) == SECRET
    with pytest.raises(PermissionError):
        FakeVault().decrypt("int_other", kept.encrypted)


def test_a_new_integration_is_enabled_and_holds_nothing_back():
    made = Service().create(NEW, SOMEBODY).integration

    assert (made.state, made.release_from) == (IntegrationState.ENABLED, None)
    assert (made.version, made.created_at, made.updated_at) == (1, NOW, NOW)


def test_a_repeated_request_makes_one_integration_and_shows_the_secret_once():
    service, asked = Service(), at(key="k1", body="{}")

    first, second = service.create(NEW, asked), service.create(NEW, asked)

    assert (first.secret, second.secret) == (SECRET, None)
    assert [each.integration for each in service.all()] == [first.integration]
    assert second.integration == first.integration


def test_another_body_under_the_same_key_is_refused():
    service = Service()
    service.create(NEW, at(key="k1", body="{}"))

    with pytest.raises(ConflictError):
        service.create(NEW, at(key="k1", body="{ }"))


def test_two_who_ask_at_once_under_one_key_make_one_integration():
    class Racing(FakeIntegrations):
        def add(self, integration, request=None, answer=""):
            if not self.kept:
                super().add(make_integration("int_first"), request, '{"id": "int_first"}')
            super().add(integration, request, answer)

    made = Service(kept=Racing()).create(NEW, at(key="k1"))

    assert (made.integration.id, made.secret) == ("int_first", None)


def test_bad_settings_leave_nothing_behind():
    service = Service()

    with pytest.raises(InvalidError):
        service.create(replace(NEW, settings={"url": "http://x"}), SOMEBODY)

    assert service.all() == []


def test_there_are_only_so_many_integrations():
    known = [make_integration(f"int_{n}") for n in range(MAX_INTEGRATIONS - 1)]
    service = Service(*known)
    service.create(NEW, SOMEBODY)

    with pytest.raises(ConflictError):
        service.create(NEW, SOMEBODY)


@pytest.mark.parametrize("state", [IntegrationState.PAUSED, IntegrationState.DISABLED])
def test_only_a_resume_releases_what_was_held(state):
    service = Service(make_integration(state=state))

    renamed = service.edit("int_1", {"name": "Касса"}, at(1)).integration
    resumed = service.edit("int_1", {"state": IntegrationState.ENABLED}, at(2)).integration

    assert (renamed.release_from, resumed.release_from) == (None, NOW)


def test_a_resume_may_leave_what_was_held_where_it_is():
    service = Service(make_integration(state=IntegrationState.PAUSED))

    resumed = service.move("int_1", IntegrationState.ENABLED, SOMEBODY, release=False).integration

    assert (resumed.state, resumed.release_from) == (IntegrationState.ENABLED, None)
    assert resumed.enabled_at == NOW


def test_a_pause_right_after_a_resume_does_not_forget_the_release():
    service = Service(make_integration(release_from=NOW))

    paused = service.move("int_1", IntegrationState.PAUSED, SOMEBODY).integration

    assert (paused.state, paused.release_from) == (IntegrationState.PAUSED, NOW)


def test_a_pause_of_what_is_paused_is_no_change():
    service = Service(make_integration(state=IntegrationState.PAUSED))

    again = service.move("int_1", IntegrationState.PAUSED, SOMEBODY).integration

    assert again.version == 1


def test_why_an_integration_is_disabled_is_kept_until_it_is_enabled():
    service = Service(make_integration())

    disabled = service.move("int_1", IntegrationState.DISABLED, SOMEBODY).integration
    enabled = service.move("int_1", IntegrationState.ENABLED, SOMEBODY).integration

    assert (disabled.disabled_reason, enabled.disabled_reason) == ("disabled by hand", None)


@pytest.mark.parametrize(
    "change",
    [
        lambda service: service.move("int_1", IntegrationState.ENABLED, SOMEBODY),
        lambda service: service.edit("int_1", {"settings": URL}, at(1)),
        lambda service: service.edit("int_1", {"limits": Limits(timeout_s=30)}, at(1)),
    ],
    ids=["resume", "settings", "limits"],
)
def test_whoever_mends_an_integration_need_not_wait_for_its_breaker(change):
    service = Service(make_integration(state=IntegrationState.PAUSED))
    opened = Breaker(state="open", opened_at=NOW, next_probe_at=NOW + timedelta(minutes=15))
    service.healths.save(Health(integration_id="int_1", rev=1, breaker=opened))

    health = change(service).health

    assert health.breaker.may_probe(NOW)


def test_changed_settings_are_checked_again():
    service = Service(make_integration())

    with pytest.raises(InvalidError):
        service.edit("int_1", {"settings": {"url": "http://10.0.0.1"}}, at(1))

    assert service.get("int_1").integration == make_integration()


def test_a_rotated_secret_signs_beside_the_new_one_until_the_overlap_is_over():
    service = Service(make_integration())
    service.clock.pass_by(hours=1)

    rotated = service.rotate("int_1", 24, SOMEBODY)

    ends = NOW + timedelta(hours=25)
    kept = rotated.integration
    assert rotated.secret == SECRET
    assert [each.expires_at for each in kept.secrets] == [None, ends]
    assert len(kept.active_secrets(ends - timedelta(seconds=1))) == 2
    assert len(kept.active_secrets(ends)) == 1


def test_a_repeated_rotation_rotates_once_and_shows_the_secret_once():
    service = Service(make_integration())

    first = service.rotate("int_1", 24, at(key="k1"))
    second = service.rotate("int_1", 24, at(key="k1"))

    assert (first.secret, second.secret) == (SECRET, None)
    assert second.integration.version == 2


def test_who_writes_second_is_told_the_version_that_stands():
    service = Service(kept=Hasty(make_integration()))

    with pytest.raises(StaleVersionError) as edited:
        service.edit("int_1", {"name": "Касса"}, at(1))
    with pytest.raises(StaleVersionError) as deleted:
        service.delete("int_1", at(2))

    assert edited.value.extra == {"current_version": 2}
    assert deleted.value.extra == {"current_version": 3}


def reader(integrations, deliveries):
    return LogService(
        integrations, deliveries, FakeLog(deliveries), FakeHours(), clock=FixedClock()
    )


def test_what_is_not_there_is_not_found():
    service = Service()
    log = reader(FakeIntegrations(), FakeDeliveries())

    for act in (
        lambda: service.get("int_1"),
        lambda: service.notices("int_1"),
        lambda: service.edit("int_1", {}, at(1)),
        lambda: service.move("int_1", IntegrationState.PAUSED, SOMEBODY),
        lambda: service.rotate("int_1", 24, SOMEBODY),
        lambda: service.delete("int_1", SOMEBODY),
        lambda: log.get("dlv_1"),
    ):
        with pytest.raises(NotFoundError):
            act()


@pytest.mark.parametrize("asked", ["int_1", None], ids=["by id", "among all"])
def test_the_log_of_an_integration_is_read_even_after_it_was_deleted(asked):
    integrations = FakeIntegrations(make_integration())
    integrations.remove("int_1", 1, NOW)
    log = reader(integrations, FakeDeliveries(make_delivery()))

    page = log.newest(Query(integration_id=asked), limit=50, after=None)

    assert page.deliveries == (make_delivery(),)
