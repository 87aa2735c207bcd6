"""What is said of customers who come again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from analytics.patterns.cohorts import Returned
from analytics.words import dates, numbers, units
from analytics.words.plural import Tongue
from analytics.words.text import Text
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "rate": "За 12 месяцев повторно обратились {share} клиентов: {repeated} из {customers}.",
        "few": "Клиентов мало для вывода: нужно хотя бы {needed}, есть {customers}.",
        "cohorts": "Из впервые обратившихся снова пришли {told}.",
        "returned": "{when} {share} ({came} из {of})",
        "next": "через месяц",
        "after": "через {months}",
        "shift": "Пришедшие с {month} возвращаются через месяц {way}: {now} вместо {before}.",
        "oftener": "чаще",
        "rarer": "реже",
        "alike": "Возвращаются ли пришедшие позже чаще или реже, не видно.",
    },
    "en": {
        "rate": "Within 12 months {share} of customers came again: {repeated} of {customers}.",
        "few": "Too few customers for a conclusion: {needed} needed, {customers} there.",
        "cohorts": "First-time customers who came again: {told}.",
        "returned": "{share} {when} ({came} of {of})",
        "next": "a month later",
        "after": "{months} later",
        "shift": (
            "Those who came since {month} return {way} a month later: {now} instead of {before}."
        ),
        "oftener": "more often",
        "rarer": "less often",
        "alike": "Whether those who came later return more or less often can't be seen.",
    },
}
_SHARE: Final = Figure({"ru": "", "en": ""}, "share")


def tell(counted: tuple[int, int], needed: int, tongue: Tongue) -> Text:
    """Say how many customers of a year came twice or more; `counted` are they and all of them."""
    repeated, customers = counted
    phrases, known = PHRASES[tongue], numbers.written(customers, tongue)
    if customers < needed:
        return Text(phrases["few"].format(needed=needed, customers=known))
    share = units.amount(repeated / customers, _SHARE, tongue).text(tongue)
    told = numbers.written(repeated, tongue)
    return Text(phrases["rate"].format(share=share, repeated=told, customers=known))


def tell_cohorts(found: Sequence[Returned], tongue: Tongue) -> Text:
    """Say how many of the new customers came again, one, three and six months later."""
    phrases = PHRASES[tongue]
    told = [
        phrases["returned"].format(
            when=_when(each.after, tongue),
            share=_share(each, tongue),
            came=numbers.written(each.came, tongue),
            of=numbers.written(each.of, tongue),
        )
        for each in found
    ]
    return Text(phrases["cohorts"].format(told=", ".join(told)))


def tell_shift(
    before: Returned, now: Returned, since: date, tongue: Tongue, *, is_real: bool
) -> Text:  # fmt: skip
    """Say whether those who came later return more or less often; nothing is made of chance."""
    phrases = PHRASES[tongue]
    if not is_real:
        return Text(phrases["alike"])
    is_more = now.came * before.of > before.came * now.of
    return Text(
        phrases["shift"].format(
            month=dates.since_month(since, tongue),
            way=phrases["oftener" if is_more else "rarer"],
            now=_share(now, tongue),
            before=_share(before, tongue),
        )
    )


def _when(after: int, tongue: Tongue) -> str:
    phrases = PHRASES[tongue]
    if after == 1:
        return phrases["next"]
    return phrases["after"].format(months=units.counted(after, "months", tongue))


def _share(found: Returned, tongue: Tongue) -> str:
    return units.amount(found.came / found.of, _SHARE, tongue).text(tongue)
