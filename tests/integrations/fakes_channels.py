"""The queue, the vault and a partner in memory."""

from collections.abc import Callable, Iterable

from integrations.connector import Outcome, Parcel
from integrations.ports import Pointer


class FakeQueue:
    """A queue that keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[Pointer] = []

    def send(self, pointers: Iterable[Pointer]) -> None:
        self.sent += pointers

    def take(self) -> list[Pointer]:
        taken, self.sent = self.sent, []
        return taken


class FakeVault:
    """A vault that binds a secret to its integration, and hides nothing."""

    def encrypt(self, integration_id: str, secret: str) -> bytes:
        return f"{integration_id}|{secret}".encode()

    def decrypt(self, integration_id: str, encrypted: bytes) -> str:
        owner, secret = encrypted.decode().split("|")
        if owner != integration_id:
            raise PermissionError(owner)
        return secret


class FakeConnector:
    """A partner who answers what the test says, the last answer for ever."""

    def __init__(self, *outcomes: Outcome, during: Callable[[], None] = lambda: None) -> None:
        self._outcomes = list(outcomes)
        self._during = during
        self.parcels: list[Parcel] = []

    def send(self, parcel: Parcel) -> Outcome:
        self.parcels.append(parcel)
        self._during()
        return self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]
