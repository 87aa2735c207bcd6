"""The links by which customers rate finished orders, as messages carry them."""

from collections.abc import Callable

from shared.answer_links import Closes, make_link
from shared.clock import Clock


class AnswerLinks:
    """Makes links under the address of the pages."""

    def __init__(self, public_url: str, seal: Callable[[], Closes], *, clock: Clock) -> None:
        """Keep the address, empty where it is not known, and what seals statements."""
        self._public_url = public_url.rstrip("/")
        self._seal = seal
        self._clock = clock

    def feedback(self, order_id: str) -> str | None:
        """Give a whole URL; None when it is not known where the pages are."""
        if not self._public_url:
            return None
        path, _ = make_link(self._seal(), order_id, self._clock())
        return self._public_url + path
