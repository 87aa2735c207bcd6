"""What is set for mail: who it is from, who carries it, how one signs in there."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from integrations.connector import labelled
from integrations.mail.letter import one_line
from shared.errors import FieldRuleError

Line = Annotated[str, AfterValidator(one_line)]
_SMTP: Final = ("provider", ("smtp",))


class EmailSettings(BaseModel):
    """Who the mail is from, and who carries it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: Annotated[
        Literal["smtp", "ses"],
        Field(
            json_schema_extra={
                **labelled("Через что отправлять", "Sent by"),
                "x-options": {
                    "smtp": {"ru": "Почтовый сервер (SMTP)", "en": "Mail server (SMTP)"},
                    "ses": {"ru": "Amazon SES", "en": "Amazon SES"},
                },
            }
        ),
    ] = "smtp"
    from_address: Annotated[
        Line,
        Field(
            max_length=254,
            pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+$",
            json_schema_extra=labelled("Адрес отправителя", "Address of the sender"),
        ),
    ]
    from_name: Annotated[
        Line, Field(max_length=100, json_schema_extra=labelled("Имя отправителя", "Sender's name"))
    ] = ""
    reply_to: Annotated[
        Line,
        Field(
            max_length=254,
            pattern=r"^([^\s@<>,;:\"]+@[^\s@<>,;:\"]+)?$",
            json_schema_extra=labelled(
                "Адрес для ответов",
                "Address for answers",
                hints=("Пусто: адрес отправителя", "Empty: the sender's"),
            ),
        ),
    ] = ""
    unsubscribe: Annotated[
        Line,
        Field(
            max_length=2048,
            pattern=r"^(https://[!-;=?-~]+|mailto:[!-;=?-~]+)?$",
            json_schema_extra=labelled(
                "Ссылка для отписки",
                "Link to unsubscribe",
                hints=(
                    "https:// или mailto:; в письмах о заказе не обязательна",
                    "https:// or mailto:; letters about an order need none",
                ),
            ),
        ),
    ] = ""
    host: Annotated[
        Line,
        Field(
            max_length=253,
            pattern=r"^[A-Za-z0-9.:-]*$",
            json_schema_extra={"format": "hostname", **labelled("Сервер", "Server", when=_SMTP)},
        ),
    ] = ""
    port: Annotated[
        int,
        Field(
            ge=1,
            le=65535,
            json_schema_extra=labelled(
                "Порт",
                "Port",
                hints=("465 с TLS или 587 со STARTTLS", "465 with TLS or 587 with STARTTLS"),
                when=_SMTP,
            ),
        ),
    ] = 465
    security: Annotated[
        Literal["tls", "starttls", "none"],
        Field(
            json_schema_extra={
                **labelled("Шифрование", "Encryption", when=_SMTP),
                "x-options": {
                    "tls": {"ru": "TLS с начала (465)", "en": "TLS from the start (465)"},
                    "starttls": {"ru": "STARTTLS (587)", "en": "STARTTLS (587)"},
                    "none": {
                        "ru": "Без шифрования (только разработка)",
                        "en": "None (development only)",
                    },
                },
            }
        ),
    ] = "tls"
    configuration_set: Annotated[
        Line,
        Field(
            max_length=64,
            pattern=r"^[A-Za-z0-9_-]*$",
            json_schema_extra=labelled(
                "Configuration set", "Configuration set", when=("provider", ("ses",))
            ),
        ),
    ] = ""

    @model_validator(mode="after")
    def _has_a_server(self) -> "EmailSettings":
        if self.provider == "smtp" and not self.host:
            raise FieldRuleError("host", "is needed: the server that takes the mail")
        return self


class EmailCredentials(BaseModel):
    """How one signs in to the server; SES takes the function's own rights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    user: (
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=254,
                json_schema_extra=labelled("Пользователь", "User", when=_SMTP, secret=True),
            ),
        ]
        | None
    ) = None
    password: (
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=512,
                json_schema_extra=labelled("Пароль", "Password", when=_SMTP, secret=True),
            ),
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _has_both(self) -> "EmailCredentials":
        if bool(self.user) != bool(self.password):
            missing = "password" if self.user else "user"
            raise FieldRuleError(missing, "is needed: a user and a password go together")
        return self
