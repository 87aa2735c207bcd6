"""The texts that messages have until somebody writes their own: event x channel x language."""

from collections.abc import Mapping
from typing import Final

from integrations.messages.model import Channel, Language, Template
from shared.events import KEY_LEAKED, REPORT, TEST_EVENT, WARNING

_Words = tuple[str, str, str]
"""The subject of an e-mail, the text of an e-mail and of a chat, the text of an SMS."""

_RU: Final[Mapping[str, _Words]] = {
    "order.created": (
        "Заказ {order.number} принят",
        (
            "Здравствуйте, {customer.name}!\n\nМы приняли ваш заказ {order.number}.\n"
            "Что сделать: {order.title}\nКогда: {order.scheduled_start}\nАдрес: {order.address}\n\n"
            "Мы сообщим, когда что-нибудь изменится."
        ),
        "Заказ {order.number} принят.\nМастер приедет {order.scheduled_start}.",
    ),
    "order.updated": (
        "Заказ {order.number}: {order.status}",
        (
            "Здравствуйте, {customer.name}!\n\nЗаказ {order.number}: {order.status}.\n"
            "Мастер: {technician.name}\nКогда: {order.scheduled_start}"
        ),
        "Заказ {order.number}: {order.status}.\nВремя: {order.scheduled_start}",
    ),
    "order.completed": (
        "Заказ {order.number} выполнен",
        (
            "Здравствуйте, {customer.name}!\n\nЗаказ {order.number} выполнен.\n"
            "Мастер: {technician.name}\nСумма: {order.total}\nК оплате: {order.due}"
        ),
        "Заказ {order.number} выполнен.\nК оплате: {order.due}",
    ),
    "order.cancelled": (
        "Заказ {order.number} отменён",
        (
            "Здравствуйте, {customer.name}!\n\nЗаказ {order.number} отменён.\n"
            "Причина: {order.cancel_reason}\n\nЕсли это ошибка, позвоните нам."
        ),
        "Заказ {order.number} отменён.",
    ),
    "order.reopened": (
        "Заказ {order.number} снова в работе",
        (
            "Здравствуйте, {customer.name}!\n\nМы вернулись к заказу {order.number}.\n"
            "Мастер: {technician.name}\nКогда: {order.scheduled_start}"
        ),
        "Заказ {order.number} снова в работе.",
    ),
    "feedback.requested": (
        "Как прошёл заказ {order.number}?",
        (
            "Здравствуйте, {customer.name}!\n\nЗаказ {order.number} выполнен.\n"
            "Мастер: {technician.name}\n\nОцените, пожалуйста, нашу работу: {feedback.link}"
        ),
        "Заказ {order.number} выполнен.\nОцените работу: {feedback.link}",
    ),
    "feedback.created": (
        "Оценка {feedback.rating} по заказу {order.number}",
        (
            "Заказ {order.number}: оценка {feedback.rating} из 5.\nКлиент: {customer.name}\n"
            "Мастер: {technician.name}\n\n{feedback.comment}"
        ),
        "Заказ {order.number}: оценка {feedback.rating} из 5.",
    ),
    "feedback.updated": (
        "Оценка изменена на {feedback.rating}: заказ {order.number}",
        (
            "Клиент изменил отзыв о заказе {order.number}: оценка {feedback.rating} из 5.\n"
            "Клиент: {customer.name}\nМастер: {technician.name}\n\n{feedback.comment}"
        ),
        "Заказ {order.number}: оценка изменена на {feedback.rating}.",
    ),
    "feedback.replied": (
        "Ответ на ваш отзыв о заказе {order.number}",
        "Здравствуйте, {customer.name}!\n\n{feedback.reply}",
        "Заказ {order.number}: {feedback.reply}",
    ),
    "feedback.low": (
        "Низкая оценка {feedback.rating}: заказ {order.number}",
        (
            "Клиент недоволен заказом {order.number}: оценка {feedback.rating} из 5.\n"
            "Клиент: {customer.name}\nТелефон: {customer.phone}\nМастер: {technician.name}\n\n"
            "{feedback.comment}"
        ),
        "Низкая оценка {feedback.rating} по заказу {order.number}.\nКлиент: {customer.phone}",
    ),
    WARNING: (
        "Интеграция «{warning.about}» не работает",
        (
            "Интеграция: {warning.about}\nЧто случилось: {warning.detail}\nКогда: {warning.at}\n\n"
            "Откройте журнал интеграций, чтобы увидеть ответы партнёра."
        ),
        "Интеграция {warning.about}: {warning.detail}",
    ),
    KEY_LEAKED: (
        "Ключ API утёк: {warning.about}",
        (
            "Ключ: {warning.about}\nЧто случилось: {warning.detail}\nКогда: {warning.at}\n\n"
            "Выпустите новый ключ и проверьте журнал доступа."
        ),
        "Ключ API {warning.about} утёк и отозван.",
    ),
    REPORT: ("{report.title}", "{report.body}", "{report.title}.\n{report.link}"),
    TEST_EVENT: (
        "Проверка связи",
        "Это пробное сообщение интеграции «{integration.name}». Всё работает.",
        "Проверка связи: {integration.name}.",
    ),
}
_EN: Final[Mapping[str, _Words]] = {
    "order.created": (
        "Order {order.number} received",
        (
            "Hello {customer.name},\n\nWe have received your order {order.number}.\n"
            "What is to be done: {order.title}\nWhen: {order.scheduled_start}\n"
            "Address: {order.address}\n\nWe will let you know when anything changes."
        ),
        "Order {order.number} received.\nThe technician comes {order.scheduled_start}.",
    ),
    "order.updated": (
        "Order {order.number}: {order.status}",
        (
            "Hello {customer.name},\n\nOrder {order.number}: {order.status}.\n"
            "Technician: {technician.name}\nWhen: {order.scheduled_start}"
        ),
        "Order {order.number}: {order.status}.\nWhen: {order.scheduled_start}",
    ),
    "order.completed": (
        "Order {order.number} is done",
        (
            "Hello {customer.name},\n\nOrder {order.number} is done.\n"
            "Technician: {technician.name}\nTotal: {order.total}\nTo be paid: {order.due}"
        ),
        "Order {order.number} is done.\nTo be paid: {order.due}",
    ),
    "order.cancelled": (
        "Order {order.number} was cancelled",
        (
            "Hello {customer.name},\n\nOrder {order.number} was cancelled.\n"
            "Reason: {order.cancel_reason}\n\nIf that is a mistake, please call us."
        ),
        "Order {order.number} was cancelled.",
    ),
    "order.reopened": (
        "Order {order.number} is worked on again",
        (
            "Hello {customer.name},\n\nWe have come back to order {order.number}.\n"
            "Technician: {technician.name}\nWhen: {order.scheduled_start}"
        ),
        "Order {order.number} is worked on again.",
    ),
    "feedback.requested": (
        "How was order {order.number}?",
        (
            "Hello {customer.name},\n\nOrder {order.number} is done.\n"
            "Technician: {technician.name}\n\nPlease rate our work: {feedback.link}"
        ),
        "Order {order.number} is done.\nRate our work: {feedback.link}",
    ),
    "feedback.created": (
        "Rated {feedback.rating}: order {order.number}",
        (
            "Order {order.number} was rated {feedback.rating} of 5.\nCustomer: {customer.name}\n"
            "Technician: {technician.name}\n\n{feedback.comment}"
        ),
        "Order {order.number} was rated {feedback.rating} of 5.",
    ),
    "feedback.updated": (
        "Rating changed to {feedback.rating}: order {order.number}",
        (
            "The customer changed the rating of order {order.number}: {feedback.rating} of 5.\n"
            "Customer: {customer.name}\nTechnician: {technician.name}\n\n{feedback.comment}"
        ),
        "Order {order.number}: rating changed to {feedback.rating}.",
    ),
    "feedback.replied": (
        "Our answer about order {order.number}",
        "Hello {customer.name},\n\n{feedback.reply}",
        "Order {order.number}: {feedback.reply}",
    ),
    "feedback.low": (
        "Low rating {feedback.rating}: order {order.number}",
        (
            "A customer is unhappy with order {order.number}: {feedback.rating} of 5.\n"
            "Customer: {customer.name}\nTelephone: {customer.phone}\n"
            "Technician: {technician.name}\n\n{feedback.comment}"
        ),
        "Low rating {feedback.rating}, order {order.number}.\nCustomer: {customer.phone}",
    ),
    WARNING: (
        "Integration {warning.about} does not work",
        (
            "Integration: {warning.about}\nWhat happened: {warning.detail}\nWhen: {warning.at}\n\n"
            "Open the log of integrations to see what the partner answers."
        ),
        "Integration {warning.about}: {warning.detail}",
    ),
    KEY_LEAKED: (
        "An API key leaked: {warning.about}",
        (
            "Key: {warning.about}\nWhat happened: {warning.detail}\nWhen: {warning.at}\n\n"
            "Issue a new key and look through the record of access."
        ),
        "API key {warning.about} leaked and is revoked.",
    ),
    REPORT: ("{report.title}", "{report.body}", "{report.title}.\n{report.link}"),
    TEST_EVENT: (
        "Test",
        "This is a test message of the integration {integration.name}. Everything works.",
        "Test: {integration.name}.",
    ),
}
_HTML: Final[Mapping[str, str]] = {REPORT: "{report.body}"}
"""Of e-mails whose HTML is more than their text in paragraphs."""
_ALL: Final[Mapping[Language, Mapping[str, _Words]]] = {"ru": _RU, "en": _EN}


def default(event_type: str, channel: Channel, language: Language) -> Template:
    """Give the default template of an event."""
    subject, long, short = _ALL[language][event_type]
    if channel == "phone":
        return Template(text=short)
    if channel == "chat":
        return Template(text=long)
    return Template(subject=subject, text=long, html=_HTML.get(event_type))


def events() -> tuple[str, ...]:
    """List the events that there are templates for."""
    return tuple(_RU)
