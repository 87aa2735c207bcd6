"""What the files of changes hold of a person: nothing."""

import json

from analytics.changes import EMPTIED, line
from analytics.rows import OrderRow
from shared.events import IMPERSONAL, OrderSnapshot
from tests.analytics.builders import make_order, record, row_of

LINE = {"kind": "part", "name": "Для Смирновой", "qty": "1", "unit_price": 5, "total": 5}
TOLD = {"description": "Смирнова, Садовая 1", "cancel_reason": "Смирнова уехала", "items": [LINE]}


def test_every_field_of_an_order_is_kept_or_emptied() -> None:
    assert set(OrderSnapshot.model_fields) == IMPERSONAL | set(EMPTIED)


def test_a_line_names_no_customer_and_holds_no_free_text() -> None:
    written = line(record(make_order(**TOLD, title="Бойлер Смирновой")))

    assert written is not None
    assert "мирнов" not in json.dumps(json.loads(written), ensure_ascii=False)
    assert "+7900" not in written
    assert json.loads(written)["order"]["items"][0]["total"] == 5


def test_a_line_gives_the_same_row_of_the_lake_as_the_order() -> None:
    order = make_order(**TOLD)
    written = line(record(order))

    assert written is not None
    read = OrderSnapshot.model_validate(json.loads(written)["order"])
    assert OrderRow.of(read) == row_of(order)
