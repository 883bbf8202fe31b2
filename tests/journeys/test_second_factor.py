"""An officer signs in for the first time: an app, recovery codes, and next time a code."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from linxuan_site.demo.people import PASSWORD, colleague_of, officer_of
from linxuan_site.models import Office
from tests.journeys.conftest import Shoot
from tests.journeys.people import Person
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations
from tests.site.portal.factors import code_of


@pytest.fixture(autouse=True)
def asked_of_officers(settings: Settings) -> None:
    settings.SECOND_FACTOR = "officers"


def username(kind: str) -> str:
    return officer_of(Office.objects.get(kind=kind, key="")).username


def gives_password(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label(re.compile("^用户名|^User")).fill(name)
    page.get_by_label(re.compile("^密码|^Password")).fill(PASSWORD)
    page.locator("form.lx-sheet button").first.click()


def test_an_officer_sets_up_an_app_keeps_his_codes_and_comes_back(stage: Stage, shoot: Shoot) -> None:
    person = Person(stage.new_window())
    page, faults = person.page, {}

    def look(name: str) -> None:
        shoot(page, name)
        faults[name] = violations(page)

    page.goto("/sign-in/")
    look("sign in")
    gives_password(page, username("city"))
    expect(page.get_by_role("heading", level=1)).to_have_text("设第二重验证")
    look("choose")
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    gives_password(page, username("city"))

    person.follows("用验证应用")
    secret = page.locator(".pp-secret").inner_text()
    assert page.locator("img.pp-code").evaluate("one => one.naturalWidth") > 0
    page.get_by_label("验证码").fill("000000")
    person.presses("设好")
    person.reads("验证码不对")
    look("wrong code")
    page.get_by_label("验证码").fill(code_of(secret))
    person.presses("设好")

    expect(page.get_by_role("heading", level=1)).to_have_text("备用码")
    look("codes")
    codes = page.locator(".pp-codes li").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as download:
        person.follows("下载")
    assert codes[0] in download.value.path().read_text("utf-8")
    person.presses("我存好了，继续")
    expect(page).to_have_url(re.compile("/desk/$"))

    person.presses("退出")
    gives_password(page, username("city"))
    expect(page.get_by_role("heading", level=1)).to_have_text("第二重验证")
    look("asked")
    page.get_by_label("验证码").fill(codes[0])
    person.presses("继续")
    expect(page).to_have_url(re.compile("/desk/$"))

    page.goto("/me/second-factor/")
    person.reads("还剩 9 个")
    look("factors")
    page.goto("/me/sign-ins/")
    person.reads("就是这里")
    look("sign-ins")
    assert {name: found for name, found in faults.items() if found} == {}


def test_his_manager_resets_the_factor_of_a_colleague_who_lost_his_phone(stage: Stage, shoot: Shoot) -> None:
    office = Office.objects.get(kind="city", key="")
    manager, colleague = officer_of(office), colleague_of(office)
    lost, helping = Person(stage.new_window()), Person(stage.new_window())
    for person, account in ((lost, colleague), (helping, manager)):
        gives_password(person.page, account.username)
        person.follows("用验证应用")
        person.page.get_by_label("验证码").fill(code_of(person.page.locator(".pp-secret").inner_text()))
        person.presses("设好")
        person.presses("我存好了，继续")

    page = helping.page
    page.goto("/desk/people/")
    page.locator("li").filter(has_text=colleague.username).get_by_text("改角色或停用").click()
    page.get_by_role("link", name=re.compile(f"手机丢了：重置第二重验证.*{colleague.full_name}")).click()
    shoot(page, "reset")
    faults = violations(page)
    page.get_by_label("理由").fill("手机丢了，当面核对过")
    helping.presses("重置")
    helping.reads("下次登录时重新设置第二重验证")
    page.goto("/people/sign-ins/")
    helping.reads("手机丢了，当面核对过")
    shoot(page, "record")
    faults += violations(page)

    lost.page.goto("/desk/")
    expect(lost.page).to_have_url(re.compile("/sign-in/"))
    gives_password(lost.page, colleague.username)
    expect(lost.page.get_by_role("heading", level=1)).to_have_text("设第二重验证")
    assert faults == []


def test_without_javascript_an_app_works_as_well(stage: Stage) -> None:
    person = Person(stage.new_window(java_script_enabled=False))
    gives_password(person.page, username("city"))

    person.follows("用验证应用")
    secret = person.page.locator(".pp-secret").inner_text()
    person.page.get_by_label("验证码").fill(code_of(secret))
    person.presses("设好")
    person.presses("我存好了，继续")

    expect(person.page).to_have_url(re.compile("/desk/$"))
