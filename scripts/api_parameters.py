"""What each parameter means, where its route does not say it: for docs/openapi.json."""

from typing import Any, Final

Json = dict[str, Any]

SAID: Final[dict[str, str]] = {
    # in paths
    "attachment_id": "The file of an order, by id.",
    "customer_id": "The customer, by id.",
    "delivery_id": "The delivery, by id.",
    "export_id": "The export, by id.",
    "import_id": "The import, by id.",
    "integration_id": "The integration, by id.",
    "key_id": "The API key, by id; never the key itself.",
    "name": "The file, by the name that the export's card gives it.",
    "number": "The order, by the number that people read.",
    "order_id": "The order, by id.",
    "person_id": "The customer or the technician, by id.",
    "reconciliation_id": "The comparison, by id.",
    "replay_id": "The replay, by id.",
    "schedule_id": "The schedule, by id.",
    "suppression_id": "The suppressed address, by id.",
    "technician_id": "The technician, by id.",
    "token": "The signed end of a link or address that was made for one reader.",
    "user_id": "The web user, by id.",
    # of every list
    "cursor": "What `next_cursor` of the page before says; without it, the first page.",
    "limit": "How many a page holds at most.",
    "q": "Words to look for: a number, a telephone, an external id or a part of a name.",
    "sort": "What the list is sorted by.",
    "order": "Ascending or descending.",
    # of filters
    "active": "Only those who are active, or only those who are not.",
    "created_from": "Created at this moment or later.",
    "created_to": "Created before this moment.",
    "error_class": "Only attempts that failed in this way.",
    "event_type": "Only events of this type.",
    "follow_up": "Only answers whose follow-up stands so.",
    "has_comment": "Only answers with words, or only those without.",
    "overdue": "Only orders whose promised time is over, or only others.",
    "priority": "Only orders of this priority.",
    "rating": "Only answers with this score.",
    "state": "Only those in this state.",
    "status": "Only orders in these states, joined by commas.",
    "status_class": "Only answers of this class, such as 5xx.",
    "topic": "Only answers about this topic.",
    "type": "Only orders of this type.",
    "updated_since": "Changed at this moment or later; sorted by the change.",
    "zone": "Only orders of this district or branch.",
    "older_than_minutes": "Only events older than this: younger ones may still be on their way.",
    # of figures
    "base_from": "The first day of the period to compare with.",
    "base_to": "The last day of the period to compare with.",
    "compare": "What to compare with: the period before, a year ago, or one of one's own.",
    "dimension": "By what the figures are split.",
    "from": "The first day or moment of the period.",
    "to": "The last day or moment of the period.",
    "hour": "Only what falls into this hour of the day.",
    "hours": "So many hours until now.",
    "kpi": "The figure, by its name in /v1/analytics/kpis.",
    "month": "Only what falls into this month of the year.",
    "only": "Only what adds to the figure's total, or only what adds to its n alone.",
    "step": "How long one point of the line is.",
    "value": "Only this value of the dimension.",
    "weekday": "Only what falls on this day of the week; Monday is 0.",
    "format": "The form of the file.",
    "lang": "The language of the names of columns.",
    "language": "Russian or English.",
}
"""By the parameter's name: one name means one thing in every room."""

SAID_OF: Final[dict[tuple[str, str], str]] = {
    ("list_deliveries", "order"): "Only deliveries about this order, by its id or number.",
    ("list_rows", "order"): "As the orders began, or what adds most first; a share has the latter.",
}
"""Where an operation means something else by a name."""


def described(operation: Json) -> Json:
    """Say of each parameter what it means."""
    for each in operation["parameters"]:
        known = SAID_OF.get((operation["operationId"], each["name"]), SAID.get(each["name"]))
        each["description"] = each.get("description") or known
    return operation
