"""Who sells and who buys: the properties by which 1C finds their cards, or makes a buyer's."""

from typing import Final

from shared.events import Customer
from shared.onec.characters import cut, escaped, line
from shared.onec.enterprise.keys import buyer_key
from shared.onec.enterprise.limits import LONGEST_FULL_NAME, LONGEST_NAME
from shared.onec.enterprise.profile import Organization
from shared.onec.numbers import as_inn, as_kpp, is_of_a_person

_LEGAL: Final = "ЮридическоеЛицо"
_PERSON: Final = "ФизическоеЛицо"


def organization(own: Organization) -> str:
    """Write the company that sells; without a reference, since the base has its own."""
    sort = _PERSON if is_of_a_person(own.inn) else _LEGAL
    kpp = f"<КПП>{own.kpp}</КПП>" if own.kpp and sort == _LEGAL else ""
    return (
        f"<Организация>{names(own.name)}<ИНН>{own.inn}</ИНН>{kpp}"
        f"<ЮридическоеФизическоеЛицо>{sort}</ЮридическоеФизическоеЛицо></Организация>"
    )


def counterparty(customer: Customer) -> str:
    """Write the buyer; the ИНН tells the sort, so an entrepreneur is a person of 1C's."""
    inn, kpp = as_inn(customer.inn), as_kpp(customer.kpp)
    is_legal = not is_of_a_person(inn) if inn else customer.kind == "company"
    return (
        f"<Контрагент><Ссылка>{buyer_key(customer)}</Ссылка>{names(customer.name)}"
        f"{f'<ИНН>{inn}</ИНН>' if inn else ''}{f'<КПП>{kpp}</КПП>' if kpp and is_legal else ''}"
        f"<ЮридическоеФизическоеЛицо>{_LEGAL if is_legal else _PERSON}"
        "</ЮридическоеФизическоеЛицо></Контрагент>"
    )


def names(text: str) -> str:
    """Write a short and a full name."""
    full = line(text, LONGEST_FULL_NAME)
    return (
        f"<Наименование>{escaped(cut(full, LONGEST_NAME))}</Наименование>"
        f"<НаименованиеПолное>{escaped(full)}</НаименованиеПолное>"
    )
