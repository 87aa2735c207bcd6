"""The gateway SMS.ru.

Source: https://sms.ru/api (sms/send, sms/status)
"""

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

TAKEN: Final = 100
_SAID: Final = {
    200: "the key is wrong",
    201: "the account has no money",
    202: "the number is wrong",
    203: "there is no text",
    204: "the sender is not agreed upon",
    205: "the text is longer than eight parts",
    206: "the day's limit is reached",
    207: "texts to this number are not possible",
    208: "the time is wrong",
    209: "the number is on your stop list",
    210: "POST is asked for",
    211: "there is no such method",
    212: "the text is not UTF-8",
    220: "the gateway is not available",
    230: "the day's limit of texts to this number is reached",
    300: "the token has expired",
    301: "the password is wrong",
    302: "the account is not confirmed",
}
_PASSING: Final = frozenset({201, 206, 220, 230})
_NOBODY: Final = frozenset({207, 209})
_STATES: Final[dict[int, State]] = {
    100: "queued", 101: "sent", 102: "sent", 103: "delivered",
    104: "failed", 105: "failed", 106: "failed", 107: "failed", 108: "failed",
}  # fmt: skip


class SmsRu:
    """SMS.ru; the account is an api_id."""

    base_url = "https://sms.ru"

    def order(self, sms: Sms, account: Account) -> Request:
        """Ask for a text to be sent."""
        form = {"api_id": account.secret, "to": sms.to, "msg": sms.text, "json": "1"}
        return Request("/sms/send", form | ({"from": sms.sender} if sms.sender else {}))

    def verdict(self, status: int, body: bytes) -> Verdict:
        """Read the answer to it: of the whole request first, then of the one number."""
        del status  # it is 200 whatever happened
        told = fields_of(body)
        code = int(told["status_code"])
        if code == TAKEN:
            (told,) = told["sms"].values()
            code = int(told["status_code"])
        if code == TAKEN:
            return Verdict(reference=str(told["sms_id"]))
        said = _SAID.get(code, "the gateway refused it")
        is_final = code not in _PASSING
        return Verdict(code=str(code), said=said, permanent=is_final, unreachable=code in _NOBODY)

    def question(self, reference: str, to: str, account: Account) -> Request:
        """Ask what became of a text."""
        del to
        return Request("/sms/status", {"api_id": account.secret, "sms_id": reference, "json": "1"})

    def fate(self, body: bytes) -> Fate:
        """Read the answer to that."""
        told = fields_of(body)
        if int(told.get("status_code", 0)) != TAKEN:
            raise AnswerError("no status was told")
        (one,) = told["sms"].values()
        return fate_of(one["status_code"])


def fate_of(status: object) -> Fate:
    """Read a status as the answer and the callback name it; what is known for good is a fate."""
    return Fate(_STATES.get(int(str(status)), "unknown"), str(status))
