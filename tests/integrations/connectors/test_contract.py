"""What every connector keeps to, whatever its kind: the suite runs over the registry."""

import time
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from integrations.connector import Message, Parcel, Reach
from integrations.connectors import KINDS
from shared.events import envelopes
from shared.outbound import Outbound
from tests.integrations.builders import NOW, SECRET, make_change
from tests.integrations.connectors.stages import PRIVATE, STAGES, Answer, recorded
from tests.integrations.connectors.stages import SECRET as PARTNERS_SECRET

EVENTS = Path(__file__).resolve().parents[3] / "events" / "integrations"
COMPOSING = sorted(name for name, kind in KINDS.items() if kind.composes)
EXCHANGES = [
    pytest.param(kind, case, id=name)
    for kind in sorted(KINDS)
    if kind != "sms"  # its gateways speak four ways: tests/integrations/sms runs their exchanges
    for name, case in recorded(EVENTS / kind)
]
TEXT = "Заказ 1042 выполнен"


def connector(kind):
    outbound = Outbound(private_hosts=PRIVATE)
    return KINDS[kind].make(Reach(outbound, boto3.client, PRIVATE, outbound.dial))


def parcel(kind, port, *, text=TEXT, timeout_s=5.0):
    stage, known = STAGES[kind], KINDS[kind]
    settings = known.settings.model_validate(stage.settings(port)).model_dump(mode="json")
    event = envelopes(make_change("completed"))[-1]
    html = f"<p>{text}</p>" if known.has_html and text else ""
    message = Message(stage.to, "Заказ", text, html, "ru") if known.composes else None
    return Parcel(
        event.id,
        event.model_dump_json().encode(),
        settings,
        (SECRET,) if known.signs else (),
        NOW,
        timeout_s=timeout_s,
        message=message,
        credentials=stage.credentials,
    )


def send(kind, answer, **changes):
    with STAGES[kind].opened(answer) as port:
        return connector(kind).send(parcel(kind, port, **changes))


def test_every_kind_has_a_stage_and_recorded_exchanges():
    assert set(STAGES) == set(KINDS)
    for kind in KINDS:
        assert recorded(EVENTS / kind), f"record what a partner of {kind} answers"


@pytest.mark.parametrize(("kind", "case"), EXCHANGES)
def test_what_was_recorded_is_understood_as_it_was(kind, case):
    outcome = send(kind, Answer(case["status"], case["answer"]))

    told = {name: getattr(outcome, name) for name in case["outcome"]}
    assert told == case["outcome"]
    assert outcome.delivered == (outcome.error is None)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("status", [429, 503])
def test_a_partner_who_is_busy_is_tried_again(kind, status):
    outcome = send(kind, Answer(status))

    assert (outcome.delivered, outcome.permanent) == (False, False)
    assert not outcome.unreachable
    assert outcome.error
    assert outcome.error_class


@pytest.mark.parametrize("kind", COMPOSING)
@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_message_is_never_sent(kind, text):
    outcome = send(kind, Answer(200), text=text)

    assert (outcome.delivered, outcome.permanent) == (False, True)


@pytest.mark.parametrize("kind", COMPOSING)
def test_a_parcel_without_a_message_is_refused(kind):
    with STAGES[kind].opened(Answer(200)) as port:
        outcome = connector(kind).send(replace(parcel(kind, port), message=None))

    assert (outcome.delivered, outcome.permanent) == (False, True)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_deadline_is_kept(kind):
    began = time.monotonic()

    outcome = send(kind, Answer(200, after_s=1.0), timeout_s=0.3)

    assert (outcome.delivered, outcome.error_class) == (False, "timeout")
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nobody_there_is_no_fault_of_the_message(kind):
    with STAGES[kind].opened(Answer(200)) as port:
        pass

    outcome = connector(kind).send(parcel(kind, port))

    assert (outcome.delivered, outcome.permanent, outcome.error_class) == (False, False, "refused")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("status", [200, 400, 503])
def test_no_secret_is_shown_or_logged(kind, status, log_lines, caplog):
    outcome = send(kind, Answer(status))

    whole = repr(outcome) + "".join(log_lines) + caplog.text
    assert PARTNERS_SECRET not in whole
    assert SECRET not in whole


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_parcel_shows_no_credentials(kind):
    assert PARTNERS_SECRET not in repr(parcel(kind, 465))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_told_of_in_both_languages(kind):
    titles = KINDS[kind].titles

    assert set(titles) == {"ru", "en"}
    assert all(title and sentence.endswith(".") for title, sentence in titles.values())
