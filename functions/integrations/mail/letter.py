"""A letter as it goes over the line: headers that cannot be broken in two, text and HTML.

Source: https://www.rfc-editor.org/rfc/rfc8058 for List-Unsubscribe
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from integrations.connector import Message, Parcel


def letter_of(message: Message, parcel: Parcel) -> EmailMessage:
    """Write a letter of text and HTML; ValueError for a header that would hold two lines."""
    settings = parcel.settings
    for value in (message.to, message.subject, settings["from_name"], settings["from_address"]):
        one_line(value)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(settings["from_name"], addr_spec=settings["from_address"])
    letter["To"] = Address(addr_spec=message.to)
    letter["Subject"] = message.subject
    letter["Date"] = formatdate(parcel.at.timestamp())
    # The same event to the same address is the same letter, should it be sent twice.
    domain = settings["from_address"].rpartition("@")[2]
    letter["Message-ID"] = f"<{_mark(parcel.event_id, message.to)}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    if settings.get("reply_to"):
        letter["Reply-To"] = Address(addr_spec=settings["reply_to"])
    if link := settings.get("unsubscribe"):
        letter["List-Unsubscribe"] = f"<{link}>"
        if link.startswith("https://"):
            letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(message.text)
    if message.html:
        letter.add_alternative(message.html, subtype="html")
    letter["Content-Language"] = message.language
    return letter


def _mark(event_id: str, to: str) -> str:
    return hashlib.sha256(f"{event_id}\n{to}".encode()).hexdigest()[:32]


def headers_of(letter: EmailMessage) -> dict[str, str]:
    """Give the headers that the log may show."""
    return {name: str(value) for name, value in letter.items() if name not in {"To", "Subject"}}


def one_line(value: str) -> str:
    """Refuse what would break a header in two."""
    if not value.isprintable():
        raise ValueError("must hold no line breaks or control characters")
    return value
