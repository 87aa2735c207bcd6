"""Stream edge: changes of orders, feedback, and weekly reports become deliveries."""

from collections.abc import Iterable
from typing import Any

from integrations import wiring
from shared.events import Envelope, envelopes, read_change
from shared.feedback_events import feedback_envelopes, is_feedback
from shared.report import is_report, report_envelope
from shared.stream import Record, in_order


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Dispatch a batch; the first record that fails and all after it come again."""
    dispatch = wiring.dispatcher().events()

    def one(record: Record) -> None:
        for each in _events(record):
            dispatch(each)

    return in_order(event, one)


def _events(record: Record) -> Iterable[Envelope]:
    if is_feedback(record):
        return feedback_envelopes(record)
    if is_report(record):
        return filter(None, [report_envelope(record)])
    change = read_change(record)
    return envelopes(change) if change else ()
