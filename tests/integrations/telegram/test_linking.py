"""Who is linked to which chat: given out, taken up, moved, blocked, stopped, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations import wiring
from integrations.messages.addressing import suppression_id
from integrations.messages.model import Addressee, Suppression
from integrations.messages.storage import DynamoSuppressions
from integrations.model import Messaging
from integrations.telegram.model import TOKEN_LIFE, Person, command_of
from integrations.telegram.service import Linking, Stores
from integrations.telegram.storage import DynamoChatLinks
from shared.errors import ConflictError, NotFoundError, UnauthorizedError
from shared.signing import Seal
from shared.table import Table
from tests.integrations.builders import NOW, FixedClock, make_integration
from tests.integrations.fakes import FakeIntegrations

ALICE = Person("customer", "cus_1")
BOB = Person("technician", "tec_1")


class People:
    """One customer, one who was erased, one technician."""

    def order(self, order_id):
        return None

    def customer(self, customer_id):
        known = {"cus_1": Addressee(), "cus_2": Addressee(is_erased=True)}
        return known.get(customer_id)

    def technician(self, technician_id):
        return Addressee(is_person_of_ours=True) if technician_id == "tec_1" else None


class Room:
    """Linking over real tables, and Telegram's side of it."""

    def __init__(self, dynamo):
        self.clock = FixedClock()
        table = Table("IntegrationsTable", dynamo)
        self.links, self.suppressions = DynamoChatLinks(table), DynamoSuppressions(table)
        self.integrations = FakeIntegrations(bot("int_1"), bot("int_2"), make_integration("int_3"))
        stores = Stores(self.integrations, self.links, self.suppressions, People())
        self.linking = Linking(stores, seal=lambda: Seal(b"key"), clock=self.clock)

    def invited(self, person=ALICE, integration_id="int_1"):
        return self.linking.invite(integration_id, person).url.partition("?start=")[2]

    def write(self, text, chat=900000001, integration_id="int_1", **sender):
        update = {"message": {"chat": {"id": chat}, "text": text, "from": sender}}
        proof = self.linking.secret(self.integrations.kept[integration_id])
        return self.linking.hear(integration_id, proof, update)

    def recipients(self):
        return self.integrations.kept["int_1"].messaging.recipients


def bot(integration_id, **messaging):
    return make_integration(
        integration_id,
        kind="telegram",
        settings={"bot_name": "naryad_bot"},
        credentials={"token": {"encrypted": b"x", "created_at": NOW}},
        messaging=Messaging(**messaging),
    )


@pytest.fixture
def room(dynamo):
    return Room(dynamo)


def test_whoever_opens_the_link_is_written_to(room):
    answer = room.write(f"/start {room.invited()}")

    assert room.linking.chat_of("int_1", "cus_1") == "900000001"
    assert '"chat_id": 900000001' in answer
    assert "Готово" in answer


def test_the_link_is_one_that_telegram_opens(room):
    invitation = room.linking.invite("int_1", BOB)

    address, token = invitation.url.split("?start=")
    assert address == "https://t.me/naryad_bot"
    assert len(token) <= 64
    assert token.replace("-", "").replace("_", "").isalnum()
    assert invitation.expires_at == NOW + TOKEN_LIFE


def test_a_link_is_one_chats_and_may_be_told_twice(room):
    token = room.invited()
    room.write(f"/start {token}")

    assert "Готово" in room.write(f"/start {token}")
    assert "больше не действует" in room.write(f"/start {token}", chat=900000002)
    assert room.linking.chat_of("int_1", "cus_1") == "900000001"


def test_a_link_ends_with_the_day_and_is_no_other_bots(room):
    token = room.invited()

    assert "не действует" in room.write(f"/start {token}", integration_id="int_2")
    room.clock.now += TOKEN_LIFE + timedelta(seconds=1)
    assert "не действует" in room.write(f"/start {token}")
    assert room.linking.chat_of("int_1", "cus_1") is None


def test_a_token_lives_shorter_than_an_erasure_waits():
    assert TOKEN_LIFE < wiring.SETTLE


@pytest.mark.parametrize("text", ["/start", "/start unknown-token"])
def test_without_a_good_token_nobody_is_linked(room, text):
    room.write(text)

    assert room.links.persons_of("int_1", "900000001") == ()


def test_a_bot_answers_in_the_language_of_whoever_writes(room):
    assert "Done" in room.write(f"/start {room.invited()}", language_code="de")


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": "x"},
        {"message": {"chat": {"id": "1"}, "text": "/stop"}},
        {"message": {"chat": {"id": 1}, "text": "Спасибо!"}},
        {"message": {"chat": {"id": 1}, "text": None}},
        {"edited_message": {"chat": {"id": 1}, "text": "/stop"}},
    ],
)
def test_what_is_no_command_is_not_answered(room, update):
    proof = room.linking.secret(room.integrations.kept["int_1"])

    assert command_of(update) is None
    assert room.linking.hear("int_1", proof, update) == ""


def test_a_command_in_a_group_names_the_bot():
    command = command_of({"message": {"chat": {"id": -5}, "text": "/start@naryad_bot abc"}})

    assert (command.verb, command.chat, command.token) == ("start", "-5", "abc")


def test_stop_unlinks_all_whom_the_chat_belongs_to(room):
    for person in (ALICE, BOB):
        room.write(f"/start {room.invited(person)}")

    assert "не будет" in room.write("/stop")

    assert room.linking.chat_of("int_1", "cus_1") is None
    assert room.linking.chat_of("int_1", "tec_1") is None


