"""An office decides what doubts come to: rows that name their person, and words that reach the applicant."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.delegations import name_delegate
from linxuan_site.actions.scan_decisions import Decided, decide_doubts
from linxuan_site.models import Account, Application, Delivery, ScanDecision, ScanExamination
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signed_name, stand_in
from linxuan_site.queries.desk import desk_of
from linxuan_site.queries.remarks import drafts_of
from linxuan_site.queries.scans import Examined, examined
from tests.site.life.conftest import Life
from tests.site.scans.sealed import CLEAR, DOUBTED, Looks
from tests.support.told import told

ACCEPTED, AGAIN = "accepted", "asked_again"


@pytest.fixture
def application(life: Life, looks: Looks) -> Application:
    application = life.submitted(1)
    looks.at(application, DOUBTED)
    return application


def last(application: Application) -> ScanExamination:
    return application.scan_examinations.latest("pk")


def shown(application: Application) -> Examined:
    found = examined(application)
    assert found is not None
    return found


def decide(application: Application, account: Account, *decided: Decided) -> list[ScanDecision]:
    return decide_doubts(last(application).pk, decided, account=account)


def test_a_decision_names_its_person_and_why(life: Life, application: Application) -> None:
    [row] = decide(application, life.district, Decided(1, ACCEPTED, " 骑缝章压住了字 "))

    assert (row.verdict, row.why, row.office, row.office_key) == (
        ACCEPTED,
        "骑缝章压住了字",
        "district",
        "210211",
    )
    assert signed_name(row.decided_by, row) == life.district.full_name
    assert (shown(application).state, len(shown(application).open)) == ("doubted", 2)


def test_who_stands_in_for_a_colleague_is_named_beside_him(life: Life, application: Application) -> None:
    colleague = life.colleague(life.district, "colleague")
    today = clock.today()
    named = name_delegate(life.district, delegate=colleague.pk, from_day=today, until_day=today)
    colleague.standing_in = stand_in(colleague, named.pk)

    [row] = decide(application, colleague, Decided(1, ACCEPTED, "看过原件"))

    assert signed_name(row.decided_by, row) == f"{colleague.full_name}（代{life.district.full_name}办理）"


def test_what_is_asked_again_is_a_remark_and_reaches_the_applicant(
    life: Life, application: Application
) -> None:
    decide(application, life.district, Decided(2, AGAIN, "请换成第2稿"), Decided(3, AGAIN, "请补扫"))

    draft = drafts_of(application, life.district)[""]
    assert draft.text.split("\n") == [
        "盖章扫描件：这一页是第1稿的打印件。请换成第2稿",
        "盖章扫描件：没有找到打印件的第2页。请补扫",
    ]
    assert told("scan.asked_again").text.endswith(draft.text)
    step = life.act(application, "return", life.district, opinion="见意见")
    assert [one.text for one in step.remarks.all()] == [draft.text]


def test_a_correction_is_a_new_row_and_takes_its_line_out_of_the_remark(
    life: Life, application: Application
) -> None:
    decide(application, life.district, Decided(2, AGAIN, "请换"), Decided(3, AGAIN, "请补扫"))

    decide(application, life.district, Decided(2, ACCEPTED, "看错了"), Decided(3, AGAIN, "请补扫"))

    assert last(application).decisions.count() == 3
    decide(application, life.district, Decided(1, ACCEPTED, "好"))
    assert shown(application).state == AGAIN
    assert drafts_of(application, life.district)[""].text == "盖章扫描件：没有找到打印件的第2页。请补扫"
    assert Delivery.objects.filter(topic="scan.asked_again").count() == 1


@pytest.mark.parametrize(
    ("decided", "field"),
    [
        (Decided(4, ACCEPTED, "没有这一处"), "doubt"),
        (Decided(0, ACCEPTED, "没有这一处"), "doubt"),
        (Decided(1, "", "没有选"), "verdict.1"),
        (Decided(1, ACCEPTED, "  "), "why.1"),
        (Decided(1, ACCEPTED, "长" * 501), "why.1"),
    ],
)
def test_what_cannot_be_a_decision_is_told_at_its_input(
    life: Life, application: Application, decided: Decided, field: str
) -> None:
    with pytest.raises(BadInput) as fault:
        decide(application, life.district, Decided(2, ACCEPTED, "好"), decided)

    assert fault.value.field == field
    assert not ScanDecision.objects.exists()


def test_who_comes_second_is_told(life: Life, application: Application) -> None:
    decide(application, life.district, Decided(1, ACCEPTED, "好"))

    with pytest.raises(Refused, match="刚刚也处理了第 1 处"):
        decide(application, life.colleague(life.district, "second"), Decided(1, AGAIN, "不好", seen=0))


@pytest.mark.parametrize("who", ["city", "other_district", "applicant"])
def test_only_the_office_on_whose_desk_it_lies_decides(
    life: Life, application: Application, who: str
) -> None:
    account = life.applicant(1) if who == "applicant" else getattr(life, who)

    with pytest.raises(Refused, match="不在您这里审核"):
        decide(application, account, Decided(1, ACCEPTED, "好"))


def test_an_older_examination_is_not_decided_any_more(
    life: Life, application: Application, looks: Looks
) -> None:
    old = last(application)
    life.act(application, "hand-in", life.applicant(1), paper="application")
    looks.at(application, CLEAR)

    with pytest.raises(Refused, match="新的扫描件"):
        decide_doubts(old.pk, [Decided(1, ACCEPTED, "好")], account=life.district)


def test_the_desk_tells_open_doubts_in_as_many_reads_for_many_as_for_one(
    life: Life, looks: Looks, application: Application
) -> None:
    call = definition_of(life.published)
    account = Account.objects.get(pk=life.district.pk)
    desk_of(account, call)
    with CaptureQueriesContext(connection) as one:
        desk = desk_of(account, call)
    decide(application, life.district, Decided(1, ACCEPTED, "好"), Decided(1, ACCEPTED, "很好"))
    for number in (2, 3):
        looks.at(life.submitted(number), DOUBTED)

    with CaptureQueriesContext(connection) as three:
        later = desk_of(account, call)

    assert [row.doubts for row in desk.mine] == [3]
    assert sorted(row.doubts for row in later.mine) == [2, 3, 3]
    assert len(one) == len(three)
