"""Where a host's name leads now: a first look when it is saved, so that a mistake is told at once.

The guard is the check at each connection (`opening`); a name may lead elsewhere by then. So a name
that DNS does not know, or not in time, is let through here.
"""

import socket
from collections.abc import Callable
from threading import Thread
from typing import Any, Final

from shared.addresses import is_address, is_public
from shared.targets import TargetError

PATIENCE_S: Final = 2.0
_SET_ASIDE: Final = ".example"
"""Names for documents and tests, which lead nowhere: https://www.rfc-editor.org/rfc/rfc2606."""

Resolve = Callable[..., list[Any]]
"""Answers as `socket.getaddrinfo` does."""


def refuse_private(
    host: str, *, resolve: Resolve = socket.getaddrinfo, patience_s: float = PATIENCE_S
) -> None:
    """Raise TargetError for a name that leads to an address which is not public."""
    if is_address(host) or host.endswith(_SET_ASIDE):
        return
    found: list[str] = []

    def ask() -> None:
        try:
            answers = resolve(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return
        found.extend(str(answer[4][0]) for answer in answers)

    # getaddrinfo knows no timeout of its own, so it is waited for on the side.
    asking = Thread(target=ask, name="first-look", daemon=True)
    asking.start()
    asking.join(patience_s)
    if not all(map(is_public, list(found))):
        raise TargetError("must not lead to an address that is not public")
