"""The ports of access in memory; contract tests hold them to what DynamoDB does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from integrations.access.model import ApiKey
from integrations.access.ports import Door, KeyMovedError, KeyPage, KeyRepeatedError, LastUse
from shared.audit import Entry
from shared.clock import text
from shared.errors import ConflictError
from shared.requests import Request
from tests.audit import FakeAudit


class FakeKeys:
    """Keys in memory, with the record and the answers to requests; counts its reads."""

    def __init__(self, *keys: ApiKey) -> None:
        self.kept = {key.id: key for key in keys}
        self.audit = FakeAudit()
        self.answers: dict[tuple[str, str], tuple[str, ApiKey]] = {}
        self.uses: dict[str, LastUse] = {}
        self.asked: list[str] = []

    def door(self, key_hash: str) -> Door | None:
        self.asked.append(key_hash)
        key = next((each for each in self.kept.values() if each.hash == key_hash), None)
        if key is None:
            return None
        return Door(
            id=key.id,
            name=key.name,
            scopes=key.scopes,
            state=key.state.value,
            ip_allow=key.ip_allow,
            rate_per_minute=key.rate_per_minute,
            ends_at=text(key.ends_at) if key.ends_at else "9999",
        )

    def save(
        self, keys: Sequence[ApiKey], entries: Sequence[Entry], request: Request | None = None
    ) -> None:
        if request and (request.actor_id, request.key) in self.answers:
            raise KeyRepeatedError
        for key in keys:
            found = self.kept.get(key.id)
            if (found.version if found else 0) != key.version - 1:
                raise KeyMovedError(found.version if found else 0)
        self.kept.update({key.id: key for key in keys})
        for entry in entries:
            self.audit.add(entry)
        if request:
            self.answers[request.actor_id, request.key] = (request.body_hash, keys[0])

    def get(self, key_id: str) -> ApiKey | None:
        return self.kept.get(key_id)

    def page(self, keep: Callable[[ApiKey], bool], *, limit: int, after: str | None) -> KeyPage:
        ids = sorted((each for each in self.kept if after is None or each < after), reverse=True)
        wanted = [self.kept[each] for each in ids if keep(self.kept[each])]
        shown = tuple(wanted[:limit])
        return KeyPage(shown, shown[-1].id if len(wanted) > limit else None)

    def answered(self, request: Request) -> ApiKey | None:
        known = self.answers.get((request.actor_id, request.key))
        if known is None:
            return None
        if known[0] != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        return known[1]

    def note_use(self, key_id: str, use: LastUse, *, unless_since: datetime) -> None:
        known = self.uses.get(key_id)
        if known is None or known.at <= unless_since:
            self.uses[key_id] = use

    def last_uses(self) -> Mapping[str, LastUse]:
        return dict(self.uses)
