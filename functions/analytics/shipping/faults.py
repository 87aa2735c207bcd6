"""Why an attempt at an export failed, for whoever waits for it: never data, never secrets."""

from typing import Any, Final

from shared.errors import ServiceError

FAILED: Final = "the export could not be written ({}); its cause is in the log"


def reason_of(error: BaseException) -> str:
    """Name a fault: in our own words, by what a service of AWS answered, or by its kind."""
    if isinstance(error, ServiceError):
        return error.detail
    response: Any = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    if code:
        return f"{getattr(error, 'operation_name', 'AWS')}: {code}"
    return type(error).__name__
