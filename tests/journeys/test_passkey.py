"""Passkeys in a real browser, whose authenticator is a virtual one: as a second factor, and instead of a password."""

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings

from linxuan_site.demo.people import officer_of
from linxuan_site.models import Office, SignInRecord
from tests.journeys.conftest import Shoot
from tests.journeys.people import Person
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations
from tests.journeys.test_second_factor import gives_password, username


@pytest.fixture(autouse=True)
def asked_of_officers(settings: Settings) -> None:
    settings.SECOND_FACTOR = "officers"


def with_authenticator(page: Page, **wishes: Any) -> tuple[CDPSession, str]:
    """Give a window an authenticator that asks for a finger, and gets it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        **wishes,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def makes_a_passkey(person: Person, name: str) -> None:
    gives_password(person.page, name)
    person.follows("用通行密钥")
    person.page.get_by_label("名字").fill("办公室电脑")
    person.presses("生成通行密钥")
    person.presses("我存好了，继续")
    expect(person.page).to_have_url(re.compile("/desk/$"))


def test_a_passkey_is_made_asked_for_after_the_password_and_used_instead_of_it(
    stage: Stage, shoot: Shoot
) -> None:
    person = Person(stage.new_window())
    page = person.page
    with_authenticator(page)
    gives_password(page, username("city"))
    person.follows("用通行密钥")
    shoot(page, "new passkey")
    faults = violations(page)
    page.get_by_label("名字").fill("办公室电脑")
    person.presses("生成通行密钥")
    expect(page.get_by_role("heading", level=1)).to_have_text("备用码")
    person.presses("我存好了，继续")
    expect(page).to_have_url(re.compile("/desk/$"))

    person.presses("退出")
    gives_password(page, username("city"))
    shoot(page, "asked for it")
    faults += violations(page)
    person.presses("用通行密钥")
    expect(page).to_have_url(re.compile("/desk/$"))

    person.presses("退出")
    page.goto("/sign-in/?next=/desk/people/")
    shoot(page, "sign in")
    faults += violations(page)
    person.presses("用通行密钥登录")
    # The address of the sign-in ends with where one is led to: only the one without a query is that page.
    expect(page).to_have_url(re.compile("^[^?]*/desk/people/$"))

    page.goto("/me/second-factor/")
    person.reads("办公室电脑")
    hows = SignInRecord.objects.filter(event="signed_in").order_by("pk").values_list("how", flat=True)
    assert list(hows) == ["password+passkey", "password+passkey", "passkey"]
    assert faults == []


def test_a_passkey_that_is_not_there_leaves_the_other_ways(stage: Stage, shoot: Shoot) -> None:
    person = Person(stage.new_window())
    session, key = with_authenticator(person.page)
    makes_a_passkey(person, username("city"))
    person.presses("退出")
    session.send("WebAuthn.clearCredentials", {"authenticatorId": key})

    person.page.goto("/sign-in/")
    person.presses("用通行密钥登录")

    expect(person.page.get_by_role("status").filter(has_text="没有成功")).to_be_visible()
    shoot(person.page, "not there")
    expect(person.page.get_by_label("用户名")).to_be_visible()


def test_a_passkey_without_finger_or_pin_is_not_taken(stage: Stage) -> None:
    person = Person(stage.new_window())
    with_authenticator(person.page, isUserVerified=False)
    gives_password(person.page, username("city"))
    person.follows("用通行密钥")
    person.presses("生成通行密钥")

    expect(person.page.get_by_role("status").filter(has_text="没有成功")).to_be_visible()
    person.page.goto("/desk/")
    expect(person.page).to_have_url(re.compile("/sign-in/"))


def test_a_stopped_account_does_not_come_in_by_its_passkey(stage: Stage) -> None:
    person = Person(stage.new_window())
    with_authenticator(person.page)
    makes_a_passkey(person, username("city"))
    person.presses("退出")
    officer = officer_of(Office.objects.get(kind="city", key=""))
    officer.is_active = False
    officer.save()

    person.page.goto("/sign-in/")
    person.presses("用通行密钥登录")

    person.reads("没有认出这个通行密钥")
    assert SignInRecord.objects.filter(event="refused").exists()
    assert SignInRecord.objects.filter(event="signed_in").count() == 1


def test_in_english(stage: Stage, shoot: Shoot) -> None:
    person = Person(stage.new_window(locale="en-GB"))
    with_authenticator(person.page)
    gives_password(person.page, username("city"))
    person.page.locator("a[href$='/new/passkey/']").click()
    shoot(person.page, "new passkey")
    assert violations(person.page) == []

    person.page.locator("form[data-passkey] button").click()
    person.page.locator("form.mt-3 button").click()

    expect(person.page).to_have_url(re.compile("/desk/$"))
