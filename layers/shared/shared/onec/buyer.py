"""The buyer of an order: the first and only counterparty, since 1C takes no other."""

from typing import Final

from shared.events import Customer
from shared.onec.characters import LONGEST_NAME, escaped, line, name, told
from shared.onec.numbers import as_inn, as_kpp, as_reference

_LONGEST_ID: Final = 40


def buyer(customer: Customer) -> str:
    """Write the buyer; a legal entity and a person have fields of their own."""
    title = escaped(name(customer.name))
    inn, kpp = as_inn(customer.inn), as_kpp(customer.kpp)
    who = "ОфициальноеНаименование" if customer.kind == "company" else "ПолноеНаименование"
    parts = (
        f"<Контрагент><Ид>{escaped(_id(customer))}</Ид><Наименование>{title}</Наименование>",
        f"<{who}>{title}</{who}>",
        f"<ИНН>{inn}</ИНН>" if inn else "",
        f"<КПП>{kpp}</КПП>" if kpp and customer.kind == "company" else "",
        _address(customer),
        _contacts(customer),
        "<Роль>Покупатель</Роль></Контрагент>",
    )
    return "".join(parts)


def _id(customer: Customer) -> str:
    """Name 1C's own card where we know it; what looks like a reference must be one."""
    return as_reference(customer.crm_1c_id) or line(customer.id.replace("#", "-"), _LONGEST_ID)


def _address(customer: Customer) -> str:
    text = told(customer.address or "", LONGEST_NAME)
    return f"<Адрес><Представление>{text}</Представление></Адрес>" if text else ""


def _contacts(customer: Customer) -> str:
    known = (("Телефон рабочий", customer.phone), ("Почта", customer.email))
    contacts = [
        f"<Контакт><Тип>{kind}</Тип><Значение>{text}</Значение></Контакт>"
        for kind, value in known
        if value and (text := told(value, LONGEST_NAME))
    ]
    return f"<Контакты>{''.join(contacts)}</Контакты>" if contacts else ""
