"""The settings of the weekly report, and what the schedule and people make of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from analytics.report.model import MAIN, Content, Plan, ReportSettings, scheduled_id
from analytics.report.service import Parts, ReportService
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, StaleVersionError
from shared.users import WebUser
from tests.analytics.fakes import ZONE
from tests.analytics.report.fakes import FakeChannels, FakeComposer, FakeReports, FakeUsers

MANAGER = Actor(kind="user", id="u_m", name="Alice", roles=("manager",))
ALICE = WebUser("u1", "Alice", "alice@example.com")
BORIS = WebUser("u2", "Boris", "boris@example.com")
GONE = WebUser("u3", "Charlie", "charlie@example.com", is_blocked=True)
FRIDAY = datetime(2026, 11, 13, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 6, tzinfo=UTC)
"""Nine o'clock in Moscow."""
WEEK = date(2026, 11, 9)


class Room:
    """The service over ports in memory, with a clock that stands."""

    def __init__(self) -> None:
        self.at = FRIDAY
        self.reports, self.channels, self.composer = FakeReports(), FakeChannels(), FakeComposer()
        self.users = FakeUsers(ALICE, BORIS, GONE)
        parts = Parts(self.reports, self.users, self.channels, lambda: self.composer)  # type: ignore[arg-type,return-value]
        self.service = ReportService(parts, zone=ZONE, clock=lambda: self.at)

    def switch_on(self, **changes: Any) -> None:
        wanted = settings(**changes)
        version = self.service.settings().version
        self.service.change(wanted, Asked(MANAGER, version=version))

    def run_at(self, at: datetime) -> Any:
        self.at = at
        return self.service.run()


def settings(**changes: Any) -> ReportSettings:
    fields: dict[str, Any] = {"enabled": True, "recipients": ("u1",), "plan": Plan()}
    return ReportSettings(**fields | changes)


def asked(key: str | None = None) -> Asked:
    return Asked(MANAGER, key=key)


def test_before_anybody_has_chosen_the_report_is_off_with_the_main_figures() -> None:
    shown = Room().service.shown()

    assert (shown.settings.version, shown.settings.enabled) == (0, False)
    assert shown.settings.content.kpis == MAIN
    assert (shown.next_at, shown.sendings) == (None, ())


def test_settings_are_replaced_at_the_version_that_was_read() -> None:
    room = Room()

    shown = room.service.change(settings(), Asked(MANAGER, version=0))

    assert (shown.settings.version, shown.next_at) == (1, MONDAY)
    with pytest.raises(StaleVersionError):
        room.service.change(settings(), Asked(MANAGER, version=0))


def test_each_recipient_who_gets_no_letters_is_named() -> None:
    room = Room()
    wanted = settings(recipients=("u1", "u9", "u3"), content=Content(kpis=("created", "fame")))

    with pytest.raises(InvalidError) as refused:
        room.service.change(wanted, Asked(MANAGER, version=0))

    assert [(each.field, each.value) for each in refused.value.errors] == [
        ("recipients.1", "u9"),
        ("recipients.2", "u3"),
        ("kpis.1", "fame"),
    ]


def test_a_report_that_nobody_gets_is_not_switched_on() -> None:
    with pytest.raises(InvalidError, match="at least one"):
        Room().switch_on(recipients=())


def test_only_users_whom_letters_reach_can_be_chosen() -> None:
    assert list(Room().service.people()) == [ALICE, BORIS]


def test_the_schedule_writes_one_report_for_a_week_however_often_it_looks() -> None:
    room = Room()
    room.switch_on()

    assert room.run_at(MONDAY - timedelta(minutes=1)) is None
    first = room.run_at(MONDAY)
    again = [room.run_at(MONDAY + timedelta(minutes=5 * n)) for n in range(1, 5)]

    assert (first.id, first.week, first.state) == (scheduled_id(WEEK), WEEK, "handed_over")
    assert again == [None] * 4
    assert len(room.reports.sent) == 1


def test_two_runs_at_once_write_one_report() -> None:
    room = Room()
    room.switch_on()
    room.at = MONDAY
    other = Room()
    other.reports, other.at = room.reports, MONDAY
    parts = Parts(other.reports, other.users, other.channels, lambda: other.composer)  # type: ignore[arg-type,return-value]

    class Meanwhile(FakeComposer):
        def report(self, *args: Any) -> Any:
            ReportService(parts, zone=ZONE, clock=lambda: MONDAY).run()
            return super().report(*args)

    room.composer = Meanwhile()
    room.service.run()

    assert len(room.reports.sent) == 1
    assert len(room.reports.listed) == 1


