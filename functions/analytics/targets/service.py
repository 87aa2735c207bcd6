"""What can be done with targets. No AWS here: storage comes as a port."""

from collections.abc import Iterator, Mapping
from typing import Final

from analytics.targets.model import WHOLE, Aim, KpiTargets, Number, aims, differences
from analytics.targets.ports import TargetsMovedError, TargetStore
from shared.asked import Asked
from shared.audit import new_entry
from shared.clock import Clock
from shared.errors import FieldError, InvalidError, StaleVersionError
from shared.version import check_version

SUBJECT: Final = "targets"
"""Under which the record keeps changes."""


class TargetService:
    """Reads the targets and replaces them whole."""

    def __init__(self, store: TargetStore, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._store = store
        self._clock = clock

    def get(self) -> KpiTargets:
        """Read them."""
        return self._store.get()

    def targets(self) -> Mapping[str, Number]:
        """Give what each KPI is to come to."""
        return self._store.get().targets

    def replace(self, wanted: Mapping[str, Number], asked: Asked) -> KpiTargets:
        """Write the next version, with what changed in the record.

        A KPI that is left out has no target any more.
        """
        old, at = self.get(), self._clock()
        check_version(asked.version, old.version)
        if errors := list(_broken(wanted)):
            raise InvalidError.of_all(errors)
        new = KpiTargets(
            version=old.version + 1,
            targets={name: _exact(aims()[name], value) for name, value in wanted.items()},
            updated_at=at,
            updated_by=asked.actor.name,
        )
        changes = differences(old.targets, new.targets)
        entry = new_entry("targets.changed", SUBJECT, changes, asked.actor, at=at)
        try:
            self._store.save(new, entry)
        except TargetsMovedError as error:
            raise StaleVersionError(old.version, error.current) from error
        return new


def _broken(wanted: Mapping[str, Number]) -> Iterator[FieldError]:
    for name, value in wanted.items():
        aim = aims().get(name)
        rule = _rule(aim, value) if aim else "is no KPI that can have a target; see `offered`"
        if rule:
            yield FieldError(f"targets.{name}", value, rule)


def _rule(aim: Aim, value: Number) -> str | None:
    if not aim.low <= value <= aim.high:
        return f"must be {aim.low} to {aim.high}"
    if aim.unit in WHOLE and value != int(value):
        return "must be a whole number"
    return None


def _exact(aim: Aim, value: Number) -> Number:
    return int(value) if aim.unit in WHOLE else value
