"""1C's side of the exchange with a site, over HTTP, as strict as the strictest configuration.

exchange = SiteExchange(httpx.Client(base_url="http://127.0.0.1:3000"), Unf(), "key", "secret")
exchange.check_connection()
exchange.take_all()
exchange.give(answer(exchange.base.orders.values()))
"""

import base64
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

import httpx

from tests.onec.emulator.bases import Base, Ut
from tests.onec.emulator.findings import ExchangeFailedError
from tests.onec.emulator.message import documents, root_of

PATH = "/1c/exchange"
ALIAS = "/bitrix/admin/1c_exchange.php"
"""Where 1C goes when people gave it nothing but a host."""
MOST_POLLS = 50
Node = Literal["other", "bitrix"]
BOM = b"\xef\xbb\xbf"


@dataclass
class SiteExchange:
    """One connection of one base; `asked` keeps what was called, for tests to look at."""

    client: httpx.Client
    base: Base
    login: str
    password: str
    path: str = PATH
    node: Node = "other"
    """The kind of site that was chosen in 1C's settings."""
    asked: list[str] = field(default_factory=list)
    cookie: str = ""
    _more: str = ""

    def check_connection(self) -> None:
        """The button «Проверить подключение»: by the catalogue, though only orders are wanted."""
        self._sign_in("catalog")

    def take_batch(self, *, stop_after: int | None = None) -> int:
        """Fetch one batch, load it, and say so; give how many orders it had."""
        self.begin()
        taken = self.base.load(self.query(), stop_after=stop_after)
        self.success()
        return taken

    def take_all(self, most: int = 1000) -> int:
        """Fetch batches until one is empty."""
        whole = 0
        for _ in range(most):
            taken = self.take_batch()
            if taken == 0:
                return whole
            whole += taken
        msg = f"still orders after {most} batches"
        raise ExchangeFailedError(msg)

    def begin(self) -> None:
        self._sign_in("sale")
        if self.node == "bitrix":
            self._limits("init", strict=False)

    def query(self) -> bytes:
        """Ask for the orders; the answer must begin at once, with neither BOM nor blank."""
        body = self._get("sale", "query").content
        if not body:
            raise ExchangeFailedError("the answer is empty")
        if body.startswith(b"failure"):
            raise ExchangeFailedError(body.decode("utf-8", "replace"))
        starts = (b"<?xml", "<КоммерческаяИнформация".encode(), b"PK")
        if isinstance(self.base, Ut):
            starts = (b"<?xml", b"PK")
        if not body.startswith(starts):
            raise ExchangeFailedError(f"the answer begins with {body[:20]!r}")
        return body

    def success(self) -> None:
        answer = self._get("sale", "success").text
        if answer.startswith("failure") or not answer.strip():
            raise ExchangeFailedError(f"success was answered with {answer!r}")

    def give(self, body: bytes, name: str = "orders-1.xml") -> list[str]:
        """Send what has changed in 1C; give what was answered beyond `success`."""
        self._sign_in("sale")
        limit = self._limits("init", strict=isinstance(self.base, Ut))
        size = limit or len(body)
        warnings: list[str] = []
        for start in range(0, len(body), size):
            warnings += self.post(name, body[start : start + size])
        if isinstance(self.base, Ut):
            self.import_(name)
        return warnings

    def post(self, name: str, piece: bytes) -> list[str]:
        """Send one piece of a file."""
        url = self._url("sale", "file", f"&filename={quote(name)}")
        headers = self._headers() | {"Content-Type": "application/octet-stream"}
        lines = _checked(self.client.post(url, content=piece, headers=headers)).text.split("\n")
        if lines[0] not in {"success", "failure"}:
            raise ExchangeFailedError(f"the first line is {lines[0]!r}")
        if lines[0] == "failure":
            raise ExchangeFailedError("\n".join(lines[1:]) or "failure")
        return [each for each in lines[1:] if each]

    def import_(self, name: str, kind: str = "sale") -> None:
        """Ask whether a file is taken in, until it is."""
        for _ in range(MOST_POLLS):
            lines = self._get(kind, "import", f"&filename={quote(name)}").text.splitlines()
            if lines and lines[0].strip() == "progress":
                continue
            if lines and lines[0].strip() == "success":
                return
            raise ExchangeFailedError("\n".join(lines) or "import was answered with nothing")
        raise ExchangeFailedError(f"no end after {MOST_POLLS} questions")

    def give_catalogue(self, body: bytes = b"<x/>", name: str = "import.xml") -> None:
        """Send goods, as happens when nobody unticked them."""
        self._sign_in("catalog")
        self._limits("init", strict=True, kind="catalog")
        url = self._url("catalog", "file", f"&filename={quote(name)}")
        answer = _checked(self.client.post(url, content=body, headers=self._headers()))
        if answer.text.split("\n")[0] != "success":
            raise ExchangeFailedError(answer.text)
        self.import_(name, "catalog")

    def info(self) -> bytes:
        """Ask for states, ways of payment and delivery, as the form of a Битрикс site does."""
        self._sign_in("sale")
        body = self._get("sale", "info").content
        if not body.startswith((b"<?xml", b"PK")):
            raise ExchangeFailedError(f"info begins with {body[:20]!r}")
        return body

    def _sign_in(self, kind: str) -> None:
        self.cookie = self._more = ""
        answer = self._get(kind, "checkauth")
        if answer.content.startswith(BOM):
            raise ExchangeFailedError("checkauth begins with a BOM")
        lines = answer.text.splitlines()
        if not lines or lines[0].strip().lower() != "success":
            raise ExchangeFailedError(f"checkauth was answered with {answer.text!r}")
        if len(lines) < 3 or not lines[1].strip() or not lines[2].strip():
            raise ExchangeFailedError("checkauth gave no cookie")
        self.cookie = f"{lines[1].strip()}={lines[2].strip()}"
        self._more = f"&{lines[3].strip()}" if len(lines) > 3 else ""

    def _limits(self, mode: str, *, strict: bool, kind: str = "sale") -> int:
        """Read zip and file_limit; for 1C a line feed at the end begins another line."""
        text = self._get(kind, mode).text
        lines = text.split("\n")
        if strict and len(lines) != 2:
            raise ExchangeFailedError(f"init was answered in {len(lines)} lines, not in 2")
        named = dict(line.strip().partition("=")[::2] for line in lines)
        if named.get("zip") not in {"yes", "no"}:
            raise ExchangeFailedError(f"init says nothing of zip: {text!r}")
        if named["zip"] == "yes":
            raise ExchangeFailedError("this 1C has no zip")
        limit = named.get("file_limit", "0")
        if not limit.isdecimal():
            raise ExchangeFailedError(f"file_limit is {limit!r}")
        return int(limit)

    def _get(self, kind: str, mode: str, more: str = "") -> httpx.Response:
        url = self._url(kind, mode, more)
        return _checked(self.client.get(url, headers=self._headers()))

    def _url(self, kind: str, mode: str, more: str) -> str:
        self.asked.append(f"{kind} {mode}")
        return f"{self.path}?type={kind}&mode={mode}{more}{self._more}"

    def _headers(self) -> dict[str, str]:
        pair = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "User-Agent": "1C+Enterprise/8.3"}
        return headers | ({"Cookie": self.cookie} if self.cookie else {})


def count(body: bytes) -> int:
    """How many orders a batch has."""
    return len(documents(root_of(body)))


def _checked(answer: httpx.Response) -> httpx.Response:
    """Whatever is not 200 is an error, a redirect too."""
    if answer.status_code != 200:
        raise ExchangeFailedError(f"HTTP {answer.status_code}: {answer.text[:200]}")
    return answer
