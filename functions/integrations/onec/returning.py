"""What 1C says of our orders, turned into wishes that the orders room carries out."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

from integrations.onec.model import Session
from integrations.onec.ports import Messenger, Orders, Wishes
from integrations.onec.settings import OnecSettings
from shared.clock import text
from shared.onec.reader import Document
from shared.order_wishes import OrderWish

CHUNK: Final = 100
CANCELLED: Final = "Отменен"
_SALE: Final = "заказ товара"
_LONGEST: Final = 100


@dataclass
class Heard:
    """What a file of 1C came to."""

    told: int = 0
    wished: int = 0
    strange: list[str] = field(default_factory=list)
    """What 1C is told of after `success`, and what the session keeps."""


@dataclass(frozen=True)
class Returning:
    """Takes in what 1C sends back."""

    settings: OnecSettings
    orders: Orders
    wishes: Wishes
    messenger: Messenger

    def take(self, documents: Iterable[Document], session: Session, at: datetime) -> Heard:
        """Ask for the moves that 1C's words mean; one that it has said before asks for nothing."""
        heard = Heard()
        sales = iter(each for each in documents if _is_order(each))
        while some := list(islice(sales, CHUNK)):
            wishes = list(self._wished(some, session, at, heard))
            self.wishes.put_many(wishes)
            self.messenger.send(wishes)
            heard.wished += len(wishes)
        return heard

    def retry(self, wish: OrderWish, at: datetime) -> None:
        """Ask once more for what was refused."""
        again = replace(wish, id=_id(wish.session, wish.number, text(at)), state="sent", detail="")
        self.wishes.put(again)
        self.messenger.send([again])

    def _wished(
        self, documents: Sequence[Document], session: Session, at: datetime, heard: Heard
    ) -> Iterator[OrderWish]:
        numbers = [each.number for each in documents]
        ids = self.orders.ids(numbers)
        before = self.wishes.get_many(session.integration_id, [e for e in numbers if e in ids])
        # The last word on an order counts.
        for number, each in {each.number: each for each in documents}.items():
            heard.told += 1
            if number not in ids:
                heard.strange.append(f"there is no order {number[:20]!r}")
                continue
            said, to = self._meant(each)
            earlier = before.get(number)
            if to is None:
                if said:
                    heard.strange.append(f"the state {said!r} is not mapped")
                continue
            if earlier and earlier.said == said and earlier.state != "sent":
                continue
            yield OrderWish(
                id=_id(session.id, number, said),
                integration_id=session.integration_id,
                number=number,
                order_id=ids[number],
                said=said,
                to=to,
                is_first=earlier is None,
                actor_id=session.key_id,
                actor_name=session.key_name,
                session=session.id,
                at=text(at),
            )

    def _meant(self, document: Document) -> tuple[str, str | None]:
        if document.is_cancelled and self.settings.takes_cancellation:
            return CANCELLED, "cancelled"
        said = (document.status or document.status_id)[:_LONGEST]
        return said, self.settings.meant(said) if said else None


def _is_order(document: Document) -> bool:
    return document.operation.casefold() in {"", _SALE}


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
