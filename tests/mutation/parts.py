"""What is mutated, and by which quick tests each part is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from typing import Final


@dataclass(frozen=True)
class Part:
    """Some pure modules, and the tests that should notice when one of them says something else.

    `sources` are paths as they are imported: `orders/pricing.py` is functions/orders/pricing.py.
    """

    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def only(self, modules: Sequence[str]) -> "Part":
        """Narrow it to some of its modules, named as analytics.kpis.revenue; all without any."""
        asked = tuple(f"{each.replace('.', '/')}.py" for each in modules)
        strange = [each for each in asked if not any(fnmatch(each, s) for s in self.sources)]
        if strange:
            msg = f"not of this part: {', '.join(strange)}; it has {', '.join(self.sources)}"
            raise ValueError(msg)
        return replace(self, sources=asked or self.sources)


PARTS: Final[Mapping[str, Part]] = {
    "money": Part(
        ("shared/money.py", "orders/pricing.py", "orders/items.py", "orders/payments.py"),
        (
            "shared/test_money.py",
            "orders/test_pricing.py",
            "orders/test_payments.py",
        ),
    ),
    "orders": Part(
        (
            "orders/lifecycle.py",
            "orders/model.py",
            "orders/sla/closing.py",
            "orders/sla/deadlines.py",
            "orders/sla/model.py",
            "orders/sla/promises.py",
        ),
        (
            "orders/test_guards.py",
            "orders/test_lifecycle.py",
            "orders/test_stamps.py",
            "orders/sla/test_clocks.py",
            "orders/sla/test_closing.py",
            "orders/sla/test_deadlines.py",
            "orders/sla/test_orders.py",
            "orders/sla/test_rules.py",
        ),
    ),
    "delivery": Part(
        (
            "integrations/engine/breaker.py",
            "integrations/engine/health.py",
            "integrations/engine/pace.py",
            "integrations/engine/retry.py",
            "integrations/engine/serial.py",
            "integrations/engine/watch.py",
            "integrations/headers.py",
            "integrations/connectors/webhook.py",
        ),
        (
            "integrations/engine/test_attempts.py",
            "integrations/engine/test_breaker.py",
            "integrations/engine/test_delivery.py",
            "integrations/engine/test_gate.py",
            "integrations/engine/test_health.py",
            "integrations/engine/test_pace.py",
            "integrations/engine/test_retry.py",
            "integrations/engine/test_serial.py",
            "integrations/engine/test_watch.py",
            "integrations/test_headers.py",
            "integrations/test_webhook.py",
        ),
    ),
    "kpis": Part(
        (
            "analytics/kpi.py",
            "analytics/kpis/*.py",
            "analytics/derived.py",
            "analytics/tally.py",
        ),
        (
            "analytics/kpis/test_derived.py",
            "analytics/kpis/test_kpis.py",
            "analytics/kpis/test_observations.py",
            "analytics/kpis/test_oracle.py",
            "analytics/test_tally.py",
        ),
    ),
    "adding": Part(
        (
            "analytics/additions.py",
            "analytics/changing.py",
            "analytics/contents.py",
            "analytics/paging.py",
            "analytics/settling.py",
        ),
        (
            "analytics/test_additions.py",
            "analytics/test_contents.py",
            "analytics/test_settling.py",
            "analytics/test_stamped.py",
        ),
    ),
    "rolling": Part(
        ("analytics/coding.py", "analytics/grouping.py", "analytics/rollup.py"),
        (
            "analytics/test_additions.py",
            "analytics/test_formulas.py",
            "analytics/test_grouping.py",
            "analytics/test_rollup.py",
            "analytics/test_stamped.py",
        ),
    ),
    "lake": Part(
        (
            "analytics/clearing.py",
            "analytics/lake/days.py",
            "analytics/lake/months.py",
            "analytics/lake/objects.py",
            "analytics/lake/store.py",
        ),
        (
            "analytics/test_clearing.py",
            "analytics/test_clearing_faults.py",
            "analytics/test_days.py",
            "analytics/test_keeping.py",
            "analytics/test_lake.py",
        ),
    ),
    "feedback": Part(
        (
            "feedback/model.py",
            "feedback/survey.py",
            "feedback/asking/model.py",
            "feedback/asking/service.py",
            "feedback/care/model.py",
            "feedback/care/service.py",
        ),
        (
            "feedback/test_model.py",
            "feedback/test_service.py",
            "feedback/test_survey.py",
            "feedback/test_told.py",
            "feedback/asking/test_asking.py",
            "feedback/asking/test_fates.py",
            "feedback/asking/test_runs.py",
            "feedback/care/test_care.py",
            "feedback/care/test_refusals.py",
        ),
    ),
    "seals": Part(
        ("shared/signing.py", "shared/cursor.py", "shared/answer_links.py", "feedback/link.py"),
        ("shared/test_seal.py", "shared/test_signing.py", "feedback/test_link.py"),
    ),
}
