"""Keys and users of the small company, and the record of what was done to them."""

from tests.web.demo import Json, actor, at

NAMES = {
    "k0": "Обмен с 1С",
    "k3": "Старый сайт",
    "u4": "Вера Новая",
    "u5": "Роман Уступов",
}
"""What the record names keys and users by."""
SCOPES = ["orders:read", "orders:write", "exports:read"]


def keys() -> list[Json]:
    """List one key of each kind: in use, not yet used, off, leaked, replaced, over, revoked."""
    return [
        key(0, "Обмен с 1С", scopes=SCOPES, last_used_at=at(0.01), last_used_ip="203.0.113.7"),
        key(1, "Сайт: заявки", scopes=["orders:write"], ip_allow=["203.0.113.0/24"]),
        key(2, "Выгрузка в BI", scopes=["analytics:read"], state="inactive", last_used_at=at(30)),
        key(3, "Старый сайт", state="inactive", leaked=True, last_used_at=at(700)),
        key(4, "Склад", replaced_by="k0", overlap_until=at(-20), last_used_at=at(5)),
        key(5, "Пилот", state="expired", expires_at=at(100)),
        key(6, "Подрядчик", state="revoked"),
    ]


def key(index: int, name: str, **fields: object) -> Json:
    """Make one key."""
    usual = {
        "id": f"k{index}",
        "name": name,
        "prefix": "nrd_live_",
        "last_four": f"x{index}Qz",
        "environment": "live",
        "scopes": ["orders:read"],
        "ip_allow": [],
        "rate_per_minute": 600,
        "state": "active",
        "leaked": False,
        "created_at": at(900 - index),
        "created_by": actor("Ирина Диспетчер"),
        "updated_at": at(400),
        "expires_at": None,
        "last_used_at": None,
        "last_used_ip": None,
        "rotated_from": None,
        "replaced_by": None,
        "overlap_until": None,
        "version": 3,
    }
    return usual | fields


def users() -> list[Json]:
    """List an administrator, who is asking, and one user of each kind."""
    return [
        user("u1", "Ирина Диспетчер", ["admin"]),
        user("u2", "Олег Бухгалтер", ["accountant", "manager"]),
        user("u3", "Пётр Ключевой", ["technician"], technician_id="t0"),
        user("u4", "Вера Новая", ["dispatcher"], status="invited"),
        user("u5", "Роман Уступов", ["technician"], enabled=False),
    ]


def user(user_id: str, name: str, roles: list[str], **fields: object) -> Json:
    """Make one user."""
    usual = {
        "id": user_id,
        "email": "irina@naryad.example" if user_id == "u1" else f"{user_id}@naryad.example",
        "name": name,
        "roles": roles,
        "enabled": True,
        "status": "active",
        "technician_id": None,
        "language": "ru",
        "created_at": at(900),
    }
    return usual | fields


def record() -> list[Json]:
    """List what was done, the last thing first."""
    invited = {
        "name": {"from": "", "to": "Дарья Полевая"},
        "roles": {"from": None, "to": ["dispatcher"]},
        "technician_id": {"from": None, "to": "t0"},
    }
    rows: list[tuple[str, str, Json]] = [
        ("key.leaked", "k3", {"leaked": {"from": False, "to": True}}),
        ("key.changed", "k0", {"rate_per_minute": {"from": 60, "to": 600}}),
        ("user.blocked", "u5", {"enabled": {"from": True, "to": False}}),
        ("key.changed", "k0", {"scopes": {"from": ["orders:read"], "to": SCOPES}}),
        ("user.invited", "u4", invited),
        ("key.created", "k0", {"name": {"from": None, "to": "Обмен с 1С"}}),
    ]
    return [entry(index, *row) for index, row in enumerate(rows)]


def entry(index: int, action: str, subject: str, changes: Json) -> Json:
    """Make one row of the record."""
    return {
        "id": f"aud{index}",
        "at": at(index * 7),
        "actor": actor("Ирина Диспетчер"),
        "action": action,
        "subject": subject,
        "subject_name": NAMES[subject],
        "changes": changes,
    }
