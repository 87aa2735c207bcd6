"""Where a stack listens: fixed ports for `make run`, free ones for tests."""

import secrets
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from local.faults import LocalError

HOST = "127.0.0.1"
# Below what Linux (32768) and macOS (49152) give by themselves.
FIRST_FREE, LAST_FREE = 20_000, 32_000


class PortError(LocalError):
    """A port is taken or not a number."""


@dataclass(frozen=True)
class Ports:
    """The ports of one stack."""

    web: int = 8080
    aws: int = 4566
    receiver: int = 8090
    mail: int = 2525

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Ports":
        """Read NARYAD_WEB_PORT, _AWS_PORT, _RECEIVER_PORT and _MAIL_PORT over the defaults."""
        chosen = {}
        for name in asdict(cls()):
            variable = f"NARYAD_{name.upper()}_PORT"
            if variable in environ:
                chosen[name] = _number(variable, environ[variable])
        return cls(**chosen)

    @classmethod
    def free(cls) -> "Ports":
        """Pick ports that nobody listens on.

        None of those that a system gives to whoever asks for any: until a stack listens, tests and
        connections beside it ask for many.
        """
        chosen: set[int] = set()
        while len(chosen) < len(asdict(cls())):
            port = FIRST_FREE + secrets.randbelow(LAST_FREE - FIRST_FREE)
            if is_free(port):
                chosen.add(port)
        return cls(*chosen)

    def check_free(self) -> None:
        """Raise PortError when one of them is taken."""
        for name, port in asdict(self).items():
            if not is_free(port):
                raise PortError(
                    f"port {port} is in use; end what listens there or set "
                    f"NARYAD_{name.upper()}_PORT to another one"
                )

    def url(self, port: int) -> str:
        """Give the loopback address of one of the ports."""
        return f"http://{HOST}:{port}"


def is_free(port: int) -> bool:
    """Tell whether this port can be listened on now."""
    with socket.socket() as probe:
        # As servers do: a connection that lingers after a stop is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _number(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 1 << 16:
        raise PortError(f"{variable}={text!r} is not a port number (1..65535)")
    return int(text)
