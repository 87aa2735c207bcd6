"""Who may make which move, as the company's table has it: every role against every pair of states.

The table stands here a second time, written from the company's rules and not from the code.
"""

from itertools import product

import pytest

from orders.model import Status
from orders.wishes import Wish
from shared.auth import ROLES, Actor
from shared.errors import ConflictError, ForbiddenError, NotFoundError
from tests.orders.builders import (
    BOB,
    EVERYTHING,
    api_key,
    asked,
    make_technician,
    order_in,
    user,
)

STATES = [str(status) for status in Status]
OFFICE = {"dispatcher", "manager", "admin", "writing key"}
FIELD = OFFICE | {"own technician"}
TABLE = {
    ("new", "scheduled"): OFFICE,
    ("new", "in_progress"): FIELD,
    ("new", "cancelled"): OFFICE,
    ("scheduled", "new"): OFFICE,
    ("scheduled", "en_route"): FIELD,
    ("scheduled", "in_progress"): FIELD,
    ("scheduled", "cancelled"): OFFICE,
    ("en_route", "in_progress"): FIELD,
    ("en_route", "cancelled"): OFFICE,
    ("in_progress", "on_hold"): FIELD,
    ("in_progress", "completed"): FIELD,
    ("in_progress", "cancelled"): OFFICE,
    ("on_hold", "in_progress"): FIELD,
    ("on_hold", "scheduled"): FIELD,
    ("on_hold", "cancelled"): OFFICE,
    ("completed", "in_progress"): OFFICE,
    ("completed", "closed"): {"manager", "accountant", "admin", "writing key"},
}
WHO: dict[str, Actor] = {
    "admin": user("admin", user_id="ada"),
    "manager": user("manager", user_id="max"),
    "dispatcher": user("dispatcher", user_id="dan"),
    "own technician": user("technician", user_id="bob"),
    "foreign technician": user("technician", user_id="eve"),
    "unlinked technician": user("technician", user_id="sam"),
    "accountant": user("accountant", user_id="ann"),
    "writing key": api_key("orders:write"),
    "reading key": api_key("orders:read"),
}
SEES_NOTHING = {"foreign technician", "unlinked technician"}
FIELDS = {name: value for name, value in EVERYTHING.items() if name != "technician"}


@pytest.fixture
def kept(fakes):
    """Bob's order can be put into any state; Eve is a technician too, Sam's sign-in is nobody's."""
    fakes.directory.add_technician(make_technician("tec_1"))
    fakes.directory.add_technician(make_technician("tec_2", "Ева"))
    return fakes


def outcome(stores, before: str, to: str, who: str) -> str:
    order = order_in(before, technician=BOB)
    order = order.model_copy(update={"technician": BOB})
    stores.orders.kept[order.id] = order
    try:
        stores.service.move(order.id, Wish(Status(to), FIELDS), asked(actor=WHO[who]))
    except ForbiddenError as error:
        return "forbidden" if error.extra["allowed_roles"] else "forbidden to all"
    except NotFoundError:
        return "not found"
    except ConflictError as error:
        return "allowed" if to in error.extra["allowed"] else "conflict"
    return "moved"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("before", STATES)
def test_a_move_is_made_by_those_whom_the_table_names_and_by_no_other(kept, before, who):
    for to in STATES:
        told = outcome(kept, before, to, who)
        if who in SEES_NOTHING:
            assert told == "not found", (before, to)
        elif (before, to) in TABLE:
            wanted = "moved" if who in TABLE[before, to] else "forbidden"
            assert told == wanted, (before, to)
        else:
            # Whoever works in the office is told what is possible, others that it isn't theirs.
            assert told == ("conflict" if who in OFFICE else "forbidden"), (before, to)


def test_the_table_has_every_move_that_the_life_cycle_has(kept):
    moved = {pair for pair in product(STATES, STATES) if outcome(kept, *pair, "admin") == "moved"}

    assert moved == set(TABLE)


def test_every_role_is_in_the_table():
    roles = {role for actor in WHO.values() for role in actor.roles}

    assert roles == set(ROLES)


def test_the_roles_that_may_are_named(kept):
    kept.orders.kept["ord_1"] = order_in("completed", technician=BOB)
    close = Wish(Status.CLOSED)

    with pytest.raises(ForbiddenError) as refused:
        kept.service.move("ord_1", close, asked(actor=WHO["dispatcher"]))

    assert refused.value.extra == {"allowed_roles": ["accountant", "manager"]}


def test_a_technician_with_an_office_role_sees_and_moves_all(kept):
    both = user("technician", "dispatcher", user_id="eve")
    kept.orders.kept["ord_1"] = order_in("scheduled", technician=BOB)

    moved = kept.service.move("ord_1", Wish(Status.CANCELLED, FIELDS), asked(actor=both))

    assert moved.status == "cancelled"


def test_a_technician_who_sees_all_orders_still_moves_only_their_own(kept):
    both = user("technician", "accountant", user_id="eve")
    kept.orders.kept["ord_1"] = order_in("scheduled", technician=BOB)

    with pytest.raises(ForbiddenError):
        kept.service.move("ord_1", Wish(Status.EN_ROUTE, FIELDS), asked(actor=both))


def test_a_technician_can_not_take_an_order_by_naming_themselves(kept):
    kept.orders.kept["ord_1"] = order_in("new")
    grab = Wish(Status.IN_PROGRESS, {}, "tec_2")

    with pytest.raises(NotFoundError):
        kept.service.move("ord_1", grab, asked(actor=WHO["foreign technician"]))


def test_a_technician_loses_sight_of_an_order_that_was_given_to_another(kept):
    kept.orders.kept["ord_1"] = order_in("scheduled", technician=BOB)
    own = asked(actor=WHO["own technician"])
    assert kept.service.get("ord_1", own).technician == BOB

    kept.service.edit("ord_1", {"technician_id": "tec_2"}, asked(version=2))

    with pytest.raises(NotFoundError):
        kept.service.get("ord_1", own)
