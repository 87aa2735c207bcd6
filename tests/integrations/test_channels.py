"""The queue on SQS and the vault on KMS."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from integrations.channels import KmsVault, QueueError, SqsQueues
from integrations.ports import Pointer
from tests.integrations.builders import SECRET


def pointers(count):
    return [
        Pointer(f"dlv_{n}", n, group=f"int_{n}", kind="webhook", delay_s=n) for n in range(count)
    ]


class Refusing:
    """A queue's client that refuses the named entries once for each number given."""

    def __init__(self, *refusals):
        self._refusals = list(refusals)
        self.calls = []

    def send_message_batch(self, **request):
        self.calls.append([entry["Id"] for entry in request["Entries"]])
        refused = self._refusals.pop(0) if self._refusals else []
        return {"Failed": [{"Id": each} for each in refused if each in self.calls[-1]]}


@pytest.fixture(scope="module")
def vault(cloud):
    return KmsVault(cloud["SECRETS_KEY_ID"], boto3.client("kms"))


def test_a_message_is_a_pointer_in_pure_ascii_with_the_integration_as_its_group(cloud):
    client = boto3.client("sqs")
    url = cloud["WEBHOOK_QUEUE_URL"]

    SqsQueues({"webhook": url}, client).send([Pointer("dlv_1", 3, "int_1", "webhook")])

    (message,) = client.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["MessageGroupId"]
    )["Messages"]
    assert message["Body"].isascii()
    assert json.loads(message["Body"]) == {"delivery_id": "dlv_1", "attempt_count": 3}
    assert message["Attributes"]["MessageGroupId"] == "int_1"


def test_messages_go_out_in_tens():
    client = Refusing()

    SqsQueues({"webhook": "queue"}, client).send(iter(pointers(23)))

    assert [len(call) for call in client.calls] == [10, 10, 3]


def test_nothing_to_send_is_no_call():
    client = Refusing()

    SqsQueues({"webhook": "queue"}, client).send([])

    assert client.calls == []


def test_what_a_batch_refuses_is_sent_again_and_nothing_else():
    client = Refusing(["1", "2"], ["2"])

    SqsQueues({"webhook": "queue"}, client).send(pointers(4))

    assert client.calls == [["0", "1", "2", "3"], ["1", "2"], ["2"]]


def test_what_is_refused_again_and_again_raises():
    client = Refusing(["1"], ["1"], ["1"])

    with pytest.raises(QueueError, match="1 messages"):
        SqsQueues({"webhook": "queue"}, client).send(pointers(2))

    assert len(client.calls) == 3


def test_a_secret_comes_back_for_its_integration(vault):
    encrypted = vault.encrypt("int_1", SECRET)

    assert vault.decrypt("int_1", encrypted) == SECRET
    assert SECRET.encode() not in encrypted


def test_another_integrations_secret_is_refused(vault):
    encrypted = vault.encrypt("int_1", SECRET)

    with pytest.raises(ClientError, match="InvalidCiphertext"):
        vault.decrypt("int_2", encrypted)


def test_a_changed_secret_is_refused(vault):
    encrypted = vault.encrypt("int_1", SECRET)

    with pytest.raises(ClientError):
        vault.decrypt("int_1", encrypted[:-1] + bytes([encrypted[-1] ^ 1]))


class Counting:
    """KMS that counts how often it is asked."""

    def __init__(self):
        self.asked = 0

    def decrypt(self, **request):
        self.asked += 1
        return {"Plaintext": SECRET.encode()}


def test_a_secret_is_asked_of_kms_once_in_five_minutes_and_apart_for_each_integration():
    client, now = Counting(), [1000.0]
    vault = KmsVault("key", client, timer=lambda: now[0])

    for _ in range(3):
        assert vault.decrypt("int_1", b"sealed") == SECRET
    assert client.asked == 1
    vault.decrypt("int_2", b"sealed")
    vault.decrypt("int_1", b"rotated")
    assert client.asked == 3
    now[0] += 300
    vault.decrypt("int_1", b"sealed")
    assert client.asked == 4


def test_a_kind_without_a_queue_is_our_fault():
    with pytest.raises(KeyError):
        SqsQueues({"webhook": "queue"}, Refusing()).send([Pointer("dlv_1", 0, "int_1", "fax")])
