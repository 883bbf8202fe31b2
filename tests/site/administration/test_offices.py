"""Offices begin and end on a day; whose cases are open is succeeded, and nothing is lost."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.desks import end_office, hand_on, keep_office, open_office, rename_office
from linxuan_site.actions.helping import start_help
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.remarks import note_remark
from linxuan_site.models import Account, AdministrationRecord, Office, Step
from linxuan_site.permissions import is_officer, may_read_application, may_read_draft
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.desks import open_cases
from tests.site.life.conftest import CALL, PACKAGE, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

LAST = date(2023, 5, 12)


def again(account: Account) -> Account:
    """The person as the next request finds him."""
    return Account.objects.select_related("office").get(pk=account.pk)


def offices(life: Life) -> tuple[Office, Office]:
    """The office of the district, and that of the other one."""
    assert life.district.office
    assert life.other_district.office
    return life.district.office, life.other_district.office


def ended(life: Life, by: Account, last_day: date = LAST) -> tuple[Office, Office]:
    """The district's office ended, the other one took over."""
    mine, other = offices(life)
    end_office(mine.pk, last_day, successor_id=other.pk, why="区划调整", by=by)
    return mine, other


def test_an_ended_office_acts_on_its_last_day_and_not_after(
    life: Life, on: On, administrator: Account
) -> None:
    application = life.submitted(1)
    ended(life, administrator)

    assert is_officer(again(life.district))
    with on("2023-05-13"):
        assert not is_officer(again(life.district))
        with pytest.raises(Refused, match="2023-05-12 24:00 为止"):
            life.act(application, "return", again(life.district), opinion="请补充")
    life.act(application, "return", again(life.district), opinion="请补充")


def test_the_successor_has_the_cases_from_the_day_after(life: Life, on: On, administrator: Account) -> None:
    application = life.submitted(1)
    ended(life, administrator)

    assert not may_read_application(again(life.other_district), application)
    with on("2023-05-13"):
        successor = again(life.other_district)
        assert may_read_application(successor, application)
        step = life.act(application, "return", successor, opinion="请补充")
    assert step.office_key == life.other_district.office.key  # type: ignore[union-attr]


def test_the_cases_lie_on_the_desk_of_the_successor(
    life: Life, on: On, administrator: Account, visitor: Visitor
) -> None:
    application = life.submitted(1)
    ended(life, administrator)

    with on("2023-05-13"):
        page = read(visitor(again(life.other_district)).get("/desk/").content)

    assert application.organisation.name in page.text


def test_the_people_of_an_ended_office_are_told_who_goes_on(
    life: Life, on: On, administrator: Account, visitor: Visitor
) -> None:
    _mine, other = ended(life, administrator)

    with on("2023-05-13"):
        browser = visitor(again(life.district))
        page = read(browser.get("/").content)
        refused = browser.get("/desk/").status_code

    assert f"它的申报由{other.name}接着办" in page.text
    assert refused == 403


def test_two_mergers_one_after_another_lead_to_the_last(life: Life, on: On, administrator: Account) -> None:
    application = life.submitted(1)
    _mine, other = ended(life, administrator)
    third = Office.objects.filter(authority=other.authority, kind=other.kind).exclude(
        key__in=("210211", "210202")
    )[0]
    end_office(other.pk, date(2023, 5, 13), successor_id=third.pk, why="再次调整", by=administrator)
    from linxuan_site.demo.people import officer_of

    with on("2023-05-14"):
        assert may_read_application(again(officer_of(third)), application)


def test_an_office_with_open_cases_does_not_end_without_a_successor(
    life: Life, administrator: Account
) -> None:
    life.submitted(1)
    mine, _other = offices(life)

    with pytest.raises(BadInput, match="还有 1 件没有办完") as refusal:
        end_office(mine.pk, LAST, successor_id=None, why="撤销", by=administrator)

    assert refusal.value.field == "successor"
    assert open_cases(mine).total == 1


def test_an_office_without_cases_ends_alone(life: Life, administrator: Account) -> None:
    mine, _other = offices(life)

    assert end_office(mine.pk, LAST, successor_id=None, why="撤销", by=administrator).valid_until == LAST


