"""Where everything is: what run.json says to the person, the tests and the checks."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from local.files import write_whole


@dataclass(frozen=True)
class Info:
    """The addresses and the demo credentials of a running stack."""

    api: str
    web: str
    admin_token: str
    user: str
    users: dict[str, str]
    """The address to sign in with in each role; the password is the same."""
    password: str
    api_key: str
    receiver: str
    mail: int
    """The port of the mail server, whose letters the receiver shows."""
    aws_endpoint: str
    bucket: str

    def with_token(self, token: str) -> "Info":
        """Give the same with a fresh token."""
        return replace(self, admin_token=token)

    def write(self, path: Path) -> None:
        """Write it at once and for the owner's eyes."""
        write_whole(path, json.dumps(asdict(self), indent=2) + "\n", 0o600)
