"""The shapes of the log on the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from integrations.log.reconciliation import Reconciliation
from integrations.log.statistics import Figures, Hour, summed
from integrations.log.undelivered import Reason, Undelivered
from integrations.model import Attempt, Delivery, DeliveryState, Hold, ProviderStatus
from shared.exact import Instant


class TimingOut(BaseModel):
    """How long each step took; null for a step that was not come to or not needed."""

    dns_ms: int | None
    connect_ms: int | None
    tls_ms: int | None
    first_byte_ms: int | None
    total_ms: int


class _DeliveryShown(BaseModel):
    id: str
    integration_id: str
    integration_name: str
    kind: str
    event_id: str
    event_type: str
    recipient: str | None
    order_id: str | None
    order_number: str | None
    state: DeliveryState
    held_because: Hold | None
    attempt_count: int
    created_at: datetime
    due_at: datetime | None
    next_at: datetime | None
    skipped_ahead: bool
    finished_at: datetime | None
    ended_because: str | None
    waits_because: str | None = None
    provider_status: ProviderStatus | None = None
    request_id: str | None = Field(
        default=None, description="the request that led to the event: its id in problems and logs"
    )
    resend_of: str | None = Field(
        description="the event's first delivery, when this one sends it again"
    )
    replay_id: str | None = Field(description="the replay that made it")


class DeliveryOut(_DeliveryShown):
    """A delivery with a summary of each attempt."""

    attempts: list[Attempt]

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryOut":
        """Show a delivery."""
        return cls.model_validate(delivery.model_dump())


class DeliveriesOut(BaseModel):
    """A page of the log, newest first."""

    items: list[DeliveryOut]
    next_cursor: str | None


class AttemptRecord(Attempt):
    """One attempt with what was sent and what came back, cut to what is kept.

    Secrets are shown as `***`, also where the partner echoes them; of the answer's headers only
    those stay that help to find a fault.
    """

    request_id: str | None = Field(default=None, description="the request that led to the event")
    url: str
    request_headers: Mapping[str, str]
    request_body: str
    request_truncated: bool
    request_sha256: str
    response_headers: Mapping[str, str]
    response_body: str
    response_truncated: bool
    response_size: int | None = Field(default=None, description="the whole answer's, in bytes")
    timing: TimingOut | None = None
    remote_ip: str | None = None
    http_version: str | None = None


class AgainOut(BaseModel):
    """A delivery that sends the same event to the same integration again."""

    id: str
    state: DeliveryState
    created_at: datetime
    replay_id: str | None


class DeliveryDetail(_DeliveryShown):
    """A delivery with the full records of its attempts."""

    attempts: list[AttemptRecord]
    again: list[AgainOut] = Field(description="what sends the event here again, oldest first")

    @classmethod
    def of(
        cls, delivery: Delivery, records: list[Mapping[str, Any]], again: Sequence[Delivery]
    ) -> "DeliveryDetail":
        """Show a delivery."""
        whole = delivery.model_dump(exclude={"attempts"})
        repeats = [each.model_dump() for each in again]
        return cls.model_validate({**whole, "attempts": records, "again": repeats})


class UndeliveredOut(BaseModel):
    """An event that did not get to an integration that wants it."""

    model_config = ConfigDict(from_attributes=True)

    event_id: str
    event_type: str
    occurred_at: datetime
    order_id: str | None
    order_number: str | None
    integration_id: str
    integration_name: str
    recipient: str | None
    reason: Reason = Field(description="`missing`: there is no delivery at all")
    delivery_id: str | None
    detail: str | None


class UndeliveredPageOut(BaseModel):
    """A page of events that did not get through, newest first."""

    items: list[UndeliveredOut]
    next_cursor: str | None

    @classmethod
    def of(cls, found: Sequence[Undelivered], cursor: str | None) -> "UndeliveredPageOut":
        """Show a page."""
        items = [UndeliveredOut.model_validate(each) for each in found]
        return cls(items=items, next_cursor=cursor)


class FiguresOut(BaseModel):
    """How attempts went; rate and durations are null when there was none.

    Durations are the upper ends of the bins that hold the percentile.
    """

    attempts: int
    delivered: int
    failed: int
    success_rate: float | None = Field(description="delivered of all attempts, 0 to 1")
    p50_ms: int | None
    p95_ms: int | None

    @classmethod
    def of(cls, figures: Figures) -> "FiguresOut":
        """Show figures."""
        return cls(
            attempts=figures.attempts,
            delivered=figures.delivered,
            failed=figures.attempts - figures.delivered,
            success_rate=figures.success_rate,
            p50_ms=figures.percentile_ms(50),
            p95_ms=figures.percentile_ms(95),
        )


class HourOut(FiguresOut):
    """The figures of one hour, which begins at `at`."""

    at: datetime


class StatisticsOut(BaseModel):
    """How an integration's attempts went in the last hours, the present one included."""

    integration_id: str
    hours: int
    whole: FiguresOut
    items: list[HourOut] = Field(description="one for each hour, oldest first, empty ones included")

    @classmethod
    def of(cls, integration_id: str, hours: Sequence[Hour]) -> "StatisticsOut":
        """Show the figures of hours and their sum."""
        return cls(
            integration_id=integration_id,
            hours=len(hours),
            whole=FiguresOut.of(summed(each.figures for each in hours)),
            items=[
                HourOut(at=each.at, **FiguresOut.of(each.figures).model_dump()) for each in hours
            ],
        )


class ReconcileIn(BaseModel):
    """Which changes of orders to compare with the events: of the last 48 hours by default."""

    model_config = ConfigDict(extra="forbid")

    first: Annotated[Instant | None, Field(alias="from")] = None
    until: Annotated[Instant | None, Field(alias="to")] = None


class ReconciliationOut(BaseModel):
    """A comparison of orders with the events that were told of them."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    state: Literal["running", "done"]
    first: datetime = Field(alias="from")
    until: datetime = Field(alias="to")
    checked: int = Field(description="orders looked at")
    missing: int = Field(description="orders whose present version had not been told")
    emitted: int = Field(description="events made up for")
    reached_at: datetime | None = Field(description="how far it has come in the window")
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Reconciliation) -> "ReconciliationOut":
        """Show a comparison."""
        return cls.model_validate({**job.model_dump(), "reached_at": job.reached_at})


class ReconciliationsOut(BaseModel):
    """The latest comparisons, newest first."""

    items: list[ReconciliationOut]
