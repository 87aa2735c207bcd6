"""How often a stranger may knock: by the link, and by where they come from.

Both are counted in a fixed number of buckets, so that whoever makes up links or addresses fills no
table; two that share a bucket share its rate, which is far above what people need.
"""

import hashlib
from ipaddress import ip_address
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from shared.errors import TooManyError
from shared.limits import Buckets
from shared.observe import logger

PER_LINK: Final = 20
"""Requests a minute for one order: reading, answering and changing one's mind a few times."""
PER_SOURCE: Final = 120
"""Requests a minute from one address: behind that of a mobile network there are many people."""
BUCKETS: Final = 16_384


class Guard:
    """Counts the requests of strangers."""

    def __init__(self, buckets: Buckets) -> None:
        """Join the buckets."""
        self._buckets = buckets

    def admit_source(self, ip: str) -> None:
        """Count one request from an address, or TooManyError."""
        self._take(f"FEEDBACK_FROM#{_number(_network(ip))}", PER_SOURCE)

    def admit_link(self, token: str) -> None:
        """Count one request with a link, or TooManyError."""
        self._take(f"FEEDBACK_LINK#{_number(token)}", PER_LINK)

    def _take(self, bucket: str, limit: int) -> None:
        try:
            taken = self._buckets.take(bucket, limit)
        except (ClientError, BotoCoreError) as error:
            # What counts must not be what stops the work.
            logger().error("limits.failed", exc_info=error)
            return
        if not taken.is_allowed:
            raise TooManyError(
                f"no more than {limit} requests a minute; go on in {taken.retry_s} s",
                headers=taken.headers(),
            )


def _network(ip: str) -> str:
    # Whoever has one IPv6 address has the 64 bits below it too.
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    return address.exploded[:19] if address.version == 6 else ip  # noqa: PLR2004 - IPv6


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % BUCKETS
