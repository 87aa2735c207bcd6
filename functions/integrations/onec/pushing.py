"""Calls to a base of 1C: what is asked, and what its answers mean."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final, Literal
from urllib.parse import quote

from integrations.connector import Outcome, Parcel
from integrations.onec.odata import (
    DOCUMENTS,
    PATH,
    buyer_filter,
    document,
    document_key,
    known_buyer,
)
from integrations.onec.settings import OnecSettings
from shared.calls import Caller, OutboundError, Reply
from shared.events import OrderSnapshot
from shared.onec.writer import booking

Method = Literal["GET", "POST", "PATCH"]
SERVICE: Final = "/hs/service-entry"
PERMANENT: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""What 1C understood and refused; a wrong password and a base that is away are mended there."""
JSON: Final = "application/json;odata=nometadata"
_LONGEST: Final = 300


@dataclass(frozen=True)
class Base:
    """A base of 1C, spoken to for one parcel within its time."""

    caller: Caller
    parcel: Parcel
    settings: OnecSettings
    ends: float

    def ask(self, method: Method, path: str, body: bytes = b"", kind: str = JSON) -> Outcome:
        """Make one call and tell how it went."""
        url = self.settings.base_url.rstrip("/") + quote(path, safe="/?=&$'()%;,-_.")
        left = self.ends - time.monotonic()
        if left <= 0:
            return Outcome(delivered=False, error="no time was left", error_class="timeout")
        headers = {
            **self.parcel.headers,
            "authorization": self._basic(),
            "content-type": kind,
            "accept": "application/json",
        }
        try:
            outcome = _outcome(self._called(method, url, body, headers, left))
        except OutboundError as error:
            outcome = Outcome.unanswered(error)
        return replace(outcome, request_url=url, request_headers=_shown(headers))

    def _called(
        self, method: Method, url: str, body: bytes, headers: Mapping[str, str], left: float
    ) -> Reply:
        if method == "GET":
            return self.caller.get(url, headers, deadline_s=left)
        send = self.caller.patch if method == "PATCH" else self.caller.post
        return send(url, body, headers, deadline_s=left)

    def _basic(self) -> str:
        known = self.parcel.credentials
        pair = f"{known.get('login', '')}:{known.get('password', '')}"
        return "Basic " + base64.b64encode(pair.encode()).decode()


def ping(base: Base) -> Outcome:
    """Try the line out without writing anything."""
    if base.settings.mode == "service":
        return base.ask("GET", f"{SERVICE}/ping")
    return base.ask("GET", f"{PATH}/?$format=json")


def book(base: Base, order: OrderSnapshot) -> Outcome:
    """Send an order to УНФ's service of bookings, which makes a заказ-наряд of it."""
    written = booking(order, base.settings.profile, base.parcel.at)
    code = quote(base.settings.node_code, safe="")
    path = f"{SERVICE}/post/entries?SettingsExchangeCode={code}"
    outcome = base.ask("POST", path, quote(written, safe="").encode(), "text/xml; charset=utf-8")
    if not outcome.delivered:
        return outcome
    told = _read(outcome.response_body)
    if told.get("УспешноЗагружено") is True:
        return outcome
    said = str(told.get("ОписаниеОшибки") or "1C did not say that it had loaded the order")
    return _refused(outcome, said)


def put(base: Base, order: OrderSnapshot) -> Outcome:
    """Write an order as a document by OData: change it, or make it where there is none yet."""
    buyer, trouble = _buyer(base, order)
    if trouble is not None:
        return trouble
    kind, key = DOCUMENTS[base.settings.document], document_key(order)
    fields = document(order, base.settings, buyer)
    one = f"{PATH}/{kind}(guid'{key}')"
    outcome = base.ask("PATCH", f"{one}?$format=json", _json(fields))
    if outcome.status == HTTPStatus.NOT_FOUND:
        made = _json({"Ref_Key": key, **fields})
        outcome = base.ask("POST", f"{PATH}/{kind}?$format=json", made)
    if outcome.delivered and base.settings.post_documents:
        outcome = base.ask("POST", f"{one}/Post?PostingModeOperational=false", b"{}")
    return replace(outcome, reference=key) if outcome.delivered else outcome


def _buyer(base: Base, order: OrderSnapshot) -> tuple[str, Outcome | None]:
    if known := known_buyer(order):
        return known, None
    wanted = quote(buyer_filter(order), safe="'")
    path = f"{PATH}/Catalog_Контрагенты?$filter={wanted}&$top=1&$select=Ref_Key&$format=json"
    outcome = base.ask("GET", path)
    if not outcome.delivered:
        return "", outcome
    rows = _read(outcome.response_body).get("value")
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    key = str(first.get("Ref_Key") or base.settings.counterparty_key)
    if not key:
        return "", _refused(outcome, "the buyer is not in the base, and no other is set")
    return key, None


def _outcome(reply: Reply) -> Outcome:
    ok = 200 <= reply.status < 300  # noqa: PLR2004 - what success means in HTTP
    error = None if ok else f"1C answered {reply.status}: {_said(reply.body)}"
    outcome = Outcome.answered(reply, delivered=ok, error=error)
    return replace(outcome, permanent=reply.status in PERMANENT)


def _refused(outcome: Outcome, said: str) -> Outcome:
    """Give an answer that came well and says no: the same data would be refused again."""
    return replace(
        outcome, delivered=False, error=said[:_LONGEST], error_class="order", permanent=True
    )


def _said(body: bytes) -> str:
    """Find the words in an answer: OData has them in JSON, services as plain text."""
    fault = _read(body).get("odata.error")
    message = fault.get("message") if isinstance(fault, dict) else None
    words = message.get("value") if isinstance(message, dict) else None
    return str(words or body.decode("utf-8", "replace"))[:_LONGEST]


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _json(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def _shown(headers: Mapping[str, str]) -> dict[str, str]:
    return {**headers, "authorization": "***"}