def test_another_chat_takes_the_place_of_the_one_before(room):
    room.write(f"/start {room.invited()}")
    room.write(f"/start {room.invited()}", chat=900000002)
    room.write("/stop", chat=900000001)

    assert room.linking.chat_of("int_1", "cus_1") == "900000002"


@pytest.mark.parametrize("proof", ["", "guessed", "ключ"])
def test_without_telegrams_proof_nothing_is_heard(room, proof):
    update = {"message": {"chat": {"id": 1}, "text": f"/start {room.invited()}"}}

    with pytest.raises(UnauthorizedError):
        room.linking.hear("int_1", proof, update)
    with pytest.raises(UnauthorizedError):
        room.linking.hear("int_unknown", proof, update)
    assert room.links.persons_of("int_1", "1") == ()


def test_the_proof_is_one_bots_and_ends_with_its_token(room):
    first, second = (room.integrations.kept[each] for each in ("int_1", "int_2"))
    later = {"token": {"encrypted": b"y", "created_at": NOW + timedelta(days=1)}}
    renewed = make_integration(**{**first.model_dump(), "integration_id": "int_1", "credentials":
                                  later, "id": "int_1"})  # fmt: skip

    secrets = {room.linking.secret(each) for each in (first, second, renewed)}

    assert len(secrets) == 3
    assert all(len(each) <= 256 and each.replace("-", "").replace("_", "").isalnum()
               for each in secrets)  # fmt: skip


def test_a_manager_joins_the_list_and_leaves_it(room):
    room.integrations.kept["int_1"] = bot("int_1", audience="list", recipients=("7",))

    room.write(f"/start {room.invited(Person('manager'))}")
    assert room.recipients() == ("7", "900000001")

    room.write("/stop")
    assert room.recipients() == ("7",)


def test_a_manager_joins_no_bot_without_a_list(room):
    with pytest.raises(ConflictError):
        room.linking.invite("int_1", Person("manager"))


def test_a_full_list_is_joined_by_nobody(room):
    full = tuple(str(each) for each in range(1, 51))
    room.integrations.kept["int_1"] = bot("int_1", audience="list", recipients=full)

    with pytest.raises(ConflictError):
        room.linking.invite("int_1", Person("manager"))


@pytest.mark.parametrize(
    ("integration_id", "person"),
    [
        ("int_3", ALICE),
        ("int_9", ALICE),
        ("int_1", Person("customer", "cus_2")),
        ("int_1", Person("customer", "cus_9")),
        ("int_1", Person("technician", "tec_9")),
    ],
)
def test_no_link_is_made_for_what_is_no_bot_and_who_is_nobody(room, integration_id, person):
    with pytest.raises(NotFoundError):
        room.linking.invite(integration_id, person)


def test_a_chat_that_moved_is_moved_wherever_it_is(room):
    room.write(f"/start {room.invited()}", chat=-5)
    room.linking.move("int_1", "-5", "-1009")
    room.integrations.kept["int_2"] = bot("int_2", audience="list", recipients=("-5", "7"))
    room.linking.move("int_2", "-5", "-1009")

    assert room.linking.chat_of("int_1", "cus_1") == "-1009"
    assert room.links.persons_of("int_1", "-5") == ()
    assert room.integrations.kept["int_2"].messaging.recipients == ("-1009", "7")


def test_a_person_sees_every_bot_and_where_they_are_blocked(room):
    room.write(f"/start {room.invited()}")
    blocked = suppression_id("chat", "900000001")
    room.suppressions.add(
        Suppression(id=blocked, channel="chat", shown="90***01", reason="blocked", at=NOW)
    )

    first, second = room.linking.states(ALICE)

    assert (first.integration_id, first.linked_at, first.is_blocked) == ("int_1", NOW, True)
    assert (second.integration_id, second.linked_at, second.is_blocked) == ("int_2", None, False)


def test_whoever_starts_the_bot_again_is_written_to_again(room):
    blocked = suppression_id("chat", "900000001")
    room.suppressions.add(
        Suppression(id=blocked, channel="chat", shown="90***01", reason="blocked", at=NOW)
    )

    room.write(f"/start {room.invited()}")

    assert room.suppressions.get(blocked) is None


def test_an_office_can_unlink_and_hears_when_there_is_nothing_to(room):
    room.write(f"/start {room.invited()}")

    room.linking.unlink("int_1", ALICE)

    with pytest.raises(NotFoundError):
        room.linking.unlink("int_1", ALICE)


def test_an_erased_customer_is_unlinked_everywhere_even_from_bots_that_are_gone(room):
    room.write(f"/start {room.invited()}")
    room.write(f"/start {room.invited(integration_id='int_2')}", integration_id="int_2")
    room.integrations.remove("int_2", 1, datetime(2026, 11, 22, tzinfo=UTC))

    assert room.linking.forget("cus_1") == 2
    assert room.linking.forget("cus_1") == 0
    assert room.links.persons_of("int_1", "900000001") == ()
    assert room.links.persons_of("int_2", "900000001") == ()


def test_a_token_is_kept_as_its_hash_alone(room, dynamo):
    token = room.invited()

    kept = str(dynamo.scan(TableName="IntegrationsTable")["Items"])

    assert token not in kept
    assert "CHATTOKEN#" in kept
