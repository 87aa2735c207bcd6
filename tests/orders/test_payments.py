"""Money that comes in and goes back; what is due never goes below zero."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.lifecycle import CLOCK_SKEW
from orders.model import Status
from orders.payments import MAX_PAYMENTS, Payment, paid, with_payment
from orders.wishes import NewPayment, Wish
from shared.errors import ConflictError, InvalidError
from tests.orders.builders import ALICE, EVERYTHING, NOW, asked, order_in, wish_for_order

LINE = {"kind": "part", "name": "Насос", "qty": "1", "unit_price": 1000}
CANCEL = Wish(Status.CANCELLED, {"reason": "передумал", "cancelled_by": "customer"})


@pytest.fixture
def order(service):
    return service.create(wish_for_order(items=[LINE]), asked())


def pay(service, order, amount: int, kind="payment", key: str | None = None):
    question = asked(key, body=f"{kind} {amount}")
    return service.pay(order.id, NewPayment(kind, "cash", amount), question)


def amount_refused(act, amount) -> str:
    with pytest.raises(InvalidError) as refused:
        act()
    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("amount", amount)
    return broken.rule


def test_a_payment_is_written_down_with_who_when_and_how(service, order, clock):
    clock.pass_by(minutes=5)
    wish = NewPayment("payment", "card", 400, at=NOW, note="аванс")

    then = service.pay(order.id, wish, asked())

    (payment,) = then.payments
    assert (payment.method, payment.amount, payment.note) == ("card", 400, "аванс")
    assert (payment.at, payment.recorded_at, payment.actor) == (NOW, clock.now, ALICE)
    assert (then.paid, then.due, then.version) == (400, 600, 2)
    assert (then.history[-1].action, then.history[-1].at) == ("pay", NOW)


@pytest.mark.parametrize("kind", ["payment", "refund"])
def test_money_that_is_to_come_is_no_payment_yet(service, order, clock, kind):
    pay(service, order, 400)
    ahead = clock.now + CLOCK_SKEW + timedelta(seconds=1)

    with pytest.raises(InvalidError) as refused:
        service.pay(order.id, NewPayment(kind, "cash", 100, at=ahead), asked())

    (broken,) = refused.value.errors
    assert (broken.field, broken.value, broken.rule) == (
        "at",
        ahead.isoformat(),
        "is in the future",
    )
    within = service.pay(
        order.id, NewPayment(kind, "cash", 100, at=clock.now + CLOCK_SKEW), asked()
    )
    assert len(within.payments) == 2


@pytest.mark.parametrize("kind", ["payment", "refund"])
def test_money_comes_at_most_a_year_before_its_order(service, order, clock, kind):
    pay(service, order, 400)
    clock.pass_by(days=30)
    earliest = order.created_at - timedelta(days=365)
    too_early = earliest - timedelta(microseconds=1)

    with pytest.raises(InvalidError) as refused:
        service.pay(order.id, NewPayment(kind, "cash", 100, at=too_early), asked())

    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("at", too_early.isoformat())
    assert (
        broken.rule
        == f"must not be before {earliest.isoformat()}, a year before the order was made"
    )
    within = service.pay(order.id, NewPayment(kind, "cash", 100, at=earliest), asked())
    assert within.payments[-1].at == earliest


def test_nobody_pays_more_than_is_due(service, order):
    pay(service, order, 400)

    assert "600" in amount_refused(lambda: pay(service, order, 601), 601)
    assert pay(service, order, 600).due == 0
    assert "due, 0" in amount_refused(lambda: pay(service, order, 1), 1)


def test_nothing_is_refunded_that_was_not_paid(service, order):
    assert "paid, 0" in amount_refused(lambda: pay(service, order, 1, "refund"), 1)
    pay(service, order, 400)
    assert "400" in amount_refused(lambda: pay(service, order, 401, "refund"), 401)

    refunded = pay(service, order, 150, "refund")

    assert (refunded.paid, refunded.due) == (250, 750)
    assert refunded.history[-1].action == "refund"


def test_an_order_can_not_be_made_cheaper_than_what_was_paid(service, order):
    pay(service, order, 400)
    cheaper = {"items": [LINE | {"unit_price": 399}]}

    with pytest.raises(ConflictError, match="refund 1 first") as refused:
        service.edit(order.id, cheaper, asked(version=2))
    assert refused.value.extra == {"paid": 400, "gross": 399}

    pay(service, order, 1, "refund")
    assert service.edit(order.id, cheaper, asked(version=3)).due == 0


def test_vat_that_changes_with_the_day_never_makes_what_is_due_negative(service, order):
    pay(service, order, 1000)

    with pytest.raises(ConflictError):
        service.edit(order.id, {"items": []}, asked(version=2))

    assert service.get(order.id, asked()).due == 0


def test_a_cancelled_order_takes_refunds_only(service, order):
    pay(service, order, 400)
    service.move(order.id, CANCEL, asked())

    with pytest.raises(ConflictError, match="only refunds"):
        pay(service, order, 1)

    assert pay(service, order, 400, "refund").paid == 0


@pytest.mark.parametrize("status", ["completed", "closed"])
def test_an_order_is_paid_after_the_work_is_done(fakes, service, status):
    done = order_in(status)
    made = service.create(wish_for_order(items=[LINE]), asked())
    fakes.orders.kept["ord_1"] = done.model_copy(update={"items": made.items})

    assert pay(service, done, 1000).due == 0


def test_the_same_payment_under_one_key_is_taken_once(service, order):
    first = pay(service, order, 400, key="till-1")
    again = pay(service, order, 400, key="till-1")

    assert again == first
    assert service.get(order.id, asked()).paid == 400
    with pytest.raises(ConflictError, match="another body"):
        pay(service, order, 500, key="till-1")


def test_an_order_takes_a_bounded_number_of_payments(order):
    one = Payment(
        id="p", kind="payment", method="cash", amount=1, at=NOW, recorded_at=NOW, actor=ALICE
    )
    many = with_payment((one,) * (MAX_PAYMENTS - 1), one, gross=10**6)

    with pytest.raises(ConflictError, match=str(MAX_PAYMENTS)):
        with_payment(many, one, gross=10**6)


@given(
    st.lists(st.tuples(st.sampled_from(["payment", "refund"]), st.integers(1, 50)), max_size=40),
    st.integers(0, 100),
)
def test_whatever_is_tried_what_was_paid_stays_between_nothing_and_the_sum(tries, gross):
    payments: tuple[Payment, ...] = ()
    for kind, amount in tries:
        new = Payment(
            id="p", kind=kind, method="cash", amount=amount, at=NOW, recorded_at=NOW, actor=ALICE
        )
        before = paid(payments)
        fits = amount <= gross - before if kind == "payment" else amount <= before
        try:
            payments = with_payment(payments, new, gross=gross)
        except InvalidError:
            assert not fits
        else:
            assert fits
        assert 0 <= paid(payments) <= gross


def test_money_moves_in_no_way_with_the_state(service, order):
    pay(service, order, 400)
    fields = {name: value for name, value in EVERYTHING.items() if name != "technician"}

    moved = service.move(order.id, Wish(Status.SCHEDULED, fields, "tec_1"), asked())

    assert (moved.total, moved.paid, moved.due) == (1000, 400, 600)
