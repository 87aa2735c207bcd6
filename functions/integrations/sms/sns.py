"""Amazon SNS: texts by the company's own AWS account.

It tells nothing of a single text later on: what became of it is in CloudWatch.
Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

import time
from collections.abc import Callable
from typing import Any, Final

from integrations.connector import Outcome
from integrations.sms.gate import Account, Fate, Sms
from shared.calls import Timing

_NOT_SENT: Final = frozenset(
    {"InvalidParameter", "InvalidParameterValue", "ValidationException", "OptedOut"}
)
_PREFIX: Final = "AWS.SNS.SMS."


class Sns:
    """Publishes texts through SNS."""

    def __init__(self, aws: Callable[[str], Any]) -> None:
        """Keep what gives clients of AWS."""
        self._aws = aws

    def send(self, sms: Sms, account: Account, *, deadline_s: float) -> Outcome:
        """Hand a text over; the client's own time limits hold."""
        del account, deadline_s
        from botocore.exceptions import BotoCoreError, ClientError

        kinds = {"SMSType": "Transactional"} | ({"SenderID": sms.sender} if sms.sender else {})
        attributes = {
            _PREFIX + name: {"DataType": "String", "StringValue": value}
            for name, value in kinds.items()
        }
        began = time.perf_counter()
        try:
            answer = self._aws("sns").publish(
                PhoneNumber=sms.to, Message=sms.text, MessageAttributes=attributes
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            return Outcome(
                delivered=False,
                status=status,
                error=f"Amazon SNS refused it ({code})",
                error_class="provider",
                permanent=code in _NOT_SENT,
                unreachable=code == "OptedOut",
                timing=_since(began),
            )
        except BotoCoreError as error:
            said = type(error).__name__
            return Outcome(delivered=False, error=said, error_class="timeout", timing=_since(began))
        return Outcome(
            delivered=True, status=200, reference=answer["MessageId"], timing=_since(began)
        )

    def fate(self, reference: str, to: str, account: Account, *, deadline_s: float) -> Fate | None:
        """Give nothing: SNS tells it to CloudWatch only."""
        del reference, to, account, deadline_s
        return None


def _since(began: float) -> Timing:
    return Timing(total_ms=round((time.perf_counter() - began) * 1000))
