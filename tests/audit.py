"""The record of changes in memory; a contract test holds it to what DynamoDB does."""

from shared.audit import AuditPage, Entry
from shared.clock import text


class FakeAudit:
    """Entries in memory."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        if entry not in self.entries:
            self.entries.append(entry)

    def page(self, subject: str | None, *, limit: int, after: str | None) -> AuditPage:
        wanted = [each for each in self.entries if subject in {None, each.subject}]
        rows = sorted(((_place(each), each) for each in wanted), reverse=True, key=lambda r: r[0])
        rows = [row for row in rows if after is None or row[0] < after]
        shown = rows[:limit]
        return AuditPage(
            tuple(entry for _, entry in shown), shown[-1][0] if len(rows) > limit else None
        )


def _place(entry: Entry) -> str:
    return f"{text(entry.at)}#{entry.id}"
