"""Working replays through: what is sent, how fast, and what a crash leaves."""

import itertools

import pytest

from integrations.log.replay.model import ReplayState
from integrations.log.replay.service import ReplayService
from integrations.model import DeliveryState, Hold, IntegrationState
from tests.integrations.builders import answered, make_integration
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import FakeConnector
from tests.integrations.log.scenes import Scene, always

LATER = {"created_at": "2026-11-23T00:00:00Z", "updated_at": "2026-11-23T00:00:00Z"}
NEW = make_integration("int_new", **LATER)


@pytest.fixture
def scene():
    return Scene(make_integration(), partner=FakeConnector(answered()))


def join(scene, integration):
    scene.integrations.kept[integration.id] = integration


def orders(rows):
    return [each.order_id for each in rows]


def test_what_failed_goes_out_again_to_its_own_integration(scene):
    scene.happen(3)
    scene.end(DeliveryState.DELIVERED)
    scene.end(DeliveryState.FAILED, "ord_1")

    replay = scene.replay(states=(DeliveryState.FAILED,))
    scene.work()

    (made,) = scene.made_by(replay)
    assert (made.order_id, made.state) == ("ord_1", DeliveryState.DELIVERED)
    assert made.id == f"{made.resend_of}-{replay.suffix}"
    assert (replay.state, replay.share) == (ReplayState.DONE, 1.0)
    assert (replay.looked_at, replay.sent, replay.skipped) == (3, 1, 0)


def test_a_new_integration_is_given_the_past_that_it_wants(scene):
    scene.happen(2)
    scene.happen(1, first=2, priority="urgent")
    wanted = {"field": "order.priority", "op": "eq", "value": "urgent"}
    join(scene, NEW.model_validate({**NEW.model_dump(), "filter": wanted}))

    replay = scene.replay(target_ids=["int_new"])
    scene.work()

    (made,) = scene.made_by(replay)
    assert (made.order_id, made.integration_id) == ("ord_2", "int_new")
    assert (made.state, made.resend_of) == (DeliveryState.DELIVERED, None)
    assert [p.settings["url"] for p in scene.partner.parcels] == ["https://partner.example/hook"]


def test_only_what_has_no_delivery_is_sent_if_that_is_wished(scene):
    scene.happen(2)
    scene.integrations.kept.clear()
    scene.happen(2, first=2)
    join(scene, make_integration())

    replay = scene.replay(target_ids=["int_1"], only_missing=True)

    assert orders(scene.made_by(replay)) == ["ord_2", "ord_3"]
    assert (replay.sent, replay.skipped) == (2, 2)
    assert scene.replay(target_ids=["int_1"], only_missing=True).sent == 0


def test_what_was_delivered_since_is_left_out(scene):
    scene.happen(2)
    scene.end(DeliveryState.FAILED)
    first = scene.replay(states=(DeliveryState.FAILED,))
    scene.work()

    again = scene.replay(states=(DeliveryState.FAILED,))

    assert (first.sent, again.sent, again.skipped) == (2, 0, 2)


def test_the_choice_narrows_by_type_order_integration_and_window(scene):
    join(scene, make_integration("int_2"))
    scene.happen(3)
    scene.end(DeliveryState.DELIVERED)

    def sent(**wish):
        made = scene.made_by(scene.replay(**wish))
        return sorted((each.order_id, each.integration_id) for each in made)

    one = {"integration_ids": ("int_2",)}
    assert sent(**one, order="ord_1") == [("ord_1", "int_2")]
    assert sent(**one, event_types=("order.updated",)) == []
    assert len(sent(**one, order="1042")) == 3
    assert sent(target_ids=["int_1"], order="ord_2") == [("ord_2", "int_1")]
    second = scene.deliveries.rows
    at = sorted(each.created_at for each in second.values() if each.resend_of is None)[2]
    assert orders(scene.made_by(scene.replay(**one, until=at))) == ["ord_0"]


def test_no_more_goes_out_in_a_minute_than_the_rate(scene):
    scene.happen(25)
    scene.end(DeliveryState.FAILED)
    scene.ask(states=(DeliveryState.FAILED,), rate=10)

    assert [scene.step() for _ in range(4)] == [10, 10, 5, 0]


