import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from integrations.catalogue import catalogue
from shared.clock import text
from shared.events import EVENT_TYPES, Envelope, OrderChange, envelopes
from tests.integrations.builders import NOW, make_change, make_order
from tests.reports import a_report

DESCRIBED = {each["type"]: each for each in catalogue()}
RICH = {
    "technician": {"id": "tec_1", "name": "Борис Орлов", "phone": None},
    "external_id": "1C-77",
    "scheduled_start": NOW,
    "completed_at": NOW,
    "outcome": "resolved",
}
CHANGES = {
    "order.created": make_change(),
    "order.updated": make_change("scheduled", **RICH),
    "order.completed": make_change("completed", **RICH),
    "order.cancelled": make_change("cancelled", cancelled_by="customer"),
    "order.reopened": OrderChange(
        make_order(status="completed", version=6),
        make_order(status="in_progress", version=7, reopen_count=1),
    ),
}


FEEDBACK = {
    "order": {"id": "ord_1", "number": "1042"},
    "feedback": {"rating": 2, "comment": "", "technician_id": None, "submitted_at": text(NOW)},
    "version": 1,
    "previous_version": None,
}
REQUESTED = {
    "order": {"id": "ord_1", "number": "1042"},
    "request": {"sent_at": text(NOW), "expires_at": text(NOW), "reminders": 0},
}
TRIAL = {"integration": {"id": "int_1", "name": "Склад", "kind": "webhook"}}
WARNED = {"id": "int_1", "about": "Склад", "kind": "hour", "detail": "…", "at": text(NOW)}
REPORTED = {
    "report": a_report().model_dump(mode="json"),
    "recipients": ["usr_1"],
    "language": "ru",
}
OTHERS = {
    "feedback.requested": REQUESTED,
    "feedback.created": FEEDBACK,
    "feedback.updated": FEEDBACK,
    "feedback.low": FEEDBACK,
    "feedback.replied": FEEDBACK | {"reply": {"text": "Спасибо!"}},
    "integration.warning": WARNED,
    "key.leaked": WARNED,
    "report.weekly": REPORTED,
    "integration.test": TRIAL,
}
ALL = (*EVENT_TYPES, "integration.test")


def body_of(type_):
    if type_ in OTHERS:
        event = Envelope(id="evt_1", type=type_, timestamp=NOW, data=OTHERS[type_])
    else:
        (event,) = [each for each in envelopes(CHANGES[type_]) if each.type == type_]
    return json.loads(event.model_dump_json())


def test_every_event_type_is_described_once_in_both_languages():
    assert tuple(DESCRIBED) == ALL
    for each in DESCRIBED.values():
        assert each["description"]
        assert set(each["title"]) == {"ru", "en"}
        assert all(each["title"].values())


@pytest.mark.parametrize("type_", ALL)
def test_the_schemas_themselves_are_valid(type_):
    Draft202012Validator.check_schema(DESCRIBED[type_]["schema"])


@pytest.mark.parametrize("type_", ALL)
def test_what_is_sent_is_as_the_catalogue_says(type_):
    Draft202012Validator(DESCRIBED[type_]["schema"]).validate(body_of(type_))


@pytest.mark.parametrize("type_", ALL)
def test_the_schema_of_one_type_refuses_another(type_):
    validator = Draft202012Validator(DESCRIBED[type_]["schema"])

    for other in set(ALL) - {type_}:
        with pytest.raises(ValidationError):
            validator.validate(body_of(other))


@pytest.mark.parametrize("missing", ["id", "type", "timestamp", "data"])
def test_the_schema_misses_each_part_of_the_envelope(missing):
    body = body_of("order.created")
    del body[missing]

    with pytest.raises(ValidationError):
        Draft202012Validator(DESCRIBED["order.created"]["schema"]).validate(body)


@pytest.mark.parametrize("missing", ["order", "version", "previous_version", "changed_fields"])
def test_the_schema_misses_each_part_of_the_data(missing):
    body = body_of("order.updated")
    del body["data"][missing]

    with pytest.raises(ValidationError):
        Draft202012Validator(DESCRIBED["order.updated"]["schema"]).validate(body)


def test_an_update_tells_which_fields_changed_and_from_which_version():
    data = body_of("order.completed")["data"]

    assert (data["version"], data["previous_version"]) == (2, 1)
    assert {"status", "technician", "outcome"} <= set(data["changed_fields"])
    assert "version" not in data["changed_fields"]