def test_what_comes_to_an_office_that_ended_alone_is_handed_on_from_the_board(
    life: Life, on: On, administrator: Account, visitor: Visitor
) -> None:
    mine, other = offices(life)
    end_office(mine.pk, LAST, successor_id=None, why="撤销", by=administrator)
    with on("2023-05-13"):
        application = life.submitted(1)
        client, board = visitor(again(life.city)), f"/board/{CALL}/"
        page = read(client.get(board).content)
        address = f"/selection/{CALL}/offices/{mine.pk}/hand-on/"
        nobody = client.post(address, {"successor": "", "why": "撤销"})
        done = client.post(address, {"successor": other.pk, "why": "撤销"}, follow=True)
        life.act(application, "return", again(life.other_district), opinion="请补充")
        with pytest.raises(Refused, match="已有部门接办"):
            hand_on(mine.pk, successor_id=other.pk, why="再来", by=again(life.city))
        with pytest.raises(Refused):
            hand_on(mine.pk, successor_id=other.pk, why="自取", by=again(life.other_district))

    assert "没有接办的部门：1 件没有人能办" in page.text
    assert address in page.links
    assert nobody.status_code == 422
    assert "没有人能办" not in read(done.content).text
    assert AdministrationRecord.objects.latest("pk").act == "office.handed_on"


def test_an_earlier_day_of_the_successor_binds_the_cases_that_it_took_over(
    life: Life, on: On, administrator: Account
) -> None:
    first, second = life.draft(1), life.draft(2)
    ended(life, administrator)
    with on("2023-05-13"):
        set_earlier_day(CALL, "delivery", date(2023, 5, 13), account=again(life.other_district))
        life.act(first, "submit", life.applicant(1))
    with on("2023-05-14"), pytest.raises(Refused) as refusal:
        life.act(second, "submit", life.applicant(2))

    assert refusal.value.code == "deadline"


def test_an_office_does_not_end_in_the_past_or_by_itself_or_with_another_kind(
    life: Life, administrator: Account
) -> None:
    mine, _other = offices(life)
    central = Office.objects.get(authority=mine.authority, key="", kind=life.city.office.kind)  # type: ignore[union-attr]

    for day, successor in ((date(2023, 5, 11), None), (LAST, mine.pk), (LAST, central.pk)):
        with pytest.raises(BadInput):
            end_office(mine.pk, day, successor_id=successor, why="撤销", by=administrator)


def test_who_has_ended_before_takes_nothing_over(life: Life, on: On, administrator: Account) -> None:
    mine, other = ended(life, administrator)

    with on("2023-05-13"), pytest.raises(BadInput, match="不能接办"):
        end_office(other.pk, date(2023, 5, 20), successor_id=mine.pk, why="互换", by=administrator)


def test_an_end_to_come_can_be_taken_back_and_one_that_came_cannot(
    life: Life, on: On, administrator: Account
) -> None:
    mine, _other = ended(life, administrator)
    keep_office(mine.pk, why="推迟", by=administrator)
    assert Office.objects.get(pk=mine.pk).valid_until is None

    ended(life, administrator)
    with on("2023-05-13"), pytest.raises(Refused):
        keep_office(mine.pk, why="推迟", by=administrator)


def test_the_database_refuses_a_step_of_an_office_that_has_ended(life: Life, administrator: Account) -> None:
    application = life.submitted(1)
    ended(life, administrator)
    step = application.steps.latest("position")

    later = Step(
        application=application, position=99, action="x", kind="save", source=step.target,
        target=step.target, office="district", actor=life.district, actor_name="某人",
        at=step.at + timedelta(days=1),
    )  # fmt: skip

    with pytest.raises(DatabaseError, match="has ended does not act"), transaction.atomic():
        later.save()


