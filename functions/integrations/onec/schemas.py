"""The shapes of connections to 1C on the wire."""

from datetime import datetime

from pydantic import BaseModel

from integrations.onec.model import Aside, Fault, Session
from integrations.onec.service import Overview, Preview
from shared.order_wishes import OrderWish


class OnecSessionOut(BaseModel):
    """One exchange."""

    id: str
    key_name: str
    started_at: datetime
    last_at: datetime
    taken: int
    offered: int
    put_aside: int
    told: int
    wished: int
    remarks: tuple[str, ...]
    failed: bool

    @classmethod
    def of(cls, session: Session) -> "OnecSessionOut":
        """Show a session."""
        return cls.model_validate(session.model_dump(include=set(cls.model_fields)))


class OnecSessionsOut(BaseModel):
    """A page of sessions, newest first."""

    items: list[OnecSessionOut]
    next_cursor: str | None


class OnecAsideOut(BaseModel):
    """An order that was put aside."""

    order_id: str
    number: str
    faults: tuple[Fault, ...]
    since: datetime
    again: bool

    @classmethod
    def of(cls, aside: Aside) -> "OnecAsideOut":
        """Show it."""
        return cls.model_validate(aside.model_dump())


class OnecRefusedOut(BaseModel):
    """What 1C said of an order and its life cycle did not allow."""

    number: str
    order_id: str
    said: str
    to: str
    detail: str
    at: datetime

    @classmethod
    def of(cls, wish: OrderWish) -> "OnecRefusedOut":
        """Show it."""
        return cls.model_validate({name: getattr(wish, name) for name in cls.model_fields})


class OnecOut(BaseModel):
    """How a connection stands; `url` and `login` are what is typed into 1C."""

    mode: str
    url: str
    host: str
    login: str
    position: datetime | None
    """When the last order that 1C has taken was changed."""
    last_session: OnecSessionOut | None
    aside: list[OnecAsideOut]
    refused: list[OnecRefusedOut]
    known_rates: list[str]
    words: dict[str, str]

    @classmethod
    def of(cls, found: Overview) -> "OnecOut":
        """Show it."""
        return cls(
            mode=found.settings.mode,
            url=found.url,
            host=found.host,
            login=found.integration.id,
            position=datetime.fromisoformat(found.cursor) if found.cursor else None,
            last_session=OnecSessionOut.of(found.last) if found.last else None,
            aside=[OnecAsideOut.of(each) for each in found.aside],
            refused=[OnecRefusedOut.of(each) for each in found.refused],
            known_rates=found.known_rates,
            words=found.words,
        )


class OnecPreviewOut(BaseModel):
    """One order as 1C would get it, why it would not, and what 1C would change silently."""

    number: str
    text: str
    faults: list[Fault]
    notices: list[Fault]

    @classmethod
    def of(cls, found: Preview) -> "OnecPreviewOut":
        """Show it."""
        said = [Fault(code=e.code, field=e.field, words=e.words) for e in found.notices]
        return cls(number=found.number, text=found.text, faults=list(found.faults), notices=said)
