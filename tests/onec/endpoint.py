"""An end point that does all that 1C asks of one, in memory: what the emulator is tried on.

The real one is the integrations room's; this one can be told to misbehave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx

from shared.events import OrderSnapshot
from shared.onec.profile import Profile
from shared.onec.reader import Document, read
from shared.onec.tree import UnreadableError
from shared.onec.writer import batch
from tests.onec.builders import NOW, UNF
from tests.onec.emulator.exchange import ALIAS, PATH

LIMIT = 3_000_000


@dataclass
class Endpoint:
    """Hands out batches; `answers` replaces the answer to a mode by another."""

    orders: list[OrderSnapshot]
    profile: Profile = UNF
    batch_size: int = 100
    limit: int = LIMIT
    answers: dict[str, str | bytes | httpx.Response] = field(default_factory=dict)
    cursor: int = 0
    offered: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    returned: dict[str, Document] = field(default_factory=dict)
    polls: int = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        mode = query.get("mode", "")
        if request.url.path not in {PATH, ALIAS}:
            return httpx.Response(404)
        if not request.headers.get("Authorization", "").startswith("Basic a2V5OnNlY3JldA"):
            return httpx.Response(401, headers={"WWW-Authenticate": "Basic"})
        if mode != "checkauth" and request.headers.get("Cookie") != "naryad=sealed":
            return httpx.Response(200, text="failure\nno session")
        if mode in self.answers:
            return _response(self.answers[mode])
        return _response(self._answer(mode, query, request))

    def _answer(self, mode: str, query: Mapping[str, str], request: httpx.Request) -> str | bytes:
        said: dict[str, Callable[[], str | bytes]] = {
            "checkauth": lambda: "success\nnaryad\nsealed",
            "init": lambda: f"zip=no\nfile_limit={self.limit}",
            "query": self._query,
            "success": self._success,
            "info": lambda: '<?xml version="1.0"?><Справочник/>',
        }
        if mode in said:
            return said[mode]()
        if query.get("type") == "catalog":
            return "success"
        return self._file(mode, query["filename"], request.content)

    def _query(self) -> bytes:
        some = self.orders[self.cursor : self.cursor + self.batch_size]
        self.offered = self.cursor + len(some)
        return batch(some, self.profile, NOW)

    def _success(self) -> str:
        self.cursor = self.offered
        return "success"

    def _file(self, mode: str, name: str, piece: bytes) -> str:
        if mode == "import":
            self.polls += 1
            return "progress" if self.polls % 3 else "success\n"
        self.files[name] = self.files.get(name, b"") + piece
        try:
            found = list(read(self.files[name]))
        except UnreadableError as error:
            # More pieces may be to come: only what is whole is taken in.
            return "success" if len(piece) == self.limit else f"failure\n{error}"
        known = {order.number for order in self.orders}
        self.returned |= {each.number: each for each in found if each.number in known}
        strange = [f"no order {each.number}" for each in found if each.number not in known]
        return "\n".join(["success", *strange])


def _response(answer: str | bytes | httpx.Response) -> httpx.Response:
    if isinstance(answer, httpx.Response):
        return answer
    body = answer.encode() if isinstance(answer, str) else answer
    return httpx.Response(200, content=body)
