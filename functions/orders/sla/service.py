"""What can be done with the company's rules. No AWS here: storage comes as a port."""

from collections.abc import Sequence

from orders.ports import VersionMovedError
from orders.refs import Actor
from orders.sla.ports import RuleStore
from orders.sla.rules import Policy, SlaRules, check_rules
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import StaleVersionError
from shared.version import check_version
from shared.worktime.week import WorkCalendar


class SlaService:
    """Reads the rules and replaces them whole."""

    def __init__(self, rules: RuleStore, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._rules = rules
        self._clock = clock

    def get(self) -> SlaRules:
        """Read the rules; before anybody has written any, they promise nothing."""
        return self._rules.get() or SlaRules()

    def replace(self, calendar: WorkCalendar, policies: Sequence[Policy], asked: Asked) -> SlaRules:
        """Write the next version; what orders were promised before stays as it is."""
        current = self.get().version
        check_version(asked.version, current)
        check_rules(calendar, policies)
        rules = SlaRules(
            version=current + 1,
            calendar=calendar,
            policies=tuple(policies),
            updated_at=self._clock(),
            updated_by=Actor(kind=asked.actor.kind, id=asked.actor.id, name=asked.actor.name),
        )
        try:
            self._rules.save(rules)
        except VersionMovedError as error:
            raise StaleVersionError(current, error.current) from error
        return rules
