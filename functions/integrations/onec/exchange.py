"""The site exchange as 1C speaks it: what each `mode` does and how it is answered.

`query` may be repeated and marks nothing; `success` of the same session moves the cursor. A batch
that 1C left in the middle comes again. No answer ends in a line feed: 1C counts the lines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

from integrations.model import Integration
from integrations.onec.batches import Gathering
from integrations.onec.door import COOKIE, Door, Guest
from integrations.onec.model import FILE_LIMIT, RefusedError, Session
from integrations.onec.ports import Exchanges, Messenger, Orders, Pieces, Wishes
from integrations.onec.returning import Returning
from integrations.onec.settings import KIND, OnecSettings
from integrations.ports import Integrations
from shared.clock import Clock
from shared.observe import logger
from shared.onec.characters import escaped
from shared.onec.reader import ROOT, read
from shared.onec.tree import MOST_BYTES, UnreadableError
from shared.onec.writer import wrapped

SUCCESS: Final = "success"
LIMITS: Final = f"zip=no\nfile_limit={FILE_LIMIT}"
MOST_SAID: Final = 20
XML: Final = "application/xml; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
_LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Question:
    """One request of 1C."""

    type: str
    mode: str
    filename: str = ""
    authorization: str = ""
    cookie: str = ""
    ip: str = ""
    body: Callable[[], bytes] = bytes
    """Gives the body once whoever asks was let in."""


@dataclass(frozen=True)
class Answer:
    """What 1C is answered with, byte for byte."""

    body: bytes
    content_type: str = TEXT
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stores:
    """What the exchange reads and writes."""

    integrations: Integrations
    exchanges: Exchanges
    orders: Orders
    pieces: Pieces
    wishes: Wishes
    messenger: Messenger


@dataclass(frozen=True)
class _Turn:
    """A question of somebody who was let in, within their session."""

    integration: Integration
    settings: OnecSettings
    session: Session


class Exchange:
    """Answers 1C."""

    def __init__(self, stores: Stores, door: Door, *, clock: Clock) -> None:
        """Join the stores, the door and the clock."""
        self._stores = stores
        self._door = door
        self._clock = clock

    def answer(self, question: Question) -> Answer:
        """Answer a question; ServiceError for one that is refused."""
        guest = self._door.admit(question.authorization, question.cookie, question.ip)
        integration = self._connection(guest.integration_id)
        if question.mode == "checkauth":
            return self._begin(integration, guest)
        session = self._session(guest)
        settings = OnecSettings.model_validate(integration.settings)
        turn = _Turn(integration, settings, session)
        modes: Mapping[str, Callable[[_Turn, Question], Answer]] = {
            "init": lambda *_: _text(LIMITS),
            "query": self._query,
            "success": self._success,
            "file": self._file,
            "import": self._import,
            "info": _info,
        }
        if question.mode not in modes:
            raise RefusedError(f"the mode {question.mode[:20]!r} is not known here")
        if question.type == "catalog" and question.mode not in {"init", "info"}:
            return _text(SUCCESS)  # goods that nobody wanted are taken politely
        return modes[question.mode](turn, question)

    def _begin(self, integration: Integration, guest: Guest) -> Answer:
        now = self._clock()
        session = Session(
            id=f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}-{token_hex(6)}",
            integration_id=integration.id,
            key_id=guest.actor.id,
            key_name=guest.actor.name,
            started_at=now,
            last_at=now,
        )
        self._stores.exchanges.open(session)
        self._log("begun", session)
        return _text(f"{SUCCESS}\n{COOKIE}\n{self._door.cookie(guest, session.id, now)}")

    def _query(self, turn: _Turn, _: Question) -> Answer:
        now = self._clock()
        stores, integration = self._stores, turn.integration
        gathering = Gathering(integration, turn.settings, stores.orders, stores.exchanges)
        found = gathering.batch(now)
        for each in found.aside:
            stores.exchanges.put_aside(integration.id, each)
        remarks = [f"order {e.number}: {e.faults[0].words}" for e in found.aside]
        self._note(
            turn.session,
            remarks,
            offered=len(found.documents),
            offered_to=found.to,
            offered_again=found.again,
            put_aside=turn.session.put_aside + len(found.aside),
        )
        self._log("offered", turn.session, orders=len(found.documents), aside=len(found.aside))
        return Answer(b"".join(wrapped(found.documents, turn.settings.profile, now)), XML)

    def _success(self, turn: _Turn, _: Question) -> Answer:
        session, exchanges = turn.session, self._stores.exchanges
        for order_id in session.offered_again:
            exchanges.take_back(session.integration_id, order_id)
        if session.offered_to:
            exchanges.move_cursor(session.integration_id, session.offered_to)
            now = self._clock()
            exchanges.change(
                session.integration_id,
                session.id,
                lambda each: each.committed().model_copy(update={"last_at": now}),
            )
            self._log("committed", session, orders=session.offered)
        return _text(SUCCESS)

    def _file(self, turn: _Turn, question: Question) -> Answer:
        name, piece = _name(question), question.body()
        whole = self._put_together(turn, name, piece)
        if whole is None:
            return _text(SUCCESS)
        try:
            heard = self._returning(turn).take(read(whole), turn.session, self._clock())
        except UnreadableError as error:
            raise self._failed(turn.session, f"{name}: {error}") from error
        session = turn.session
        self._note(
            session,
            heard.strange,
            told=session.told + heard.told,
            wished=session.wished + heard.wished,
        )
        self._log("heard", session, told=heard.told, wished=heard.wished)
        return _text("\n".join((SUCCESS, *heard.strange[:MOST_SAID])))

    def _put_together(self, turn: _Turn, name: str, piece: bytes) -> bytes | None:
        """Give the file once it is whole; most come in one piece and are never kept."""
        pieces, session = self._stores.pieces, turn.session
        whole = (pieces.whole(session, name) or b"") + piece
        if _is_whole(whole) or len(piece) < FILE_LIMIT:
            pieces.drop(session, name)
            return whole
        if len(whole) > MOST_BYTES:
            pieces.drop(session, name)
            raise self._failed(session, f"{name}: it is larger than {MOST_BYTES} bytes")
        pieces.add(session, name, piece)
        return None

    def _import(self, turn: _Turn, question: Question) -> Answer:
        if self._stores.pieces.whole(turn.session, _name(question)) is not None:
            raise self._failed(turn.session, f"{_name(question)}: its end has not come")
        return _text(SUCCESS)

    def _returning(self, turn: _Turn) -> Returning:
        stores = self._stores
        return Returning(turn.settings, stores.orders, stores.wishes, stores.messenger)

    def _connection(self, integration_id: str) -> Integration:
        found = self._stores.integrations.get(integration_id)
        if found is None or found.kind != KIND or found.settings.get("mode") != "exchange":
            raise RefusedError("the login must be the id of a connection that 1C fetches from")
        if not found.goes_out:
            raise RefusedError(f"the connection is {found.state}")
        return found

    def _session(self, guest: Guest) -> Session:
        found = guest.session_id and self._stores.exchanges.session(
            guest.integration_id, guest.session_id
        )
        if not found:
            raise RefusedError("there is no session; begin with mode=checkauth")
        return found

    def _note(self, session: Session, remarks: list[str], **fields: object) -> None:
        now = self._clock()
        self._stores.exchanges.change(
            session.integration_id,
            session.id,
            lambda each: each.noted(remarks, last_at=now, **fields),
        )

    def _failed(self, session: Session, words: str) -> RefusedError:
        self._note(session, [words], failed=True)
        self._log("failed", session)
        return RefusedError(words)

    def _log(self, event: str, session: Session, **counts: int) -> None:
        told = {"integration_id": session.integration_id, "session": session.id, **counts}
        logger().info(f"onec.{event}", extra=told)


def _text(said: str) -> Answer:
    return Answer(said.encode())


def _name(question: Question) -> str:
    if not 0 < len(question.filename) <= _LONGEST_NAME:
        raise RefusedError(f"filename must have 1 to {_LONGEST_NAME} characters")
    return question.filename


def _is_whole(body: bytes) -> bool:
    end = body[-200:].rstrip()
    return any(end.endswith(f"{ROOT}>".encode(encoding)) for encoding in ("utf-8", "cp1251"))


def _info(turn: _Turn, _: Question) -> Answer:
    """Name our states and ways of payment, as a node of the Bitrix type asks for them."""
    profile = turn.settings.profile
    lists = "".join(
        f"<{name}>{''.join(_entry(key, words) for key, words in known.items())}</{name}>"
        for name, known in (("Статусы", profile.statuses), ("ПлатежныеСистемы", profile.methods))
    )
    said = f'<?xml version="1.0" encoding="UTF-8"?>\n<Справочник>{lists}</Справочник>'
    return Answer(said.encode(), XML)


def _entry(key: str, words: str) -> str:
    return f"<Элемент><Ид>{escaped(key)}</Ид><Название>{escaped(words)}</Название></Элемент>"
