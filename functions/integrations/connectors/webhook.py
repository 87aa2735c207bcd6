"""Webhooks: the event as a signed HTTP POST.

Signed by Standard Webhooks v1. Success is 2xx; redirects are not followed; 410 means that the
partner wants no more.
Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from dataclasses import replace
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from integrations.connector import Kind, Outcome, Parcel, labelled
from shared.calls import MAX_DEADLINE_S, Caller, OutboundError, Reply
from shared.signing import webhook_headers

DEADLINE_S: Final = MAX_DEADLINE_S
_GONE: Final = 410
_CONTROL: Final = "webhook-delivery"
"""By this header of its answer a partner may say `disable`, whatever the status."""


class WebhookSettings(BaseModel):
    """Where the events go."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[
        str,
        Field(
            min_length=8,
            max_length=2048,
            json_schema_extra={
                "format": "uri",
                **labelled(
                    "Адрес", "Address", hints=("Начинается с https://", "Begins with https://")
                ),
            },
        ),
    ]


class WebhookConnector:
    """Sends events to a partner's HTTP end point."""

    def __init__(self, caller: Caller, *, deadline_s: float = DEADLINE_S) -> None:
        """Keep the guarded client and how long a partner may take for the whole exchange."""
        self._caller = caller
        self._deadline_s = deadline_s

    def send(self, parcel: Parcel) -> Outcome:
        """Sign and post the event."""
        url = str(parcel.settings["url"])
        headers = {
            **parcel.headers,
            "content-type": "application/json",
            "user-agent": "Naryad-Webhooks/1",
            **webhook_headers(parcel.event_id, parcel.at, parcel.body, parcel.secrets),
        }
        try:
            deadline_s = min(self._deadline_s, parcel.timeout_s)
            outcome = _outcome(self._caller.post(url, parcel.body, headers, deadline_s=deadline_s))
        except OutboundError as error:
            outcome = Outcome.unanswered(error)
        return replace(outcome, request_url=url, request_headers=headers)


def _outcome(reply: Reply) -> Outcome:
    control = {name.lower(): value for name, value in reply.headers.items()}.get(_CONTROL, "")
    is_gone = reply.status == _GONE or control.strip().lower() == "disable"
    ok = 200 <= reply.status < 300  # noqa: PLR2004 - what success means in HTTP
    outcome = Outcome.answered(reply, delivered=ok, error=_said(reply, ok=ok))
    return replace(outcome, permanent=is_gone and not ok, gone=is_gone)


def _said(reply: Reply, *, ok: bool) -> str | None:
    if not ok:
        return f"the partner answered {reply.status}"
    # The status has decided; what went wrong behind it is only noted.
    return f"the answer broke off: {reply.body_error}" if reply.body_error else None


KIND: Final = Kind(
    make=lambda reach: WebhookConnector(reach.calls),
    settings=WebhookSettings,
    titles={
        "ru": ("Вебхук", "События уходят подписанным POST-запросом на ваш адрес."),
        "en": ("Webhook", "Events go out as signed POST requests to your address."),
    },
    signs=True,
)