def test_a_break_is_not_caught_up_with_at_once(scene):
    scene.happen(25)
    scene.end(DeliveryState.FAILED)
    scene.ask(states=(DeliveryState.FAILED,), rate=10)
    scene.step()

    scene.clock.pass_by(hours=1)

    assert scene.step() == 10


def test_a_paused_replay_rests_and_goes_on_from_where_it_was(scene):
    scene.happen(25)
    scene.end(DeliveryState.FAILED)
    asked = scene.ask(states=(DeliveryState.FAILED,), rate=10)
    service = ReplayService(scene.replays, scene.integrations, clock=scene.clock)
    scene.step()

    service.move(asked.id, ReplayState.PAUSED)
    assert scene.step() == 0
    service.move(asked.id, ReplayState.RUNNING)
    assert scene.step() + scene.step() == 15
    assert len(scene.made_by(asked)) == 25


def test_a_pause_in_the_middle_of_a_step_stays_and_the_count_with_it(scene):
    scene.happen(60)
    scene.end(DeliveryState.FAILED)
    asked = scene.ask(states=(DeliveryState.FAILED,))
    service = ReplayService(scene.replays, scene.integrations, clock=scene.clock)
    save = scene.replays.save

    def paused_first(job):
        scene.replays.save = save
        service.move(asked.id, ReplayState.PAUSED)
        return save(job)

    scene.replays.save = paused_first
    assert scene.step() == 50

    found = scene.replays.kept[asked.id]
    assert (found.state, found.sent) == (ReplayState.PAUSED, 50)


def test_two_runs_at_once_count_once(scene):
    scene.happen(10)
    scene.end(DeliveryState.FAILED)
    asked = scene.ask(states=(DeliveryState.FAILED,))
    before = scene.replays.kept[asked.id]
    scene.step()
    stale = scene.replaying()
    stale._stores.replays.running = lambda: iter([before])

    assert stale.run(always) == 0
    assert scene.replays.kept[asked.id].sent == 10


def test_a_run_without_time_begins_no_page(scene):
    scene.happen(2)
    scene.end(DeliveryState.FAILED)
    scene.ask(states=(DeliveryState.FAILED,))

    assert scene.replaying().run(lambda: False) == 0


def test_a_paused_target_holds_what_is_replayed(scene):
    scene.happen(1)
    scene.end(DeliveryState.FAILED)
    scene.change(state=IntegrationState.PAUSED)

    (made,) = scene.made_by(scene.replay(states=(DeliveryState.FAILED,)))

    assert (made.state, made.held_because) == (DeliveryState.HELD, Hold.PAUSED)
    assert scene.queue.sent == []


def test_what_was_deleted_or_has_expired_meanwhile_is_left_out(scene):
    join(scene, NEW)
    scene.happen(2)
    scene.end(DeliveryState.FAILED)
    asked = scene.ask(states=(DeliveryState.FAILED,), integration_ids=("int_1", "int_new"))
    del scene.integrations.kept["int_new"]
    scene.deliveries.events.pop(next(iter(scene.deliveries.events)))

    scene.step()

    found = scene.replays.kept[asked.id]
    assert (found.state, found.sent, found.skipped) == (ReplayState.DONE, 1, 3)


@pytest.mark.parametrize("wish", [{"states": (DeliveryState.FAILED,)}, {"target_ids": ["int_new"]}])
def test_whatever_step_it_dies_at_all_goes_out_once_and_is_counted_once(wish):
    for step, after in itertools.product(range(1, 60), (False, True)):
        scene = Scene(make_integration(), partner=FakeConnector(answered()))
        scene.happen(3)
        scene.end(DeliveryState.FAILED)
        join(scene, NEW)
        asked = scene.ask(**wish)
        crash = Crash(step, after=after)
        try:
            scene.replaying(crash).run(always)
        except CrashError:
            scene.clock.pass_by(minutes=1)
        scene.step()
        scene.work()
        scene.clock.pass_by(minutes=16)
        scene.sweep()
        scene.work()

        found = scene.replays.kept[asked.id]
        assert (found.state, found.sent) == (ReplayState.DONE, 3), crash.step
        made = scene.made_by(asked)
        assert [each.state for each in made] == [DeliveryState.DELIVERED] * 3
        assert len(scene.partner.parcels) == 3
        if not crash.happened:
            return
    pytest.fail("it never came to its end")
