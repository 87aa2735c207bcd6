"""What administrators are told, as events that an integration can hear. Pure."""

import hashlib
from datetime import datetime

from integrations.model import Notice
from shared.clock import text
from shared.events import KEY_LEAKED, WARNING, Envelope


def warning_event(notice: Notice) -> Envelope:
    """Make the event of a notice: the same notice is the same event."""
    return _event(
        WARNING,
        (notice.integration_id, notice.kind, text(notice.since)),
        {
            "id": notice.integration_id,
            "about": notice.integration_name,
            "kind": notice.kind,
            "detail": notice.detail,
        },
        notice.at,
    )


def leak_event(key_id: str, name: str, detail: str, at: datetime) -> Envelope:
    """Make the event of a key that was found in public."""
    data = {"id": key_id, "about": name, "kind": "leaked", "detail": detail}
    return _event(KEY_LEAKED, (key_id,), data, at)


def _event(type_: str, about: tuple[str, ...], data: dict[str, str], at: datetime) -> Envelope:
    content = "\n".join([type_, *about]).encode()
    return Envelope(
        id="evt_" + hashlib.sha256(content).hexdigest()[:32],
        type=type_,
        timestamp=at,
        data={**data, "at": text(at)},
    )
