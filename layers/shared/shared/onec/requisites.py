"""The requisites of an order: its state, its payment, and what 1C keeps as further facts.

УНФ writes a requisite straight into the document when its name is that of one of the document's
own attributes, so each of ours begins with «Сервис».
"""

from datetime import datetime
from typing import Final

from shared.events import OrderSnapshot
from shared.onec.characters import told
from shared.onec.profile import Profile
from shared.onec.rows import money, requisite

Pairs = tuple[tuple[str, str], ...]
_SECONDS: Final = len("2026-11-22T11:00:00")


def requisites(order: OrderSnapshot, profile: Profile) -> str:
    """Write them; what has no value is left out."""
    pairs = (*_state(order, profile), *_payment(order, profile), *_ours(order, profile))
    written = [
        requisite(title, shown) for title, value in pairs if value and (shown := told(value))
    ]
    return f"<ЗначенияРеквизитов>{''.join(written)}</ЗначенияРеквизитов>"


def local(moment: datetime, profile: Profile) -> str:
    """Write a moment in the base's own time, which has no zone and no fractions."""
    return moment.astimezone(profile.zone).isoformat()[:_SECONDS]


def _state(order: OrderSnapshot, profile: Profile) -> Pairs:
    return (
        ("Статуса заказа ИД", order.status),
        ("Статус заказа", profile.statuses.get(order.status, order.status)),
        ("Отменен", "true" if order.status == "cancelled" else "false"),
        ("Адрес доставки", order.customer.address or ""),
    )


def _payment(order: OrderSnapshot, profile: Profile) -> Pairs:
    """Tell of the payment as soon as nothing is due: УНФ books the whole order or nothing."""
    last = next((each for each in reversed(order.payments) if each.kind == "payment"), None)
    if last is None or order.paid <= 0 or order.due > 0:
        return (("Заказ оплачен", "false"),)
    return (
        ("Заказ оплачен", "true"),
        ("Метод оплаты", profile.methods.get(last.method, last.method)),
        ("Метод оплаты ИД", last.method),
        ("Дата оплаты", local(last.at, profile)),
        ("Номер платежного документа", order.number),
    )


def _ours(order: OrderSnapshot, profile: Profile) -> Pairs:
    start, due, done = order.scheduled_start, order.due_at, order.completed_at
    return (
        ("СервисЗаказИд", order.id),
        ("СервисВнешнийИд", order.external_id or ""),
        ("СервисВидРаботы", order.type),
        ("СервисТехник", order.technician.name if order.technician else ""),
        ("СервисОплачено", money(order.paid) if order.paid else ""),
        ("СервисНачало", local(start, profile) if start else ""),
        ("СервисСрок", local(due, profile) if due else ""),
        ("СервисВыполнен", local(done, profile) if done else ""),
    )
