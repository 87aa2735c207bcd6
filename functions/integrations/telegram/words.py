"""What a bot says in answer."""

from collections.abc import Mapping
from typing import Final, Literal

from integrations.messages.model import Language

Said = Literal["linked", "stopped", "unknown", "expired"]

WORDS: Final[Mapping[Language, Mapping[Said, str]]] = {
    "ru": {
        "linked": "Готово. Сообщения о заказах будут приходить сюда. Отказаться: /stop",
        "stopped": "Больше сообщений не будет.",
        "unknown": "Чтобы получать сообщения, откройте ссылку, которую вам дали.",
        "expired": "Эта ссылка больше не действует. Попросите новую.",
    },
    "en": {
        "linked": "Done. Messages about orders will come here. To stop them: /stop",
        "stopped": "There will be no more messages.",
        "unknown": "To get messages, open the link that you were given.",
        "expired": "This link is no longer valid. Ask for a new one.",
    },
}
