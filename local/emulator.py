"""MiniStack as a child process: started on loopback, stopped so that it keeps its state."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from local.emulated import MAIL_PORT
from local.faults import LocalError
from local.leftovers import put_aside
from local.ports import HOST

REGION = "us-east-1"
START_S = 180
# Saving is one JSON file per service; a large state takes seconds on a slow disk.
STOP_S = 60


class EmulatorError(LocalError):
    """The emulator did not start or ended by itself."""


class Emulator:
    """One emulator over one folder."""

    def __init__(
        self, folder: Path, port: int, *, enforces_iam: bool = False, mail_port: int | None = None
    ) -> None:
        self.folder = folder
        self._mail = {} if mail_port is None else {MAIL_PORT: str(mail_port)}
        self._enforces_iam = enforces_iam
        self.port = port
        self.endpoint = f"http://{HOST}:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Give the file with everything the emulator and the functions print."""
        return self.folder / "emulator.log"

    def start(self) -> None:
        """Start it and wait until it answers."""
        put_aside(self.folder, "tmp")
        for name in ("emulator", "s3", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._move_to_this_port()
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.emulated"],
                cwd=Path(__file__).parent.parent,
                env=environment(self.folder, self.port, os.environ)
                | {"AUTH": "true" if self._enforces_iam else "false"}
                | self._mail,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we stop it when our work is done
            )
        self._wait_until_healthy()

    def stop(self) -> None:
        """Let it save its state and end; kill it and its workers if it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)
        # Workers share the session; whatever is left of it goes too.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def is_running(self) -> bool:
        """Tell whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    def _move_to_this_port(self) -> None:
        """Rewrite saved queue addresses, which name the port of the start that made them."""
        remembered = self.folder / "port"
        if remembered.exists() and (before := remembered.read_text()) != str(self.port):
            for file in (self.folder / "emulator").glob("*.json"):
                text = file.read_text()
                file.write_text(text.replace(f"localhost:{before}/", f"localhost:{self.port}/"))
        remembered.write_text(str(self.port))

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if not self.is_running():
                raise EmulatorError(f"the emulator ended at start; see {self.log}")
            with contextlib.suppress(urllib.error.URLError, OSError):
                direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                direct.open(f"{self.endpoint}/_ministack/health", timeout=2).close()
                return
            time.sleep(0.05)
        self.stop()
        raise EmulatorError(f"the emulator did not answer in {START_S} s; see {self.log}")


def environment(folder: Path, port: int, inherited: Mapping[str, str]) -> dict[str, str]:
    """Give the emulator's environment, which the functions' workers inherit.

    The user's own AWS profile, credentials and proxies must not reach them.
    """
    kept = {name: value for name, value in inherited.items() if not name.startswith("AWS_")}
    return kept | {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "localhost",
        "MINISTACK_REGION": REGION,
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(folder / "emulator"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(folder / "s3"),
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder / "tmp"),
        "LOG_LEVEL": "INFO",
        "LAMBDA_EXECUTOR": "local",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        # A worker's log is read as text; in a bare locale one Cyrillic letter would block its pipe.
        "PYTHONUTF8": "1",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }
