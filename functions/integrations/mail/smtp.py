"""Letters by an SMTP server.

465 begins with TLS, 587 turns to it by STARTTLS before anything is said; the certificate is checked
and the address of the server must be public. 4xx and silence are tried again, 5xx are not.
Source: https://www.rfc-editor.org/rfc/rfc5321 for what answers mean
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from functools import cache
from threading import Timer
from typing import Final

from integrations.connector import Message, Outcome, Parcel, Reach
from integrations.mail.letter import headers_of
from shared.calls import Fault, OutboundError
from shared.watch import Watch

NO_MAILBOX: Final = frozenset({550, 551, 553, 556})
"""There is no such mailbox, by RFC 5321; where an enhanced code is told, only 5.1.x says so."""
_LEAST_CODE: Final = 200
_PERMANENT: Final = 500
_ENHANCED: Final = re.compile(r"\b5\.([0-9]{1,3})\.[0-9]{1,3}\b")


def send_by_smtp(
    reach: Reach, parcel: Parcel, message: Message, letter: EmailMessage, authorities: str
) -> Outcome:
    """Send one letter to one address; `authorities` vouch for the server's certificate."""
    watch = Watch(parcel.timeout_s)
    try:
        outcome = _spoken(reach, parcel, message, letter, watch, _tls(authorities))
    except OutboundError as error:
        outcome = Outcome.unanswered(error)
    except ssl.SSLCertVerificationError as error:
        outcome = _failed("certificate", error.verify_message)
    except ssl.SSLError as error:
        outcome = _failed("tls", error.reason or "no secure line came about")
    except smtplib.SMTPException as error:
        outcome = _refused(error)
    except OSError as error:
        outcome = _failed("reset", str(error))
    # A line that was cut may leave half an answer, which says nothing.
    if not outcome.delivered and watch.is_over:
        outcome = _failed("timeout", "the server did not answer in time")
    measured = watch.read()
    return replace(
        outcome,
        request_url=f"smtp://{parcel.settings['host']}:{parcel.settings['port']}",
        request_headers=headers_of(letter),
        timing=measured.timing,
        remote_ip=measured.remote_ip,
    )


def _spoken(
    reach: Reach,
    parcel: Parcel,
    message: Message,
    letter: EmailMessage,
    watch: Watch,
    tls: ssl.SSLContext,
) -> Outcome:
    settings, known = parcel.settings, parcel.credentials
    is_tls, is_plain = settings["security"] == "tls", settings["security"] == "none"
    if is_plain and settings["host"] not in reach.private_hosts:
        raise OutboundError("target", "mail without encryption goes to a private host alone")

    def opened() -> socket.socket:
        sock = reach.dial(settings["host"], settings["port"], watch)
        return _secured(sock, tls, settings["host"]) if is_tls else sock

    with _Server(settings["host"], settings["port"], opened, watch) as server:
        if not is_tls and not is_plain:
            server.starttls(context=tls)
        if known.get("user"):
            server.login(known["user"], known["password"])
        server.send_message(letter, settings["from_address"], [message.to])
    return Outcome(delivered=True, status=250, reference=str(letter["Message-ID"]))


class _Server(smtplib.SMTP):
    """A server behind a line that was checked; at the deadline the line is cut."""

    def __init__(
        self, host: str, port: int, opened: Callable[[], socket.socket], watch: Watch
    ) -> None:
        self._opened = opened
        self._watch = watch
        self._cut = Timer(watch.left(), self._end)
        self._cut.daemon = True
        self._cut.start()
        try:
            super().__init__(host, port, local_hostname="naryad", timeout=watch.seconds)
        except BaseException:
            self._cut.cancel()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002
        sock = self._opened()
        sock.settimeout(self._watch.left())
        return sock

    def _end(self) -> None:
        # However slowly the other side drips: a step that waits ends now.
        if sock := getattr(self, "sock", None):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def __exit__(self, *_: object) -> None:
        # What the server has taken is sent, however it says goodbye.
        with suppress(smtplib.SMTPException, OSError):
            self.quit()
        self._cut.cancel()
        self.close()


def _failed(kind: Fault, words: str) -> Outcome:
    return Outcome(delivered=False, error=words, error_class=kind)


def _refused(error: smtplib.SMTPException) -> Outcome:
    """Read what a server answers: 4xx is tried again, 5xx is not; a cut line has no code."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome.hopeless(str(error), "request")
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return _failed("reset", str(error) or "the server closed the line")
    if code < _LEAST_CODE:  # what smtplib makes of a line that was cut
        return _failed("reset", "the server closed the line")
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    is_permanent = code >= _PERMANENT
    is_addressee = isinstance(error, smtplib.SMTPRecipientsRefused)
    return Outcome(
        delivered=False,
        status=code,
        error=f"the server answered {code} {text}"[:500],
        error_class="status",
        # A password that is wrong today may be put right: the integration waits, not the letter.
        permanent=is_permanent and not isinstance(error, smtplib.SMTPAuthenticationError),
        unreachable=is_permanent and is_addressee and _is_nobody(code, text),
        response_body=text.encode()[:2000],
    )


def _is_nobody(code: int, text: str) -> bool:
    enhanced = _ENHANCED.search(text)
    return enhanced.group(1) == "1" if enhanced else code in NO_MAILBOX


def _secured(sock: socket.socket, tls: ssl.SSLContext, host: str) -> ssl.SSLSocket:
    try:
        return tls.wrap_socket(sock, server_hostname=host)
    except OSError:
        sock.close()
        raise


@cache
def _tls(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities)
