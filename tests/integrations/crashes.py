"""A process that ends at any of its steps."""

from collections.abc import Callable
from typing import Any


class CrashError(BaseException):
    """The process ends here, whatever it catches."""


class Crash:
    """Ends the process at its n-th call of a port, before the call or after it took effect.

    A dead process makes no further call: whatever its `finally` would do does not happen.
    """

    def __init__(self, at: int, *, after: bool) -> None:
        self._left = at
        self._after = after
        self.happened = False
        self.step = ""
        """The call that it ended at."""

    def over(self, port: Any) -> Any:
        return _Crashing(port, self)

    def call(self, function: Callable[..., Any], args: Any, names: Any) -> Any:
        if self.happened:
            raise CrashError
        self._left -= 1
        is_now = self._left == 0
        if is_now and not self._after:
            self._end(function)
        result = function(*args, **names)
        if is_now:
            self._end(function)
        return result

    def _end(self, function: Callable[..., Any]) -> None:
        self.happened = True
        self.step = function.__name__
        raise CrashError


class _Crashing:
    def __init__(self, port: Any, crash: Crash) -> None:
        self._port = port
        self._crash = crash

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._port, name)
        return lambda *args, **names: self._crash.call(function, args, names)
