"""A client of DynamoDB that keeps items in a dict: what it costs is next to nothing."""

from typing import Any


class StubDynamo:
    """Answers the calls that the orders room makes; no conditions, no queries."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}

    def get_item(self, *, TableName: str, Key: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803
        item = self.items.get((TableName, Key["pk"]["S"]))
        return {"Item": item} if item else {}

    def put_item(self, **_: Any) -> dict[str, Any]:
        # Forgotten, so that the same change can be made again and again.
        return {}

    def update_item(self, **_: Any) -> dict[str, Any]:
        return {"Attributes": {"last_number": {"N": "1042"}}}

    def transact_write_items(
        self,
        *,
        TransactItems: list[dict[str, Any]],  # noqa: N803
        **_: Any,
    ) -> dict[str, Any]:
        for each in TransactItems:
            put = each["Put"]
            # Only orders are kept, so that each new order makes its customer anew.
            if put["Item"]["pk"]["S"].startswith("ORDER#"):
                self.items = {(put["TableName"], put["Item"]["pk"]["S"]): put["Item"]}
        return {}
