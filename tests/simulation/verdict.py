"""What must hold in the end: every acknowledged change has arrived or lies there visibly."""

from collections import Counter, defaultdict
from typing import Any, Final

from integrations.engine.delivery import delivery_id
from integrations.model import Delivery, DeliveryState, Hold, IntegrationState
from shared.events import event_id, read_change
from tests.integrations.chain import make_record
from tests.simulation.world import World

HEALED_S: Final = 20 * 60
"""After the faults, a steady partner has everything by then: a lost message costs 15 minutes."""

PROMPT_S: Final = 5
"""From commit to the partner's answer in fair weather, whatever ails the neighbours."""
IN_TURN_S: Final = 20
"""In serial mode one waits for those of its order that came before it."""


def judge(world: World) -> None:
    """Look at what a run has left behind."""
    _requests_once(world)
    expected = _expected(world)
    for key, (integration, at) in expected.items():
        _arrived(world, key, integration, at)
    for row in world.house.deliveries.rows.values():
        if row.is_open and row.state is not DeliveryState.HELD:
            world.watch.violate("not over in days", (row.id, row.state))
    _no_phantoms(world)
    _all_logged(world)
    _serial(world)
    _switched(world)


def _requests_once(world: World) -> None:
    """Each acknowledged request has taken effect exactly once, at the version it was told."""
    watch, commits = world.watch, world.commits
    counts = Counter(each.key for each in commits)
    for key, count in counts.items():
        if count > 1:
            watch.violate("a request took effect twice", key)
    written = {(each.change.after.id, each.change.after.version): each.key for each in commits}
    if len(written) != len(commits):
        watch.violate("two changes under one version", len(commits) - len(written))
    for key, (order_id, version) in world.clients.answers.acknowledged.items():
        if (order_id, version) not in written:
            watch.violate("an acknowledged change is lost", (key, order_id, version))


def _expected(world: World) -> dict[str, tuple[Any, float]]:
    """Which deliveries there must be, told anew from the commits."""
    expected = {}
    for commit in world.commits:
        change = read_change(make_record(commit.change))
        if change is None:
            continue
        for type_ in change.types:
            told = event_id(change.after.id, change.after.version, type_)
            for made in world.created:
                kept = world.house.integrations.kept.get(made.integration_id)
                if kept and made.at <= commit.at and type_ in kept.event_types:
                    expected[delivery_id(told, kept.id)] = (made, commit.at)
    return expected


def _arrived(world: World, key: str, made: Any, at: float) -> None:
    row = world.house.deliveries.rows.get(key)
    watch = world.watch
    if row is None:
        watch.violate("an event was lost", (key, made.integration_id, at))
    elif row.state is DeliveryState.DELIVERED:
        if not any(send.took_it for send in watch.by_delivery[key]):
            watch.violate("delivered and never received", key)
    elif made.steady:
        watch.violate("a neighbour's trouble held up a steady partner", (key, row.state))
    elif row.state is DeliveryState.HELD:
        _held(world, row)
    if made.steady and row and row.finished_at:
        over = world.clock.now - (world.clock() - row.finished_at).total_seconds()
        kept = world.house.integrations.kept[made.integration_id]
        prompt = IN_TURN_S if kept.serial else PROMPT_S
        by = at + prompt if world.chaos.is_fair else max(at, world.ends) + HEALED_S
        if over > by:
            watch.violate("a steady partner had to wait", (key, over - at))


def _held(world: World, row: Delivery) -> None:
    """What is held has a reason that still stands."""
    integration = world.house.integrations.kept[row.integration_id]
    if row.held_because is Hold.SERIAL:
        before = world.house.deliveries.rows.get(row.after or "")
        fine = not integration.goes_out or (before is not None and before.is_open)
    elif row.held_because is Hold.PAUSED:
        fine = not integration.goes_out or integration.id in world.operators.left
    else:
        fine = not integration.goes_out
    if not fine:
        world.watch.violate("held for no reason", (row.id, row.held_because, integration.state))


