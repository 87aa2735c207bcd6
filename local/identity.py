"""Users of the local pool: the demo user and tokens for it."""

import contextlib
import json
import secrets
import string
from dataclasses import dataclass
from pathlib import Path

from local.aws import Aws
from local.files import write_whole

USER = "admin@naryad.example"
GROUP = "admin"


@dataclass(frozen=True)
class Token:
    """An access token and how long it lives."""

    access: str
    lives_s: int


def remembered_password(path: Path) -> str:
    """Give the demo user's password, made up at the first start."""
    try:
        return str(json.loads(path.read_text())["password"])
    except (OSError, ValueError, KeyError):
        password = new_password()
        write_whole(path, json.dumps({"user": USER, "password": password}), 0o600)
        return password


def new_password() -> str:
    """Make a password that the pool's policy takes."""
    letters = string.ascii_letters + string.digits
    return "Nn7-" + "".join(secrets.choice(letters) for _ in range(17))


def ensure_user(aws: Aws, pool: str, password: str, user: str = USER, group: str = GROUP) -> None:
    """See to it that the user is there, in the group, with this password."""
    client = aws.client("cognito-idp")
    with contextlib.suppress(client.exceptions.UsernameExistsException):
        client.admin_create_user(
            UserPoolId=pool,
            Username=user,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": user},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
    client.admin_set_user_password(
        UserPoolId=pool, Username=user, Password=password, Permanent=True
    )
    client.admin_add_user_to_group(UserPoolId=pool, Username=user, GroupName=group)


def sign_in(aws: Aws, client_id: str, password: str, user: str = USER) -> Token:
    """Get an access token as the web page does."""
    answer = aws.client("cognito-idp").initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=client_id,
        AuthParameters={"USERNAME": user, "PASSWORD": password},
    )["AuthenticationResult"]
    return Token(answer["AccessToken"], answer["ExpiresIn"])
