import pytest

from orders.intake.bulk import BulkService, BulkWish
from orders.model import Status
from orders.wishes import Wish
from shared.errors import ConflictError, ForbiddenError
from tests.orders.builders import ALICE, NOW, asked, make_technician, order_in, user
from tests.orders.intake.fakes import Room

CANCEL = Wish(Status.CANCELLED, {"reason": "так решили", "cancelled_by": "customer"})


@pytest.fixture
def room():
    made = Room()
    made.directory.add_technician(make_technician())
    for number, status in enumerate(["new", "scheduled", "closed", "in_progress"], start=1):
        order = order_in(status, id=f"ord_{number}", number=str(number))
        made.orders.kept[order.id] = order
    return made


def act(room, wish, who=None):
    return BulkService(room.service, room.once, report=room.faults.append).run(wish, who or asked())


def statuses(results):
    return [each["status"] for each in results]


def test_many_orders_are_assigned_each_with_its_new_version(room):
    ids = ("ord_1", "ord_2", "ord_4")
    versions = {each: room.orders.kept[each].version for each in ids}
    visit = {"scheduled_start": NOW.replace(hour=12), "scheduled_end": NOW.replace(hour=14)}

    results = act(room, BulkWish(ids, {"technician_id": "tec_1", **visit}))

    assert [each["id"] for each in results] == list(ids)
    assert [each["version"] for each in results] == [versions[each] + 1 for each in ids]
    assert {room.orders.kept[each].technician.id for each in ids} == {"tec_1"}
    assert room.orders.kept["ord_1"].history[-1].action == "edit"


def test_a_failure_is_told_in_its_row_and_rolls_nothing_back(room):
    results = act(room, BulkWish(("ord_1", "ord_3", "ord_9", "ord_2"), CANCEL))

    assert statuses(results) == ["ok", "error", "error", "ok"]
    assert results[1]["problem"]["status"] == 409
    assert results[1]["problem"]["current_status"] == "closed"
    assert results[2]["problem"]["status"] == 404
    assert room.orders.kept["ord_1"].status is Status.CANCELLED
    assert room.orders.kept["ord_2"].status is Status.CANCELLED
    assert room.orders.kept["ord_3"].status is Status.CLOSED


def test_an_order_that_is_no_longer_at_the_named_version_is_left_as_it_is(room):
    current = room.orders.kept["ord_1"].version

    results = act(room, BulkWish(("ord_1",), CANCEL, {"ord_1": current + 1}))

    assert results[0]["problem"]["status"] == 412
    assert results[0]["problem"]["current_version"] == current
    assert room.orders.kept["ord_1"].version == current


def test_a_technician_moves_their_own_orders_and_no_other(room):
    room.orders.kept["ord_5"] = order_in("new", id="ord_5", number="5")
    hold = Wish(Status.ON_HOLD, {"hold_reason": "parts"})

    results = act(room, BulkWish(("ord_4", "ord_5"), hold), asked(actor=user("technician")))

    assert statuses(results) == ["ok", "error"]
    assert results[1]["problem"]["status"] == 404


def test_a_technician_assigns_nobody(room):
    with pytest.raises(ForbiddenError):
        act(room, BulkWish(("ord_4",), {"technician_id": "tec_1"}), asked(actor=user("technician")))


def test_the_same_key_and_body_give_the_same_results_and_one_change(room):
    wish = BulkWish(("ord_1", "ord_3"), CANCEL)
    first = act(room, wish, asked("key-1"))
    version = room.orders.kept["ord_1"].version

    assert act(room, wish, asked("key-1")) == first
    assert room.orders.kept["ord_1"].version == version


def test_a_request_cut_off_under_a_key_changes_each_order_once(room):
    wish = BulkWish(("ord_1", "ord_2"), CANCEL)
    first = act(room, BulkWish(("ord_1",), CANCEL), asked("key-1"))
    room.once.kept.clear()

    again = act(room, wish, asked("key-1"))

    assert statuses(again) == ["ok", "ok"]
    assert again[0] == first[0]


def test_the_same_key_with_another_body_is_a_conflict(room):
    act(room, BulkWish(("ord_1",), CANCEL), asked("key-1"))

    with pytest.raises(ConflictError, match="another body"):
        act(room, BulkWish(("ord_2",), CANCEL), asked("key-1", body="body-2"))


def test_a_fault_of_ours_fails_its_order_and_is_reported(room):
    fault, save = RuntimeError("a bug"), room.orders.save

    def broken(order, **more):
        if order.id == "ord_1":
            raise fault
        save(order, **more)

    room.orders.save = broken
    results = act(room, BulkWish(("ord_1", "ord_2"), CANCEL))

    assert statuses(results) == ["error", "ok"]
    assert results[0]["problem"]["status"] == 500
    assert "bug" not in str(results[0]["problem"])
    assert room.faults == [fault]


def test_two_hundred_orders_are_moved_in_one_request(room):
    ids = tuple(f"ord_many_{n}" for n in range(200))
    for number, each in enumerate(ids):
        room.orders.kept[each] = order_in("new", id=each, number=str(100 + number))

    results = act(room, BulkWish(ids, CANCEL))

    assert statuses(results) == ["ok"] * 200
    assert [each["id"] for each in results] == list(ids)
    assert room.orders.kept[ids[0]].history[-1].actor == ALICE
