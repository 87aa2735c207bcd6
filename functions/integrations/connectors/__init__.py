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
