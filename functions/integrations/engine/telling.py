"""Tells admins what there is to be told: each notice until that has worked, and then no more."""

from collections.abc import Callable

from integrations.model import Notice
from integrations.ports import Notices
from shared.observe import logger

Tell = Callable[[Notice], None]
"""Passes a notice on; it may be given one twice, which must tell it once."""


class TellingError(Exception):
    """Some notices could not be passed on; they are tried again by the next run."""


class Teller:
    """Passes on what waits to be told.

    A notice waits from the moment it is written, in the same transaction: whoever dies in between
    leaves it to the next run.
    """

    def __init__(self, notices: Notices, tell: Tell) -> None:
        """Join the notices and whoever tells."""
        self._notices = notices
        self._tell = tell

    def tell(self) -> int:
        """Tell each on its own: one that can't be told holds up no other."""
        told = failed = 0
        for notice in self._notices.untold():
            try:
                self._tell(notice)
                self._notices.settle(notice)
                told += 1
            except Exception:  # noqa: BLE001 - one holds up no other; the run fails at its end
                about = {"integration_id": notice.integration_id, "kind": notice.kind}
                logger().exception("notice.not_told", extra=about)
                failed += 1
        if failed:
            raise TellingError(f"{failed} notices could not be told, {told} were")
        return told
