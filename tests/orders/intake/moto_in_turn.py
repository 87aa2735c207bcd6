"""moto copies its tables while others write them, so its calls are made one at a time.

What runs at once in our code still does; only the calls take turns.
"""

import threading
from typing import Any

import pytest
from botocore.client import BaseClient


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, call = threading.RLock(), BaseClient._make_api_call

    def taken_in_turn(self: Any, *args: Any, **kwargs: Any) -> Any:
        with lock:
            return call(self, *args, **kwargs)

    monkeypatch.setattr(BaseClient, "_make_api_call", taken_in_turn)
