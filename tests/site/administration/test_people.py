"""People are given accounts, moved, stopped and let in again, and every change says who and why."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from linxuan.errors import BadInput, Refused
from linxuan.language import speaking
from linxuan_site.actions.administrators import (
    create_person,
    let_in_again,
    move_person,
    set_administrator,
    stop_person,
)
from linxuan_site.actions.desks import end_office
from linxuan_site.actions.people import Duty
from linxuan_site.cli import main
from linxuan_site.models import Account, AdministrationRecord, PersonChange
from linxuan_site.portal.administration.record_page import done
from linxuan_site.queries.accounts import accounts
from tests.site.life.conftest import Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

PEOPLE = "/administration/people/"
WHY = "岗位调整"


def last() -> AdministrationRecord:
    return AdministrationRecord.objects.latest("pk")


def test_a_new_officer_signs_in_with_the_password_that_was_shown_once(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    given = {"full_name": "新示例", "username": "new", "email": "", "place": life.district.office_id}
    browser = visitor(administrator)
    answer = browser.post(f"{PEOPLE}new/", given)
    account = Account.objects.get(username="new")
    shown = re.search(r"初始密码([\w-]{16})", read(answer.content).text)
    assert shown
    password = shown[1]

    assert visitor().login(username="new", password=password)
    assert "no-store" in answer["Cache-Control"]
    assert password not in read(browser.get(f"{PEOPLE}{account.pk}/").content).text
    assert account.office_id == life.district.office_id
    assert (last().act, last().by, last().subject) == (
        "account.created",
        administrator,
        f"account:{account.pk}",
    )


def test_a_form_that_is_refused_keeps_what_was_typed(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    given = {"full_name": "新示例", "username": "city", "place": "organisation", "organisation": "没有的单位"}

    answer = visitor(administrator).post(f"{PEOPLE}new/", given)
    page = read(answer.content)

    assert answer.status_code == 422
    assert (page.values["full_name"], page.values["organisation"]) == ("新示例", "没有的单位")
    assert "没有这个单位" in page.text


def test_a_person_is_moved_and_what_he_did_keeps_its_office(life: Life, administrator: Account) -> None:
    application = life.submitted(1)
    step = life.act(application, "return", life.district, opinion="请补充")
    assert life.other_district.office

    moved = move_person(
        life.district.pk, place=life.other_district.office, duty=Duty(), why=WHY, by=administrator
    )
    step.refresh_from_db()

    assert moved.office == life.other_district.office
    assert step.office_key == "210211"
    assert last().details == {"before": str(life.district.office), "after": str(life.other_district.office)}
    assert PersonChange.objects.filter(account=moved, kind="joined").exists()


def test_an_officer_who_moves_to_an_organisation_gets_its_role(life: Life, administrator: Account) -> None:
    organisation = life.applicant(1).organisation

    moved = move_person(
        life.district.pk, place=organisation, duty=Duty(role="editor"), why=WHY, by=administrator
    )

    assert (moved.office, moved.organisation, moved.role) == (None, organisation, "editor")
    assert not moved.is_office_administrator
    with pytest.raises(BadInput):
        move_person(life.city.pk, place=organisation, duty=Duty(), why=WHY, by=administrator)


def test_nobody_comes_to_an_office_that_has_ended(life: Life, on: On, administrator: Account) -> None:
    assert life.other_district.office
    end_office(life.other_district.office.pk, date(2023, 5, 12), successor_id=None, why=WHY, by=administrator)
    life.other_district.office.refresh_from_db()

    with on("2023-05-13"), pytest.raises(BadInput, match="不再办理"):
        move_person(
            life.district.pk, place=life.other_district.office, duty=Duty(), why=WHY, by=administrator
        )


def test_who_is_stopped_is_signed_out_and_comes_back_when_let_in(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    browser = visitor(life.district)
    assert browser.get("/desk/").status_code == 200

    stop_person(life.district.pk, why=WHY, by=administrator)
    assert browser.get("/desk/").status_code == 302
    let_in_again(life.district.pk, why="回来了", by=administrator)

    assert visitor(Account.objects.get(pk=life.district.pk)).get("/desk/").status_code == 200
    assert [row.act for row in AdministrationRecord.objects.order_by("-pk")[:2]] == [
        "account.restored",
        "account.stopped",
    ]


def test_every_change_wants_a_reason(life: Life, administrator: Account) -> None:
    for act in (stop_person, let_in_again):
        with pytest.raises(BadInput) as refusal:
            act(life.district.pk, why=" ", by=administrator)
        assert refusal.value.field == "why"


def test_nobody_stops_himself_or_ends_his_own_administration(administrator: Account) -> None:
    with pytest.raises(Refused):
        stop_person(administrator.pk, why=WHY, by=administrator)
    with pytest.raises(Refused):
        set_administrator(administrator.pk, False, why=WHY, by=administrator)


def test_an_officer_becomes_an_administrator_and_is_one_no_longer(life: Life, administrator: Account) -> None:
    assert set_administrator(life.city.pk, True, why=WHY, by=administrator).is_administrator
    assert not set_administrator(life.city.pk, False, why=WHY, by=administrator).is_administrator
    assert (last().act, last().why) == ("account.administrator", WHY)


def test_an_administrator_who_works_nowhere_is_created_and_keeps_his_role(administrator: Account) -> None:
    created = create_person(
        username="second", full_name="第二", email="", place=None, duty=Duty(), by=administrator
    )

    assert created.account.is_administrator
    with pytest.raises(Refused):
        set_administrator(created.account.pk, False, why=WHY, by=administrator)


def test_people_are_found_by_what_one_knows_of_them(life: Life, administrator: Account) -> None:
    person = life.applicant(1)

    def found(words: str, only: str = "") -> list[Account]:
        return list(accounts(words, only=only).rows)

    assert found(person.username) == [person]
    assert found("示例1号") == [person]
    assert found(person.organisation.identifier) == [person]  # type: ignore[union-attr]
    assert life.district in found("甘井子", "offices")
    assert found("", "administrators") == [administrator]
    assert found("没有这样的人") == []


def test_many_people_are_shown_a_page_at_a_time_in_as_many_reads(
    visitor: Visitor, administrator: Account, django_assert_max_num_queries: object
) -> None:
    rows = [
        Account(username=f"p{number}", full_name=f"人{number}", created_at=administrator.created_at)
        for number in range(120)
    ]
    Account.objects.bulk_create(rows)
    browser = visitor(administrator)
    seen: set[int] = set()
    after: int | None = 0
    while after is not None:
        page = accounts(after=after)
        seen |= {one.pk for one in page.rows}
        after = page.next

    assert len(seen) == Account.objects.count()
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        browser.get(PEOPLE)


def test_the_pages_of_a_person_change_him(visitor: Visitor, life: Life, administrator: Account) -> None:
    browser, address = visitor(administrator), f"{PEOPLE}{life.district.pk}/"
    assert life.other_district.office

    refused = browser.post(f"{address}active/", {"active": "no", "why": ""})
    stopped = browser.post(f"{address}active/", {"active": "no", "why": WHY})
    moved = browser.post(f"{address}move/", {"place": life.other_district.office.pk, "why": WHY})
    page = read(browser.get(address).content)

    assert (refused.status_code, stopped.status_code, moved.status_code) == (422, 302, 302)
    assert "已停用" in page.text
    assert WHY in page.text


def test_the_command_opens_the_first_administrator(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("a-long-password\n"))

    assert main(["administrator", "first", "--name", "第一"]) == 0
    assert Account.objects.get(username="first").is_administrator
    assert last().by_name == "命令行"


def test_the_record_is_kept_in_one_language_and_read_in_that_of_its_reader(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    with speaking("en"):
        set_administrator(life.district.pk, True, why=WHY, by=administrator)
    assert last().details == {"before": "不是系统管理员", "after": "系统管理员"}

    assert done([last()])[0].after == "系统管理员"
    with override("en"):
        assert done([last()])[0].after == "Administrator"


def test_the_record_tells_until_when_an_office_acts_and_who_goes_on(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    mine, other = life.district.office, life.other_district.office
    assert mine
    assert other
    end_office(mine.pk, date(2023, 6, 30), successor_id=other.pk, why=WHY, by=administrator)

    page = read(visitor(administrator).get("/administration/record/").content).text

    assert f"到 2023年6月30日 为止，由{other.name}接着办" in page
