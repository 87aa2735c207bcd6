"""The queues of pointers and the vault of secrets, on SQS and KMS."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from integrations.ports import Pointer
from shared.stream import tell_sender

BATCH: Final = 10
SEND_TRIES: Final = 3
KNOWN_S: Final = 300.0
"""For how long a secret is used without asking KMS again: the bound of a key's being disabled."""
MOST_KNOWN: Final = 1000


class QueueError(Exception):
    """The queue did not take a message; its delivery stays due and is sent again."""


class SqsQueues:
    """Pointers in SQS, a queue for each kind of integration.

    Messages are pure ASCII without payload; the integration is the fair queue's group.
    """

    def __init__(self, urls: Mapping[str, str], client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind to the queue of each kind."""
        self._urls = urls
        self._client = client

    def send(self, pointers: Iterable[Pointer]) -> None:
        """Send pointers in batches; what a batch refuses is tried again, then raised."""
        by_kind: dict[str, list[Pointer]] = {}
        for pointer in pointers:
            by_kind.setdefault(pointer.kind, []).append(pointer)
        for kind, sent in by_kind.items():
            for batch in _batches(sent):
                self._send(self._urls[kind], batch)

    def _send(self, url: str, batch: Sequence[Pointer]) -> None:
        entries = [_entry(n, pointer) for n, pointer in enumerate(batch)]
        for _ in range(SEND_TRIES):
            answer = self._client.send_message_batch(QueueUrl=url, Entries=entries)
            refused = {each["Id"] for each in answer.get("Failed", [])}
            entries = [entry for entry in entries if entry["Id"] in refused]
            if not entries:
                return
        raise QueueError(f"{len(entries)} messages were not taken")


class KmsVault:
    """Secrets under a KMS key; the context ties each to its integration.

    What was decrypted is remembered for a while, so that not every delivery asks KMS.
    """

    def __init__(
        self,
        key_id: str,
        client: Any,  # noqa: ANN401 - boto3's client or a stub
        *,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        """Bind to a key."""
        self._key_id = key_id
        self._client = client
        self._timer = timer
        self._known: dict[tuple[str, bytes], tuple[str, float]] = {}

    def encrypt(self, integration_id: str, secret: str) -> bytes:
        """Encrypt a secret."""
        answer = self._client.encrypt(
            KeyId=self._key_id,
            Plaintext=secret.encode(),
            EncryptionContext=_context(integration_id),
        )
        return bytes(answer["CiphertextBlob"])

    def decrypt(self, integration_id: str, encrypted: bytes) -> str:
        """Decrypt a secret of this integration; another one's is refused by KMS."""
        secret, until = self._known.get((integration_id, encrypted), ("", 0.0))
        if self._timer() < until:
            return secret
        secret = self._decrypted(integration_id, encrypted)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[integration_id, encrypted] = (secret, self._timer() + KNOWN_S)
        return secret

    def _decrypted(self, integration_id: str, encrypted: bytes) -> str:
        answer = self._client.decrypt(
            KeyId=self._key_id, CiphertextBlob=encrypted, EncryptionContext=_context(integration_id)
        )
        return bytes(answer["Plaintext"]).decode()


def _context(integration_id: str) -> dict[str, str]:
    return {"table": "integrations", "integration": integration_id}


def _entry(number: int, pointer: Pointer) -> dict[str, Any]:
    body = {"delivery_id": pointer.delivery_id, "attempt_count": pointer.attempt_count}
    return {
        "Id": str(number),
        "MessageBody": json.dumps(body),
        "DelaySeconds": pointer.delay_s,
        "MessageGroupId": pointer.group,
        **tell_sender(),
    }


def _batches(pointers: Iterable[Pointer]) -> Iterator[Sequence[Pointer]]:
    rest = iter(pointers)
    while batch := tuple(islice(rest, BATCH)):
        yield batch
