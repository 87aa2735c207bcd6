"""Which addresses SES tells us to write to no more. Pure.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from collections.abc import Mapping
from typing import Any

Told = list[tuple[str, str]]


def suppressed_by(event: Mapping[str, Any]) -> Told:
    """Give each address with the reason; a bounce that may pass gives none."""
    detail = event.get("detail", {})
    bounce, complaint = detail.get("bounce"), detail.get("complaint")
    if bounce and bounce.get("bounceType") == "Permanent":
        kind = bounce.get("bounceSubType") or "General"
        return _addresses(bounce.get("bouncedRecipients"), f"the letter came back: {kind}")
    # "Not spam" is a complaint taken back.
    if complaint and complaint.get("complaintFeedbackType") != "not-spam":
        return _addresses(complaint.get("complainedRecipients"), "the addressee complained")
    return []


def _addresses(recipients: Any, reason: str) -> Told:  # noqa: ANN401 - what SES sends
    found = (each.get("emailAddress") for each in recipients or ())
    return [(_bare(address), reason) for address in found if address]


def _bare(address: str) -> str:
    return address.rpartition("<")[2].removesuffix(">").strip()
