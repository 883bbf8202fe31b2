"""What is typed is saved by itself, and is not lost where it cannot be."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Route, expect

from linxuan_site.actions.drafts import start_application
from linxuan_site.demo.people import PASSWORD, credit_code, member_of
from linxuan_site.models import Account, Application
from tests.journeys.conftest import Shoot
from tests.journeys.people import Applicant
from tests.journeys.stage import Stage

ADDRESS = "通讯地址"
STORED = "Object.keys(localStorage).filter(one => one.startsWith('linxuan.unsaved.'))"


@pytest.fixture
def owner(stage: Stage) -> Account:
    """Somebody of an enterprise."""
    return member_of("示例保存有限公司", credit_code(501), "saver")


@pytest.fixture
def colleague(owner: Account) -> Account:
    """Somebody else of it."""
    made = Account(username="colleague", full_name="李示例", organisation=owner.organisation, role="editor")
    made.created_at = owner.created_at
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def draft(stage: Stage, owner: Account) -> Application:
    """Its application."""
    return start_application(owner, stage.call.id, "enterprise")


Opens = Callable[..., Applicant]


@pytest.fixture
def opens(stage: Stage, draft: Application) -> Opens:
    """Open a section of the form in a window of somebody's own."""

    def open_section(username: str = "saver", section: str = "identity", **wishes: object) -> Applicant:
        person = Applicant(stage.new_window(**wishes))
        person.signs_in(username)
        person.goes_to(f"/applications/{draft.pk}/form/{section}/")
        return person

    return open_section


def kept(draft: Application, field: str = "address") -> object:
    return Application.objects.get(pk=draft.pk).answers.get(field)


def types(person: Applicant, text: str, label: str = ADDRESS) -> None:
    person.page.get_by_label(label, exact=True).fill(text)


def is_saved(person: Applicant) -> None:
    told = re.compile(r"已自动保存\s+\d\d:\d\d")
    expect(person.page.locator("#saved")).to_have_text(told, timeout=20_000)


def is_not_saved(person: Applicant, why: str = "没有存上，您填的内容还在本页，正在重试") -> None:
    expect(person.page.locator("#saved")).to_contain_text(why)


def test_what_is_typed_is_saved_while_one_types_on(opens: Opens, draft: Application, shoot: Shoot) -> None:
    person = opens()

    types(person, "示例路一号")
    is_saved(person)

    assert kept(draft) == "示例路一号"
    assert person.page.evaluate(STORED) == []
    shoot(person.page, "saved by itself")


def test_without_a_network_it_is_tried_again_until_it_is_saved(
    opens: Opens, draft: Application, shoot: Shoot
) -> None:
    person = opens(viewport={"width": 390, "height": 800})
    person.page.context.set_offline(True)
    types(person, "没有网络时写的")
    is_not_saved(person)
    shoot(person.page, "not saved on a phone")
    types(person, "没有网络时写的，又写了一点")
    person.page.context.set_offline(False)

    is_saved(person)
    assert kept(draft) == "没有网络时写的，又写了一点"


def test_a_server_that_fails_is_asked_again(opens: Opens, draft: Application) -> None:
    person, failures = opens(), 2

    def fail(route: Route) -> None:
        nonlocal failures
        failures -= 1
        if failures >= 0 and route.request.method == "POST":
            route.fulfill(status=503, body="busy")
        else:
            route.fallback()

    person.page.route("**/form/identity/", fail)
    types(person, "第三次才存上")
    is_not_saved(person)
    is_saved(person)

    assert kept(draft) == "第三次才存上"


def test_an_answer_that_was_lost_on_its_way_back_counts_once(opens: Opens, draft: Application) -> None:
    person, lost = opens(), []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.fallback()

    person.page.route("**/form/identity/", lose)
    types(person, "已到服务器")
    is_not_saved(person)
    types(person, "已到服务器，又改了")
    is_saved(person)

    assert kept(draft) == "已到服务器，又改了"
    expect(person.page.get_by_text("刚刚也改了这一项")).to_have_count(0)


