"""What can be done with API keys, and what it leaves in the record."""

from datetime import timedelta

import pytest

from integrations.access.keys import is_well_formed, key_hash, new_key
from integrations.access.lifecycle import leaked
from integrations.access.model import MAX_LIVE_KEYS, KeyState
from integrations.access.ports import KeyMovedError, KeyRepeatedError
from integrations.access.service import KeyService
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from tests.integrations.access.builders import ALICE, FIELDS, asked, make_key, record
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import NOW

GITHUB = Actor(kind="system", id="leaked-keys", name="GitHub")


def test_a_new_key_is_shown_once_and_known_by_its_hash(keys, store):
    made = keys.create(FIELDS, Asked(ALICE))

    assert is_well_formed(made.secret)
    assert made.secret.startswith("nrd_test_")
    assert made.key.hash == key_hash(made.secret)
    assert (made.key.prefix, made.key.last_four) == ("nrd_test_", made.secret[-4:])
    assert made.secret not in repr(store.kept) + repr(store.audit.entries)


def test_a_key_of_production_says_so(store, clock):
    made = KeyService(store, environment="live", clock=clock).create(FIELDS, Asked(ALICE))

    assert made.secret.startswith("nrd_live_")
    assert made.key.environment == "live"


def test_the_same_request_again_gives_the_card_without_the_key(keys, store):
    first = keys.create(FIELDS, Asked(ALICE, key="once", body="{}"))
    again = keys.create(FIELDS, Asked(ALICE, key="once", body="{}"))

    assert again.key == first.key
    assert again.secret is None
    assert len(store.kept) == 1
    with pytest.raises(ConflictError):
        keys.create(FIELDS, Asked(ALICE, key="once", body='{"other": 1}'))


def test_two_same_requests_at_one_moment_make_one_key(store, clock):
    class SlowToTell(FakeKeys):
        blind = 1

        def answered(self, request):
            self.blind -= 1
            return None if self.blind >= 0 else super().answered(request)

        def save(self, keys, entries, request=None):
            if not self.kept:
                super().save([make_key()], [], request)
            raise KeyRepeatedError

    made = KeyService(SlowToTell(), environment="test", clock=clock).create(
        FIELDS, Asked(ALICE, key="once", body="{}")
    )

    assert (made.key.id, made.secret) == ("key_1", None)


def test_keys_are_bounded_in_number_and_dead_ones_do_not_count(store, keys, clock):
    for number in range(MAX_LIVE_KEYS):
        made = make_key(new_key("test"), id=f"key_0{number}", expires_at=NOW + timedelta(days=1))
        store.kept[made.id] = made

    with pytest.raises(ConflictError, match=f"{MAX_LIVE_KEYS} keys are in use"):
        keys.create(FIELDS, Asked(ALICE))
    clock.pass_by(days=1)

    assert keys.create(FIELDS, Asked(ALICE)).secret


def test_an_expiry_lies_in_the_future(keys, key, clock):
    for expires_at in (clock.now, clock.now - timedelta(days=1)):
        with pytest.raises(InvalidError, match="expires_at: must lie in the future"):
            keys.create(FIELDS | {"expires_at": expires_at}, Asked(ALICE))
        with pytest.raises(InvalidError, match="expires_at"):
            keys.change(key.id, {"expires_at": expires_at}, asked())


def test_a_change_raises_the_version_and_is_recorded(keys, key, store, clock):
    clock.pass_by(minutes=1)

    new = keys.change(key.id, {"name": "Другая", "rate_per_minute": 30}, asked())

    assert (new.name, new.rate_per_minute, new.version) == ("Другая", 30, 2)
    assert (new.created_at, new.updated_at) == (NOW, clock.now)
    assert store.audit.entries[-1].subject_name == "Другая"
    assert record(store)[-1] == (
        "key.changed",
        key.id,
        {
            "name": {"from": "Учётная система", "to": "Другая"},
            "rate_per_minute": {"from": 600, "to": 30},
        },
    )


def test_a_change_of_nothing_is_none(keys, key, store):
    same = keys.change(key.id, {"name": key.name, "state": KeyState.ACTIVE}, asked())

    assert same == key
    assert len(store.audit.entries) == 1


