"""Rotation: a like key takes the place of one that stays good for the overlap."""

from datetime import timedelta

import pytest

from integrations.access.keys import is_well_formed, key_hash
from integrations.access.model import KeyState
from shared.asked import Asked
from shared.errors import ConflictError
from tests.integrations.access.builders import ALICE, FIELDS, asked, make_key, record
from tests.integrations.builders import NOW


def test_a_rotation_makes_a_like_key_and_lets_the_old_one_overlap(keys, store, clock):
    old = keys.create(
        FIELDS
        | {"ip_allow": ("192.0.2.0/24",), "rate_per_minute": 30}
        | {"expires_at": NOW + timedelta(days=90)},
        Asked(ALICE),
    ).key
    clock.pass_by(days=10)

    made = keys.rotate(old.id, 24, asked())

    new, before = made.key, store.kept[old.id]
    assert is_well_formed(made.secret)
    assert new.hash == key_hash(made.secret) != old.hash
    assert (new.name, new.scopes, new.ip_allow) == (old.name, old.scopes, old.ip_allow)
    assert (new.rate_per_minute, new.rotated_from, new.version) == (30, old.id, 1)
    assert new.expires_at == clock.now + timedelta(days=90)
    assert (before.replaced_by, before.version) == (new.id, 2)
    assert before.overlap_until == clock.now + timedelta(hours=24)
    assert before.state_at(clock.now + timedelta(hours=23, minutes=59)) is KeyState.ACTIVE
    assert before.state_at(clock.now + timedelta(hours=24)) is KeyState.EXPIRED
    assert [(action, subject) for action, subject, _ in record(store)[1:]] == [
        ("key.rotated", old.id),
        ("key.created", new.id),
    ]


def test_an_overlap_never_prolongs_a_key(keys, store):
    old = keys.create(FIELDS | {"expires_at": NOW + timedelta(hours=1)}, Asked(ALICE)).key

    keys.rotate(old.id, 168, asked())

    assert store.kept[old.id].ends_at == NOW + timedelta(hours=1)


def test_a_rotation_without_overlap_ends_the_old_key_at_once(keys, key, store):
    keys.rotate(key.id, 0, asked())

    assert store.kept[key.id].state_at(NOW) is KeyState.EXPIRED


def test_a_repeated_rotation_gives_the_same_card_without_the_key(keys, key, store):
    first = keys.rotate(key.id, 24, asked(key="once", body="{}"))
    again = keys.rotate(key.id, 24, asked(key="once", body="{}"))

    assert (again.key, again.secret) == (first.key, None)
    assert len(store.kept) == 2


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "revoked"}, "revoked, which is final"),
        ({"expires_at": NOW}, "has expired"),
        ({"replaced_by": "key_2"}, "is replaced by key_2 already"),
    ],
)
def test_what_is_at_its_end_is_not_rotated(store, keys, fields, why):
    store.kept["key_1"] = make_key(**fields)

    with pytest.raises(ConflictError, match=why):
        keys.rotate("key_1", 24, asked())
