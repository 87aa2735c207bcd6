import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.gate import AT_ONCE, LIMIT_BYTES, Gate
from local.ports import Ports
from local.web import SECURITY, web_app

from .conftest import served

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


async def mirror(request: Request) -> Response:
    if request.url.path.endswith("/raised"):
        return JSONResponse({"errorMessage": "secret", "errorType": "Runtime.HandlerError"}, 502)
    if request.url.path.endswith("/own-502"):
        return JSONResponse({"title": "partner is down"}, 502)
    body = await request.body()
    said = {
        "method": request.method,
        "path": request.scope["raw_path"].decode(),
        "query": request.url.query,
        "headers": request.headers.items(),
        "size": len(body),
    }
    answer = JSONResponse(said, 207, headers={"ETag": '"3"', "Location": "/v1/x"})
    answer.headers.append("set-cookie", "a=1")
    answer.headers.append("set-cookie", "b=2")
    return answer


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    with served(Starlette(routes=[Route("/{any:path}", mirror, methods=METHODS)])) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def web(emulator: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    pages = tmp_path_factory.mktemp("pages")
    (pages / "assets").mkdir()
    (pages / "index.html").write_text("<title>Naryad</title>")
    (pages / "assets" / "app-1a2b.js").write_text("let a")
    with served(web_app(Gate(emulator, "api1"), pages, {"api": ""})) as client:
        yield client


@pytest.mark.parametrize("method", METHODS)
def test_a_request_passes_untouched(web: httpx.Client, method: str) -> None:
    answer = web.request(
        method, "/v1/a%2Fb%20c?x=1&x=%C3%A4", headers={"X-Own": "ä".encode()}, content=b"12345"
    )

    said = answer.json()
    assert answer.status_code == 207
    assert said["method"] == method
    assert said["path"] == "/_aws/execute-api/api1/$default/v1/a%2Fb%20c"
    assert said["query"] == "x=1&x=%C3%A4"
    assert said["size"] == 5


def test_headers_pass_both_ways_and_repeated_ones_stay_apart(web: httpx.Client) -> None:
    answer = web.get("/v1/x", headers=[("accept-language", "ru"), ("if-match", '"2"')])

    sent = dict(answer.json()["headers"])
    assert (sent["accept-language"], sent["if-match"]) == ("ru", '"2"')
    assert answer.headers["etag"] == '"3"'
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_the_public_feedback_link_goes_to_the_api(web: httpx.Client) -> None:
    assert web.get("/f/token").json()["path"].endswith("/$default/f/token")


def test_a_body_as_large_as_the_gateway_takes_passes(web: httpx.Client) -> None:
    assert web.post("/v1/x", content=bytes(LIMIT_BYTES)).json()["size"] == LIMIT_BYTES


def test_a_larger_body_is_refused_as_the_gateway_does(web: httpx.Client) -> None:
    answer = web.post("/v1/x", content=bytes(LIMIT_BYTES + 1))

    assert answer.status_code == 413
    assert answer.json() == {"message": "Request Entity Too Large"}


def test_a_function_that_raised_tells_nothing(web: httpx.Client) -> None:
    answer = web.get("/v1/raised")

    assert answer.status_code == 500
    assert answer.json() == {"message": "Internal Server Error"}


def test_an_answer_502_of_a_function_itself_passes(web: httpx.Client) -> None:
    answer = web.get("/v1/own-502")

    assert (answer.status_code, answer.json()) == (502, {"title": "partner is down"})


def test_more_requests_than_the_machine_bears_wait_and_none_is_refused(tmp_path: Path) -> None:
    now, most, full = 0, 0, asyncio.Event()

    async def slow(request: Request) -> Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        # On a busy machine the first would be answered before the last of a full house has come.
        if most >= AT_ONCE:
            full.set()
        await asyncio.wait_for(full.wait(), 30)
        await asyncio.sleep(0.05)
        now -= 1
        return JSONResponse({})

    with (
        served(Starlette(routes=[Route("/{any:path}", slow)])) as emulator,
        served(web_app(Gate(str(emulator.base_url).rstrip("/"), "a"), tmp_path, {})) as web,
        ThreadPoolExecutor(AT_ONCE * 2) as crowd,
    ):
        answers = list(crowd.map(lambda _: web.get("/v1/x").status_code, range(AT_ONCE * 3)))

    assert set(answers) == {200}
    assert most == AT_ONCE


def test_without_the_emulator_the_api_is_unavailable(tmp_path: Path) -> None:
    nobody = Ports.free()
    with served(web_app(Gate(nobody.url(nobody.aws), "api1"), tmp_path, {})) as client:
        assert client.get("/v1/x").status_code == 503


@pytest.mark.parametrize("path", ["/", "/orders", "/orders/ord_1", "/figures/days"])
def test_an_address_of_the_pages_gives_the_application(web: httpx.Client, path: str) -> None:
    answer = web.get(path)

    assert answer.text == "<title>Naryad</title>"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_built_file_is_kept_for_ever(web: httpx.Client) -> None:
    answer = web.get("/assets/app-1a2b.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/favicon.ico", "/%2e%2e/secret.txt"])
def test_a_file_that_is_not_there_is_not_the_application(web: httpx.Client, path: str) -> None:
    assert web.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/assets/app-1a2b.js", "/gone.js", "/config.json"])
def test_every_page_carries_the_security_headers(web: httpx.Client, path: str) -> None:
    headers = web.get(path).headers

    assert {name: headers.get(name) for name in SECURITY} == SECURITY
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_the_pages_learn_where_they_are(web: httpx.Client) -> None:
    assert web.get("/config.json").json() == {"api": ""}


def ask_identity(web: httpx.Client, target: str) -> httpx.Response:
    return web.post("/identity/", headers={"x-amz-target": target}, content=b"{}")


def test_a_sign_in_passes_to_the_user_pool(web: httpx.Client) -> None:
    answer = ask_identity(web, "AWSCognitoIdentityProviderService.InitiateAuth")

    assert answer.json()["path"] == "/"


@pytest.mark.parametrize(
    "target",
    [
        "AWSCognitoIdentityProviderService.AdminCreateUser",
        "AWSCognitoIdentityProviderService.",
        "DynamoDB_20120810.Scan",
        "InitiateAuth",
        "",
    ],
)
def test_nothing_else_of_the_cloud_is_reachable_from_a_page(web: httpx.Client, target: str) -> None:
    assert ask_identity(web, target).status_code == 400
