"""Orders from one file on the running stack: HTTP, upload, queue, worker, result.

A thousand rows run in tests/orders/intake/test_emulated.py, where no partner is told of each.
"""

import csv
import hashlib
import io
from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until

ROWS = 60
BAD = 3
HEAD = "внешний номер;заявка;клиент;телефон;услуга;цена"
Api = httpx.Client


@pytest.fixture(scope="module")
def api(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def file() -> bytes:
    """Write good rows of customers of their own, and a few without a title among them."""
    rows = [
        f"e2e-{n};Ремонт {n};Клиент {n};8 901 {n:07};Выезд;1500"
        if n % (ROWS // BAD)
        else f"e2e-{n};;Клиент {n};8 901 {n:07};Выезд;1500"
        for n in range(1, ROWS + 1)
    ]
    return "\r\n".join([HEAD, *rows]).encode()


def announced(api: Api, content: bytes, key: str) -> Any:
    facts = {
        "format": "csv",
        "name": "заявки.csv",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    answer = api.post("/v1/imports", json=facts, headers={"idempotency-key": key})
    assert answer.status_code == 201, answer.text
    return answer.json()


def imported(api: Api, content: bytes, key: str) -> Any:
    """Import a file to its end; asked for again, each step does nothing more."""
    job = announced(api, content, key)
    assert announced(api, content, key)["id"] == job["id"]
    upload = job["upload"]
    sent = httpx.put(upload["url"], content=content, headers=upload["headers"], timeout=60)
    assert sent.status_code == 200, sent.text
    assert api.post(f"/v1/imports/{job['id']}/start").status_code == 202

    def ended() -> Any:
        now = api.get(f"/v1/imports/{job['id']}").json()
        return now if now["state"] in {"done", "failed"} else None

    done = until(ended, within_s=60, what="the end of the import")
    assert api.post(f"/v1/imports/{job['id']}/start").json()["state"] == "done"
    return done


def result(api: Api, job: Any) -> list[dict[str, str]]:
    """Read the result file as a spreadsheet does."""
    link = api.get(job["result_file"], headers={"accept": "application/json"}).json()["url"]
    text = httpx.get(link, timeout=60).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_file_makes_its_orders_once_however_often_it_comes(api: Api) -> None:
    content = file()

    first = imported(api, content, "e2e-import-1")
    again = imported(api, content, "e2e-import-2")

    assert (first["state"], first["rows"], first["failed"]) == ("done", ROWS, BAD)
    assert (first["created"], first["unchanged"]) == (ROWS - BAD, 0)
    assert [each["row"] for each in first["failures"]] == [21, 41, 61]
    assert (again["created"], again["unchanged"], again["failed"]) == (0, ROWS - BAD, BAD)
    rows, repeated = result(api, first), result(api, again)
    assert len(rows) == ROWS
    assert len({row["Номер заявки"] for row in rows} - {""}) == ROWS - BAD
    assert [row["ID заявки"] for row in repeated] == [row["ID заявки"] for row in rows]
    order = api.get(f"/v1/orders/{rows[6]['ID заявки']}").json()
    assert (order["external_id"], order["source"]) == ("e2e-7", "import")
    assert order["total"]["amount"] == 150_000


def test_a_table_of_an_office_is_read_by_its_words_and_told_in_the_readers_language(
    api: Api, stack: Stack
) -> None:
    admin = {"authorization": f"Bearer {stack.info.admin_token}"}
    made = api.post("/v1/technicians", json={"name": "Ефим Подорожный"}, headers=admin)
    assert made.status_code == 201, made.text
    rows = (
        "№;Заявка;Клиент;Телефон;Тип заявки;Приоритет;Мастер;Цена, руб.",
        "e2e-word-1;Плита;Нина;8 902 000-00-01;Ремонт;СРОЧНО;подорожный е.;1 500,50 руб.",
        "e2e-word-2;Насос;Инна;8 902 000-00-02;Ремнт;;;-",
    )

    job = imported(api, "\r\n".join(rows).encode("windows-1251"), "e2e-import-words")

    assert (job["created"], job["failed"]) == (1, 1), job["failures"]
    good, bad = result(api, job)
    assert good["Результат"] == "создана"
    assert bad["Правило"].startswith("нет такого значения; ближайшие: ремонт")
    assert (bad["Поле"], bad["Код правила"]) == ("type (тип)", "unknown")
    order = api.get(f"/v1/orders/{good['ID заявки']}").json()
    assert (order["type"], order["priority"]) == ("repair", "urgent")
    assert order["technician"]["id"] == made.json()["id"]
    assert order["total"]["amount"] == 150_050
    api.headers["accept-language"] = "en"
    try:
        assert [each["Result"] for each in result(api, job)] == ["created", "failed"]
    finally:
        del api.headers["accept-language"]
