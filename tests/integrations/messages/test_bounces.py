"""What SES tells of letters that came back."""

import copy
import json
from pathlib import Path

import pytest

from integrations import bounces
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


def test_told_twice_it_is_done_once(stack):
    first, second = bounces.lambda_handler(BOUNCE, None), bounces.lambda_handler(BOUNCE, None)

    kept = DynamoSuppressions(Table("IntegrationsTable", stack)).all()
    assert first == second == {"suppressed": 1}
    assert [each.id for each in kept] == [suppression_id("email", "nobody@example.com")]
