"""Files for 1C from the wish to the manifest: names are read when the file is written."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from moto import mock_aws

from analytics.datasets import DATA_SETS
from analytics.exporting import Range, Wish
from analytics.exports import FORMATS
from analytics.model import Export
from shared.errors import InvalidError
from shared.events import OrderSnapshot
from tests.analytics.builders import NOON, completed
from tests.analytics.rooms import Place, Room, make_place, objects, store
from tests.onec.builders import make_line, priced
from tests.onec.emulator.enterprise import OWN, Accounting

OURS = {
    "organization_name": "ООО «Мастер»",
    "organization_inn": OWN[0],
    "organization_kpp": OWN[1],
}
DAY = date(2026, 11, 22)


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        yield make_place()


def sale(number: int, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    items = priced(*lines)
    total = sum(each["total"] for each in items)
    known = {"id": f"ord_{number}", "number": str(number), "items": items, "total": total}
    return completed(NOON, **known | {"due": total} | changes)


def stocked(place: Place, *orders: dict[str, Any], usual: dict[str, str] | None = None) -> Room:
    """A room whose lake has these orders, and whose orders are still as they were."""
    room = Room(place)
    store(room, list(orders), 100)
    room.roll_up()
    keep(room, *orders)
    given = Range(DATA_SETS, FORMATS, usual or {})
    room.exports._range = room.writer._range = given
    return room


def keep(room: Room, *orders: dict[str, Any]) -> None:
    room.orders_now.kept = {each["id"]: OrderSnapshot.model_validate(each) for each in orders}


def export(room: Room, **options: str) -> Export:
    wish = Wish(DAY, DAY, format="enterprise_data", options=options)
    done = room.writer.write(room.exports.create(wish, "alice", None).id)
    assert done
    return done


def files(place: Place, done: Export) -> tuple[bytes, dict[str, Any]]:
    whole = objects(place.bucket)
    return whole[done.files[0].key], json.loads(whole[done.files[-1].key])


def test_what_1c_loads_is_what_the_manifest_tells(place: Place) -> None:
    sales = [sale(1, make_line(vat="22"), make_line(vat="none")), sale(2, make_line(vat="0"))]
    room = stocked(place, *sales, usual=OURS)

    done = export(room)

    body, manifest = files(place, done)
    base = Accounting()
    base.load(body)
    assert base.findings == []
    assert done.files[0].key == "exports/orders/enterprise_data/day/2026-11-22/rev=1/orders.xml"
    assert manifest["rows"] == 2
    assert manifest["totals"]["kpis"]["revenue"]["amount"] == 450_00
    assert [(each["vat"], each["gross"]) for each in manifest["totals"]["money"]] == [
        ("0", 150_00),
        ("22", 150_00),
        ("none", 150_00),
    ]
    assert [buyer.name for buyer in base.buyers.values()] == ["Анна Смирнова"]


def test_a_refused_order_is_in_the_manifest_and_not_in_its_totals(place: Place) -> None:
    room = stocked(place, sale(1, make_line(vat="20")), sale(2, make_line(vat="22")))

    done = export(room, **OURS, version="1.16")

    body, manifest = files(place, done)
    assert Accounting().load(body) == manifest["rows"] == done.rows == 1
    assert [each["gross"] for each in manifest["totals"]["money"]] == [150_00]
    assert manifest["warnings"] == {"refused": 1}
    assert manifest["refused"] == [
        {
            "id": "ord_2",
            "number": "2",
            "code": "vat_rate",
            "words": "EnterpriseData 1.16 has no VAT of 22 %",
        }
    ]


def test_the_same_orders_make_no_new_revision_and_an_erased_buyer_does(place: Place) -> None:
    given = sale(1, make_line(vat="22"))
    room = stocked(place, given, usual=OURS)
    first, again = export(room), export(room)

    keep(room, given | {"customer": {"id": "cus_1", "name": "Удалён"}})
    erased = export(room)

    assert (first.revision, again.revision, again.unchanged) == (1, 1, True)
    assert erased.revision == 2
    assert "Анна" not in files(place, erased)[0].decode()


def test_the_company_under_another_name_is_a_new_revision(place: Place) -> None:
    room = stocked(place, sale(1, make_line(vat="22")), usual=OURS)
    export(room)
    renamed = Range(DATA_SETS, FORMATS, OURS | {"organization_name": "ООО «Новый мастер»"})
    room.exports._range = room.writer._range = renamed

    done = export(room)

    assert done.revision == 2
    assert "Новый мастер" in files(place, done)[0].decode()


def test_a_wish_without_a_company_is_refused_when_it_is_asked_for(place: Place) -> None:
    room = stocked(place, sale(1, make_line()))

    with pytest.raises(InvalidError, match=r"options\.organization_name"):
        export(room)
