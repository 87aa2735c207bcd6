"""Quiet hours: when nobody is to be disturbed. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.model import QuietHours


def quiet_until(hours: QuietHours, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Give when the quiet that rules now ends, in UTC; None when it does not.

    The end may lie on the next day; begins and ends alike is a day without quiet. Where clocks
    are put forward over the end, the quiet ends at that moment.
    """
    local = now.astimezone(zone)
    clock = local.time()
    if hours.begins < hours.ends:
        is_quiet = hours.begins <= clock < hours.ends
        day = local.date()
    else:
        is_quiet = hours.begins != hours.ends and not hours.ends <= clock < hours.begins
        day = local.date() + timedelta(days=clock >= hours.begins)
    if not is_quiet:
        return None
    return datetime.combine(day, hours.ends, zone).astimezone(now.tzinfo)