def test_who_leaves_without_a_network_is_warned_and_finds_it_when_he_comes_back(
    opens: Opens, draft: Application, shoot: Shoot
) -> None:
    person = opens()
    context, warnings = person.page.context, []

    def leave(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    person.page.on("dialog", leave)
    context.set_offline(True)
    types(person, "差点丢了")
    is_not_saved(person)
    # What a browser sends for a page that is gone is not held back by being offline here: it could arrive after all.
    person.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")
    person.page.close(run_before_unload=True)
    person.page.wait_for_event("close")
    context.set_offline(False)
    assert warnings == ["beforeunload"]
    assert kept(draft) is None

    person.page = context.new_page()
    person.goes_to(f"/applications/{draft.pk}/form/identity/")
    person.reads("上次有 1 项没有存上，已放回本页，请看一遍")
    is_saved(person)
    shoot(person.page, "put back")

    assert kept(draft) == "差点丢了"
    assert person.page.evaluate(STORED) == []


def test_a_sign_in_that_ended_costs_nothing(opens: Opens, draft: Application, shoot: Shoot) -> None:
    person = opens()
    context = person.page.context
    context.clear_cookies()
    types(person, "登录过期以后写的")
    is_not_saved(person, "登录已过期，没有存上")
    shoot(person.page, "signed out")
    with context.expect_page() as opened:
        person.page.locator("#saved").get_by_role("link", name="重新登录").click()
    other = opened.value
    other.get_by_label("用户名").fill("saver")
    other.get_by_label("密码").fill(PASSWORD)
    other.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
    expect(other.get_by_role("button", name="退出")).to_be_visible()
    person.page.bring_to_front()
    person.page.evaluate("window.dispatchEvent(new Event('focus'))")

    is_saved(person)
    assert kept(draft) == "登录过期以后写的"


def test_another_person_in_the_same_browser_gets_nothing_of_it(
    opens: Opens, draft: Application, colleague: Account
) -> None:
    person = opens()
    context = person.page.context
    context.clear_cookies()
    types(person, "只给我自己")
    is_not_saved(person, "登录已过期，没有存上")
    second = Applicant(context.new_page())
    second.signs_in(colleague.username)
    person.page.evaluate("window.dispatchEvent(new Event('focus'))")
    is_not_saved(person, "现在登录的是另一个人")

    second.goes_to(f"/applications/{draft.pk}/form/identity/")
    expect(second.page.get_by_label(ADDRESS, exact=True)).to_have_value("")
    assert kept(draft) is None


class TestTwoAtOnce:
    def test_each_sees_what_the_other_changed_elsewhere(
        self, opens: Opens, draft: Application, colleague: Account, shoot: Shoot
    ) -> None:
        first, second = opens(), opens(colleague.username)
        types(second, "李示例写的地址")
        is_saved(second)

        types(first, "张示例", "法定代表人")
        is_saved(first)

        expect(first.page.get_by_label(ADDRESS, exact=True)).to_have_value("李示例写的地址")
        first.reads("李示例刚刚改了这一项，这里已是改后的内容")
        shoot(first.page, "what the other changed")
        assert kept(draft) == "李示例写的地址"
        assert kept(draft, "legal_representative") == "张示例"

    @pytest.mark.parametrize(("choice", "wins"), [("用我现在填的", "我写的"), ("保留对方填的", "李示例写的")])
    def test_what_both_changed_is_asked_and_nothing_is_lost(
        self, opens: Opens, draft: Application, colleague: Account, shoot: Shoot, choice: str, wins: str
    ) -> None:
        first, second = opens(), opens(colleague.username)
        types(second, "李示例写的")
        is_saved(second)

        types(first, "我写的")
        first.reads("李示例刚刚也改了这一项，请选一个")
        shoot(first.page, "two changed one answer")
        types(first, "张示例", "法定代表人")
        expect(first.page.locator("#saved")).to_contain_text("已自动保存")
        assert (kept(draft), kept(draft, "legal_representative")) == ("李示例写的", "张示例")
        expect(first.page.get_by_label(ADDRESS, exact=True)).to_have_value("我写的")
        first.page.get_by_label(re.compile(choice)).check()

        expect(first.page.get_by_text("刚刚也改了这一项")).to_have_count(0)
        expect(first.page.get_by_label(ADDRESS, exact=True)).to_have_value(wins)
        assert kept(draft) == wins

    def test_two_windows_of_one_person_do_not_overwrite_each_other(
        self, opens: Opens, draft: Application
    ) -> None:
        first = opens()
        second = Applicant(first.page.context.new_page())
        second.goes_to(first.page.url)
        types(first, "在第一个窗口")
        is_saved(first)
        types(second, "张示例", "法定代表人")
        is_saved(second)

        expect(second.page.get_by_label(ADDRESS, exact=True)).to_have_value("在第一个窗口")
        assert (kept(draft), kept(draft, "legal_representative")) == ("在第一个窗口", "张示例")
