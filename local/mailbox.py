"""A mail server on this machine: takes every letter and passes it nowhere but to the receiver."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from local.ports import HOST

Note = Callable[[dict[str, Any]], None]
START_S = 60.0


class Mailbox:
    """Takes letters on a port of loopback."""

    def __init__(self, note: Note, port: int) -> None:
        self._controller = Controller(
            _Handler(note), hostname=HOST, port=port, ready_timeout=START_S
        )

    def start(self) -> None:
        """Begin to listen."""
        self._controller.start()

    def stop(self) -> None:
        """End."""
        self._controller.stop()


class _Handler:
    def __init__(self, note: Note) -> None:
        self._note = note

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self,
        server: Any,  # noqa: ANN401 - aiosmtpd's
        session: Any,  # noqa: ANN401
        envelope: Any,  # noqa: ANN401
    ) -> str:
        """Note a letter once for each address it came for."""
        del server, session
        letter = message_from_bytes(envelope.content, policy=policy.default)
        plain = letter.get_body(("plain", "html"))
        for address in envelope.rcpt_tos:
            self._note(
                {
                    "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                    "method": "SMTP",
                    "path": f"/mail/{address}",
                    "query": "",
                    "headers": {name.lower(): str(value) for name, value in letter.items()},
                    "body": plain.get_content() if plain else "",
                    "is_base64": False,
                }
            )
        return "250 taken"
