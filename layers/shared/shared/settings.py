"""The environment, read once and checked: a missing or bad name fails at first use, by its name."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class SettingsError(RuntimeError):
    """The environment lacks a setting or holds a bad one."""


class Settings(BaseModel):
    """All settings of the functions; names are the environment's in lower case."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stage: str
    orders_table: str
    directory_table: str
    feedback_table: str
    integrations_table: str
    deliveries_table: str
    rollups_table: str
    access_table: str
    limits_table: str
    data_bucket: str
    storage_endpoint: str = Field(default="", pattern="^(https?://[^/?#]+)?$")
    storage_region: str = ""
    storage_secret_id: str = ""
    webhook_queue_url: str
    onec_queue_url: str
    email_queue_url: str
    sms_queue_url: str
    telegram_queue_url: str
    export_queue_url: str
    import_queue_url: str
    order_wish_queue_url: str
    secrets_key_id: str
    signing_secret_id: str
    identity_issuer: str
    identity_keys_url: str
    identity_client_id: str
    user_pool_id: str
    company_zone: str
    company_currency: str = Field(pattern="^[A-Z]{3}$")
    company_vat: Literal["none", "general", "0", "5", "7", "10"] = "none"
    company_name: str = ""
    company_inn: str = Field(default="", pattern="^([0-9]{10}|[0-9]{12})?$")
    company_kpp: str = Field(default="", pattern="^([0-9]{4}[0-9A-Z]{2}[0-9]{3})?$")
    outbound_allow: str = ""
    public_url: str = ""
    order_list_shards: int = Field(ge=1, le=16)
    due_shards: int = Field(ge=1, le=16)
    keys_per_minute: int = Field(ge=1, le=30_000)
    leak_keys_url: str = ""
    reopen_days: int = Field(ge=1, le=365)
    auto_close_days: int = Field(ge=1, le=365)
    feedback_delay_minutes: int = Field(default=60, ge=0, le=10_080)
    feedback_cooldown_days: int = Field(default=30, ge=0, le=365)
    feedback_reminders: int = Field(default=1, ge=0, le=3)
    feedback_reminder_days: int = Field(default=4, ge=1, le=14)
    feedback_hidden_counts: bool = True
    feedback_asks: str = Field(
        default="", pattern="^((nps|ces|quality|punctuality|politeness|price)(,|$))*$"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.company_zone)

    @property
    def outbound_hosts(self) -> frozenset[str]:
        """Private hosts that may be called by plain http; empty outside development."""
        return frozenset(host.strip() for host in self.outbound_allow.split(",") if host.strip())

    def channel_queue_url(self, kind: str) -> str:
        """Give the queue of a kind of integrations; each has one of its own."""
        return str(getattr(self, f"{kind}_queue_url"))

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings out of an environment; SettingsError names what is wrong."""
        names = {
            name: environ[name.upper()] for name in cls.model_fields if name.upper() in environ
        }
        try:
            return cls.model_validate(names)
        except ValidationError as error:
            wrong = "; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
            raise SettingsError(wrong) from error


@cache
def settings() -> Settings:
    """Give the settings of this process."""
    return Settings.of(os.environ)
