"""Schemathesis's engine over docs/openapi.json, in process or over the wire: what it found."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from schemathesis import Case, engine, hook, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.generation.meta import TestPhase
from schemathesis.hooks import unregister

Aim = Callable[[Case], None]
CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "negative_data_rejection",
    "missing_required_header",
)

# Without If-Match we answer 428 (RFC 6585), which says more than 400; a body of megabytes gets 413.
# A gateway on a busy machine says so, as it is described; in process nobody does.
BUSY: Final = {"enabled": True, "expected-statuses": ["2xx", "3xx", "4xx", "503"]}
ANY_REFUSAL: Final = {"expected-statuses": ["4xx"]}
EXPECTED: Final = {
    "missing_required_header": ANY_REFUSAL,
    "negative_data_rejection": ANY_REFUSAL,
}


@dataclass(frozen=True)
class Fault:
    """One answer that is not what the description says."""

    operation: str
    check: str
    message: str
    curl: str

    def __str__(self) -> str:
        """Show it with the request that shows it again."""
        return f"{self.operation}: {self.check}: {self.message}\n  {self.curl}"


@dataclass
class Found:
    """What a run did and what it found."""

    faults: list[Fault] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def operations(self) -> set[str]:
        """Name the operations that were asked."""
        return {operation for operation, _ in self.statuses}


@dataclass(frozen=True)
class Asking:
    """How a run asks: as whom, how often, from which seed, in which phases.

    What is enumerated of an operation may be thinned to one case of so many. A part of a body that
    is set aside is not sent at all: a schema within itself takes minutes.
    """

    headers: Mapping[str, str]
    examples: int = 10
    seed: int = 1
    phases: Sequence[str] = ("examples", "coverage", "fuzzing")
    mode: str = "all"
    methods: Sequence[str] = ()
    names: Sequence[str] = ()
    thinned: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    checks: Sequence[str] = CHECKS
    aim: Aim | None = None


def run(asking: Asking, *, app: Any = None, url: str = "") -> Found:
    """Ask everything there is; a WSGI application or the address of a server answers."""
    schema = openapi.from_dict(without(asking.aside), config=config(asking, url))
    if app is not None:
        schema.app = app
    wanted = {"operation_id": [*asking.names], "method": [*asking.methods]}
    chosen = {name: values for name, values in wanted.items() if values}
    if chosen:
        schema = schema.include(**chosen)
    found = Found()
    with aiming(asking.aim), thinning(asking.thinned):
        for event in engine.from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                _note(found, event)
            elif isinstance(event, events.NonFatalError | events.FatalError):
                found.errors.append(str(getattr(event, "info", None) or event.exception))
    return found


@contextmanager
def aiming(aim: Aim | None) -> Iterator[None]:
    """Let `aim` change each request before it is sent."""

    def before_call(_context: Any, case: Case, _kwargs: dict[str, Any]) -> None:
        if aim is not None:
            aim(case)

    hook(before_call)
    try:
        yield
    finally:
        unregister(before_call)


@contextmanager
def thinning(thinned: Mapping[str, int]) -> Iterator[None]:
    """Let one case of so many of an operation through, of those that are enumerated."""
    seen: Counter[str] = Counter()

    def filter_case(_context: Any, case: Case) -> bool:
        name = str(case.operation.definition.raw["operationId"])
        is_enumerated = case.meta is not None and case.meta.phase.name is TestPhase.COVERAGE
        if name not in thinned or not is_enumerated:
            return True
        seen[name] += 1
        return seen[name] % thinned[name] == 1

    hook(filter_case)
    try:
        yield
    finally:
        unregister(filter_case)


def config(asking: Asking, url: str = "") -> SchemathesisConfig:
    """Write the settings of a run."""
    all_phases = ("examples", "coverage", "fuzzing", "stateful")
    return SchemathesisConfig.from_dict(
        {
            "seed": asking.seed,
            "headers": dict(asking.headers),
            "continue-on-failure": True,
            "workers": 1,
            "request-timeout": 60,  # a busy machine makes answers late, none of them wrong
            **({"base-url": url} if url else {}),
            "generation": {
                "mode": asking.mode,
                "max-examples": asking.examples,
                "deterministic": True,
                "no-shrink": True,
                "with-security-parameters": False,
                "database": "none",
            },
            "phases": {name: {"enabled": name in asking.phases} for name in all_phases},
            "checks": {
                "enabled": False,
                **{name: {"enabled": True, **EXPECTED.get(name, {})} for name in asking.checks},
                **({"not_a_server_error": BUSY} if url else {}),
            },
        }
    )


def _note(found: Found, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    for case_id, interaction in recorder.interactions.items():
        operation = recorder.cases[case_id].value.operation.label
        if interaction.response is not None:
            found.statuses[operation, interaction.response.status_code] += 1
    found.faults += _faults(recorder)


def _faults(recorder: Any) -> Iterator[Fault]:
    for case_id, checks in recorder.checks.items():
        case = recorder.cases[case_id].value
        for check in checks:
            info = check.failure_info
            if info is not None:
                message = f"{info.failure.title}: {info.failure.message}"
                yield Fault(case.operation.label, check.name, message, info.code_sample)


def document() -> dict[str, Any]:
    """Read the committed description."""
    from scripts.openapi import TARGET

    read: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8"))
    return read


def without(aside: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Read it without some fields of some schemas."""
    read = document()
    for name, fields in aside.items():
        for each in fields:
            del read["components"]["schemas"][name]["properties"][each]
    return read