def test_is_due_only_while_there_is_something_to_write() -> None:
    room = Room()
    assert not room.service.is_due()
    room.switch_on()
    assert not room.service.is_due()

    room.at = MONDAY
    assert room.service.is_due()

    room.service.run()
    assert not room.service.is_due()


def test_after_an_outage_only_the_last_week_is_made_up_for() -> None:
    room = Room()
    room.switch_on()

    late = room.run_at(MONDAY + timedelta(days=14, hours=30))

    assert late.week == date(2026, 11, 23)
    assert len(room.reports.sent) == 1


def test_a_report_that_is_three_days_late_is_noted_once_as_missed() -> None:
    room = Room()
    room.switch_on()

    missed = room.run_at(MONDAY + timedelta(days=3, minutes=1))
    again = room.run_at(MONDAY + timedelta(days=3, minutes=6))

    assert missed.state == "missed"
    assert again is None
    assert room.reports.sent == {}
    assert [each.state for each in room.service.shown().sendings] == ["missed"]


def test_a_change_of_the_recipients_keeps_the_schedule() -> None:
    room = Room()
    room.switch_on()
    room.at = MONDAY + timedelta(minutes=1)
    room.switch_on(recipients=("u2",))

    made = room.service.run()

    assert made is not None
    assert made.recipients == ("u2",)


def test_a_schedule_that_was_just_set_begins_with_its_next_moment() -> None:
    room = Room()
    room.at = MONDAY + timedelta(minutes=1)
    room.switch_on()

    assert room.service.run() is None
    assert room.service.shown().next_at == MONDAY + timedelta(days=7)


def test_without_a_channel_the_report_is_written_and_says_so() -> None:
    room = Room()
    room.switch_on()
    room.channels.are_there = False

    assert room.run_at(MONDAY).state == "no_channel"
    assert not room.service.shown().has_channel


def test_a_report_now_tells_the_last_whole_week_to_those_who_were_named() -> None:
    room = Room()
    room.switch_on()

    made = room.service.send(["u2", "u2"], asked("k"))

    ((sending, sent),) = room.reports.sent.values()
    assert made == sending
    assert (sent.recipients, sent.report.first) == (("u2",), date(2026, 11, 2))
    assert (made.is_scheduled, made.asked_by) == (False, "Alice")


def test_a_report_now_goes_to_those_of_the_settings_where_nobody_is_named() -> None:
    room = Room()
    room.switch_on(recipients=("u1", "u2"))

    assert room.service.send(None, asked()).recipients == ("u1", "u2")


def test_the_same_key_is_the_same_report_and_to_others_a_conflict() -> None:
    room = Room()

    first = room.service.send(["u1"], asked("k"))
    second = room.service.send(["u1"], asked("k"))

    assert first == second
    assert len(room.composer.made) == 1
    with pytest.raises(ConflictError):
        room.service.send(["u2"], asked("k"))


def test_without_a_key_each_request_is_a_report() -> None:
    room = Room()

    room.service.send(["u1"], asked())
    room.service.send(["u1"], asked())

    assert len(room.reports.sent) == 2


@pytest.mark.parametrize("recipients", [None, [], ["u9"], ["u1", "u3"]])
def test_a_report_now_is_refused_for_whom_letters_do_not_reach(
    recipients: list[str] | None,
) -> None:
    room = Room()

    with pytest.raises(InvalidError):
        room.service.send(recipients, asked("k"))

    assert room.reports.sent == {}


def test_a_report_now_does_not_stand_for_the_scheduled_one() -> None:
    room = Room()
    room.switch_on()
    room.at = MONDAY
    room.service.send(["u1"], asked("k"))

    assert room.service.run() is not None
    assert len(room.reports.sent) == 2


def test_a_preview_is_written_nowhere() -> None:
    room = Room()

    assert room.service.preview(Content(kpis=("revenue",))).first == date(2026, 11, 2)
    assert room.reports.sent == {}
    with pytest.raises(InvalidError):
        room.service.preview(Content(kpis=("fame",)))
