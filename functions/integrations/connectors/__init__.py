"""The kinds of integrations that there are: one file and one line here for each."""

from collections.abc import Mapping
from typing import Final

from integrations.connector import Kind
from integrations.connectors import email, onec, sms, telegram, webhook

KINDS: Final[Mapping[str, Kind]] = {
    "webhook": webhook.KIND,
    "email": email.KIND,
    "sms": sms.KIND,
    "telegram": telegram.KIND,
    "onec": onec.KIND,
}
