"""The answer to a test event on the wire."""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from integrations.engine.trial import Tried
from integrations.log.schemas import TimingOut

SHOWN: Final = 4096


class TrialOut(BaseModel):
    """What a test event met: the partner's answer as it came, cut to what is shown."""

    delivery_id: str
    event_id: str
    delivered: bool
    status: int | None
    error: str | None
    error_class: str | None
    duration_ms: int
    tries: int
    url: str
    request_headers: Mapping[str, str]
    response_headers: Mapping[str, str]
    response_body: str
    response_truncated: bool
    timing: TimingOut
    remote_ip: str | None

    @classmethod
    def of(cls, tried: Tried) -> "TrialOut":
        """Show what a test event met."""
        outcome, (attempt,) = tried.sent.outcome, tried.delivery.attempts
        return cls(
            delivery_id=tried.delivery.id,
            event_id=tried.delivery.event_id,
            delivered=outcome.delivered,
            status=outcome.status,
            error=outcome.error,
            error_class=outcome.error_class,
            duration_ms=attempt.duration_ms,
            tries=attempt.tries,
            url=outcome.request_url,
            request_headers=outcome.request_headers,
            response_headers=outcome.response_headers,
            response_body=outcome.response_body[:SHOWN].decode("utf-8", "replace"),
            response_truncated=outcome.response_truncated or len(outcome.response_body) > SHOWN,
            timing=TimingOut.model_validate(outcome.timing, from_attributes=True),
            remote_ip=outcome.remote_ip,
        )