def _no_phantoms(world: World) -> None:
    known = set()
    for commit in world.commits:
        change = read_change(make_record(commit.change))
        if change is not None:
            after = change.after
            known |= {event_id(after.id, after.version, type_) for type_ in change.types}
    rows = world.house.deliveries.rows.values()
    for row in rows:
        if row.event_id not in known or row.id != delivery_id(row.event_id, row.integration_id):
            world.watch.violate("phantom: an event that nothing stands behind", row.event_id)
    for send in world.house.wire.sends:
        if send.event_id not in known:
            world.watch.violate("phantom: a send of no event", send.event_id)
    open_gone = [e for e in rows if e.is_open and not world.watch.exists(e.integration_id)]
    for row in open_gone:
        world.watch.violate("open although its integration was deleted", row.id)


def _all_logged(world: World) -> None:
    """Each send is in the log, but for those whose worker died or was refused in between."""
    logged: Counter[str] = Counter()
    for (key, _, _), record in world.house.deliveries.logged.items():
        logged[key] += record["tries"]
    for key, sends in world.watch.by_delivery.items():
        clean = [each for each in sends if not each.process.faulted and not each.process.dead]
        if len(clean) > logged[key]:
            world.watch.violate("a send that is not in the log", (key, len(clean), logged[key]))


def _serial(world: World) -> None:
    """In serial mode the first sends of an order's events come in the order of its versions."""
    places = {}
    for n, commit in enumerate(world.commits):
        change = read_change(make_record(commit.change))
        for m, type_ in enumerate(change.types if change else ()):
            places[event_id(commit.change.after.id, commit.change.after.version, type_)] = (n, m)
    lanes = defaultdict(list)
    rows = world.house.deliveries.rows
    for key, sends in world.watch.by_delivery.items():
        kept = world.house.integrations.kept.get(rows[key].integration_id)
        row = rows[key]
        is_redriven = row.order_id in world.set_aside  # it comes behind what came meanwhile
        if kept and kept.serial and not row.skipped_ahead and not is_redriven:
            lane = (kept.id, rows[key].order_id)
            lanes[lane].append((sends[0].start, places.get(rows[key].event_id, (0, 0))))
    for lane, sent in lanes.items():
        order = [place for _, place in sorted(sent)]
        if order != sorted(order):
            world.watch.violate("serial mode out of order", (lane, order))


def _switched(world: World) -> None:
    """Only a 410, days without a success, or an operator has disabled; and those did."""
    for made in world.created:
        kept = world.house.integrations.kept.get(made.integration_id)
        if kept is None:
            continue
        _closed(world, kept.id)
        by_hand = kept.id in world.operators.by_hand
        is_off = kept.state is IntegrationState.DISABLED
        gone = [e for e in world.watch.by_integration[kept.id] if e.status == 410]
        hopeless = _is_hopeless(world, kept.id)
        if is_off and not gone and not by_hand and not hopeless:
            world.watch.violate("disabled without a reason", kept.id)
        clean = [e for e in gone if not e.process.faulted and not e.process.dead]
        untouched = kept.id not in world.operators.touched
        if not is_off and untouched and (clean or hopeless):
            world.watch.violate("still enabled, though gone or hopeless", kept.id)
    told = {(each.integration_id, each.kind, each.since) for each in world.house.admins_told}
    for each in world.house.notices.kept.values():
        wanted = any(e.always == "dead" for e in world.house.wire.partners.values())
        if wanted and (each.integration_id, each.kind, each.since) not in told:
            world.watch.violate("admins were not told", (each.integration_id, each.kind))


def _closed(world: World, integration_id: str) -> None:
    """Whoever was reached last is not shut out."""
    health = world.house.healths.get(integration_id)
    failed, well = health.last_failure_at, health.last_success_at
    if well and (failed is None or failed < well) and not health.breaker.is_closed:
        world.watch.violate("a breaker stays open after a success", integration_id)


def _is_hopeless(world: World, integration_id: str) -> bool:
    health = world.house.healths.get(integration_id)
    since = health.failing_since
    if since is None or health.failures_in_row < 10 or health.last_success_at is not None:
        return False
    return (world.clock() - since).total_seconds() >= 5 * 24 * 3600
