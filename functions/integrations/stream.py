"""Stream edge: changes of orders become deliveries."""

from typing import Any

from integrations import wiring
from shared.events import read_change
from shared.stream import in_order


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Dispatch a batch; the first record that fails and all after it come again."""
    dispatch = wiring.dispatcher().batch()

    def one(record: dict[str, Any]) -> None:
        change = read_change(record)
        if change is not None:
            dispatch(change)

    return in_order(event, one)
