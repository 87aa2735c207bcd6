"""A page of the record of changes as it goes over the line."""

from pydantic import BaseModel

from shared.audit import Audit, Entry
from shared.cursor import read_after, write_after
from shared.signing import Seal


class AuditOut(BaseModel):
    """A page of the record, newest first."""

    items: list[Entry]
    next_cursor: str | None


def audit_page(
    record: Audit, seal: Seal, subject: str | None, *, limit: int, cursor: str | None
) -> AuditOut:
    """Read one page of one subject or of all; a cursor is good for its own list alone."""
    name = f"audit:{subject or ''}"
    page = record.page(subject, limit=limit, after=read_after(seal, name, cursor))
    return AuditOut(items=list(page.entries), next_cursor=write_after(seal, name, page.after))
