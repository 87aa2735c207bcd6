"""What can be done with integrations, over fakes: limits, secrets, and writers who meet."""

import pytest

from integrations.log.service import LogService
from integrations.model import MAX_INTEGRATIONS, IntegrationState
from integrations.service import IntegrationService
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from tests.integrations.builders import NOW, SECRET, FixedClock, make_delivery, make_integration
from tests.integrations.fakes import FakeDeliveries, FakeIntegrations, FakeVault

URL = {"url": "https://partner.example/hook"}


def check(kind, given):
    if not str(given.get("url", "")).startswith("https://"):
        raise InvalidError.of("settings.url", given.get("url"), "must begin with https://")
    return dict(given)


class Hasty(FakeIntegrations):
    """A store where somebody else writes between every look and write."""

    def get(self, integration_id):
        found = super().get(integration_id)
        if found:
            self.kept[found.id] = found.model_copy(update={"version": found.version + 1})
        return found


def make_service(*integrations, kept=None):
    return IntegrationService(
        kept or FakeIntegrations(*integrations),
        FakeVault(),
        check_settings=check,
        new_secret=lambda: SECRET,
        clock=FixedClock(),
    )


def test_a_secret_is_kept_encrypted_for_its_integration_alone():
    created = make_service().create("webhook", "Склад", ["order.created"], URL)

    assert created.secret == SECRET
    assert FakeVault().decrypt(created.integration.id, created.integration.secret) == SECRET
    with pytest.raises(PermissionError):
        FakeVault().decrypt("int_other", created.integration.secret)


def test_a_new_integration_is_enabled_and_holds_nothing_back():
    made = make_service().create("webhook", "Склад", ["order.created"], URL).integration

    assert (made.state, made.releases_held) == (IntegrationState.ENABLED, False)
    assert (made.version, made.created_at, made.updated_at) == (1, NOW, NOW)


def test_bad_settings_leave_nothing_behind():
    service = make_service()

    with pytest.raises(InvalidError):
        service.create("webhook", "Склад", ["order.created"], {"url": "http://x"})

    assert service.all() == ()


def test_there_are_only_so_many_integrations():
    known = [make_integration(f"int_{n}") for n in range(MAX_INTEGRATIONS - 1)]
    service = make_service(*known)
    service.create("webhook", "Последняя", ["order.created"], URL)

    with pytest.raises(ConflictError):
        service.create("webhook", "Лишняя", ["order.created"], URL)


@pytest.mark.parametrize("state", [IntegrationState.PAUSED, IntegrationState.DISABLED])
def test_only_a_resume_releases_what_was_held(state):
    service = make_service(make_integration(state=state))

    renamed = service.edit("int_1", 1, {"name": "Касса"})
    resumed = service.edit("int_1", 2, {"state": IntegrationState.ENABLED})

    assert (renamed.releases_held, resumed.releases_held) == (False, True)


def test_a_pause_right_after_a_resume_does_not_forget_the_release():
    service = make_service(make_integration(releases_held=True))

    paused = service.edit("int_1", 1, {"state": IntegrationState.PAUSED})

    assert paused.releases_held


def test_changed_settings_are_checked_again():
    service = make_service(make_integration())

    with pytest.raises(InvalidError):
        service.edit("int_1", 1, {"settings": {"url": "http://10.0.0.1"}})

    assert service.get("int_1") == make_integration()


def test_who_writes_second_is_told_the_version_that_stands():
    service = make_service(kept=Hasty(make_integration()))

    with pytest.raises(StaleVersionError) as edited:
        service.edit("int_1", 1, {"name": "Касса"})
    with pytest.raises(StaleVersionError) as deleted:
        service.delete("int_1", 2)

    assert edited.value.extra == {"current_version": 2}
    assert deleted.value.extra == {"current_version": 3}


def test_what_is_not_there_is_not_found():
    service = make_service()
    log = LogService(FakeIntegrations(), FakeDeliveries())

    for act in (
        lambda: service.get("int_1"),
        lambda: service.edit("int_1", 1, {}),
        lambda: service.delete("int_1", None),
        lambda: log.get("dlv_1"),
    ):
        with pytest.raises(NotFoundError):
            act()


@pytest.mark.parametrize("asked", ["int_1", None], ids=["by id", "among all"])
def test_the_log_of_an_integration_is_read_even_after_it_was_deleted(asked):
    integrations = FakeIntegrations(make_integration())
    integrations.remove("int_1", 1, NOW)
    log = LogService(integrations, FakeDeliveries(make_delivery()))

    page = log.newest(asked, limit=50, after=None, state=None)

    assert page.deliveries == (make_delivery(),)
