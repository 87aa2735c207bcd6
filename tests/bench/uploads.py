"""What sending a file to S3 adds to a process, for files of two sizes: goal 12.

A child process of its own sends parts through the real client to a server in this one that throws
them away; its peak is told beside what it held when its client was warm.
"""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler

import boto3

from analytics.files import S3Files
from tests.bench.loopback import served
from tests.bench.onec_files import own_peak_kib
from tests.bench.report import Row
from tests.bench.rounds import Spread

GOAL_MIB = 32
SIZES_MIB = (160, 1024)
PIECE = 3 * 1024 * 1024
"""A batch of 16,384 orders takes some MB."""
READ = 64 * 1024
_XML = "<?xml version='1.0'?>"


class _Bin(BaseHTTPRequestHandler):
    """Answers as S3 does to an upload in parts, and keeps nothing."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Begin or complete an upload."""
        self._drop()
        begins = self.path.endswith("uploads")
        self._answer(
            f"{_XML}<InitiateMultipartUploadResult><UploadId>u</UploadId>"
            "</InitiateMultipartUploadResult>"
            if begins
            else f"{_XML}<CompleteMultipartUploadResult><ETag>e</ETag>"
            "</CompleteMultipartUploadResult>"
        )

    def do_PUT(self) -> None:
        """Take a part."""
        self._drop()
        self._answer("")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _drop(self) -> None:
        if self.headers.get("Expect") == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            left -= len(self.rfile.read(min(left, READ)))

    def _answer(self, body: str) -> None:
        self.send_response(200)
        self.send_header("ETag", '"part"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


def measure(sizes: tuple[int, ...] = SIZES_MIB) -> list[Row]:
    """Measure each size in a process of its own."""
    with served(_Bin) as url:
        return [_row(size, url) for size in sizes]


def grown_kib(url: str, mib: int) -> int:
    """Send a file, and give by how much the peak of this process is above its start."""
    client = boto3.client(
        "s3", endpoint_url=url, region_name="us-east-1",
        aws_access_key_id="none", aws_secret_access_key="none",
    )  # fmt: skip
    files = S3Files(client, "bucket")
    _send(files, READ)
    before = own_peak_kib()
    _send(files, mib << 20)
    return own_peak_kib() - before


def _send(files: S3Files, size: int) -> None:
    with files.upload("key", "text/csv") as upload:
        for start in range(0, size, PIECE):
            upload.write(bytes(min(PIECE, size - start)))


def _row(mib: int, url: str) -> Row:
    code = f"from tests.bench import uploads as u; print(u.grown_kib({url!r}, {mib}))"
    told = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    found = int(told.stdout) / 1024
    share = found / GOAL_MIB
    return Row(
        f"upload of {mib} MiB, growth of the process", f"{found:.1f} MiB", f"goal {GOAL_MIB} MiB",
        Spread(share, share, share), 1.0,
    )  # fmt: skip
