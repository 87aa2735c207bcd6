"""docs/backup.md, step by step, by an operator and partners who have nothing but the document.

Three ways: orders alone go back to a moment, all tables do, or all are gone and come from a copy.
"""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from shared.erasures import ERASED
from tests.conftest import ENVIRONMENT, clear_caches
from tests.integrations.receiver import Receiver
from tests.rehearsal.company import Company
from tests.rehearsal.story import RUBBISH, Story
from tests.tables import create_everything, resources

ALONE, ALL, COPY = "orders alone", "all tables", "from a copy"
UNTOUCHED = {"остался", "в пути"}
"""Orders of which partners know nothing that the restoration undoes."""


@pytest.fixture(scope="module", params=[ALONE, ALL, COPY])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def story(way: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The whole of it, to the document's last step."""
    with pytest.MonkeyPatch.context() as patch, Receiver() as receiver:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        with mock_aws(config={"core": {"reset_boto3_session": False}}):
            for name, value in create_everything().items():
                patch.setenv(name, value)
            clear_caches()
            wanted = resources("AWS::S3::Bucket")["DataBucket"]["VersioningConfiguration"]
            s3 = boto3.client("s3")
            s3.put_bucket_versioning(Bucket="data", VersioningConfiguration=wanted)
            told = Story(Company(patch), receiver, tmp_path_factory.mktemp("backup"))
            told.lives()
            told.is_copied()
            told.goes_on()
            told.is_damaged()
            follow(told, way)
            yield told


def follow(story: Story, way: str) -> None:
    """Do what the document says."""
    at = ("--at", story.at.isoformat())
    if way == COPY:
        story.is_lost()
        story.is_restored("--from", str(story.folder))
        story.erase(story.vera)
        story.revoke("отзывается")
    else:
        story.is_restored(*at, *(["--only", "OrdersTable"] if way == ALONE else []))
    story.is_let_go()
    if way == COPY:
        story.edit_after()
        story.partners_forget_and_read()
        story.replays()
    story.compares()
    if way != COPY:
        story.edit_after()
    story.company.forget()
    story.company.pass_by(hours=27)
    story.records = story.company.forget()
    story.company.roll_up()


def test_every_order_reads_as_it_did_at_the_moment(story: Story) -> None:
    ours = story.company.all_orders()

    later = {"старый": "старый, исправлен", "у Незабудкиной": ERASED}
    expected = {id_: later.get(was["title"], was["title"]) for id_, was in story.then.items()}
    assert {id_: each["title"] for id_, each in ours.items() if id_ in expected} == expected
    assert {each["title"] for id_, each in ours.items() if id_ not in expected} == {"следующий"}
    for id_, was in story.then.items():
        assert (ours[id_]["status"], ours[id_]["total"]) == (was["status"], was["total"])


def test_the_partner_knows_every_order_as_it_is(story: Story) -> None:
    ours = story.company.all_orders()

    for id_, order in ours.items():
        known = story.partner.orders[id_]
        assert (known["title"], known["version"]) == (order["title"], order["version"])


def test_what_was_told_is_not_told_again_under_a_new_id(story: Story) -> None:
    again = [
        each["id"]
        for each in story.heard
        if each["type"].startswith("order.") and each["data"]["order"]["title"] in UNTOUCHED
    ]

    assert set(again) <= story.known


def test_a_change_after_the_swap_is_taken_for_a_repeat_where_all_came_from_a_copy(
    story: Story, way: str
) -> None:
    titles = {each["data"]["order"].get("title") for each in story.partner.dropped}

    assert ("старый, исправлен" in titles) == (way == COPY)


def test_the_figures_are_those_of_a_recount(story: Story) -> None:
    assert story.figures() == story.recounted()


def test_ratings_integrations_and_technicians_stand(story: Story) -> None:
    assert story.standing() == {"ratings": 1, "integrations": ["Склад"], "technicians": 1}


def test_every_export_can_be_read(story: Story) -> None:
    assert story.unreadable() == []


def test_a_key_that_was_revoked_since_stays_so_and_the_others_stand(story: Story) -> None:
    lets_in = story.company.lets_in

    assert {name: lets_in(key["key"]) for name, key in story.keys.items()} == {
        "остаётся": True,
        "отзывается": False,
    }


def test_who_was_erased_since_is_erased_in_every_room(story: Story) -> None:
    (record,) = story.records

    assert (record["customer_id"], record["state"]) == (story.vera["id"], "done")
    assert list(story.traces()) == []


def test_no_number_is_given_twice_while_the_tables_of_before_are_there(
    story: Story, way: str
) -> None:
    (new,) = [e for e in story.company.all_orders().values() if e["title"] == "следующий"]

    assert (new["number"] in story.numbers) == (way == COPY)


def test_what_was_made_in_between_is_with_partners_alone(story: Story) -> None:
    ours = story.company.all_orders()

    assert story.orders["новый"]["id"] not in ours
    assert RUBBISH not in {each["title"] for each in ours.values()}