def test_a_change_of_another_version_is_refused(keys, key, store):
    keys.change(key.id, {"name": "Другая"}, asked())

    with pytest.raises(StaleVersionError):
        keys.change(key.id, {"name": "Третья"}, asked(1))
    with pytest.raises(NotFoundError):
        keys.change("key_9", {"name": "Третья"}, asked())


def test_a_key_is_switched_off_and_on(keys, key, store):
    off = keys.change(key.id, {"state": KeyState.INACTIVE}, asked(1))
    on = keys.change(key.id, {"state": KeyState.ACTIVE}, asked(2))

    assert (off.state, on.state) == (KeyState.INACTIVE, KeyState.ACTIVE)
    assert [action for action, *_ in record(store)] == [
        "key.created",
        "key.deactivated",
        "key.activated",
    ]


def test_revoking_wants_the_name_and_is_final(keys, key, store):
    with pytest.raises(InvalidError, match="name: must be the name of the key"):
        keys.revoke(key.id, "учётная система", asked())

    revoked = keys.revoke(key.id, key.name, asked())

    assert revoked.state is KeyState.REVOKED
    assert record(store)[-1][0] == "key.revoked"
    with pytest.raises(ConflictError, match="final"):
        keys.change(key.id, {"state": KeyState.ACTIVE}, asked(2))
    with pytest.raises(ConflictError, match="final"):
        keys.revoke(key.id, key.name, asked(2))


def test_a_leaked_key_is_switched_off_for_good_but_may_be_rotated(keys, key, store):
    found = keys.report_leak(key.hash, GITHUB)

    assert (found.state, found.leaked) == (KeyState.INACTIVE, True)
    (action, subject, changes), who = record(store)[-1], store.audit.entries[-1].actor
    assert (action, subject, who.id) == ("key.leaked", key.id, "leaked-keys")
    assert changes["leaked"] == {"from": False, "to": True}
    with pytest.raises(ConflictError, match="found in public"):
        keys.change(key.id, {"state": KeyState.ACTIVE}, asked(2))
    assert keys.rotate(key.id, 0, asked(2)).key.state is KeyState.ACTIVE


def test_a_leak_that_is_reported_again_changes_nothing_more(keys, key, store):
    first = keys.report_leak(key.hash, GITHUB)

    assert keys.report_leak(key.hash, GITHUB) == first
    assert len(store.audit.entries) == 2
    assert keys.report_leak(key_hash(new_key("test")), GITHUB) is None


def test_a_revoked_key_that_leaks_stays_revoked():
    assert leaked(make_key(state="revoked"), NOW).state is KeyState.REVOKED


def test_a_leak_is_written_although_an_admin_writes_at_that_moment(clock):
    class Contended(FakeKeys):
        tries = 0

        def save(self, keys, entries, request=None):
            self.tries += 1
            if self.tries == 1:
                self.kept["key_1"] = make_key(version=2, name="Renamed")
                raise KeyMovedError(2)
            super().save(keys, entries, request)

    store = Contended(make_key())
    found = KeyService(store, environment="test", clock=clock).report_leak(make_key().hash, GITHUB)

    assert (found.name, found.state, found.version) == ("Renamed", KeyState.INACTIVE, 3)


def test_lists_are_of_one_state_as_it_is_now(keys, store, clock):
    store.kept["key_1"] = make_key(expires_at=NOW + timedelta(hours=1))
    store.kept["key_2"] = make_key(id="key_2", state="inactive")

    def listed(state):
        return [key.id for key in keys.page(state, limit=10, after=None).keys]

    assert (listed(None), listed(KeyState.ACTIVE)) == (["key_2", "key_1"], ["key_1"])
    clock.pass_by(hours=1)
    assert (listed(KeyState.ACTIVE), listed(KeyState.EXPIRED)) == ([], ["key_1"])


def test_ids_sort_by_time(keys, clock):
    ids = []
    for _ in range(3):
        ids.append(keys.create(FIELDS, Asked(ALICE)).key.id)
        clock.pass_by(milliseconds=1)

    assert ids == sorted(ids)
