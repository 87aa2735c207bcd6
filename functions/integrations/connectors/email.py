"""E-mail: by SES, or by any SMTP server over TLS (`integrations.mail`)."""

from email.errors import MessageError
from typing import Final

import certifi

from integrations.connector import Kind, Outcome, Parcel, Reach
from integrations.mail.letter import letter_of
from integrations.mail.ses import send_by_ses
from integrations.mail.settings import EmailCredentials, EmailSettings
from integrations.mail.smtp import send_by_smtp


class EmailConnector:
    """Sends messages by mail."""

    def __init__(self, reach: Reach, *, authorities: str | None = None) -> None:
        """Keep how to reach the outside; `authorities` vouch for certificates, in tests."""
        self._reach = reach
        self._authorities = authorities

    def send(self, parcel: Parcel) -> Outcome:
        """Send one letter to one address."""
        message = parcel.message
        if message is None or not message.text.strip():
            return Outcome.hopeless("the letter is empty", "request")
        try:
            letter = letter_of(message, parcel)
        except (ValueError, MessageError) as error:
            return Outcome.hopeless(str(error), "request")
        if parcel.settings["provider"] == "ses":
            return send_by_ses(self._reach.aws("sesv2"), parcel, message, letter)
        authorities = self._authorities or certifi.where()
        return send_by_smtp(self._reach, parcel, message, letter, authorities)


KIND: Final = Kind(
    make=EmailConnector,
    settings=EmailSettings,
    titles={
        "ru": ("E-mail", "Письма клиентам, мастерам или списку адресов."),
        "en": ("E-mail", "Letters to customers, technicians or a list of addresses."),
    },
    credentials=EmailCredentials,
    reaches="email",
    has_html=True,
)