@pytest.mark.parametrize(
    "change",
    [
        {"valid_from": date(2023, 6, 1), "valid_until": date(2023, 5, 1)},
        {"successor_id": "self", "valid_until": date(2023, 5, 1)},
        {"successor_id": "other"},
        {"name": ""},
    ],
)
def test_the_database_refuses_an_office_that_cannot_be(life: Life, change: dict[str, object]) -> None:
    mine, other = offices(life)
    ids = {"self": mine.pk, "other": other.pk}
    told = {key: ids.get(str(value), value) for key, value in change.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(pk=mine.pk).update(**told)


def test_a_name_that_was_changed_stays_in_the_record_and_survives_a_new_version(
    life: Life, administrator: Account
) -> None:
    mine, _other = offices(life)
    before = mine.name
    rename_office(mine.pk, "新名称区", why="更名", by=administrator)
    publish_call(PACKAGE)

    assert Office.objects.get(pk=mine.pk).name == "新名称区"
    row = AdministrationRecord.objects.latest("pk")
    assert (row.act, row.details, row.why) == (
        "office.renamed",
        {"before": before, "after": "新名称区"},
        "更名",
    )


def test_a_list_of_a_package_says_until_when_a_district_is_there(db: None, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PACKAGE, tmp_path / "dalian-2023"))
    table = folder / "lists" / "districts.csv"
    table.write_text(
        table.read_text("utf-8").replace(
            "210211,甘井子区,district,yes,,,", "210211,甘井子区,district,yes,,2023-05-31,"
        )
    )
    publish_call(folder)

    ends = Office.objects.get(key="210211")
    assert (ends.valid_from, ends.valid_until) == (None, date(2023, 5, 31))
    assert Office.objects.get(key="210202").valid_until is None


def test_a_new_office_acts_from_its_day(life: Life, on: On, administrator: Account) -> None:
    mine, _other = offices(life)
    office = open_office(
        authority=mine.authority,
        kind=mine.kind,
        key="990099",
        name="示例新区",
        valid_from=date(2023, 6, 1),
        by=administrator,
    )
    from linxuan_site.demo.people import officer_of

    person = officer_of(office)
    assert not is_officer(again(person))
    with on("2023-06-01"):
        assert is_officer(again(person))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "210211"}, "key"),
        ({"key": ""}, "key"),
        ({"kind": "nobody"}, "kind"),
        ({"authority": "别的局"}, "authority"),
        ({"name": " "}, "name"),
    ],
)
def test_an_office_that_cannot_be_is_not_opened(
    life: Life, administrator: Account, change: dict[str, str], field: str
) -> None:
    mine, _other = offices(life)
    given = {"authority": mine.authority, "kind": mine.kind, "key": "990099", "name": "示例新区", **change}

    with pytest.raises(BadInput) as refusal:
        open_office(**given, valid_from=None, by=administrator)

    assert refusal.value.field == field


def test_the_page_shows_where_open_cases_would_go(
    visitor: Visitor, life: Life, administrator: Account
) -> None:
    application = life.submitted(1)
    mine, other = offices(life)
    browser, address = visitor(administrator), f"/administration/offices/{mine.pk}/"
    before = read(browser.get(address).content)
    wrong = browser.post(f"{address}end/", {"last_day": "2023-05-12", "successor": "", "why": "合并"})

    done = browser.post(f"{address}end/", {"last_day": "2023-05-12", "successor": other.pk, "why": "合并"})
    after = read(browser.get(address).content)

    assert application.organisation.name in before.text
    assert wrong.status_code == 422
    assert read(wrong.content).values["last_day"] == "2023-05-12"
    assert done.status_code == 302
    assert f"以后由{other.name}接着办" in after.text


def test_the_list_of_offices_is_read_in_few_queries(
    visitor: Visitor, life: Life, administrator: Account, django_assert_max_num_queries: object
) -> None:
    browser = visitor(administrator)
    browser.get("/administration/offices/")

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        browser.get("/administration/offices/")


def test_who_took_over_goes_on_with_what_was_judged_noted_and_helped(
    life: Life, on: On, administrator: Account
) -> None:
    application, draft = life.submitted(1), life.draft(2)
    judge(application.pk, [Judged("rule:legal-person", "doubted", "执照过期")], account=life.district)
    note_remark(application.pk, "address", "门牌号不符", account=life.district)
    start_help(draft.pk, account=life.district, reason="单位来电")
    ended(life, administrator)

    with on("2023-05-13"):
        successor = again(life.other_district)
        note_remark(application.pk, "address", "门牌号与执照不符", account=successor)
        life.act(application, "return", successor, opinion="请修改")
        assert may_read_draft(successor, draft, definition_of(life.published))

    told = {one.field: one.text for one in application.remarks.all()}
    assert told == {"address": "门牌号与执照不符", "is_legal_person": "执照过期"}
