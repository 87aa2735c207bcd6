"""Open connections: bounded by the deadline of the call that holds them, kept for the next one."""

import select
import socket
import threading
import time
from typing import Final

from shared.targets import Target
from shared.watch import Watch

IDLE_LINES: Final = 64
IDLE_S: Final = 20.0


class Line:
    """A connected socket; each step ends at the deadline of the call, a slow drip included."""

    def __init__(self, sock: socket.socket, address: str) -> None:
        """Hold a socket and the address that it is connected to."""
        self._sock = sock
        self.address = address
        self.idle_since = 0.0

    def send(self, data: bytes, watch: Watch) -> None:
        """Send all of it; OSError when the line breaks, TimeoutError at the deadline."""
        left = memoryview(data)
        while left:
            # Not sendall: over TLS its timeout begins anew with every record.
            self._sock.settimeout(watch.left())
            count = self._sock.send(left)
            watch.bytes_sent += count
            left = left[count:]

    def receive(self, most: int, watch: Watch) -> bytes:
        """Give what has come; nothing when the other side has closed."""
        self._sock.settimeout(watch.left())
        return self._sock.recv(most)

    def is_of_use(self) -> bool:
        """Tell whether an idle line can carry another call."""
        if time.monotonic() - self.idle_since > IDLE_S:
            return False
        # Readable means closed by the other side, or that it speaks unasked.
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()


class IdleLines:
    """Keeps the lines that may carry another call, each for the target it was opened to."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: list[tuple[Target, Line]] = []
        self._lock = threading.Lock()

    def take(self, target: Target) -> Line | None:
        """Give the line to a target that was used last, if one is alive."""
        while line := self._latest(target):
            if line.is_of_use():
                return line
            line.close()
        return None

    def keep(self, target: Target, line: Line) -> None:
        """Take a line back that has carried a whole exchange; the oldest go when there are many."""
        line.idle_since = time.monotonic()
        with self._lock:
            self._kept.append((target, line))
            oldest = self._kept.pop(0)[1] if len(self._kept) > IDLE_LINES else None
        if oldest:
            oldest.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            kept, self._kept = self._kept, []
        for _, line in kept:
            line.close()

    def _latest(self, target: Target) -> Line | None:
        with self._lock:
            for n in range(len(self._kept) - 1, -1, -1):
                if self._kept[n][0] == target:
                    return self._kept.pop(n)[1]
        return None
