"""At overload nobody is left without an answer: what was typed stays, there is a number to show, and it saves itself later."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from linxuan_site.actions.drafts import start_application
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Application
from tests.journeys.conftest import Shoot
from tests.journeys.people import Applicant
from tests.journeys.stage import Stage


class Crowd:
    """How long everybody waits for a turn, as the server would know it: it can be changed during a journey."""

    seconds = 0.0


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Crowd:
    """Let every request through the door that an installation has, with the waiting of a crowd."""
    from django.core.handlers.wsgi import WSGIHandler

    from linxuan_site.admission import door

    crowd, inside = Crowd(), WSGIHandler.__call__
    monkeypatch.setattr(door, "waited", lambda _environ: crowd.seconds)

    def through_the_door(handler: WSGIHandler, environ: dict[str, Any], start: Callable[..., Any]) -> object:
        return door.admitting(lambda one, two: inside(handler, one, two))(environ, start)

    monkeypatch.setattr(WSGIHandler, "__call__", through_the_door)
    return crowd


@pytest.fixture
def draft(stage: Stage) -> Application:
    """An application of an enterprise."""
    owner = member_of("示例拥挤有限公司", credit_code(701), "crowded")
    return start_application(owner, stage.call.id, "enterprise")


def opens(stage: Stage, draft: Application, **wishes: object) -> Applicant:
    person = Applicant(stage.new_window(**wishes))
    person.signs_in("crowded")
    person.goes_to(f"/applications/{draft.pk}/form/identity/")
    return person


def test_what_is_typed_at_overload_stays_and_saves_itself_when_there_is_room(
    crowd: Crowd, stage: Stage, draft: Application, shoot: Shoot
) -> None:
    person = opens(stage, draft)
    crowd.seconds = 30
    person.page.get_by_label("通讯地址", exact=True).fill("拥挤路一号")
    line = person.page.locator("#saved")

    expect(line).to_contain_text("拒绝号 20", timeout=20_000)
    shoot(person.page, "too busy to save")
    crowd.seconds = 0
    expect(line).to_contain_text("已自动保存", timeout=40_000)
    assert Application.objects.get(pk=draft.pk).answers["address"] == "拥挤路一号"


def test_without_javascript_the_refusal_has_a_number_and_all_that_was_typed_to_be_sent_again(
    crowd: Crowd, stage: Stage, draft: Application, shoot: Shoot
) -> None:
    person = opens(stage, draft, java_script_enabled=False)
    person.page.get_by_label("通讯地址", exact=True).fill("拥挤路二号")
    crowd.seconds = 30
    person.page.get_by_role("button", name="保存，下一节").click()

    expect(person.page.locator("h1")).to_have_text("没有办理：现在太忙")
    number = person.page.locator("#refusal-number").inner_text()
    shoot(person.page, "refused with a number")
    crowd.seconds = 0
    person.page.get_by_role("button", name="再发一次").click()
    expect(person.page.locator("h1")).not_to_have_text("没有办理：现在太忙")
    assert Application.objects.get(pk=draft.pk).answers["address"] == "拥挤路二号"

    officer = stage.officer("city")
    officer.goes_to(f"/selection/{stage.call.id}/refusals/?number={number}")
    expect(officer.page.get_by_role("status")).to_contain_text("这个号是真的。")
    expect(officer.page.get_by_role("table")).to_contain_text("示例拥挤有限公司")
    shoot(officer.page, "who was refused")
    officer.page.get_by_role("status").get_by_role("link", name="为这一件延期").click()
    expect(officer.page.get_by_label("理由")).to_have_value(f"截止前系统繁忙，没有收下（拒绝号 {number}）")
    shoot(officer.page, "extended for one")
