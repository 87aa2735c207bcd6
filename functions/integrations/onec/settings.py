"""What a connection to 1C is told: how it goes, and what differs in the customer's base."""

import re
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from integrations.connector import labelled
from shared.errors import FieldRuleError
from shared.onec.profile import STATUSES, Configuration, Profile

KIND: Final = "onec"
Mode = Literal["exchange", "service", "odata"]
Status = Literal[
    "new", "scheduled", "en_route", "in_progress", "on_hold", "completed", "closed", "cancelled"
]
Words = Annotated[str, Field(min_length=1, max_length=100)]
MOST_WORDS: Final = 50
MOST_PERCENT: Final = 99
_GUID: Final = r"^$|^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_PUSHED: Final = ("service", "odata")
_WRITTEN: Final = ("exchange", "service")
_MODES: Final = {
    "exchange": {"ru": "1С забирает сама (обмен с сайтом)", "en": "1C fetches (site exchange)"},
    "service": {"ru": "Сервис записи УНФ", "en": "Booking service of УНФ"},
    "odata": {"ru": "OData", "en": "OData"},
}
_BASES: Final = {
    "unf": {"ru": "УНФ", "en": "УНФ"},
    "ut": {"ru": "УТ, КА, ERP", "en": "УТ, КА, ERP"},
    "other": {"ru": "Другая", "en": "Another"},
}
_DOCUMENTS: Final = {
    "unf_order": {"ru": "Заказ покупателя (УНФ)", "en": "Customer's order (УНФ)"},
    "bp_sale": {"ru": "Реализация услуг (Бухгалтерия)", "en": "Sale of services (Бухгалтерия)"},
}


def _key(ru: str, en: str) -> object:
    schema = labelled(ru, en, when=("mode", ("odata",)), hints=("GUID в базе", "GUID in the base"))
    return Field(pattern=_GUID, max_length=36, json_schema_extra=schema)


