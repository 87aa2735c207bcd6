"""When enough records have come together for an invocation."""

import json

from local.mapping import Batch, Mapping, Record

# A synchronous invocation takes 6 MB; the envelope needs a little of it.
LIMIT_BYTES = 6 * 1024 * 1024 - 64 * 1024


class Gathering:
    """Records read and not yet sent, in stream order."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._waiting: list[tuple[Record, int]] = []
        self._since = 0.0

    def __len__(self) -> int:
        """Count them."""
        return len(self._waiting)

    def add(self, record: Record, now: float) -> None:
        """Take one record in; the first one opens the window."""
        if not self._waiting:
            self._since = now
        self._waiting.append((record, len(json.dumps(record))))

    def due_in(self, now: float) -> float:
        """Give the seconds until what is here must go, however little it is."""
        return max(0.0, self._since + self._mapping.window_s - now)

    def take(self, now: float, *, at_once: bool = False) -> Batch | None:
        """Give a batch when it is full or the window is over, else nothing."""
        if not self._waiting:
            return None
        count = self._fitting()
        is_full = count == self._mapping.batch_size or count < len(self._waiting)
        if not (is_full or at_once or self.due_in(now) == 0):
            return None
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        self._since = now
        return Batch(tuple(record for record, _ in taken))

    def _fitting(self) -> int:
        total = 0
        for count, (_, size) in enumerate(self._waiting[: self._mapping.batch_size]):
            total += size
            if count and total > LIMIT_BYTES:
                return count
        return min(len(self._waiting), self._mapping.batch_size)
