"""A mail server on loopback, over TLS with a certificate of the tests' own authority."""

import asyncio
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

START_S = 60.0
"""A busy machine is slow to begin; nothing waits longer than it must."""


@dataclass
class MailServer:
    """Takes letters; answers to RCPT and DATA as it is told."""

    certificate: Path | None = None
    """With its key in the same file; without one there is no TLS."""
    is_tls_first: bool = True
    answers: dict[str, str] = field(default_factory=dict)
    """What is said at `RCPT` or `DATA` instead of yes."""
    login: tuple[str, str] | None = None
    delay_s: float = 0.0
    """How long it thinks before it answers to RCPT."""
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    was_tls: list[bool] = field(default_factory=list)

    def __enter__(self) -> Self:
        tls = None
        if self.certificate:
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(self.certificate)
        self._controller = _Controller(self, tls)
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.server.sockets[0].getsockname()[1])

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, to: str, _: Any
    ) -> str:
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        letter = message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.was_tls.append(session.ssl is not None)
        return "250 OK"

    def knows(self, mechanism: str, given: LoginPassword) -> AuthResult:
        right = (given.login.decode(), given.password.decode()) == self.login
        return AuthResult(success=right, handled=False)


class _Controller(Controller):
    def __init__(self, server: MailServer, tls: ssl.SSLContext | None) -> None:
        self._server, self._tls = server, tls
        super().__init__(
            server,
            hostname="127.0.0.1",
            port=0,
            ready_timeout=START_S,
            ssl_context=tls if server.is_tls_first else None,
        )

    def factory(self) -> SMTP:
        server = self._server
        return SMTP(
            server,
            tls_context=None if server.is_tls_first else self._tls,
            require_starttls=not server.is_tls_first and self._tls is not None,
            authenticator=lambda smtp, session, envelope, mechanism, given: server.knows(
                mechanism, given
            ),
            auth_required=server.login is not None,
        )

    def _trigger_server(self) -> None:
        """Ask the server for its own port: that which was given is 0."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
