"""Telegram: a bot writes to a chat.

People link their chats by a deep link; a chat that has blocked the bot is written to no more. After
a lost answer a message may come twice: Telegram knows no repeat.
Source: https://core.telegram.org/bots/api#sendmessage
"""

import time
from dataclasses import replace
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from integrations.connector import Kind, Outcome, Parcel, labelled
from integrations.telegram.bot import Bot, call
from integrations.telegram.chunks import chunks
from shared.calls import Caller

MOST_PIECES: Final = 5
"""More than this is no message but a flood."""
_TOKEN: Final = r"^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$"  # noqa: S105 - a pattern


class TelegramSettings(BaseModel):
    """Which bot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bot_name: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z][A-Za-z0-9_]{4,31}$",
            json_schema_extra=labelled(
                "Имя бота",
                "Name of the bot",
                hints=(
                    "Без @, как его назвали в BotFather: по нему делается ссылка для клиентов",
                    "Without @, as BotFather has it: the customers' link is made of it",
                ),
            ),
        ),
    ]
    silent: Annotated[bool, Field(json_schema_extra=labelled("Без звука", "Without a sound"))] = (
        False
    )
    base_url: Annotated[
        str,
        Field(
            max_length=200,
            json_schema_extra={
                "format": "uri",
                **labelled(
                    "Адрес Bot API",
                    "Address of the Bot API",
                    hints=(
                        "Только для собственного сервера Bot API",
                        "Only for a Bot API server of your own",
                    ),
                ),
            },
        ),
    ] = ""


class TelegramCredentials(BaseModel):
    """The bot's token."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Annotated[
        str,
        Field(
            pattern=_TOKEN,
            json_schema_extra=labelled("Токен бота", "Token of the bot", secret=True),
        ),
    ]


class TelegramConnector:
    """Sends a message to a chat, in pieces if it is long."""

    def __init__(self, caller: Caller) -> None:
        """Keep the guarded client."""
        self._caller = caller

    def send(self, parcel: Parcel) -> Outcome:
        """Send all pieces within the time; the first that fails is what the try comes to."""
        message = parcel.message
        pieces = chunks(message.html) if message else []
        if message is None or not pieces:
            return Outcome.hopeless("the message is empty")
        if len(pieces) > MOST_PIECES:
            return Outcome.hopeless(f"the message takes more than {MOST_PIECES} pieces")
        ends = time.monotonic() + parcel.timeout_s
        chat, moved = message.to, None
        for piece in pieces:
            outcome = self._send(parcel, chat, piece, ends)
            if outcome.moved_to is not None:
                chat = moved = outcome.moved_to
                outcome = self._send(parcel, chat, piece, ends)
            if not outcome.delivered:
                break
        return replace(outcome, moved_to=moved)

    def _send(self, parcel: Parcel, chat: str, piece: str, ends: float) -> Outcome:
        bot = Bot(parcel.credentials["token"], str(parcel.settings.get("base_url", "")))
        fields = {
            "chat_id": int(chat) if chat.lstrip("-").isdecimal() else chat,
            "text": piece,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "disable_notification": bool(parcel.settings.get("silent")),
        }
        left = ends - time.monotonic()
        if left <= 0:
            return Outcome(delivered=False, error="no time was left", error_class="timeout")
        return call(self._caller, bot, "sendMessage", fields, deadline_s=left)


KIND: Final = Kind(
    make=lambda reach: TelegramConnector(reach.calls),
    settings=TelegramSettings,
    credentials=TelegramCredentials,
    titles={
        "ru": ("Telegram", "Сообщения от бота клиентам, мастерам и руководителям."),
        "en": ("Telegram", "A bot's messages to customers, technicians and managers."),
    },
    reaches="chat",
    has_html=True,
)
