"""The form in which an event goes out, and how large it may be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from integrations.catalogue import catalogue
from integrations.connectors import KINDS
from integrations.kinds import Kinds
from integrations.payload import MOST_BYTES, shaped
from shared.errors import InvalidError
from shared.events import envelopes
from tests.integrations.builders import answered, make_change, make_event, make_integration
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes_channels import FakeConnector

WIDE = "\x01"
"""Six bytes in JSON: no character takes more."""
LINE = {
    "kind": "service", "name": "Работа", "qty": "1", "unit_price": 100, "total": 100, "net": 100,
}  # fmt: skip
# fmt: off
LARGEST = {
    "title": 200, "description": 15_000, "external_id": 128, "name": 500, "address": 500,
    "line": 200, "items": 200, "payments": 100, "text": 2000,
}
# fmt: on


def written(**changes):
    return make_event(**changes).model_dump_json().encode()


def grown(share):
    """An order with each part filled to a share of what the API takes, in the widest characters."""

    def wide(name):
        return WIDE * int(LARGEST[name] * share[name])

    payment = {
        "id": wide("external_id"), "kind": "payment", "method": "card", "amount": 1,
        "at": "2026-11-22T08:00:00Z",
    }  # fmt: skip
    return written(
        title=wide("title"),
        description=wide("description"),
        external_id=wide("external_id"),
        customer={"id": "cus_1", "name": wide("name"), "address": wide("address")},
        items=[{**LINE, "name": wide("line")}] * int(LARGEST["items"] * share["items"]),
        payments=[payment] * int(LARGEST["payments"] * share["payments"]),
        cancel_reason=wide("text"),
        hold_reason=wide("text"),
    )


shares = st.fixed_dictionaries({name: st.sampled_from([0, 0.02, 0.3, 1]) for name in LARGEST})


@given(shares, st.sampled_from(["full", "thin"]))
def test_no_event_is_larger_than_promised(share, payload):
    body = grown(share)

    sent = shaped(body, payload)

    assert len(sent) <= MOST_BYTES
    event, whole = json.loads(sent), json.loads(body)
    assert {n: event[n] for n in ("id", "type", "timestamp")} == {
        n: whole[n] for n in ("id", "type", "timestamp")
    }
    assert event["data"]["version"] == whole["data"]["version"]
    assert (event["data"]["order"]["id"], event["data"]["order"]["number"]) == ("ord_1", "1042")
    is_cut = "cut_fields" in event["data"]
    assert is_cut == (payload == "full" and len(body) > MOST_BYTES)


def test_what_fits_goes_out_as_the_very_bytes_that_were_stored():
    body = written()

    assert shaped(body, "full") is body


def test_a_thin_event_carries_what_it_takes_to_ask_for_the_rest():
    change = make_change("completed", external_id="7")
    body = envelopes(change)[0].model_dump_json().encode()

    data = json.loads(shaped(body, "thin"))["data"]

    assert data == {
        "order": {
            "id": "ord_1",
            "number": "1042",
            "external_id": "7",
            "status": "completed",
            "updated_at": "2026-11-22T08:00:00Z",
        },
        "version": 2,
        "previous_version": 1,
        "changed_fields": ["external_id", "status"],
        "path": "/v1/orders/ord_1",
    }


def test_a_cut_event_says_what_it_lacks_and_where_that_is():
    data = json.loads(shaped(written(items=[LINE] * 200, description="text"), "full"))["data"]

    assert (data["cut_fields"], data["path"]) == (["order.items"], "/v1/orders/ord_1")
    assert "items" not in data["order"]
    assert data["order"]["description"] == "text"


def test_the_form_follows_from_the_bytes_alone_so_each_try_sends_the_same():
    body = written(items=[LINE] * 200)

    assert shaped(body, "full") == shaped(body, "full")
    assert shaped(body, "thin") == shaped(body, "thin")


def test_what_makes_something_else_of_an_event_gets_it_whole():
    body = written(items=[LINE] * 200)

    assert shaped(body, None) is body


def test_what_tells_of_no_order_is_cut_only_when_it_is_too_large():
    small = json.dumps({"id": "evt_1", "type": "key.leaked", "data": {"detail": "x"}}).encode()
    large = json.dumps({"id": "evt_1", "type": "key.leaked", "data": {"detail": "x" * 30_000}})

    assert shaped(small, "thin") is small
    assert json.loads(shaped(large.encode(), "full"))["data"] == {"cut_fields": ["detail"]}


@pytest.mark.parametrize("payload", ["full", "thin"])
def test_the_catalogue_describes_each_form(payload):
    body = written(items=[LINE] * 200)
    described = next(each for each in catalogue() if each["type"] == "order.created")
    schema = described["thin_schema" if payload == "thin" else "schema"]

    Draft202012Validator(schema).validate(json.loads(shaped(body, payload)))


def test_what_is_sent_is_what_was_asked_for_and_what_the_log_shows():
    engine = Engine([make_integration(payload="thin")], partner=FakeConnector(answered()))
    engine.dispatch(make_change())
    engine.work()

    (parcel,) = engine.partner.parcels
    (row,) = engine.deliveries.rows
    (record,) = engine.deliveries.records(row)
    assert set(json.loads(parcel.body)["data"]["order"]) <= {
        "id", "number", "external_id", "status", "updated_at",
    }  # fmt: skip
    assert record["request_body"].encode() == parcel.body
    assert record["bytes_sent"] == len(parcel.body)
    (stored,) = engine.deliveries.events.values()
    assert len(json.loads(stored)["data"]["order"]) > len(LINE)


def test_only_what_signs_events_has_a_form_of_them():
    kinds = Kinds(KINDS, lambda _: None, lambda *_: None)

    assert [kinds.payload("webhook", form) for form in ("full", "thin")] == ["full", "thin"]
    assert kinds.payload("telegram", "full") is None
    with pytest.raises(InvalidError) as refused:
        kinds.payload("telegram", "thin")
    assert [each.field for each in refused.value.errors] == ["payload"]
