"""What people are told: read in the portal and in the mail, answered beside the application, chosen, held back."""

from django.core import mail
from playwright.sync_api import expect

from linxuan_site.demo.people import officer_of
from linxuan_site.models import Office, PublishedCall
from tests.journeys.conftest import Shoot
from tests.journeys.people import Person
from tests.journeys.stage import DISTRICT, Stage
from tests.site.life.conftest import Life


def test_from_a_return_to_an_answer(stage: Stage, shoot: Shoot) -> None:
    stage.on("2023-05-12")
    life = life_of(stage)
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="通讯地址与营业执照不符")
    applicant = signed_in(stage, life.applicant(1).username)

    reads_what_happened(applicant, shoot)
    writes_to_the_office(applicant, shoot)
    answers(signed_in(stage, life.district.username), shoot)
    expect_an_unread(applicant)
    chooses(applicant, shoot)
    reads_english(applicant, shoot)
    holds_back(signed_in(stage, life.district.username), shoot)


def life_of(stage: Stage) -> Life:
    """The officers of the stage, who act without a window where a journey is about something else."""
    district, other, city = (
        officer_of(Office.objects.get(kind=kind, key=key))
        for kind, key in (("district", DISTRICT), ("district", "210202"), ("city", ""))
    )
    return Life(PublishedCall.objects.get(call=stage.call.id), district, other, city)


def signed_in(stage: Stage, username: str) -> Person:
    person = Person(stage.new_window())
    person.signs_in(username)
    return person


def mails() -> str:
    """All that was sent, as its readers see it."""
    return "\n".join(str(one.body) for one in mail.outbox)


def reads_what_happened(applicant: Person, shoot: Shoot) -> None:
    applicant.goes_to("/my/")
    banner = applicant.page.get_by_role("banner")
    expect(banner.get_by_role("link", name="消息 1 条未读")).to_be_visible()
    banner.get_by_role("link", name="消息").click()
    shoot(applicant.page, "the messages")
    applicant.follows("退回修改")
    applicant.reads("通讯地址与营业执照不符")
    applicant.reads("请在 2023-05-15 24:00 以前重新提交")
    shoot(applicant.page, "one message")
    expect(banner.get_by_text("条未读")).to_have_count(0)
    assert "通讯地址与营业执照不符" in mails()
    applicant.follows("去办理")
    expect(applicant.page.get_by_role("heading", name="下一步")).to_be_visible()


def writes_to_the_office(applicant: Person, shoot: Shoot) -> None:
    applicant.follows("和主管部门的往来")
    applicant.presses("发出")
    applicant.reads("请填写")
    applicant.page.get_by_label("写给对方").fill("地址今年变更过，可以附变更通知书吗？")
    applicant.presses("发出")
    applicant.reads("对方还没有读")
    shoot(applicant.page, "what was written")


def answers(district: Person, shoot: Shoot) -> None:
    district.page.get_by_role("banner").get_by_role("link", name="消息").click()
    district.follows("写来消息")
    district.reads("地址今年变更过")
    district.follows("去办理")
    district.page.get_by_label("写给对方").fill("可以，请一并上传。")
    district.presses("发出")
    district.reads("可以，请一并上传。")
    shoot(district.page, "the answer")


def expect_an_unread(applicant: Person) -> None:
    applicant.page.reload()
    applicant.reads("对方已读")
    expect(applicant.page.get_by_role("banner").get_by_text("条未读")).to_be_visible()


def chooses(applicant: Person, shoot: Shoot) -> None:
    applicant.goes_to("/me/messages/")
    applicant.reads("有法律后果，必须送达")
    applicant.page.get_by_label("发短信：申报有了进展或决定").check()
    applicant.presses("保存")
    applicant.reads("要收短信，请填写手机号")
    shoot(applicant.page, "a number is missing")
    applicant.page.get_by_label("手机号").fill("13800000000")
    applicant.presses("保存")
    applicant.reads("已保存")
    expect(applicant.page.get_by_label("发短信：申报有了进展或决定")).to_be_checked()
    shoot(applicant.page, "the wishes")


def reads_english(applicant: Person, shoot: Shoot) -> None:
    applicant.page.get_by_role("button", name="English").click()
    applicant.goes_to("/messages/")
    applicant.page.get_by_role("link", name="wrote about “").first.click()
    applicant.reads("Please sign in and answer beside the application.")
    shoot(applicant.page, "in English")
    applicant.page.get_by_role("button", name="中文").click()


def holds_back(district: Person, shoot: Shoot) -> None:
    district.goes_to("/outbox/")
    district.reads("已送出")
    shoot(district.page, "the outbox")
    sent = district.page.get_by_role("row", name="退回修改")
    sent.get_by_label("理由").fill("对方来电说没有收到")
    sent.get_by_role("button", name="再发一次").click()
    district.reads("会再发一次")
    assert mails().count("通讯地址与营业执照不符") == 2
