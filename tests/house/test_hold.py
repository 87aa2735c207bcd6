"""While tables are restored nothing changes data, and afterwards all goes on."""

from scripts.hold import GOES_ON, HELD, hold, main
from scripts.stacks import Deployed
from tests.rehearsal.aws import CloudFormation
from tests.tables import resources

FUNCTIONS = resources("AWS::Serverless::Function")
DEPLOYED = Deployed("naryad", {name: f"naryad-{name}-1" for name in FUNCTIONS}, {}, {})


class Lambda:
    """The reserved concurrency of functions."""

    def __init__(self):
        self.reserved = {}

    def put_function_concurrency(self, *, FunctionName, ReservedConcurrentExecutions):  # noqa: N803
        self.reserved[FunctionName] = ReservedConcurrentExecutions

    def delete_function_concurrency(self, *, FunctionName):  # noqa: N803
        self.reserved.pop(FunctionName, None)


def test_of_every_function_it_is_said_whether_it_is_held():
    assert set(HELD) | set(GOES_ON) == set(FUNCTIONS)
    assert not set(HELD) & set(GOES_ON)


def test_no_function_has_a_concurrency_of_its_own_that_letting_go_would_take():
    assert [name for name, f in FUNCTIONS.items() if "ReservedConcurrentExecutions" in f] == []


def test_what_is_held_is_let_go_but_for_what_is_to_wait():
    client = Lambda()

    held = list(hold(lambda _: client, DEPLOYED))
    assert held == list(HELD)
    assert client.reserved == {f"naryad-{name}-1": 0 for name in HELD}

    list(hold(lambda _: client, DEPLOYED, ["IntegrationsWorker"], release=True))
    assert client.reserved == {"naryad-IntegrationsWorker-1": 0}


def test_an_operator_holds_and_lets_go(capsys):
    client = Lambda()
    clients = {"lambda": client, "cloudformation": CloudFormation(FUNCTIONS)}.__getitem__

    assert main(["--stack", "naryad"], clients) == 0
    assert client.reserved == dict.fromkeys(HELD, 0)
    assert main(["--stack", "naryad", "--release"], clients) == 0

    assert client.reserved == {}
    assert "OrdersHandler is held\n" in (said := capsys.readouterr().out)
    assert "OrdersHandler goes on\n" in said
