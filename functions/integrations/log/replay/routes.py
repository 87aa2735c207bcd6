"""Routes of replays."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from integrations.edge import Cursors, Id, Limit, api
from integrations.log import wiring
from integrations.log.replay.model import ReplayState
from integrations.log.replay.schemas import ReplayIn, ReplayOut, ReplaysOut
from integrations.log.replay.service import ReplayService
from shared.cursor import read_after, write_after
from shared.http import AskedBy

Service = Annotated[ReplayService, Depends(wiring.replays)]
LIST = "replays"
ONE = "/v1/replays/<replay_id>"


@api.serve("POST", "/v1/replays", permission="integrations:write", status=201)
def create_replay(body: ReplayIn, service: Service, asked: AskedBy) -> ReplayOut:
    """Send deliveries or events of a window again, in the background at a rate."""
    made = service.create(
        body.filter.choice(),
        body.target_ids,
        asked,
        only_missing=body.only_missing,
        rate_per_minute=body.rate_per_minute,
    )
    return ReplayOut.of(made)


@api.serve("GET", "/v1/replays", permission="integrations:read")
def list_replays(
    service: Service, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> ReplaysOut:
    """List replays newest first."""
    found, after = service.newest(limit=limit, after=read_after(seal, LIST, cursor))
    return ReplaysOut(
        items=[ReplayOut.of(each) for each in found],
        next_cursor=write_after(seal, LIST, after),
    )


@api.serve("GET", ONE, permission="integrations:read")
def get_replay(replay_id: Id, service: Service) -> ReplayOut:
    """Read one replay and how far it is."""
    return ReplayOut.of(service.get(replay_id))


@api.serve("POST", f"{ONE}/pause", permission="integrations:write")
def pause_replay(replay_id: Id, service: Service) -> ReplayOut:
    """Pause a replay; what it has sent stays sent."""
    return ReplayOut.of(service.move(replay_id, ReplayState.PAUSED))


@api.serve("POST", f"{ONE}/resume", permission="integrations:write")
def resume_replay(replay_id: Id, service: Service) -> ReplayOut:
    """Let a paused replay go on from where it was."""
    return ReplayOut.of(service.move(replay_id, ReplayState.RUNNING))


@api.serve("POST", f"{ONE}/cancel", permission="integrations:write")
def cancel_replay(replay_id: Id, service: Service) -> ReplayOut:
    """End a replay for good; what it has sent stays sent."""
    return ReplayOut.of(service.move(replay_id, ReplayState.CANCELLED))
