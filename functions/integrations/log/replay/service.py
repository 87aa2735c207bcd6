"""Asking for replays, and steering them."""

import json
from uuid import uuid4

from integrations.log.replay.model import MOST_RUNNING, Choice, Replay, ReplayState, check
from integrations.log.replay.ports import Replays
from integrations.ports import Integrations, RequestRepeatedError
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import ConflictError, FieldError, InvalidError, NotFoundError
from shared.requests import Request

SAVE_TRIES = 10


class ReplayService:
    """Creates, lists, pauses, resumes and cancels replays."""

    def __init__(self, replays: Replays, integrations: Integrations, *, clock: Clock) -> None:
        """Join the stores and the clock."""
        self._replays = replays
        self._integrations = integrations
        self._clock = clock

    def create(
        self,
        choice: Choice,
        target_ids: tuple[str, ...],
        asked: Asked,
        *,
        only_missing: bool,
        rate_per_minute: int,
    ) -> Replay:
        """Ask for a replay; it goes out within a minute. The same under the same key is one."""
        request = Request.of(asked.actor.id, asked.key, "create replay", asked.body)
        if request and (answer := self._replays.answer(request)):
            return self.get(str(answer["id"]))
        now = self._clock()
        check(choice, target_ids, now, only_missing=only_missing)
        self._check_targets(target_ids)
        if sum(1 for _ in self._replays.running()) >= MOST_RUNNING:
            raise ConflictError(f"{MOST_RUNNING} replays are running; wait for one to end")
        made = Replay(
            id=f"rpl_{uuid4().hex}",
            choice=choice,
            target_ids=target_ids,
            only_missing=only_missing,
            rate_per_minute=rate_per_minute,
            created_at=now,
            created_by=asked.actor.id,
            updated_at=now,
        )
        try:
            self._replays.add(made, request, json.dumps({"id": made.id}))
        except RequestRepeatedError:
            return self.create(
                choice,
                target_ids,
                asked,
                only_missing=only_missing,
                rate_per_minute=rate_per_minute,
            )
        return made

    def _check_targets(self, target_ids: tuple[str, ...]) -> None:
        known = {each.id for each in self._integrations.all()}
        if strange := [each for each in target_ids if each not in known]:
            rule = "there is no such integration"
            errors = [FieldError("target_ids", each, rule) for each in strange]
            raise InvalidError("a target is unknown", errors=errors)

    def get(self, replay_id: str) -> Replay:
        """Read one replay, or NotFoundError."""
        found = self._replays.get(replay_id)
        if found is None:
            raise NotFoundError(f"there is no replay {replay_id}")
        return found

    def newest(self, *, limit: int, after: str | None) -> tuple[tuple[Replay, ...], str | None]:
        """List replays newest first."""
        return self._replays.newest(limit=limit, after=after)

    def move(self, replay_id: str, state: ReplayState) -> Replay:
        """Pause, resume or cancel a replay; what it has sent stays sent."""
        for _ in range(SAVE_TRIES):
            old = self.get(replay_id)
            new = old.moved(state, self._clock())
            if new is old or self._replays.save(new):
                return new
        raise ConflictError("the replay moves on too fast; try again")
