from zoneinfo import ZoneInfo

import pytest

from shared.settings import Settings, SettingsError, settings

EVERYTHING = {name.upper(): f"the {name}" for name in Settings.model_fields} | {
    "COMPANY_ZONE": "Europe/Moscow",
    "COMPANY_CURRENCY": "RUB",
    "COMPANY_VAT": "none",
    "COMPANY_INN": "7707083893",
    "COMPANY_KPP": "770701001",
    "ORDER_LIST_SHARDS": "3",
    "DUE_SHARDS": "2",
    "REOPEN_DAYS": "14",
    "AUTO_CLOSE_DAYS": "30",
    "FEEDBACK_DELAY_MINUTES": "60",
    "FEEDBACK_COOLDOWN_DAYS": "30",
    "FEEDBACK_REMINDERS": "1",
    "FEEDBACK_REMINDER_DAYS": "3",
    "FEEDBACK_HIDDEN_COUNTS": "true",
    "FEEDBACK_ASKS": "nps",
    "KEYS_PER_MINUTE": "6000",
    "OUTBOUND_ALLOW": "127.0.0.1",
    "STORAGE_ENDPOINT": "https://storage.example",
}


@pytest.fixture(autouse=True)
def _whole(monkeypatch):
    for name, value in EVERYTHING.items():
        monkeypatch.setenv(name, value)


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in EVERYTHING.items() if key != name}


def test_the_settings_are_read_from_the_environment():
    assert settings().orders_table == "the orders_table"
    assert settings().zone == ZoneInfo("Europe/Moscow")
    assert settings().order_list_shards == 3


def test_the_settings_are_read_once(monkeypatch):
    before = settings()
    monkeypatch.setenv("COMPANY_CURRENCY", "EUR")

    assert settings() is before


@pytest.mark.parametrize("name", ["ORDERS_TABLE", "SIGNING_SECRET_ID", "DUE_SHARDS"])
def test_a_missing_setting_is_named(name):
    with pytest.raises(SettingsError, match=name):
        Settings.of(without(name))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMPANY_CURRENCY", "roubles"),
        ("ORDER_LIST_SHARDS", "0"),
        ("ORDER_LIST_SHARDS", "17"),
        ("DUE_SHARDS", "four"),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.of({**EVERYTHING, name: value})


def test_every_wrong_setting_is_named_at_once():
    with pytest.raises(SettingsError) as refused:
        Settings.of({"COMPANY_CURRENCY": "x"})

    assert "COMPANY_CURRENCY" in str(refused.value)
    assert "DATA_BUCKET" in str(refused.value)


def test_what_the_environment_holds_besides_is_ignored():
    assert not hasattr(Settings.of({**EVERYTHING, "PATH": "/bin"}), "path")


@pytest.mark.parametrize(
    ("text", "hosts"),
    [("", set()), (" , ", set()), ("127.0.0.1", {"127.0.0.1"}), ("a, b ,", {"a", "b"})],
)
def test_private_hosts_are_listed_with_commas(text, hosts):
    found = Settings.of({**EVERYTHING, "OUTBOUND_ALLOW": text})

    assert found.outbound_hosts == hosts


def test_no_private_host_is_let_through_unless_it_is_named():
    assert Settings.of(without("OUTBOUND_ALLOW")).outbound_hosts == frozenset()


@pytest.mark.parametrize(("name", "value"), [("COMPANY_INN", "123"), ("COMPANY_KPP", "7707")])
def test_a_number_of_the_company_that_is_none_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.of(EVERYTHING | {name: value})
