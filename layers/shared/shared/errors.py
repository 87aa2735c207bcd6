"""Every error that Naryad raises on purpose.

ServiceError                 status 500
├─ BadInputError             400  the request can't be read
├─ UnauthorizedError         401  nobody we know
├─ ForbiddenError            403  known, but not allowed
├─ NotFoundError             404  not there, or not yours
├─ MethodError               405  the path is there, the method is not
├─ ConflictError             409  the state forbids it
├─ GoneError                 410  it was there, and is kept no longer
├─ StaleVersionError         412  somebody wrote in between
├─ TooLargeError             413  more than a request may hold
├─ MediaTypeError            415  not JSON
├─ InvalidError              422  readable, but a field breaks a rule
├─ VersionRequiredError      428  If-Match is missing
├─ TooManyError              429  more requests than the key may send
└─ UnavailableError          503  a part that we need does not answer
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """One broken rule: the field's dotted path, the value as given, the rule in words."""

    field: str
    value: Any
    rule: str


class FieldRuleError(ValueError):
    """What a rule among several fields of a shape raises to name the one that is to change."""

    def __init__(self, field: str, rule: str) -> None:
        """Keep the field's name within the shape and the rule in words."""
        super().__init__(rule)
        self.field = field


class ServiceError(Exception):
    """Something a caller can be told, in the caller's words."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the answer will say: words, broken rules, extra members, headers."""
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class BadInputError(ServiceError):
    """The request can't be read."""

    status, slug, title = 400, "bad-input", "The request can't be read"


class UnauthorizedError(ServiceError):
    """The token or key is not one we accept; why is only in our log."""

    status, slug, title = 401, "unauthorized", "The token or key is not accepted"


class ForbiddenError(ServiceError):
    """The caller is known, but lacks the permission."""

    status, slug, title = 403, "forbidden", "Not permitted"


class NotFoundError(ServiceError):
    """There is no such thing, or it is not the caller's."""

    status, slug, title = 404, "not-found", "Not found"


class MethodError(ServiceError):
    """The path exists under other methods."""

    status, slug, title = 405, "method-not-allowed", "Method not allowed"


class ConflictError(ServiceError):
    """The state of the thing forbids what is asked."""

    status, slug, title = 409, "conflict", "The present state forbids this"


class GoneError(ServiceError):
    """It was there, and is kept no longer."""

    status, slug, title = 410, "gone", "It is kept no longer"


class StaleVersionError(ServiceError):
    """The version named in If-Match is no longer the current one."""

    status, slug, title = 412, "stale-version", "Somebody changed it in between"

    def __init__(self, given: int, current: int) -> None:
        """Tell the version that was given and the one that is current."""
        super().__init__(
            f"version {given} is not the current one, {current} is",
            extra={"current_version": current},
        )


class TooLargeError(ServiceError):
    """The body holds more than a request may."""

    status, slug, title = 413, "too-large", "The body is too large"


class MediaTypeError(ServiceError):
    """The body is not JSON."""

    status, slug, title = 415, "media-type", "The body must be JSON"


class InvalidError(ServiceError):
    """The request is readable, but a field breaks a rule."""

    status, slug, title = 422, "invalid", "A field breaks a rule"

    @classmethod
    def of(cls, field: str, value: Any, rule: str) -> "InvalidError":  # noqa: ANN401 - any wire value
        """Make the error of one field."""
        return cls.of_all([FieldError(field, value, rule)])

    @classmethod
    def of_all(cls, errors: Sequence[FieldError]) -> "InvalidError":
        """Make the error of every field that breaks a rule."""
        return cls("; ".join(f"{each.field}: {each.rule}" for each in errors), errors=errors)


class VersionRequiredError(ServiceError):
    """A change must name the version it was made from."""

    status, slug, title = 428, "version-required", "If-Match is required"


class TooManyError(ServiceError):
    """The key has sent more requests than it may; Retry-After says when to go on."""

    status, slug, title = 429, "too-many-requests", "Too many requests"


class UnavailableError(ServiceError):
    """A part that we need does not answer; the caller may try again."""

    status, slug, title = 503, "unavailable", "Try again"
