"""The gateway SMSC.ru.

Source: https://smsc.ru/api/http/ (send.php, status.php)
"""

from collections.abc import Mapping
from typing import Final

from integrations.sms.gate import (
    Account,
    AnswerError,
    Fate,
    Request,
    Sms,
    State,
    Verdict,
    fields_of,
)

_SAID: Final = {
    1: "a parameter is wrong",
    2: "the login or the password is wrong",
    3: "the account has no money",
    4: "the address is blocked for a while",
    5: "the date is wrong",
    6: "the text or the sender is forbidden",
    7: "the number is wrong",
    8: "it cannot be delivered to this number",
    9: "the same text was sent a moment ago, or too many at once",
}
_PASSING: Final = frozenset({3, 4, 9})
"""Money comes, blocks end; all else stays as it is until somebody mends it."""
_STATES: Final[Mapping[int, State]] = {
    -3: "unknown", -2: "failed", -1: "queued", 0: "sent", 1: "delivered", 2: "delivered",
    3: "failed", 20: "failed", 22: "failed", 23: "failed", 24: "failed", 25: "failed",
}  # fmt: skip


class Smsc:
    """SMSC.ru; the account is a login with a password or an API key."""

    base_url = "https://smsc.ru"

    def order(self, sms: Sms, account: Account) -> Request:
        """Ask for a text to be sent."""
        form = _signed(account) | {"phones": sms.to, "mes": sms.text}
        return Request("/sys/send.php", form | ({"sender": sms.sender} if sms.sender else {}))

    def verdict(self, status: int, body: bytes) -> Verdict:
        """Read the answer to it."""
        del status  # it is 200 whatever happened
        told = fields_of(body)
        if "error_code" not in told:
            return Verdict(reference=str(told["id"]))
        code = int(told["error_code"])
        said = _SAID.get(code, "the gateway refused it")
        return Verdict(code=str(code), said=said, permanent=code not in _PASSING)

    def question(self, reference: str, to: str, account: Account) -> Request:
        """Ask what became of a text."""
        return Request("/sys/status.php", _signed(account) | {"phone": to, "id": reference})

    def fate(self, body: bytes) -> Fate:
        """Read the answer to that."""
        told = fields_of(body)
        if "status" not in told:
            raise AnswerError("no status was told")
        return fate_of(told["status"])


def fate_of(status: object) -> Fate:
    """Read a status as the answer and the callback name it."""
    return Fate(_STATES.get(int(str(status)), "unknown"), str(status))


def _signed(account: Account) -> dict[str, str]:
    # Without a charset the texts are taken for windows-1251.
    mine = {"login": account.login, "psw": account.secret}
    return mine | {"fmt": "3", "charset": "utf-8"}
