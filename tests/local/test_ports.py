import os
import socket
from pathlib import Path

import pytest

from local.emulator import environment
from local.ports import PortError, Ports

FIRST_GIVEN = 32_768
"""From here on Linux gives ports to connections that ask for any."""


def test_ports_are_fixed_unless_they_are_named() -> None:
    assert Ports.of({}) == Ports(web=8080, aws=4566, receiver=8090, mail=2525)
    assert Ports.of({"NARYAD_WEB_PORT": "9000"}).web == 9000


@pytest.mark.parametrize("text", ["", "x", "-1", "0", "65536", "80.5", "٣"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PortError):
        Ports.of({"NARYAD_AWS_PORT": text})


def test_free_ports_are_different_ones() -> None:
    ports = Ports.free()

    ports.check_free()
    chosen = {ports.web, ports.aws, ports.receiver, ports.mail}
    assert len(chosen) == 4
    assert max(chosen) < FIRST_GIVEN


def test_a_taken_port_is_named_with_the_way_out() -> None:
    ports = Ports.free()

    with (
        socket.create_server(("127.0.0.1", ports.receiver)),
        pytest.raises(PortError, match=f"{ports.receiver}.*NARYAD_RECEIVER_PORT"),
    ):
        ports.check_free()


def test_the_functions_never_see_the_users_own_account(tmp_path: Path) -> None:
    mine = {"AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "mine", "HOME": "mine", "PATH": "/bin"}

    seen = environment(tmp_path, 4566, mine)

    assert "AWS_PROFILE" not in seen
    assert seen["AWS_ACCESS_KEY_ID"] == "test"
    assert seen["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert seen["HOME"].startswith(str(tmp_path))
    assert seen["PATH"] == "/bin"
    assert (seen["BIND_HOST"], seen["SFTP_ENABLED"]) == ("127.0.0.1", "0")
