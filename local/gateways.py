"""An SMS gateway and Telegram on this machine: the receiver answers as they do.

POST /smsc/sys/send.php         SMSC.ru takes a text
POST /smsc/sys/status.php       and tells that it arrived
POST /telegram/bot<token>/…     the Bot API takes a message or a webhook
"""

import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

Answer = Mapping[str, Any]
_BOT: Final = re.compile(r"/telegram/bot[^/]+/(\w+)")


class Gateways:
    """What the gateways answer; every message gets a number."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._sms: Mapping[str, Callable[[], Answer]] = {
            "/smsc/sys/send.php": lambda: {"id": next(self._numbers), "cnt": 1},
            "/smsc/sys/status.php": lambda: {"status": 1, "last_date": ""},
        }

    def answer(self, path: str) -> Answer | None:
        """Give what a gateway answers at a path; None when none is there."""
        if path in self._sms:
            return self._sms[path]()
        found = _BOT.fullmatch(path)
        if found is None:
            return None
        if found.group(1) == "sendMessage":
            return {"ok": True, "result": {"message_id": next(self._numbers)}}
        return {"ok": True, "result": True, "description": "Webhook was set"}
