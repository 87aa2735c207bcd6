"""The shapes of replays on the wire. Unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from integrations.log.replay.model import Choice, Replay, ReplayState
from integrations.model import DeliveryState
from shared.clock import cut
from shared.events import EVENT_TYPES, EventType
from shared.exact import Instant
from shared.texts import Typed

MOST_IDS: Final = 20
MOST_RATE: Final = 3000
"""A bound for bursts; what a minute's run can make is less when many replays run."""


def _each_once(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given))


Ids = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=64)], ...],
    Field(max_length=MOST_IDS),
    AfterValidator(_each_once),
]
Moment = Annotated[Instant, AfterValidator(cut)]


class ReplayFilterIn(Typed):
    """Which deliveries, of integrations or in states; with neither, all events of the window."""

    integration_ids: Ids = ()
    states: Annotated[tuple[DeliveryState, ...], Field(max_length=len(DeliveryState))] = ()
    event_types: Annotated[tuple[EventType, ...], Field(max_length=len(EVENT_TYPES))] = ()
    order: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    first: Annotated[Moment, Field(alias="from")]
    until: Annotated[Moment, Field(alias="to")]

    def choice(self) -> Choice:
        """Give the choice."""
        return Choice.model_validate(self.model_dump())


class ReplayIn(Typed):
    """A replay; without targets each delivery goes to its own integration again."""

    filter: ReplayFilterIn
    target_ids: Ids = ()
    only_missing: Annotated[bool, Field(strict=True)] = False
    rate_per_minute: Annotated[int, Field(ge=1, le=MOST_RATE, strict=True)] = 60


class ReplayFilterOut(BaseModel):
    """What a replay sends again."""

    model_config = ConfigDict(populate_by_name=True)

    integration_ids: list[str]
    states: list[DeliveryState]
    event_types: list[str]
    order: str | None
    first: datetime = Field(alias="from")
    until: datetime = Field(alias="to")


class ProgressOut(BaseModel):
    """How far a replay is."""

    share: float = Field(description="of the window, 0 to 1")
    reached_at: datetime | None = Field(description="how far in the window it has come")
    looked_at: int = Field(description="deliveries or events looked at")
    sent: int = Field(description="deliveries made; how they fare is in the log by `replay_id`")
    skipped: int = Field(description="left out: delivered since, there already, or no target")


class ReplayOut(BaseModel):
    """A replay and how far it is."""

    id: str
    state: ReplayState
    filter: ReplayFilterOut
    target_ids: list[str]
    only_missing: bool
    rate_per_minute: int
    progress: ProgressOut
    created_at: datetime
    created_by: str
    updated_at: datetime
    finished_at: datetime | None
    version: int

    @classmethod
    def of(cls, replay: Replay) -> "ReplayOut":
        """Show a replay."""
        progress = ProgressOut(
            share=replay.share,
            reached_at=replay.reached_at,
            looked_at=replay.looked_at,
            sent=replay.sent,
            skipped=replay.skipped,
        )
        shown = ReplayFilterOut.model_validate(replay.choice.model_dump())
        return cls.model_validate({**replay.model_dump(), "filter": shown, "progress": progress})


class ReplaysOut(BaseModel):
    """A page of replays, newest first."""

    items: list[ReplayOut]
    next_cursor: str | None
