"""Token buckets in DynamoDB: how many requests a key, and all keys together, may send.

A bucket of n tokens that fills again within a minute is kept as one number: the moment at which it
will be full. Taking a token moves that moment on by a minute's n-th part; it may not come to lie
more than a minute ahead. So one conditional update decides, whoever else takes at the same time,
and what is taken is exact to the token.
Source: the generic cell rate algorithm, ITU-T I.371, annex A.

Guaranteed: never more than n tokens at once and n a minute from then on, but for the difference
between the Lambdas' clocks. A reply that was lost makes the SDK ask again; the bucket knows who
took last and does not give twice, unless another took in between: then one token is lost.
A bucket that can't be asked lets the request through: what counts must not be what stops the work.

Items of the Limits table: one a bucket. Price: 1 write unit a token, 2 for the first after a pause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from shared.auth import Actor
from shared.aws import client
from shared.clock import Clock, now
from shared.errors import TooManyError
from shared.observe import logger
from shared.settings import settings
from shared.table import ConditionError, Table

MINUTE_US: Final = 60_000_000
SECOND_US: Final = 1_000_000
TRIES: Final = 4
STACK: Final = "STACK"
"""The bucket of all keys together."""
_IDLE: Final = "attribute_not_exists(pk) OR full_at <= :now"
_AHEAD: Final = "full_at > :now AND full_at <= :most AND taken_by <> :me"
_BUSY: Final = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
}


@dataclass(frozen=True)
class Taken:
    """What became of taking a token: how many are left, when the bucket is full again.

    `retry_s` is 0 when there was a token, and else how long to wait for one.
    """

    limit: int
    remaining: int
    reset_s: int
    retry_s: int = 0

    @property
    def is_allowed(self) -> bool:
        """Tell whether there was a token."""
        return not self.retry_s

    def headers(self) -> dict[str, str]:
        """Tell it as the answer's headers do."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }
        return told if self.is_allowed else told | {"Retry-After": str(self.retry_s)}


class Buckets:
    """The buckets in their table."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Limits table."""
        self._table = table
        self._clock = clock
        self._seen: dict[str, int] = {}  # spares the first of two guesses, nothing more

    def take(self, bucket: str, limit: int) -> Taken:
        """Take a token out of a bucket that holds `limit` and gets as many a minute."""
        now_us = int(self._clock().timestamp() * SECOND_US)
        each = -(-MINUTE_US // limit)
        taker = _Taker(now_us, each, limit, uuid4().hex)
        full_at = self._seen.get(bucket, 0)
        for _ in range(TRIES):
            if full_at > taker.most:
                self._seen[bucket] = full_at
                return taker.refused(full_at)
            try:
                after = self._move(bucket, taker, is_idle=full_at <= now_us)
            except ConditionError as error:
                found = error.found or {}
                full_at = found.get("full_at", 0)
                if found.get("taken_by") != taker.me:
                    continue  # the guess was wrong, or another was quicker: now it is known
                after = full_at  # a lost reply: this very token was taken already
            self._seen[bucket] = after
            return taker.given(after)
        return taker.refused(full_at)

    def _move(self, bucket: str, taker: "_Taker", *, is_idle: bool) -> int:
        start = ":now" if is_idle else "full_at"
        values = {":each": taker.each, ":me": taker.me, ":now": taker.now_us}
        item = self._table.update(
            {"pk": bucket},
            f"SET full_at = {start} + :each, taken_by = :me",
            condition=_IDLE if is_idle else _AHEAD,
            values=values if is_idle else values | {":most": taker.most},
        )
        return int(item["full_at"])


@dataclass(frozen=True)
class _Taker:
    now_us: int
    each: int
    limit: int
    me: str

    @property
    def most(self) -> int:
        """The latest moment of being full at which there is a token still."""
        return self.now_us + (self.limit - 1) * self.each

    def given(self, full_at: int) -> Taken:
        left = (self.now_us + self.limit * self.each - full_at) // self.each
        reset_s = _seconds(full_at - self.now_us)
        return Taken(self.limit, max(0, left), reset_s)

    def refused(self, full_at: int) -> Taken:
        wait = max(1, _seconds(full_at - self.most))
        return Taken(self.limit, 0, _seconds(full_at - self.now_us), retry_s=wait)


class Limits:
    """Counts the requests of API keys: each by its own bucket, then all by the stack's."""

    def __init__(self, buckets: Buckets, *, keys_per_minute: int) -> None:
        """Join the buckets and what all keys together may send."""
        self._buckets = buckets
        self._keys_per_minute = keys_per_minute

    def take(self, actor: Actor) -> Mapping[str, str]:
        """Count one request of a key; gives the headers that tell what is left.

        TooManyError when the key, or all keys together, have sent too many.
        """
        try:
            own = self._buckets.take(f"KEY#{actor.id}", actor.rate_per_minute)
            if not own.is_allowed:
                raise _too_many(f"the key may send {own.limit} requests a minute", own)
            stack = self._buckets.take(STACK, self._keys_per_minute)
        except (ClientError, BotoCoreError) as error:
            return _uncounted(error)
        if not stack.is_allowed:
            raise _too_many(
                f"all keys together may send {stack.limit} requests a minute", stack, own.headers()
            )
        return own.headers()


@cache
def limits() -> Limits:
    """Give the process's limits."""
    config = settings()
    buckets = Buckets(Table(config.limits_table, client("dynamodb")), clock=now)
    return Limits(buckets, keys_per_minute=config.keys_per_minute)


def _too_many(detail: str, taken: Taken, told: Mapping[str, str] | None = None) -> TooManyError:
    headers = {**taken.headers(), **(told or {})}
    return TooManyError(f"{detail}; go on in {taken.retry_s} s", headers=headers)


def _uncounted(error: Exception) -> Mapping[str, str]:
    code: Any = getattr(error, "response", {}).get("Error", {}).get("Code")
    if code in _BUSY:
        # More requests than the bucket's own item bears, which is more than any limit allows.
        raise TooManyError("too many requests at once", headers={"Retry-After": "1"}) from error
    logger().error("limits.failed", exc_info=error)
    return {}


def _seconds(us: int) -> int:
    return max(0, -(-us // SECOND_US))
