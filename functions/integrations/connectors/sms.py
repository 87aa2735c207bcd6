"""SMS through a gateway: SMSC.ru, SMS.ru, Twilio or one that speaks like it, or Amazon SNS.

The parts of a day are bounded: what is over the bound waits for the company's next day. A text
goes out at least once: no gateway knows a repeat after a lost answer.
Source: the modules of `integrations.sms`, one for each gateway.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from integrations.connector import Cost, Kind, Ledger, Outcome, Parcel, Reach, labelled
from integrations.sms.gate import Account, Gate, HttpGate, Sms, surely_not_sent
from integrations.sms.latin import to_latin
from integrations.sms.numbers import NumberError, mobile
from integrations.sms.segments import count
from integrations.sms.smsc import Smsc
from integrations.sms.smsru import SmsRu
from integrations.sms.sns import Sns
from integrations.sms.twilio import Twilio
from shared.errors import FieldRuleError

MOST_PARTS: Final = 8
"""SMS.ru takes no more, and nobody reads on a telephone what is longer."""
_WITH_LOGIN: Final = ("smsc", "twilio")
_WITH_SECRET: Final = ("smsc", "smsru", "twilio")
_SENDER: Final = r"^$|^[A-Za-z0-9 ._-]{1,11}$|^\+[0-9]{7,15}$|^MG[0-9a-f]{32}$"

Provider = Literal["smsc", "smsru", "twilio", "aws"]


class SmsSettings(BaseModel):
    """Which gateway, under whose name, and how much a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: Annotated[Provider, Field(json_schema_extra=labelled("Шлюз", "Gateway"))]
    login: Annotated[
        str,
        Field(
            max_length=100,
            pattern=r"^[\x21-\x7e]*$",
            json_schema_extra=labelled(
                "Логин или Account SID", "Login or Account SID", when=("provider", _WITH_LOGIN)
            ),
        ),
    ] = ""
    sender: Annotated[
        str,
        Field(
            pattern=_SENDER,
            json_schema_extra=labelled(
                "Имя отправителя",
                "Sender",
                hints=(
                    "До 11 латинских букв и цифр, согласованных со шлюзом, или номер",
                    "Up to 11 Latin letters and digits agreed with the gateway, or a number",
                ),
            ),
        ),
    ] = ""
    translit: Annotated[
        bool,
        Field(
            json_schema_extra=labelled(
                "Писать латиницей",
                "Write in Latin letters",
                hints=(
                    "Сообщение занимает вдвое меньше частей",
                    "A message takes half as many parts",
                ),
            )
        ),
    ] = False
    parts_a_day: Annotated[
        int,
        Field(
            ge=1,
            le=100_000,
            json_schema_extra=labelled(
                "Не больше частей в день",
                "Parts a day at most",
                hints=(
                    "Остальное уйдёт на следующий день",
                    "The rest goes out on the next day",
                ),
            ),
        ),
    ] = 500
    base_url: Annotated[
        str,
        Field(
            max_length=200,
            json_schema_extra={
                "format": "uri",
                **labelled(
                    "Адрес шлюза",
                    "Address of the gateway",
                    hints=(
                        "Только если это не обычный адрес поставщика",
                        "Only if it is not the provider's usual one",
                    ),
                    when=("provider", _WITH_SECRET),
                ),
            },
        ),
    ] = ""

    @model_validator(mode="after")
    def _check_whole(self) -> "SmsSettings":
        if self.provider in _WITH_LOGIN and not self.login:
            raise FieldRuleError("login", "is needed by this gateway")
        if self.provider == "twilio" and not re.fullmatch(r"AC[0-9a-zA-Z]{1,64}", self.login):
            raise FieldRuleError("login", "an Account SID begins with AC")
        if self.provider == "twilio" and not self.sender:
            raise FieldRuleError("sender", "is needed by this gateway")
        return self


class SmsCredentials(BaseModel):
    """What proves whose account it is; Amazon's needs nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    secret: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=500,
            json_schema_extra=labelled(
                "Пароль, ключ API или токен",
                "Password, API key or token",
                when=("provider", _WITH_SECRET),
                secret=True,
            ),
        ),
    ] = None


class SmsConnector:
    """Sends a message's text as an SMS."""

    def __init__(
        self, gates: Mapping[str, Gate], ledger: Ledger, reach: Reach | None = None
    ) -> None:
        """Keep the gateways by name, and what is used up of a day."""
        self._gates = gates
        self._ledger = ledger
        self._reach = reach

    def send(self, parcel: Parcel) -> Outcome:
        """Spell, count and hand a text over, if the day's parts suffice."""
        settings = SmsSettings.model_validate(parcel.settings)
        sms = self._text(parcel, settings)
        if isinstance(sms, Outcome):
            return sms
        parts = count(sms.text).parts
        if parts > settings.parts_a_day:
            return Outcome.hopeless("the text takes more parts than a day has")
        later = self._ledger.take(parcel.integration_id, parts, settings.parts_a_day)
        if later is not None:
            said = f"the day's {settings.parts_a_day} parts are used up"
            return Outcome(delivered=False, error=said, error_class="cap", not_before=later)
        outcome = self._gates[settings.provider].send(
            sms, account_of(settings, parcel.credentials), deadline_s=parcel.timeout_s
        )
        if not outcome.delivered and surely_not_sent(outcome):
            self._ledger.give_back(parcel.integration_id, parts)
        return outcome

    def _text(self, parcel: Parcel, settings: SmsSettings) -> Sms | Outcome:
        message = parcel.message
        words = message.text.strip() if message else ""
        if message is None or not words:
            return Outcome.hopeless("the message is empty")
        text = spelled(settings, words)
        if count(text).parts > MOST_PARTS:
            return Outcome.hopeless(f"the text takes more than {MOST_PARTS} parts")
        try:
            to = mobile(message.to)
        except NumberError as error:
            return Outcome.hopeless(f"the number {error}")
        callback = self._reach.callback(parcel.integration_id) if self._reach else ""
        return Sms(to, text, settings.sender, callback)


def spelled(settings: SmsSettings, words: str) -> str:
    """Give a text as it goes out."""
    return to_latin(words) if settings.translit else words


def cost(settings: Mapping[str, Any], words: str) -> Cost:
    """Count what a text comes to."""
    text = spelled(SmsSettings.model_validate(settings), words.strip())
    counted = count(text)
    return Cost(text, counted.encoding, counted.units, counted.parts, MOST_PARTS)


def account_of(settings: SmsSettings, credentials: Mapping[str, str]) -> Account:
    """Give the account at the gateway."""
    return Account(settings.base_url, settings.login, credentials.get("secret", ""))


def gates(reach: Reach) -> dict[str, Gate]:
    """Give the gateways by name."""
    return {
        "smsc": HttpGate(reach.calls, Smsc()),
        "smsru": HttpGate(reach.calls, SmsRu()),
        "twilio": HttpGate(reach.calls, Twilio()),
        "aws": Sns(reach.aws),
    }


KIND: Final = Kind(
    make=lambda reach: SmsConnector(gates(reach), reach.ledger, reach),
    settings=SmsSettings,
    credentials=SmsCredentials,
    titles={
        "ru": ("SMS", "Короткие сообщения через шлюз оператора."),
        "en": ("SMS", "Text messages through a gateway."),
    },
    reaches="phone",
    cost=cost,
)
