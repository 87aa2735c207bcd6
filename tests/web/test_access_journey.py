"""Keys, users and sessions on the whole local stack, through the pages."""

import contextlib
import itertools
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLateError

from local import identity
from local.stack import Stack
from tests.e2e.patience import in_force, until
from tests.web.conftest import WAIT_MS
from tests.web.watch import Watch
from tests.web.window import settled_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

BOUND_S = 5.0
"""How long the gateway keeps an identity (ADR 7)."""
MARGIN_S = 1.0
"""The gateway's clock starts when its answer is kept, ours when the page shows the change."""
LOOK_MS = 10_000
UNAUTHORIZED = 401

NewPage = Callable[[], Page]


@pytest.fixture
def new_page(stack: Stack, browser: Browser) -> Iterator[NewPage]:
    """Give pages of browsers that know nothing of each other; none may complain."""
    watches: list[Watch] = []
    contexts: list[BrowserContext] = []

    def make() -> Page:
        context = browser.new_context(
            base_url=stack.info.web,
            reduced_motion="reduce",
            locale="ru-RU",
            storage_state=settled_in(stack.info.web),
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        watches.append(Watch(page))
        return page

    yield make
    for watch in watches:
        watch.check()
    for context in contexts:
        context.close()


def sign_in(page: Page, user: str, password: str, place: str = "/orders") -> None:
    page.goto(place)
    page.get_by_label("Почта").fill(user)
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def ask(stack: Stack, key: str) -> int:
    headers = {"authorization": f"Bearer {key}"}
    return httpx.get(f"{stack.info.api}/v1/orders", headers=headers, timeout=60).status_code


def is_known_to_be_used(stack: Stack, key: str) -> bool:
    """Use a key and look whether its use is noted, which may come after the answer."""
    assert ask(stack, key) == httpx.codes.OK
    headers = {"authorization": f"Bearer {stack.token().access}"}
    answer = httpx.get(f"{stack.info.api}/v1/keys", headers=headers, timeout=60)
    rows = answer.raise_for_status().json()["items"]
    (its,) = (one for one in rows if key.startswith(one["prefix"]) and key[-4:] == one["last_four"])
    return its["last_used_at"] is not None


def make_key(page: Page, name: str) -> str:
    page.get_by_role("button", name="Новый ключ").first.click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill(name)
    form.get_by_label("Читать заказы и клиентов").check()
    form.get_by_role("button", name="Сохранить").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^nrd_"))
    key = shown.inner_text()
    page.get_by_role("button", name="Ключ сохранён").click()
    return key


def test_a_key_is_made_used_switched_off_and_refused_within_five_seconds(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, stack.info.user, stack.info.password, "/integrations?tab=keys")
    key = make_key(page, "Обмен со складом")
    row = page.locator(".table-keys tr", has_text="Обмен со складом")
    expect(row).to_contain_text("не использовался")
    until(lambda: is_known_to_be_used(stack, key), within_s=60, what="the use")

    row.get_by_role("link").click()
    card = page.locator("dialog.dialog-side")
    expect(card.locator(".facts")).to_contain_text("127.0.0.1")
    card.get_by_role("button", name="Отключить").click()
    expect(card.locator(".card-marks .chip")).to_have_text("Отключён")
    in_force(lambda: ask(stack, key) == 401, within_s=BOUND_S + MARGIN_S, what="a refusal")

    card.get_by_role("button", name="Включить").click()
    until(lambda: ask(stack, key) == 200, within_s=60, what="an answer")
    steps = card.locator(".timeline li")
    expect(steps.first).to_contain_text("Ключ включён")
    expect(steps.last).to_contain_text("Ключ создан")


def test_a_key_is_rotated_and_the_old_one_revoked(stack: Stack, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, stack.info.user, stack.info.password, "/integrations?tab=keys")
    old = make_key(page, "Сайт на замену")
    page.locator(".table-keys tr", has_text="Сайт на замену").get_by_role("link").click()
    page.locator("dialog.dialog-side").get_by_role("button", name="Перевыпустить").click()

    page.locator("dialog dialog").get_by_role("button", name="Перевыпустить").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^nrd_"))
    fresh = shown.inner_text()
    page.get_by_role("button", name="Ключ сохранён").click()
    assert [ask(stack, old), ask(stack, fresh)] == [200, 200]
    page.locator("dialog.dialog-side").get_by_role("button", name="Отозвать").click()
    top = page.locator("dialog dialog")
    top.get_by_label("Для подтверждения введите").fill("Сайт на замену")
    top.get_by_role("button", name="Отозвать навсегда").click()

    expect(page.locator("dialog .card-marks .chip")).to_have_text("Отозван")
    until(lambda: ask(stack, old) == 401, within_s=60, what="a refusal")
    assert ask(stack, fresh) == 200


def invite(page: Page, email: str, name: str, role: str) -> None:
    page.get_by_role("button", name="Пригласить").click()
    form = page.locator("dialog form")
    form.get_by_label("Почта").fill(email)
    form.get_by_label("Имя").fill(name)
    form.get_by_role("checkbox", name=role).check()
    form.get_by_role("button", name="Пригласить").click()
    row = page.locator(".table-users tr", has_text=email)
    expect(row.locator(".chip")).to_have_text("Приглашён")


def accept(stack: Stack, page: Page, email: str) -> str:
    """Sign in with a first password, as an invitation brings one, and set a password."""
    invited, own = identity.new_password(), identity.new_password()
    stack.aws.client("cognito-idp").admin_set_user_password(
        UserPoolId=stack.outputs["UserPoolId"], Username=email, Password=invited, Permanent=False
    )
    sign_in(page, email, invited)
    page.get_by_label("Новый пароль").fill(own)
    page.get_by_role("button", name="Сохранить и войти").click()
    return own


def promote(page: Page, email: str, role: str) -> Locator:
    """Give a user one more role; give the user's card."""
    page.locator(".table-users tr", has_text=email).get_by_role("link").click()
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Изменить").click()
    page.locator("dialog dialog").get_by_role("checkbox", name=role).check()
    page.locator("dialog dialog").get_by_role("button", name="Сохранить").click()
    expect(card.locator(".facts")).to_contain_text(role)
    return card


def shut_out(page: Page) -> Locator:
    """Work on until the page asks for the password again, as it must soon."""
    again = page.locator("dialog", has_text="Сеанс закончился")
    numbers = itertools.count(1000)

    def is_asked() -> bool:
        """Search for something; a refusal is followed by a try to renew, then by the dialog."""
        with contextlib.suppress(TooLateError):  # the dialog may come in between
            with page.expect_response("**/v1/orders?*", timeout=LOOK_MS) as told:
                page.get_by_label("Поиск заказов").fill(str(next(numbers)), timeout=LOOK_MS)
            if told.value.status != UNAUTHORIZED:
                return False
        expect(again).to_be_visible()
        return True

    in_force(is_asked, within_s=BOUND_S + MARGIN_S, what="the end of the session")
    return again


def test_a_user_is_invited_given_another_role_and_shut_out(stack: Stack, new_page: NewPage) -> None:
    admin, user = new_page(), new_page()
    email = "vera.ruchieva@naryad.example"
    sign_in(admin, stack.info.user, stack.info.password, "/settings/users")
    invite(admin, email, "Вера Ручьёва", "Бухгалтер")
    password = accept(stack, user, email)
    expect(user.locator(".who-name")).to_contain_text("Вера Ручьёва")
    expect(user.get_by_role("link", name="Интеграции и API")).to_have_count(0)
    expect(user.get_by_role("button", name="Новый заказ")).to_have_count(0)

    card = promote(admin, email, "Руководитель")
    user.reload()
    expect(user.get_by_role("link", name="Интеграции и API")).to_be_visible()
    expect(user.get_by_role("button", name="Новый заказ").first).to_be_visible()
    # Who is asked for while the change is made may be let in, and kept at the gateway, after it.
    expect(user.locator(".progress, [aria-busy=true]")).to_have_count(0)

    card.get_by_role("button", name="Отключить").click()
    expect(card.locator(".card-marks .chip")).to_have_text("Отключён")
    again = shut_out(user)
    again.get_by_label("Пароль", exact=True).fill(password)
    again.get_by_role("button", name="Войти").click()
    expect(again.get_by_role("alert")).to_contain_text("не подходят")


def code_for(stack: Stack, email: str) -> str:
    """Wait for the letter with the code for a new password; read it as its reader does."""
    found: list[str] = []

    def is_there() -> bool:
        query = {"path": f"/mail/{email}"}
        came = httpx.get(f"{stack.info.receiver}/_received", params=query, timeout=60).json()[
            "items"
        ]
        found.extend(code for one in came for code in re.findall(r"\b\d{6}\b", one["body"]))
        return bool(found)

    until(is_there, within_s=60, what="the letter with the code")
    return found[-1]


def test_a_forgotten_password_is_replaced_by_the_code_of_a_letter(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page()
    email, forgotten, own = "zoya@naryad.example", *(identity.new_password() for _ in range(2))
    pool = stack.outputs["UserPoolId"]
    identity.ensure_user(stack.aws, pool, forgotten, email, "dispatcher")
    page.goto("/orders")
    page.get_by_role("button", name="Забыли пароль?").click()
    page.get_by_label("Почта").fill(email)
    page.get_by_role("button", name="Прислать код").click()
    field = page.get_by_label("Код из письма")
    expect(field).to_be_visible()
    code = code_for(stack, email)

    field.fill(f"{(int(code) + 1) % 10**6:06}")
    page.get_by_label("Новый пароль").fill(own)
    page.get_by_role("button", name="Сохранить и войти").click()
    expect(page.get_by_role("alert")).to_contain_text("Код не подошёл")
    field.fill(code)
    page.get_by_role("button", name="Сохранить и войти").click()

    expect(page.locator(".who-name")).to_contain_text("Диспетчер")
    page.get_by_role("button", name="Выйти").click()
    sign_in(page, email, own)
    expect(page.locator(".who-name")).to_contain_text("Диспетчер")


def test_a_session_is_renewed_in_silence_and_ends_for_good(stack: Stack, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    renewals: list[str] = []
    refused: list[str] = []
    page.on("request", lambda one: renewals.append(one.post_data or ""))
    page.on("response", lambda one: refused.append(one.url) if one.status == 401 else None)
    sign_in(page, stack.info.user, stack.info.password)
    expect(page.locator(".who-name")).to_contain_text("Администратор")
    assert not any("REFRESH_TOKEN_AUTH" in one for one in renewals)

    page.clock.fast_forward("14:30")
    page.locator(".sidebar").get_by_role("link", name="Пользователи и роли").click()
    expect(page.locator(".table-users .chip").first).to_be_visible()
    assert sum("REFRESH_TOKEN_AUTH" in one for one in renewals) == 1
    assert refused == []
    kept = page.evaluate("localStorage.getItem('naryad.refresh')")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()

    page.evaluate("kept => localStorage.setItem('naryad.refresh', kept)", kept)
    page.reload()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert page.evaluate("localStorage.getItem('naryad.refresh')") is None