class OnecSettings(BaseModel):
    """How orders come to one base of 1C."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Annotated[
        Mode,
        Field(json_schema_extra={**labelled("Способ", "Way"), "x-options": _MODES}),
    ] = "exchange"
    configuration: Annotated[
        Configuration,
        Field(
            json_schema_extra={
                **labelled("Конфигурация", "Configuration", when=("mode", _WRITTEN)),
                "x-options": _BASES,
            }
        ),
    ] = "unf"
    zone: Annotated[
        str,
        Field(
            max_length=40,
            json_schema_extra=labelled(
                "Часовой пояс базы", "Time zone of the base", hints=("Europe/Moscow",) * 2
            ),
        ),
    ] = "Europe/Moscow"
    batch_size: Annotated[
        int,
        Field(
            ge=1,
            le=200,
            json_schema_extra=labelled(
                "Заказов за раз", "Orders at a time", when=("mode", ("exchange",))
            ),
        ),
    ] = 100
    known_rates: Annotated[
        str,
        Field(
            max_length=100,
            pattern=r"^[0-9/%., ]*$",
            json_schema_extra=labelled(
                "Ставки НДС, которые база знает",
                "Rates of VAT that the base knows",
                hints=("Сверх 0, 10, 18: например 20, 22, 5, 7", "Beyond 0, 10, 18: as 20, 22, 5"),
                when=("mode", _WRITTEN),
            ),
        ),
    ] = ""
    base_url: Annotated[
        str,
        Field(
            max_length=500,
            json_schema_extra={
                "format": "uri",
                **labelled(
                    "Адрес опубликованной базы",
                    "Address of the published base",
                    hints=("Как в браузере, без /hs и /odata", "As in a browser, no /hs or /odata"),
                    when=("mode", _PUSHED),
                ),
            },
        ),
    ] = ""
    node_code: Annotated[
        str,
        Field(
            max_length=50,
            json_schema_extra=labelled(
                "Код узла обмена", "Code of the exchange node", when=("mode", ("service",))
            ),
        ),
    ] = ""
    document: Annotated[
        Literal["unf_order", "bp_sale"],
        Field(
            json_schema_extra={
                **labelled("Документ", "Document", when=("mode", ("odata",))),
                "x-options": _DOCUMENTS,
            }
        ),
    ] = "unf_order"
    organization_key: Annotated[str, _key("Организация", "Organisation")] = ""
    currency_key: Annotated[str, _key("Валюта", "Currency")] = ""
    counterparty_key: Annotated[str, _key("Контрагент, если не найден", "Buyer if not found")] = ""
    contract_key: Annotated[str, _key("Договор", "Contract")] = ""
    item_key: Annotated[str, _key("Номенклатура", "Item of every line")] = ""
    order_kind_key: Annotated[str, _key("Вид заказа", "Kind of order")] = ""
    state_key: Annotated[str, _key("Состояние заказа", "State of the order")] = ""
    post_documents: Annotated[
        bool,
        Field(
            json_schema_extra=labelled(
                "Проводить документы", "Post documents", when=("mode", ("odata",))
            )
        ),
    ] = False
    takes_cancellation: Annotated[
        bool,
        Field(
            json_schema_extra=labelled(
                "Отменять заказ, если он отменён в 1С",
                "Cancel an order that 1C has cancelled",
                when=("mode", ("exchange",)),
            )
        ),
    ] = True
    vat_texts: Annotated[dict[str, Words], Field(max_length=MOST_WORDS)] = {}
    """What to write for a rate; with OData the value or the key that the base knows it by."""
    statuses: Annotated[dict[Status, Words], Field(max_length=MOST_WORDS)] = {}
    """How our states are called there; those not named have their usual names."""
    returned: Annotated[dict[Words, Status], Field(max_length=MOST_WORDS)] = {
        "Выполнен": "completed",
        "Закрыт": "closed",
    }
    """What 1C says, and the state of ours that it means; what is not named changes nothing."""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            msg = "must be a time zone like Europe/Moscow"
            raise ValueError(msg) from error
        return zone

    @field_validator("vat_texts")
    @classmethod
    def _rates(cls, texts: dict[str, str]) -> dict[str, str]:
        for rate in texts:
            if not (rate.isascii() and rate.isdecimal() and int(rate) <= MOST_PERCENT):
                msg = f"{rate!r} is no rate: 0 to {MOST_PERCENT}"
                raise ValueError(msg)
        return texts

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.mode in _PUSHED and not self.base_url:
            raise FieldRuleError("base_url", "is needed where we send to 1C")
        return self

    @property
    def profile(self) -> Profile:
        """Give what the writer wants to know."""
        return Profile(
            ZoneInfo(self.zone),
            self.configuration,
            vat_texts={int(rate): text for rate, text in self.vat_texts.items()},
            known_rates=frozenset(each for each in re.split(r"[,\s]+", self.known_rates) if each),
            statuses=self.words,
        )

    @property
    def words(self) -> dict[str, str]:
        """Say how our states are called in the base."""
        return dict(STATUSES) | {str(state): word for state, word in self.statuses.items()}

    def meant(self, said: str) -> Status | None:
        """Give the state of ours that 1C's word means, whatever its case; None for none."""
        wanted = said.strip().casefold()
        pairs = self.returned.items()
        return next((to for word, to in pairs if word.strip().casefold() == wanted), None)


class OnecCredentials(BaseModel):
    """Who we are in the base; not needed where 1C fetches by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    login: Annotated[
        str,
        Field(
            max_length=100,
            json_schema_extra=labelled(
                "Пользователь 1С",
                "User of 1C",
                hints=("Только если отправляем мы", "Only where we send"),
                secret=True,
            ),
        ),
    ] = ""
    password: Annotated[
        str,
        Field(max_length=200, json_schema_extra=labelled("Пароль", "Password", secret=True)),
    ] = ""
