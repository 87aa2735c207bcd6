"""The emulator's process: MiniStack, ended when whoever started it is gone.

`python -m local.emulated` with a pipe as standard input. However the parent ends - even killed -
the pipe closes, and the emulator stops gracefully, which is when it saves its state.
"""

import contextlib
import os
import secrets
import signal
import smtplib
import sys
import threading
from email.message import EmailMessage
from typing import Any

from local.ports import HOST

# Where the letters of the user pool go; without it they go nowhere.
MAIL_PORT = "LETTERS_GO_TO_PORT"
MAIL_S = 10
# What a laptop's streams may hold over a restart; DynamoDB's own bound is 24 hours.
KEPT_RECORDS = 10_000


def main() -> None:
    """Serve until the parent or a signal ends it."""
    from ministack.app import main as serve  # type: ignore[import-untyped] # has no types

    keep_stream_records()
    make_up_reset_codes()
    if MAIL_PORT in os.environ:
        mail_to(int(os.environ[MAIL_PORT]))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve()


def keep_stream_records() -> None:
    """Let stream records outlive a restart, as the tables they tell of do.

    MiniStack saves tables and not their streams: a change made just before the end would never
    reach its consumers. Its module for streams saves nothing, so the state is added there.
    """
    from ministack.services import (  # type: ignore[import-untyped] # has no types
        dynamodb,
        dynamodb_streams,
    )

    records, trimmed = vars(dynamodb)["_stream_records"], vars(dynamodb)["_stream_trimmed"]

    def saved() -> dict[str, Any]:
        newest = type(records)()
        for (account, region, table), kept in records.all_items():
            newest.set_scoped(account, region, table, kept[-KEPT_RECORDS:])
        return {"records": newest, "trimmed": trimmed}

    def restore(state: dict[str, Any]) -> None:
        records.update(state["records"])
        trimmed.update(state["trimmed"])

    dynamodb_streams.get_state = saved
    dynamodb_streams.load_persisted_state = restore


def make_up_reset_codes() -> None:
    """Let a forgotten password be replaced only by the code that was mailed, as Cognito does.

    MiniStack mails the same code to everybody, and asks for it only where it enforces IAM.
    """
    from ministack.services import cognito

    mail, confirm = cognito._send_verification_email, cognito._confirm_forgot_password  # noqa: SLF001

    def mail_another(pool: Any, username: str, attributes: Any, code: str, **rest: Any) -> Any:  # noqa: ANN401 - MiniStack's
        user, _ = cognito._resolve_user(pool, username)  # noqa: SLF001
        if rest.get("attribute_name") == "password":
            code = user["_reset_code"] = f"{secrets.randbelow(10**6):06}"
        return mail(pool, username, attributes, code, **rest)

    def confirm_by_code(data: Any) -> Any:  # noqa: ANN401 - MiniStack's
        wrong = cognito._confirmation_code_error("ConfirmForgotPassword", data)  # noqa: SLF001
        return wrong or confirm(data)

    cognito._send_verification_email = mail_another  # noqa: SLF001
    cognito._confirm_forgot_password = confirm_by_code  # noqa: SLF001


def mail_to(port: int) -> None:
    """Hand what the user pool writes to people, invitations and codes, to the mail server here."""
    from ministack.services import cognito

    record = cognito._deliver_cognito_email  # noqa: SLF001

    def send(
        pool: Any,  # noqa: ANN401 - MiniStack's
        to_email: str,
        subject: str,
        body: str,
        **rest: Any,  # noqa: ANN401 - MiniStack's
    ) -> Any:  # noqa: ANN401 - MiniStack's
        threading.Thread(target=_mail, args=(port, to_email, subject, body), daemon=True).start()
        return record(pool, to_email, subject, body, **rest)

    cognito._deliver_cognito_email = send  # noqa: SLF001


def _mail(port: int, address: str, subject: str, body: str) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "no-reply@naryad.example", address, subject
    letter.set_content(body, subtype="html")
    # As on AWS: whoever asked for a letter is not told that it went nowhere.
    with contextlib.suppress(OSError), smtplib.SMTP(HOST, port, timeout=MAIL_S) as client:
        client.send_message(letter)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
