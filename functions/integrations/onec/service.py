"""What people see of the exchange with 1C, and what they can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from integrations.model import Integration
from integrations.onec.batches import Gathering
from integrations.onec.exchange import Stores
from integrations.onec.model import Aside, Fault, Session
from integrations.onec.returning import Returning
from integrations.onec.settings import KIND, OnecSettings
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError
from shared.onec.checks import Remark, notices
from shared.onec.profile import KNOWN_RATES
from shared.onec.writer import batch
from shared.order_wishes import OrderWish

PATH: Final = "/1c/exchange"


@dataclass(frozen=True)
class Overview:
    """How a connection stands: what is typed into 1C, how far it has come, what hinders it."""

    integration: Integration
    settings: OnecSettings
    url: str
    host: str
    cursor: str
    last: Session | None
    aside: Sequence[Aside]
    refused: Sequence[OrderWish]

    @property
    def known_rates(self) -> list[str]:
        """The texts of rates that the base keeps."""
        profile = self.settings.profile
        return sorted(KNOWN_RATES[profile.configuration] | profile.known_rates)

    @property
    def words(self) -> dict[str, str]:
        """How our states are called in 1C."""
        return self.settings.words


@dataclass(frozen=True)
class Preview:
    """One order as 1C would get it."""

    number: str
    text: str
    faults: Sequence[Fault]
    notices: Sequence[Remark]


class OnecService:
    """Shows connections to 1C and mends what stands in their way."""

    def __init__(self, stores: Stores, *, public_url: str, clock: Clock) -> None:
        """Join the stores, the address at which the outside reaches us, and the clock."""
        self._stores = stores
        self._public_url = public_url.rstrip("/")
        self._clock = clock

    def overview(self, integration_id: str) -> Overview:
        """Tell how a connection stands."""
        found, settings = self._connection(integration_id)
        exchanges = self._stores.exchanges
        last = exchanges.sessions(integration_id, limit=1, before=None)
        return Overview(
            found,
            settings,
            url=f"{self._public_url}{PATH}" if self._public_url else "",
            host=self._public_url,
            cursor=exchanges.cursor(integration_id).partition("#")[0],
            last=last[0] if last else None,
            aside=exchanges.aside(integration_id),
            refused=self._stores.wishes.refused(integration_id),
        )

    def sessions(self, integration_id: str, *, limit: int, before: str | None) -> Sequence[Session]:
        """List sessions, newest first."""
        self._connection(integration_id)
        return self._stores.exchanges.sessions(integration_id, limit=limit, before=before)

    def retry_order(self, integration_id: str, order_id: str) -> Aside:
        """Look at an order that was put aside with the next batch."""
        self._connection(integration_id)
        known = {each.order_id: each for each in self._stores.exchanges.aside(integration_id)}
        if order_id not in known:
            raise NotFoundError(f"the order {order_id} is not put aside")
        again = known[order_id].model_copy(update={"again": True})
        self._stores.exchanges.put_aside(integration_id, again)
        return again

    def retry_state(self, integration_id: str, number: str) -> None:
        """Ask the orders room once more for a move that it refused."""
        _, settings = self._connection(integration_id)
        wish = self._stores.wishes.get(integration_id, number)
        if wish is None or wish.state != "refused":
            raise NotFoundError(f"nothing that 1C said of order {number} was refused")
        stores = self._stores
        Returning(settings, stores.orders, stores.wishes, stores.messenger).retry(
            wish, self._clock()
        )

    def restart(self, integration_id: str) -> None:
        """Offer every order again, from the first."""
        self._connection(integration_id)
        self._stores.exchanges.restart(integration_id)

    def preview(self, integration_id: str, number: str) -> Preview:
        """Write one order as 1C would get it, whatever is wrong with it."""
        integration, settings = self._connection(integration_id)
        stores = self._stores
        order_id = stores.orders.ids([number]).get(number)
        order = stores.orders.read([order_id]).get(order_id) if order_id else None
        if order is None:
            raise NotFoundError(f"there is no order {number}")
        gathering = Gathering(integration, settings, stores.orders, stores.exchanges)
        written = batch([order], settings.profile, self._clock()).decode()
        return Preview(
            order.number, written, gathering.remarks(order), notices(order, settings.profile)
        )

    def _connection(self, integration_id: str) -> tuple[Integration, OnecSettings]:
        found = self._stores.integrations.get(integration_id)
        if found is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        if found.kind != KIND:
            raise ConflictError(f"a {found.kind} is no connection to 1C")
        return found, OnecSettings.model_validate(found.settings)
