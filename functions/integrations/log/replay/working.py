"""Working replays through: a minute's timer takes each a few pages further.

A step may end anywhere and be repeated: each delivery's id follows from the replay, the event and
the target, so it is made once, and the count is written together with the position. A replay goes
past the serial lanes: what it sends does not wait for other events of the same order.

Price of an event: its row in an index, 0.5-1 read unit; for each delivery that is made 1 read unit
and 4 write units for the row, its indexes and its place among those that repeat the first, beside
what sending costs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from integrations.engine.delivery import SAFETY_NET, described, hold
from integrations.log.ports import LogStore, StoredDelivery, StoredEvent
from integrations.log.replay.model import Counts, Replay, ReplayState
from integrations.log.replay.ports import Replays
from integrations.log.resending import repeated
from integrations.model import Delivery, DeliveryState, Hold, Integration
from integrations.ports import Deliveries, Integrations, Pointer, Queue
from shared.clock import Clock
from shared.observe import logger

PAGE: Final = 50
SAVE_TRIES: Final = 5
Source = StoredDelivery | StoredEvent


@dataclass(frozen=True)
class Stores:
    """What replays read and write."""

    replays: Replays
    integrations: Integrations
    deliveries: Deliveries
    log: LogStore
    queue: Queue


class Replaying:
    """Takes every running replay further."""

    def __init__(self, stores: Stores, *, clock: Clock) -> None:
        """Join the stores and the clock."""
        self._stores = stores
        self._clock = clock

    def run(self, has_time: Callable[[], bool]) -> int:
        """Take each running replay a minute further; give how many deliveries were made."""
        targets = {each.id: each for each in self._stores.integrations.all()}
        made = 0
        for replay in self._stores.replays.running():
            made += self._advance(replay, targets, has_time)
        return made

    def _advance(
        self, replay: Replay, targets: Mapping[str, Integration], has_time: Callable[[], bool]
    ) -> int:
        going: Replay | None = replay
        left = replay.allowance(self._clock())
        made = 0
        while going and going.state is ReplayState.RUNNING and left > 0 and has_time():
            before = going.sent
            going = self._step(going, targets, left)
            if going:
                made += going.sent - before
                left -= going.sent - before
        return made

    def _step(self, replay: Replay, targets: Mapping[str, Integration], most: int) -> Replay | None:
        """Work through one page or until the allowance is used; None when another run did."""
        rows = list(islice(self._source(replay, targets), PAGE))
        looked_at = sent = skipped = 0
        for row in rows:
            if sent >= most:
                break
            made, left_out = self._again(replay, row, targets)
            looked_at, sent, skipped = looked_at + 1, sent + made, skipped + left_out
        position = rows[looked_at - 1].position if looked_at else None
        is_over = looked_at == len(rows) and len(rows) < PAGE
        counts = Counts(looked_at=looked_at, sent=sent, skipped=skipped)
        return self._saved(replay, position, counts, is_over=is_over)

    def _source(self, replay: Replay, targets: Mapping[str, Integration]) -> Iterator[Source]:
        choice, log = replay.choice, self._stores.log
        if not choice.of_deliveries:
            return log.events(choice.first, choice.until, after=replay.position)
        ids = choice.integration_ids or tuple(targets)
        return log.deliveries(ids, choice.first, choice.until, replay.position)

    def _saved(
        self, replay: Replay, position: str | None, counts: Counts, *, is_over: bool
    ) -> Replay | None:
        """Write how far it is; a pause or cancellation in between stays, another run's step too."""
        found: Replay | None = replay
        for _ in range(SAVE_TRIES):
            if found is None or found.position != replay.position:
                return None
            going = found.stepped(position, counts, self._clock(), is_over=is_over)
            if self._stores.replays.save(going):
                return going
            found = self._stores.replays.get(replay.id)
        logger().warning("replay.not_noted", extra={"replay_id": replay.id})
        return None

    def _again(
        self, replay: Replay, row: Source, targets: Mapping[str, Integration]
    ) -> tuple[int, int]:
        """Send what one row stands for; give how many deliveries were made and left out."""
        firsts = list(self._firsts(replay, row, targets))
        made = [done for first in firsts if (done := self._made(replay, first, targets))]
        self._stores.queue.send(
            Pointer(each.id, 0, each.integration_id, each.kind)
            for each in made
            if each.state is DeliveryState.PENDING
        )
        return len(made), len(firsts) - len(made)

    def _firsts(
        self, replay: Replay, row: Source, targets: Mapping[str, Integration]
    ) -> Iterator[Delivery]:
        """Give the first delivery to each target, whether it is there or would have been."""
        event = row.envelope if isinstance(row, StoredEvent) else None
        if isinstance(row, StoredDelivery):
            if not replay.choice.takes(row.delivery):
                return
            event = self._stores.log.event(row.delivery.event_id)
        elif not replay.choice.takes_event(row.envelope):
            return
        own = row.delivery.integration_id if isinstance(row, StoredDelivery) else None
        for target_id in replay.target_ids or ([own] if own else []):
            target = targets.get(target_id)
            if isinstance(row, StoredDelivery) and target_id == own:
                yield row.delivery
            elif target and event and target.wants(event):
                for recipient in target.recipients_of(event):
                    yield described(event, target, self._clock(), recipient)

    def _made(
        self, replay: Replay, first: Delivery, targets: Mapping[str, Integration]
    ) -> Delivery | None:
        """Write the delivery that this replay makes of a first one; None when it makes none."""
        target = targets.get(first.integration_id)
        if target is None or self._stores.log.event(first.event_id) is None:
            return None  # the integration was deleted, or the event has expired
        known = self._stores.log.many([first.id]).get(first.id)
        if known is None:
            return self._first(replay, first, target)
        if known.replay_id == replay.id:
            return known
        if replay.only_missing or self._is_settled(replay, known):
            return None
        again = repeated(known, target, self._clock(), suffix=replay.suffix, replay_id=replay.id)
        self._stores.log.add_again(again, replay.suffix)
        # Not added: a step before this one made it and did not come to count it.
        return again

    def _first(self, replay: Replay, first: Delivery, target: Integration) -> Delivery | None:
        made = first.model_copy(
            update={"replay_id": replay.id, "due_at": first.created_at + SAFETY_NET}
        )
        made = made if target.goes_out else hold(made, Hold.PAUSED)
        return made if self._stores.deliveries.add(made) else None

    def _is_settled(self, replay: Replay, known: Delivery) -> bool:
        """Tell whether what had failed was delivered since, by a resend or another replay."""
        if known.state is DeliveryState.DELIVERED or not replay.choice.states:
            return False
        return self._stores.log.was_delivered_again(known.id)
