"""The shapes of linked chats on the wire."""

from datetime import datetime

from pydantic import BaseModel

from integrations.telegram.joining import Joined
from integrations.telegram.model import Invitation, LinkState


class ChatLinkOut(BaseModel):
    """How a person stands with one bot; `linked_at` is null while they have linked no chat."""

    integration_id: str
    integration_name: str
    bot_name: str
    linked_at: datetime | None
    is_blocked: bool

    @classmethod
    def of(cls, state: LinkState) -> "ChatLinkOut":
        """Show it."""
        return cls(**vars(state))


class ChatLinksOut(BaseModel):
    """How a person stands with every bot."""

    items: list[ChatLinkOut]


class InvitationOut(BaseModel):
    """A deep link: whoever opens it and presses Start is linked."""

    url: str
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationOut":
        """Show it."""
        return cls(url=invitation.url, expires_at=invitation.expires_at)


class JoinedOut(BaseModel):
    """Where Telegram sends what people write to the bot, and what it said to that."""

    url: str
    ok: bool
    said: str

    @classmethod
    def of(cls, joined: Joined) -> "JoinedOut":
        """Show it."""
        return cls(url=joined.url, ok=joined.ok, said=joined.said)
