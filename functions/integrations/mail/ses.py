"""Letters by Amazon SES.

Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

from email.message import EmailMessage
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from integrations.connector import Message, Outcome, Parcel
from integrations.mail.tags import tags_of
from shared.cause import cause

_SES_WAITS: Final = frozenset(
    {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"}
)
_SES_NEVER: Final = frozenset({"MessageRejected", "BadRequestException"})
_SERVER_FAULT: Final = 500


def send_by_ses(
    client: Any,  # noqa: ANN401 - boto3's client or a stub
    parcel: Parcel,
    message: Message,
    letter: EmailMessage,
) -> Outcome:
    """Send one letter to one address."""
    wanted: dict[str, Any] = {
        "FromEmailAddress": str(letter["From"]),
        "Destination": {"ToAddresses": [message.to]},
        "Content": {"Raw": {"Data": letter.as_bytes()}},
    }
    if parcel.settings.get("configuration_set"):
        wanted["ConfigurationSetName"] = parcel.settings["configuration_set"]
    if tags := tags_of(cause()):
        wanted["EmailTags"] = [{"Name": name, "Value": value} for name, value in tags.items()]
    try:
        answer = client.send_email(**wanted)
    except ClientError as error:
        return _refused_by_ses(error)
    except BotoCoreError as error:
        return Outcome(delivered=False, error=type(error).__name__, error_class="unreachable")
    return Outcome(delivered=True, status=200, reference=answer["MessageId"])


def _refused_by_ses(error: ClientError) -> Outcome:
    said, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    waits = said["Code"] in _SES_WAITS or status >= _SERVER_FAULT
    return Outcome(
        delivered=False,
        status=status,
        error=f"SES answered {said['Code']}: {said['Message']}"[:500],
        error_class="status",
        permanent=not waits and said["Code"] in _SES_NEVER,
    )
