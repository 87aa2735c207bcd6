"""run.json with a token that is always young."""

import threading
from pathlib import Path

from local.stack import Stack


class FreshInfo:
    """Keeps run.json there and its token valid for as long as the stack is up."""

    def __init__(self, stack: Stack, path: Path) -> None:
        self._stack = stack
        self._path = path
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="fresh-info", daemon=True)
        self._lives_s = 0

    def start(self) -> None:
        """Write it; from now on it is renewed at a third of a token's life."""
        self._write()
        self._thread.start()

    def end(self) -> None:
        """End and take the file away."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(5)
        self._path.unlink(missing_ok=True)

    def _renew(self) -> None:
        while not self._ended.wait(self._lives_s / 3):
            self._write()

    def _write(self) -> None:
        token = self._stack.token()
        self._lives_s = token.lives_s
        self._stack.info.with_token(token.access).write(self._path)
