"""The connectors that there are: one file and one line here for each."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import BaseModel

from integrations.connector import Connector
from integrations.connectors.webhook import WebhookConnector, WebhookSettings
from shared.calls import Caller

CONNECTORS: Final[Mapping[str, Callable[[Caller], Connector]]] = {
    "webhook": WebhookConnector,
}

SETTINGS: Final[Mapping[str, type[BaseModel]]] = {
    "webhook": WebhookSettings,
}

TITLES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "webhook": {
        "ru": ("Вебхук", "События уходят подписанным POST-запросом на ваш адрес."),
        "en": ("Webhook", "Events go out as signed POST requests to your address."),
    },
}
"""The name of each kind and a sentence about it."""
