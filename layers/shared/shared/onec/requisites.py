"""The requisites of an order: its state, its payment, and what 1C keeps as further facts.

УНФ writes a requisite straight into the document when its name is that of one of the document's
own attributes, so each of ours begins with «Сервис».
"""

from collections.abc import Iterator
from datetime import datetime

from shared.events import OrderSnapshot
from shared.onec.characters import line
from shared.onec.profile import Profile
from shared.onec.rows import money, requisite


def requisites(order: OrderSnapshot, profile: Profile) -> str:
    """Write them; what has no value is left out."""
    pairs = (*_state(order, profile), *_payment(order, profile), *_ours(order, profile))
    shown = ((title, line(value)) for title, value in pairs if value)
    written = "".join(requisite(title, value) for title, value in shown if value)
    return f"<ЗначенияРеквизитов>{written}</ЗначенияРеквизитов>"


def local(moment: datetime, profile: Profile) -> str:
    """Write a moment in the base's own time, which has no zone and no fractions."""
    return moment.astimezone(profile.zone).strftime("%Y-%m-%dT%H:%M:%S")


def _state(order: OrderSnapshot, profile: Profile) -> Iterator[tuple[str, str]]:
    yield "Статуса заказа ИД", order.status
    yield "Статус заказа", profile.statuses.get(order.status, order.status)
    yield "Отменен", _flag(truth=order.status == "cancelled")
    yield "Адрес доставки", order.customer.address or ""


def _payment(order: OrderSnapshot, profile: Profile) -> Iterator[tuple[str, str]]:
    """Tell of the payment as soon as nothing is due: УНФ books the whole order or nothing."""
    last = next((each for each in reversed(order.payments) if each.kind == "payment"), None)
    is_paid = last is not None and order.paid > 0 and order.due <= 0
    yield "Заказ оплачен", _flag(truth=is_paid)
    if last is not None and is_paid:
        yield "Метод оплаты", profile.methods.get(last.method, last.method)
        yield "Метод оплаты ИД", last.method
        yield "Дата оплаты", local(last.at, profile)
        yield "Номер платежного документа", order.number


def _ours(order: OrderSnapshot, profile: Profile) -> Iterator[tuple[str, str]]:
    yield "СервисЗаказИд", order.id
    yield "СервисВнешнийИд", order.external_id or ""
    yield "СервисВидРаботы", order.type
    yield "СервисТехник", order.technician.name if order.technician else ""
    yield "СервисОплачено", money(order.paid) if order.paid else ""
    for title, moment in (
        ("СервисНачало", order.scheduled_start),
        ("СервисСрок", order.due_at),
        ("СервисВыполнен", order.completed_at),
    ):
        yield title, local(moment, profile) if moment else ""


def _flag(*, truth: bool) -> str:
    return "true" if truth else "false"
