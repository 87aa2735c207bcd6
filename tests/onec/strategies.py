"""Orders as bad as people and imports make them."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from shared.onec.characters import name
from tests.onec.builders import make_order, paid

NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("#<>&\"'\x00\x0b\x1b\x7f\x85\ufffe\r\n\t ]]>№😀"),
    ),
    max_size=60,
)
NAMES = st.one_of(
    NASTY, st.just("Насос «Вихрь» #2"), st.just("Ы" * 400), st.just("😀" * 200)
).filter(name)
VATS = st.sampled_from(["none", "general", "0", "5", "7", "10", "18", "20", "22"])
LINES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["service", "part", "travel"]),
        "name": NAMES.map(lambda each: each[:200]).filter(name),
        "sku": st.none() | NASTY,
        "unit": st.none() | NASTY,
        "qty": st.decimals(Decimal("0.001"), 10_000, places=3),
        "unit_price": st.integers(0, 10**8),
        "discount_percent": st.decimals(0, 100, places=2),
        "vat": VATS,
    }
)
CUSTOMERS = st.fixed_dictionaries(
    {"id": st.just("cus_1"), "name": NAMES},
    optional={
        "kind": st.sampled_from(["person", "company"]),
        "phone": st.just("+79000000001") | NASTY,
        "email": NASTY,
        "inn": st.sampled_from(["7707083893", "500100732259"]) | NASTY,
        "kpp": st.just("770701001") | NASTY,
        "address": NASTY | st.just("Ы" * 500),
        "crm_1c_id": NASTY | st.uuids().map(str),
    },
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
STATUSES = st.sampled_from(
    "new scheduled en_route in_progress on_hold completed closed cancelled".split()  # noqa: SIM905
)


@st.composite
def orders(draw):
    lines = draw(st.lists(LINES, min_size=1, max_size=4))
    payments = draw(st.lists(st.integers(1, 10**6).map(paid), max_size=2))
    return make_order(
        *lines,
        mode=draw(st.sampled_from(["inside", "on_top"])),
        number=str(draw(st.integers(1, 999_999))),
        title=draw(NASTY),
        description=draw(NASTY | st.just("Ж" * 15_000)),
        customer=draw(CUSTOMERS),
        status=draw(STATUSES),
        created_at=draw(MOMENTS),
        external_id=draw(st.none() | NASTY),
        payments=payments,
        paid=sum(each["amount"] for each in payments),
    )
