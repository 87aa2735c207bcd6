"""A loss of any kind is told by its name, and so is what nobody asked for."""

from collections import Counter

import pytest

from tests.load.ledger import COMPLETED, CREATED, RATED, Promised, Seen, losses

PROMISED = Promised(created={"a", "b"}, completed={"b"}, rated={"b": 4})
EVENTS = ["evt_1", "evt_2", "evt_3", "evt_4"]


def whole(**changed) -> Seen:
    told = Counter({(CREATED, "a"): 1, (CREATED, "b"): 1, (COMPLETED, "b"): 1, (RATED, "b"): 1})
    parts = {
        "listed": {"a": "new", "b": "completed"},
        "ratings": {"b": 4},
        "delivered": {"prompt": told},
        "answered": {"prompt": Counter(EVENTS)},
        "received": {"prompt": Counter(EVENTS)},
        "figures": {"created": 2, "completed": 1},
    }
    return Seen(**parts | changed)


def without(told: tuple[str, str]) -> dict[str, Counter]:
    kept = whole().delivered["prompt"].copy()
    del kept[told]
    return {"prompt": kept}


def test_what_reconciles_has_no_losses():
    assert losses(PROMISED, whole()) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"listed": {"b": "completed"}}, "lost order: a"),
        ({"listed": {"a": "new", "b": "new"}}, "lost completed order: b"),
        ({"listed": {"a": "new", "b": "completed", "c": "new"}}, "unknown order: c"),
        ({"ratings": {}}, "lost answer: ('b', 4)"),
        ({"ratings": {"b": 5}}, "lost answer: ('b', 4)"),
        (
            {"delivered": without((RATED, "b"))},
            "lost delivery to prompt: ('feedback.created', 'b')",
        ),
        (
            {"received": {"prompt": Counter(EVENTS[1:])}},
            "prompt: 1 answers logged, 0 came: evt_1",
        ),
        (
            {"answered": {"prompt": Counter(EVENTS[1:])}},
            "prompt: 0 answers logged, 1 came: evt_1",
        ),
        ({"figures": {"created": 1, "completed": 1}}, "roll-up of created: 1 instead of 2"),
        ({"figures": {"created": 2}}, "roll-up of completed: None instead of 1"),
    ],
)
def test_a_loss_is_named(changed, named):
    assert named in losses(PROMISED, whole(**changed))


def test_a_request_that_came_once_more_than_the_log_says_is_no_loss():
    came = {"prompt": Counter([*EVENTS, "evt_1"])}

    assert losses(PROMISED, whole(received=came)) == []


def test_a_delivery_that_is_kept_twice_is_named():
    told = whole().delivered["prompt"] + Counter({(CREATED, "a"): 1})

    (named,) = losses(PROMISED, whole(delivered={"prompt": told}))

    assert named == "delivery to prompt kept 2 times: ('order.created', 'a')"
