"""Letters through SES as it answers."""

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from integrations.mail.tags import request_of
from shared.cause import caused_by
from tests.integrations.mail.test_email import connector, parcel


class Ses:
    """SES as its client shows it."""

    def __init__(self, error=None):
        self.error = error
        self.sent = []

    def send_email(self, **wanted):
        if self.error:
            raise self.error
        self.sent.append(wanted)
        return {"MessageId": "0100-1"}


def refusal(code, status):
    said = {
        "Error": {"Code": code, "Message": "told"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(said, "SendEmail")


def by_ses(ses, **changes):
    sent = parcel(provider="ses", host="", configuration_set="naryad", **changes)
    return connector(aws={"sesv2": ses}.__getitem__).send(sent)


def test_a_letter_goes_by_ses_whole():
    ses = Ses()

    outcome = by_ses(ses)

    (sent,) = ses.sent
    assert (outcome.delivered, outcome.reference) == (True, "0100-1")
    assert sent["Destination"] == {"ToAddresses": ["maria@example.com"]}
    assert sent["ConfigurationSetName"] == "naryad"
    assert b"text/html" in sent["Content"]["Raw"]["Data"]


def test_a_letter_carries_the_request_that_led_to_it():
    ses = Ses()

    with caused_by("JKJaXmPLvHcESHA="):
        by_ses(ses)
    by_ses(ses)

    tagged, untagged = ses.sent
    assert request_of({"detail": {"mail": {"tags": told_of(tagged)}}}) == "JKJaXmPLvHcESHA="
    assert "EmailTags" not in untagged


def told_of(sent):
    """As SES tells the tags of a letter."""
    return {tag["Name"]: [tag["Value"]] for tag in sent["EmailTags"]}


@pytest.mark.parametrize(
    ("error", "is_permanent"),
    [
        (refusal("MessageRejected", 400), True),
        (refusal("TooManyRequestsException", 429), False),
        (refusal("AccountSuspendedException", 400), False),
        (refusal("InternalFailure", 500), False),
        (ReadTimeoutError(endpoint_url="https://ses.example"), False),
    ],
)
def test_what_ses_says_decides(error, is_permanent):
    outcome = by_ses(Ses(error))

    assert (outcome.delivered, outcome.permanent) == (False, is_permanent)
