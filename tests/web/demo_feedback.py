"""What customers of the small repair company said: the same on every run but for the clock."""

from collections import Counter
from itertools import groupby

from feedback.overview.surveys import mean, nps
from feedback.statistics import RATINGS, wilson
from tests.web.demo import CUSTOMERS, TECHNICIANS, Json, actor, at

STAFF = (
    *TECHNICIANS,
    "Галина Причалова",
    "Тимур Заречный",
    "Константин Длиннофамильский-Набережный",
)
SAID = {
    5: ("Приехал вовремя, всё объяснил и убрал за собой. Спасибо!", ""),
    4: ("Хорошо, но пришлось подождать звонка", ""),
    3: ("Сделали, хотя обещали быстрее", ""),
    2: ("Опоздал на два часа, кран всё равно подтекает, пришлось вызывать ещё раз",),
    1: ("Никто не приехал",),
}
RHYTHM = (5, 5, 4, 5, 2, 5, 4, 3, 5, 5, 1, 5, 4, 5)
COUNT = 63
WEIGHT = 6.4
MIN_RANKED = 5


def feedback(index: int) -> Json:
    """Make one answer; a low one has its follow-up."""
    rating = RHYTHM[index % len(RHYTHM)]
    # The last one has served but twice: too few to tell.
    served = 5 if index in {7, 31} else (0, 1, 2, 0, 3, 1, 4)[index % 7]
    words = SAID[rating]
    task = follow_up(index) if rating <= 2 else None
    row = {
        "order_id": f"o{index}",
        "order_number": str(1080 + index),
        "order_type": "warranty" if index % 9 == 4 else "paid",
        "customer_id": f"c{index % len(CUSTOMERS)}",
        "customer_name": CUSTOMERS[index % len(CUSTOMERS)],
        "technician_id": f"t{served}",
        "technician_name": STAFF[served],
        "rating": rating,
        "comment": words[index % len(words)],
        **beside(index, rating),
        "source": "link",
        "asked_at": at(index * 30 + 5),
        "submitted_at": at(index * 30 + 2),
        "edited_at": None,
        "edited_until": at(index * 30 - 10),
        "state": "hidden" if index == 10 else "published" if index % 3 else "new",
        "hidden_reason": "Отзыв не о нашей компании" if index == 10 else None,
        "topics": ["опоздание", "качество"] if rating == 2 else [],
        "reply": None,
        "follow_up": task,
        "version": 1,
    }
    said = {name: row[name] for name in ("rating", "comment", "nps", "ces", "sub_ratings")}
    who = actor("") | {"kind": "customer", "id": ""}
    first = {"action": "answered", "at": row["submitted_at"], "by": who, "version": 1}
    return row | {"history": [first | said]}


def beside(index: int, rating: int) -> Json:
    """Say something beside the score: every third customer does."""
    has_said = index % 3 == 0
    sides = {"quality": rating, "punctuality": max(1, rating - 1), "politeness": None, "price": 4}
    return {
        "nps": 2 * rating if has_said else None,
        "ces": rating + 1 if has_said else None,
        "sub_ratings": sides if has_said else dict.fromkeys(sides),
    }


def follow_up(index: int) -> Json:
    """Make the task that a low rating brings: late, open or done."""
    is_done = index > 30
    return {
        "state": "done" if is_done else "open",
        "assignee": {"id": "t1", "name": TECHNICIANS[1]} if index > 4 else None,
        "due_at": at(5 if index > 4 else -30),
        "opened_at": at(index * 30 + 2),
        "closed_at": at(index * 30 - 20) if is_done else None,
        "note": "Позвонили, приедем переделать" if is_done else "",
    }


def share(part: int, whole: int) -> Json | None:
    """Say a share with its interval as the API does."""
    return vars(wilson(part, whole)) if whole else None


def figures(rows: list[Json]) -> Json:
    """Reckon what the page shows above its rows."""
    counts = Counter(row["rating"] for row in rows)
    satisfied, low = counts[5] + counts[4], counts[2] + counts[1]
    mean = sum(row["rating"] for row in rows) / len(rows) if rows else None
    late = min(low, 2)
    recovery = {"low": low, "recovered": low - late, "late": late, "pending": 0}
    return {
        "summary": {
            "count": len(rows),
            "average": mean,
            "csat": share(satisfied, len(rows)),
            **survey(rows),
            "hidden": sum(row["state"] == "hidden" for row in rows),
            "hidden_counts": True,
            "recovery": recovery | {"share": share(low - late, low)},
        },
        "distribution": {str(rating): counts[rating] for rating in RATINGS},
        "technicians": {
            "mean": mean,
            "weight": WEIGHT if rows else None,
            "min_ranked": MIN_RANKED,
            "items": technicians(rows, mean or 0.0),
        },
    }


def survey(rows: list[Json]) -> Json:
    """Reckon what was said beside the score."""
    sides = ("quality", "punctuality", "politeness", "price")
    found = nps([row["nps"] for row in rows])
    return {
        "nps": vars(found) | {"score": found.score},
        "ces": vars(mean([row["ces"] for row in rows])),
        "sub_ratings": {
            name: vars(mean([row["sub_ratings"][name] for row in rows])) for name in sides
        },
    }


def technicians(rows: list[Json], mean: float) -> list[Json]:
    """Compare technicians: the best score first, then who has no rank."""

    def served_by(row: Json) -> str:
        return str(row["technician_id"])

    made = []
    for id_, each in groupby(sorted(rows, key=served_by), key=served_by):
        theirs = list(each)
        count = len(theirs)
        ratings = [row["rating"] for row in theirs]
        score = (WEIGHT * mean + sum(ratings)) / (WEIGHT + count)
        made.append(
            {
                "id": id_,
                "name": theirs[0]["technician_name"],
                "count": count,
                "average": sum(ratings) / count,
                "score": score,
                "low": max(1.0, score - 2 / (count + 1) ** 0.5),
                "high": min(5.0, score + 2 / (count + 1) ** 0.5),
                "csat": share(sum(rating >= 4 for rating in ratings), count),
                "responses": rates(count) if count > 2 else None,
            }
        )
    made.sort(key=lambda one: (one["count"] < MIN_RANKED, -one["score"]))
    return [
        one | {"rank": place if one["count"] >= MIN_RANKED else None}
        for place, one in enumerate(made, start=1)
    ]


def responses(answered: int) -> Json:
    """Say how many of those who were asked have answered."""
    return rates(answered) | {"matures_on": "2999-12-20"}


def rates(answered: int) -> Json:
    """Say it for all requests, and for those whose link has expired."""
    whole = {"asked": answered * 3, "answered": answered, "share": share(answered, answered * 3)}
    ripe = {"asked": answered * 2, "answered": answered, "share": share(answered, answered * 2)}
    return {"all": whole, "mature": ripe}
