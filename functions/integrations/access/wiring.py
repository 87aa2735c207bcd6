"""Joins the parts of access; reads settings as `integrations.wiring` does for the room.

The authorizer runs before every request, so what it needs stands apart from the delivery engine.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from integrations.access.company.service import CompanyService
from integrations.access.company.storage import DynamoCompanies
from integrations.access.identity import Identity, TokenError
from integrations.access.keys import Environment
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from integrations.access.usage import Beside, LastUses
from integrations.access.users.pool import CognitoUsers
from integrations.access.users.service import UserService
from integrations.access.users.sign_in import SignIns
from integrations.access.users.storage import DirectoryNames, DynamoStandings
from shared.audit import Audit
from shared.audit_storage import DynamoAudit
from shared.auth import Actor
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.table import Table

_ONLY_KEYS: Final = "here nobody signs in"


@cache
def identity() -> Identity:
    """Give what turns tokens and keys into identities."""
    # Cryptography is heavy, and only the authorizer verifies.
    from integrations.access.tokens import TokenVerifier

    config = settings()
    verifier = TokenVerifier(
        config.identity_issuer, config.identity_keys_url, config.identity_client_id
    )
    signed_in = SignIns(verifier.verify, _standings())
    keys = _keys()
    return Identity(keys, LastUses(keys, Beside()), signed_in.of, clock=now)


@cache
def key_identity() -> Identity:
    """Give what turns keys alone into identities: at the door of 1C nobody signs in."""
    keys = _keys()
    return Identity(keys, LastUses(keys, Beside()), _refuse_token, clock=now)


def _refuse_token(_: str) -> Actor:
    raise TokenError(_ONLY_KEYS)


@cache
def users() -> UserService:
    """Give the service of web users."""
    config = settings()
    pool = CognitoUsers(lambda: client("cognito-idp"), config.user_pool_id)
    technicians = DirectoryNames(Table(config.directory_table, client("dynamodb")))
    return UserService(pool, _standings(), technicians, clock=now)


@cache
def keys() -> KeyService:
    """Give the service of API keys."""
    environment: Environment = "live" if settings().stage == "prod" else "test"
    return KeyService(_keys(), environment=environment, clock=now)


@dataclass(frozen=True)
class Deployed:
    """What of the company is set at deployment: all figures were computed under it."""

    zone: str
    currency: str


@cache
def deployed() -> Deployed:
    """Give what is set at deployment."""
    config = settings()
    return Deployed(config.zone.key, config.company_currency)


@cache
def company() -> CompanyService:
    """Give the service of the company's words."""
    return CompanyService(DynamoCompanies(_access_table()), clock=now)


@cache
def audit() -> Audit:
    """Give the record of changes to access."""
    return Audit(DynamoAudit(_access_table()), clock=now)


@cache
def _keys() -> DynamoKeys:
    return DynamoKeys(_access_table())


@cache
def _standings() -> DynamoStandings:
    return DynamoStandings(_access_table(), clock=now)


@cache
def _access_table() -> Table:
    return Table(settings().access_table, client("dynamodb"))
