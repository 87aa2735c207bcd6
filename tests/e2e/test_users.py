"""Web users on the running stack: invited, signed in, held to what is theirs, and shut out."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local import identity
from local.stack import Stack
from tests.e2e.patience import in_force

BOUND_S = 5.0
"""For so long an identity is kept at the gateway; longer, nothing that was taken away may last."""
MARGIN_S = 1.0


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Iterator[httpx.Client]:
    yield from client(stack, stack.token().access)


def client(stack: Stack, token: str) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {token}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as made:
        yield made


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


class Person:
    """Somebody who was invited and has set a password."""

    def __init__(self, stack: Stack, admin: httpx.Client, **fields: Any) -> None:
        self.stack = stack
        self.email, self.password = f"{uuid4().hex}@naryad.example", identity.new_password()
        body = {"email": self.email, "name": "Борис Орлов", **fields}
        self.id = made(admin.post("/v1/users", json=body))["id"]
        stack.aws.client("cognito-idp").admin_set_user_password(
            UserPoolId=stack.outputs["UserPoolId"],
            Username=self.id,
            Password=self.password,
            Permanent=True,
        )
        self.renew()

    def renew(self) -> None:
        client_id = self.stack.outputs["WebClientId"]
        token = identity.sign_in(self.stack.aws, client_id, self.password, self.email)
        self.headers = {"authorization": f"Bearer {token.access}"}

    def ask(self, path: str) -> httpx.Response:
        return httpx.get(self.stack.info.api + path, headers=self.headers, timeout=60)


@pytest.fixture
def person(stack: Stack, admin: httpx.Client) -> Callable[..., Person]:
    return lambda *roles, **fields: Person(stack, admin, roles=roles, **fields)


def test_an_invited_user_signs_in_and_is_told_who_they_are(
    person: Callable[..., Person], admin: httpx.Client
) -> None:
    technician = made(admin.post("/v1/technicians", json={"name": "Борис"}))["id"]

    bob = person("technician", technician_id=technician)

    me = made(bob.ask("/v1/me"))
    assert (me["email"], me["name"], me["roles"]) == (bob.email, "Борис Орлов", ["technician"])
    assert me["technician_id"] == technician
    actions = [each["action"] for each in made(admin.get("/v1/audit"))["items"]]
    assert "user.invited" in actions


def test_a_technician_reads_their_own_orders_and_no_others(
    person: Callable[..., Person], admin: httpx.Client
) -> None:
    technician = made(admin.post("/v1/technicians", json={"name": "Борис"}))["id"]
    new = {"title": "Не греет", "customer": {"name": "Анна"}}
    others = made(admin.post("/v1/orders", json=new))
    like = {"copied_from": others["id"], "technician_id": technician}
    own = made(admin.post("/v1/orders", json=new | like))

    bob = person("technician", technician_id=technician)

    assert [each["id"] for each in made(bob.ask("/v1/orders"))["items"]] == [own["id"]]
    assert bob.ask(f"/v1/orders/{own['id']}").status_code == 200
    assert bob.ask(f"/v1/orders/{others['id']}").status_code == 404
    origin = made(bob.ask(f"/v1/orders/{own['id']}/origins"))["copied_from"]
    assert (origin["number"], origin["is_readable"]) == (others["number"], False)
    assert bob.ask(f"/v1/orders/{others['id']}/origins").status_code == 404
    assert bob.ask(f"/v1/customers/{own['customer_id']}").status_code == 200
    assert bob.ask(f"/v1/customers/{others['customer_id']}").status_code == 404


def test_what_is_taken_away_is_gone_within_five_seconds(
    person: Callable[..., Person], admin: httpx.Client, stack: Stack
) -> None:
    blocked, demoted, signed_out = everyone = [person("manager", "accountant") for _ in range(3)]
    # The gateway knows them from here on, for as long as it may.
    assert [each.ask("/v1/integrations").status_code for each in everyone] == [200] * 3

    made(admin.patch(f"/v1/users/{blocked.id}", json={"enabled": False}))
    made(admin.patch(f"/v1/users/{demoted.id}", json={"roles": ["accountant"]}))
    made(admin.post(f"/v1/users/{signed_out.id}/sign-out"))
    in_force(
        lambda: all(each.ask("/v1/me").status_code == 401 for each in everyone),
        within_s=BOUND_S + MARGIN_S,
        what="a 401 for everyone",
    )

    with pytest.raises(stack.aws.client("cognito-idp").exceptions.ClientError, match="disabled"):
        blocked.renew()
    demoted.renew()
    assert demoted.ask("/v1/orders").status_code == 200
    assert demoted.ask("/v1/integrations").status_code == 403
    signed_out.renew()
    assert signed_out.ask("/v1/integrations").status_code == 200


def test_an_invitation_goes_out_by_mail_and_again_when_asked(
    stack: Stack, admin: httpx.Client
) -> None:
    email = f"{uuid4().hex}@naryad.example"
    body = {"email": email, "name": "Вера", "roles": ["accountant"]}
    user = made(admin.post("/v1/users", json=body))

    again = admin.post(f"/v1/users/{user['id']}/resend")

    assert (again.status_code, again.json()["status"]) == (200, "invited")


def test_nobody_blocks_themselves(admin: httpx.Client) -> None:
    me = made(admin.get("/v1/me"))["id"]

    assert admin.patch(f"/v1/users/{me}", json={"enabled": False}).status_code == 409
