"""Chats and texts through the engine's real use cases."""

from dataclasses import replace

import pytest

from integrations.model import DeliveryState
from tests.integrations.builders import answered, make_change
from tests.integrations.messages.test_flow import Post


class Followed(Post):
    """Messages whose provider tells what became of them."""

    def __init__(self, *outcomes, **messaging):
        super().__init__(*outcomes, **messaging)
        self.watched = []

    def attempts(self, crash=None):
        attempts = super().attempts(crash)
        attempts._parts = replace(attempts._parts, fates=self)
        return attempts

    def watch(self, delivery, to, reference):
        self.watched.append((delivery.id, to, reference))


def complete(world):
    world.dispatch(make_change("completed"))
    world.work()
    return world.rows[0]


def test_what_a_provider_took_is_followed_by_its_own_name():
    world = Followed(answered(reference="SM1"))

    row = complete(world)

    assert world.watched == [(row.id, "maria@example.com", "SM1")]


@pytest.mark.parametrize("outcome", [answered(), answered(503), answered(422, permanent=True)])
def test_what_it_did_not_take_or_name_is_not(outcome):
    world = Followed(outcome)

    complete(world)

    assert world.watched == []


def test_a_chats_new_number_is_kept_for_the_next_message():
    world = Post(answered(moved_to="-1009"))
    world.room.composer._sources.chats.kept["int_1", "cus_1"] = "maria@example.com"

    assert complete(world).state is DeliveryState.DELIVERED
    assert world.room.composer._sources.chats.chat_of("int_1", "cus_1") == "-1009"
