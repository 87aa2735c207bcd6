"""Reports of API keys that were found in public, in the format of GitHub's secret scanning.

Source: https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partner-program
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from integrations.access.keys import is_well_formed, key_hash
from integrations.access.model import ApiKey
from integrations.access.service import KeyService
from shared.auth import Actor
from shared.errors import NotFoundError, UnauthorizedError
from shared.observe import logger
from shared.problem import invalid

REPORTER: Final = Actor(kind="system", id="leaked-keys", name="GitHub secret scanning")
MAX_REPORTS: Final = 1000


class Signers(Protocol):
    """Whoever may report."""

    def has_signed(self, name: str, signature: str, body: bytes) -> bool:
        """Tell whether the owner of a named key signed these bytes."""
        ...


class Report(BaseModel):
    """One finding."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: Annotated[str, Field(max_length=500)]
    type: Annotated[str, Field(max_length=100)] = ""
    url: Annotated[str, Field(max_length=2000)] | None = None
    source: Annotated[str, Field(max_length=100)] | None = None


class LabelOut(BaseModel):
    """What a finding is; the token goes back as its SHA-256 alone."""

    token_hash: str
    token_type: str
    label: Literal["true_positive", "false_positive"]


class LabelsOut(BaseModel):
    """What the findings of one report are."""

    items: list[LabelOut]

    def text(self) -> str:
        """Write them as the reporter reads them: a bare list."""
        return json.dumps([each.model_dump() for each in self.items])


@dataclass(frozen=True)
class Signature:
    """The name of the key that signed a report, and the signature in base64."""

    name: str
    value: str


class LeakReports:
    """Takes reports; None for the signers when none is expected."""

    def __init__(
        self,
        keys: KeyService,
        signers: Signers | None,
        tell: Callable[[ApiKey, str | None], None] = lambda _key, _where: None,
    ) -> None:
        """Join the service of keys, who may report, and what tells administrators."""
        self._keys = keys
        self._signers = signers
        self._tell = tell

    def take(self, body: bytes, signature: Signature) -> LabelsOut:
        """Switch off what is ours of a signed report, and say which that is."""
        if self._signers is None:
            raise NotFoundError("no reports of leaked keys are taken here")
        if not self._signers.has_signed(signature.name, signature.value, body):
            raise UnauthorizedError("the signature of the report is not accepted")
        return LabelsOut(items=[self._label(report) for report in _reports(body)])

    def _label(self, report: Report) -> LabelOut:
        is_ours = self._switch_off(report)
        hashed = hashlib.sha256(report.token.encode()).digest()
        return LabelOut(
            token_hash=base64.b64encode(hashed).decode(),
            token_type=report.type,
            label="true_positive" if is_ours else "false_positive",
        )

    def _switch_off(self, report: Report) -> bool:
        if not is_well_formed(report.token):
            return False
        key = self._keys.report_leak(key_hash(report.token), REPORTER, where=report.url)
        if key is None:
            return False
        # The line that an alarm waits for (template.yaml).
        logger().warning("key.leaked", extra={"key_id": key.id, "found_in": report.source})
        self._tell(key, report.url)
        return True


@cache
def _shape() -> TypeAdapter[list[Report]]:
    return TypeAdapter(Annotated[list[Report], Field(max_length=MAX_REPORTS)])


def _reports(body: bytes) -> list[Report]:
    try:
        return _shape().validate_json(body)
    except ValidationError as error:
        places = [{**each, "loc": ("body", *each["loc"]), "input": None} for each in error.errors()]
        raise invalid(places) from error
