"""A gateway of text messages, and what it says of one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlencode

from integrations.connector import Outcome
from shared.calls import Caller, OutboundError, Reply, is_connection_fault

State = Literal["queued", "sent", "delivered", "failed", "unknown"]
_FORM: Final = "application/x-www-form-urlencoded"
_TOO_MANY: Final = 429
_FAULTS: Final = range(500, 600)
_SENSELESS: Final = (ValueError, KeyError, TypeError, AttributeError)
"""How reading an answer ends that lacks what the gateway's documentation promises."""


@dataclass(frozen=True)
class Sms:
    """A text to one number."""

    to: str
    text: str
    sender: str
    callback: str = ""
    """Where the gateway may tell what became of it."""


@dataclass(frozen=True)
class Account:
    """Whose account at a gateway."""

    base_url: str
    login: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Fate:
    """What became of a text that a gateway took."""

    state: State
    code: str

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more will be heard."""
        return self.state in {"delivered", "failed"}


@dataclass(frozen=True)
class Request:
    """What a gateway is to be asked; without a form it is fetched."""

    path: str
    form: Mapping[str, str] | None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What a gateway answered to a text."""

    reference: str | None = None
    code: str = ""
    said: str = ""
    permanent: bool = False
    unreachable: bool = False


class AnswerError(ValueError):
    """What came back is no answer of the gateway's."""


class Dialect(Protocol):
    """How one gateway speaks HTTP."""

    base_url: str

    def order(self, sms: Sms, account: Account) -> Request:
        """Ask for a text to be sent."""
        ...

    def verdict(self, status: int, body: bytes) -> Verdict:
        """Read the answer to it; AnswerError when it is none of the gateway's."""
        ...

    def question(self, reference: str, to: str, account: Account) -> Request:
        """Ask what became of a text."""
        ...

    def fate(self, body: bytes) -> Fate:
        """Read the answer to that; AnswerError when it is none of the gateway's."""
        ...


class Gate(Protocol):
    """What sends texts."""

    def send(self, sms: Sms, account: Account, *, deadline_s: float) -> Outcome:
        """Hand a text over."""
        ...

    def fate(self, reference: str, to: str, account: Account, *, deadline_s: float) -> Fate | None:
        """Ask what became of a text; None when there is no telling now."""
        ...


class HttpGate:
    """A gateway that is spoken to by HTTP."""

    def __init__(self, caller: Caller, dialect: Dialect) -> None:
        """Join the guarded client and the gateway's dialect."""
        self._caller = caller
        self._dialect = dialect

    def send(self, sms: Sms, account: Account, *, deadline_s: float) -> Outcome:
        """Hand a text over; neither the URL nor the headers that are kept hold a secret."""
        request = self._dialect.order(sms, account)
        url = self._url(request, account)
        try:
            outcome = self._outcome(self._perform(request, url, deadline_s))
        except OutboundError as error:
            outcome = Outcome.unanswered(error)
        return replace(outcome, request_url=url)

    def fate(self, reference: str, to: str, account: Account, *, deadline_s: float) -> Fate | None:
        """Ask what became of a text."""
        request = self._dialect.question(reference, to, account)
        try:
            reply = self._perform(request, self._url(request, account), deadline_s)
            return self._dialect.fate(reply.body)
        except (OutboundError, *_SENSELESS):
            return None  # it is asked again later

    def _url(self, request: Request, account: Account) -> str:
        return (account.base_url or self._dialect.base_url).rstrip("/") + request.path

    def _perform(self, request: Request, url: str, deadline_s: float) -> Reply:
        if request.form is None:
            return self._caller.get(url, request.headers, deadline_s=deadline_s)
        headers = {**request.headers, "content-type": _FORM}
        body = urlencode(request.form).encode()
        return self._caller.post(url, body, headers, deadline_s=deadline_s)

    def _outcome(self, reply: Reply) -> Outcome:
        verdict = self._verdict(reply)
        ok = verdict.reference is not None
        error = None if ok else f"{verdict.said} ({verdict.code})"
        return replace(
            Outcome.answered(reply, delivered=ok, error=error, error_class="provider"),
            permanent=verdict.permanent,
            unreachable=verdict.unreachable,
            reference=verdict.reference,
        )

    def _verdict(self, reply: Reply) -> Verdict:
        # A gateway that is overloaded or broken says so in its status, whatever its body says.
        if reply.status == _TOO_MANY or reply.status in _FAULTS:
            return Verdict(code=str(reply.status), said="the gateway has no time or is broken")
        try:
            return self._dialect.verdict(reply.status, reply.body)
        except _SENSELESS:
            return Verdict(code=str(reply.status), said="the gateway's answer makes no sense")


def surely_not_sent(outcome: Outcome) -> bool:
    """Tell whether a text that was not handed over cannot have gone out either."""
    return outcome.error_class == "provider" or is_connection_fault(outcome.error_class)


def fields_of(body: bytes) -> dict[str, Any]:
    """Read an answer in JSON, or AnswerError."""
    told = json.loads(body)
    if not isinstance(told, dict):
        raise AnswerError("it is no object")
    return told
