"""Routes of API keys and of the record of changes to access."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response

from integrations import wiring
from integrations.access import wiring as access
from integrations.access.leaks import LeakReports, Signature
from integrations.access.model import KeyState
from integrations.access.schemas import (
    KeyCreate,
    KeyEdit,
    KeyIssuedOut,
    KeyOut,
    KeyRevoke,
    KeyRotate,
    KeyRotatedOut,
    KeysOut,
)
from integrations.access.service import KeyService
from integrations.edge import Cursors, Id, Limit, api
from shared.audit import Audit
from shared.audit_page import AuditOut, audit_page
from shared.auth import PUBLIC
from shared.body import read_bytes
from shared.clock import now
from shared.cursor import read_after, write_after
from shared.http import JSON, AskedAtVersion, AskedBy

KeyRoom = Annotated[KeyService, Depends(access.keys)]
Leaks = Annotated[LeakReports, Depends(wiring.leaks)]
Record = Annotated[Audit, Depends(access.audit)]


@api.serve("POST", "/v1/keys", permission="keys:write", status=201)
def create_key(body: KeyCreate, keys: KeyRoom, asked: AskedBy) -> KeyIssuedOut:
    """Make an API key; the key itself is in this answer and nowhere else."""
    made = keys.create(body.fields(), asked)
    return KeyIssuedOut.issued(made.key, made.secret, now())


@api.serve("GET", "/v1/keys", permission="keys:read")
def list_keys(
    keys: KeyRoom,
    seal: Cursors,
    state: KeyState | None = None,
    limit: Limit = 100,
    cursor: str | None = None,
) -> KeysOut:
    """List API keys newest first, all or those in a state."""
    name = f"keys:{state or ''}"
    page = keys.page(state, limit=limit, after=read_after(seal, name, cursor))
    uses, at = keys.last_uses(), now()
    return KeysOut(
        items=[KeyOut.of(key, at, uses.get(key.id)) for key in page.keys],
        next_cursor=write_after(seal, name, page.after),
    )


@api.serve("GET", "/v1/keys/<key_id>", permission="keys:read")
def get_key(key_id: Id, keys: KeyRoom) -> KeyOut:
    """Read one API key."""
    return KeyOut.of(keys.get(key_id), now(), keys.last_uses().get(key_id))


@api.serve("PATCH", "/v1/keys/<key_id>", permission="keys:write")
def edit_key(key_id: Id, body: KeyEdit, keys: KeyRoom, asked: AskedAtVersion) -> KeyOut:
    """Change fields of a key, or switch it off and on; in force within 5 s."""
    key = keys.change(key_id, body.fields(), asked)
    return KeyOut.of(key, now(), keys.last_uses().get(key_id))


@api.serve("POST", "/v1/keys/<key_id>/rotate", permission="keys:write", status=201)
def rotate_key(key_id: Id, body: KeyRotate, keys: KeyRoom, asked: AskedAtVersion) -> KeyRotatedOut:
    """Make the key that takes this one's place; this one stays good for the overlap."""
    made, at = keys.rotate(key_id, body.overlap_hours, asked), now()
    replaced = KeyOut.of(keys.get(key_id), at, keys.last_uses().get(key_id))
    return KeyRotatedOut.rotated(KeyIssuedOut.issued(made.key, made.secret, at), replaced)


@api.serve("POST", "/v1/keys/<key_id>/revoke", permission="keys:write")
def revoke_key(key_id: Id, body: KeyRevoke, keys: KeyRoom, asked: AskedAtVersion) -> KeyOut:
    """End a key for good, within 5 s; its name must be given."""
    key = keys.revoke(key_id, body.name, asked)
    return KeyOut.of(key, now(), keys.last_uses().get(key_id))


@api.serve("GET", "/v1/keys/<key_id>/audit", permission="audit:read")
def list_key_audit(
    key_id: Id,
    keys: KeyRoom,
    record: Record,
    seal: Cursors,
    limit: Limit = 50,
    cursor: str | None = None,
) -> AuditOut:
    """List what was done to one key, newest first."""
    keys.get(key_id)
    return audit_page(record, seal, key_id, limit=limit, cursor=cursor)


@api.serve("GET", "/v1/audit", permission="audit:read")
def list_audit(
    record: Record, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> AuditOut:
    """List what was done to keys and users, newest first."""
    return audit_page(record, seal, None, limit=limit, cursor=cursor)


@api.serve("POST", "/v1/leaked-keys", permission=PUBLIC)
def report_leaked_keys(request: Request, reports: Leaks) -> Response[str]:
    """Take a signed report of keys found in public, in the format of GitHub's secret scanning."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    signature = Signature(
        headers.get("github-public-key-identifier", ""),
        headers.get("github-public-key-signature", ""),
    )
    labels = reports.take(read_bytes(request.resolved_event.raw_event), signature)
    return Response(HTTPStatus.OK, JSON, labels.text())
