"""What SES tells of letters that came back."""

import copy
import json
import re
from pathlib import Path

import pytest

from integrations import bounces
from integrations.mail.tags import REQUEST, request_of, tags_of
from integrations.messages.addressing import suppression_id
from integrations.messages.bouncing import suppressed_by
from integrations.messages.storage import DynamoSuppressions
from shared.table import Table

FILE = Path(__file__).resolve().parents[3] / "events" / "integrations" / "ses_bounce.json"
BOUNCE = json.loads(FILE.read_text())


def bounced(**changes):
    event = copy.deepcopy(BOUNCE)
    event["detail"]["bounce"] |= changes
    return event


def complained(**changes):
    who = [{"emailAddress": "Maria <maria@example.com>"}]
    return {"detail": {"complaint": {"complainedRecipients": who, **changes}}}


def test_a_letter_that_came_back_for_good_suppresses_its_address():
    assert suppressed_by(BOUNCE) == [("nobody@example.com", "the letter came back: NoEmail")]


def test_a_complaint_suppresses_the_bare_address():
    told = suppressed_by(complained(complaintFeedbackType="abuse"))

    assert told == [("maria@example.com", "the addressee complained")]


@pytest.mark.parametrize(
    "event",
    [
        bounced(bounceType="Transient"),
        bounced(bounceType="Undetermined"),
        bounced(bouncedRecipients=[]),
        complained(complaintFeedbackType="not-spam"),
        {"detail": {"eventType": "Delivery", "delivery": {}}},
        {},
    ],
)
def test_what_may_pass_suppresses_nobody(event):
    assert suppressed_by(event) == []


@pytest.mark.parametrize("request_id", ["JKJaXmPLvHcESHA=", "6a7e8feb-b491-4cf7"])
def test_what_comes_back_names_the_request_that_led_to_the_letter(stack, log_lines, request_id):
    event = copy.deepcopy(BOUNCE)
    event["detail"]["mail"]["tags"] = {
        "ses:configuration-set": ["naryad"],
        **{name: [value] for name, value in tags_of(request_id).items()},
    }

    bounces.lambda_handler(event, None)

    (line,) = map(json.loads, log_lines)
    assert (line["message"], line["request_id"]) == ("address.suppressed", request_id)


@pytest.mark.parametrize("tags", [{}, {REQUEST: []}, {REQUEST: [""]}, {REQUEST: ["xyz"]}])
def test_a_letter_whose_request_nobody_knows_is_no_fault(tags):
    assert request_of({"detail": {"mail": {"tags": tags}}}) is None


def test_a_request_that_no_tag_holds_is_not_told():
    assert tags_of(None) == tags_of("") == tags_of("x" * 129) == {}
    assert re.fullmatch(r"[0-9a-f]{256}", tags_of("=" * 128)[REQUEST])


def test_told_twice_it_is_done_once(stack):
    first, second = bounces.lambda_handler(BOUNCE, None), bounces.lambda_handler(BOUNCE, None)

    kept = DynamoSuppressions(Table("IntegrationsTable", stack)).all()
    assert first == second == {"suppressed": 1}
    assert [each.id for each in kept] == [suppression_id("email", "nobody@example.com")]
