"""API keys: how one is made, checked before any read, and what of it is kept.

nrd_live_ + 43 base62 characters (256 random bits) + 6 base62 characters of CRC-32 over all before.
The checksum refuses typing errors and guesses without a read; it is no security measure. A plain
SHA-256 is kept: a 256-bit random value leaves nothing to guess, so a slow hash would only cost.
"""

import hashlib
import re
import secrets
import zlib
from typing import Final, Literal

Environment = Literal["live", "test"]

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM_CHARS: Final = 43
_CHECK_CHARS: Final = 6
_FORM: Final = re.compile(r"nrd_(live|test)_[0-9A-Za-z]{49}")


def new_key(environment: Environment) -> str:
    """Make a key; it is shown once and never stored."""
    body = f"nrd_{environment}_{_base62(int.from_bytes(secrets.token_bytes(32)), _RANDOM_CHARS)}"
    return body + _check(body)


def looks_like_key(token: str) -> bool:
    """Tell whether a bearer token is meant as an API key."""
    return token.startswith(("nrd_live_", "nrd_test_"))


def is_well_formed(key: str) -> bool:
    """Check form and checksum."""
    if not _FORM.fullmatch(key):
        return False
    return key[-_CHECK_CHARS:] == _check(key[:-_CHECK_CHARS])


def key_hash(key: str) -> str:
    """Give the SHA-256 under which a key is known."""
    return hashlib.sha256(key.encode()).hexdigest()


def shown_part(key: str) -> tuple[str, str]:
    """Give what may be shown of a key later: its prefix and its last four characters."""
    return key[: len("nrd_live_")], key[-4:]


def _check(body: str) -> str:
    return _base62(zlib.crc32(body.encode()), _CHECK_CHARS)


def _base62(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text
