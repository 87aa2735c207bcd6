"""The minute's work on replays, comparisons and figures; one that fails stops no other."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from integrations.log.counting import Counting
from integrations.log.reconciling import Reconciling
from integrations.log.replay.working import Replaying
from shared.observe import logger

SPARE_MS: Final = 15_000
"""No page is begun with less time left; the next minute goes on from there."""


class Upkeep:
    """Takes each of them a step further."""

    def __init__(self, replaying: Replaying, reconciling: Reconciling, counting: Counting) -> None:
        """Join what there is to do."""
        self._tasks: Mapping[str, Callable[[Callable[[], bool]], int]] = {
            "replayed": replaying.run,
            "told_late": reconciling.run,
            "hours_counted": counting.run,
        }

    def run(self, context: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
        """Do what there is to do; the run fails at its end if a part of it did."""

        def has_time() -> bool:
            return bool(context.get_remaining_time_in_millis() >= SPARE_MS)

        counts, failed = {}, []
        for name, task in self._tasks.items():
            try:
                counts[name] = task(has_time)
            except Exception:  # noqa: BLE001 - the edge's broad catch: logged, and raised below
                logger().exception("upkeep.failed", extra={"task": name})
                failed.append(name)
        if failed:
            msg = f"not done: {', '.join(failed)}"
            raise RuntimeError(msg)
        return counts
