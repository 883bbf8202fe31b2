"""Lists of earlier cohorts are entered: what is new, what changed, what somebody decided; or nothing of them."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.list_imports import (
    discard_list,
    enter_list,
    keep_decisions,
    leave_out_undecided,
    preview_of_upload,
    receive_list,
)
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.storing import stored_content
from linxuan_site.demo.people import credit_code
from linxuan_site.models import (
    Designation,
    ListImport,
    ListUpload,
    Organisation,
    RegisterEvent,
    RegisterLine,
)
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import lines_as_of
from tests.site.life.conftest import CALL, Life

HEAD = "名称,统一社会信用代码,批次,遴选类别,模式,所在区域,认定文件,认定日期,曾用名"


def row(name: str, number: int = 0, cohort: int = 1, **more: str) -> str:
    code = credit_code(number) if number else ""
    known = {
        "mode": "",
        "place": "甘井子区",
        "document": "示例发〔2019〕1号",
        "day": "2019-03-01",
        "old": "",
    } | more
    return ",".join([name, code, str(cohort), "示范企业", *known.values()])


def received(life: Life, *rows: str, name: str = "第一批.csv") -> ListUpload:
    content = "\n".join([HEAD, *rows]).encode("gb18030")
    return receive_list(CALL, name, content, given={}, by=life.city)


def entered(life: Life, *rows: str, since: date | None = None, **decisions: str) -> ListImport:
    upload = received(life, *rows)
    keep_decisions(upload.pk, {key.removeprefix("line"): one for key, one in decisions.items()}, by=life.city)
    return enter_list(upload.pk, seen=seen_of(life, upload), since=since, by=life.city)


def seen_of(life: Life, upload: ListUpload) -> str:
    return preview_of_upload(definition_of(life.published), upload).seen


def names_today() -> set[str]:
    return {one.name for one in lines_as_of()}


def kinds(name: str) -> list[str]:
    rows = RegisterEvent.objects.filter(designation__name=name).order_by("number")
    return [one.kind for one in rows]


def test_a_list_is_entered_with_a_row_of_the_record(life: Life) -> None:
    done = entered(life, row("示例甲有限公司", 1), row("示例乙有限公司"))

    assert (done.rows, done.entered, done.renamed, done.corrected) == (2, 2, 0, 0)
    assert done.recorded_by == life.city
    assert stored_content(done.digest).decode("gb18030").startswith("名称")
    line = lines_as_of().get(name="示例甲有限公司")
    assert (line.organisation.credit_code, line.in_charge, line.designated_on) == (
        credit_code(1),
        "210211",
        date(2019, 3, 1),
    )
    assert line.offices == {"district": "210211"}


def test_nothing_is_entered_before_it_is_confirmed_and_nothing_when_it_is_put_aside(life: Life) -> None:
    upload = received(life, row("示例甲有限公司", 1))
    assert Designation.objects.count() == 0

    discard_list(upload.pk, by=life.city)

    with pytest.raises(Refused, match="已经登记或放弃"):
        enter_list(upload.pk, seen="", by=life.city)
    assert Designation.objects.count() == 0


def test_a_second_import_of_the_same_list_enters_nothing(life: Life) -> None:
    entered(life, row("示例甲有限公司", 1))

    with pytest.raises(BadInput, match="没有要登记的"):
        entered(life, row("示例甲有限公司", 1))


def test_who_was_renamed_has_the_new_name_on_every_title_and_the_old_one_finds_it(life: Life) -> None:
    entered(life, row("示例旧名厂", 1), row("示例旧名厂", 1, 2))

    done = entered(life, row("示例新名厂", 1, 3), since=date(2021, 5, 1), line2="renamed")

    assert (done.entered, done.renamed) == (1, 1)
    assert names_today() == {"示例新名厂"}
    assert {one.name for one in lines_as_of(date(2021, 4, 30))} == {"示例旧名厂", "示例新名厂"}
    assert kinds("示例旧名厂").count("renamed") == 2
    event = RegisterEvent.objects.filter(kind="renamed").latest("pk")
    assert event.document == "示例发〔2019〕1号"
    assert "第一批.csv" in event.reason
    assert all("示例旧名厂" in one.names for one in lines_as_of().filter(cohort__lt=3))


def test_an_older_list_under_an_old_name_does_not_rename(life: Life) -> None:
    entered(life, row("示例新名厂", 1, 3))

    entered(life, row("示例旧名厂", 1, 1), line2="same")

    assert names_today() == {"示例新名厂"}
    assert lines_as_of().get(cohort=1).names == "示例旧名厂\n示例新名厂"


def test_who_is_decided_to_be_another_is_another_entity(life: Life) -> None:
    entered(life, row("示例甲有限公司"))

    entered(life, row("示例甲股份有限公司", 2, 2), line2="new")

    assert Organisation.objects.filter(name__startswith="示例甲").count() == 2


def test_what_the_list_says_otherwise_is_recorded_as_what_happened(life: Life) -> None:
    entered(life, row("示例甲有限公司", 1))

    done = entered(
        life,
        row("示例甲有限公司", 1, mode="总集成总承包", place="西岗区", day="2019-04-01"),
        since=date(2022, 1, 1),
    )

    assert done.corrected == 1
    now, before = lines_as_of().get(), lines_as_of(date(2021, 12, 31)).get()
    assert (now.mode, now.in_charge, now.designated_on) == ("总集成总承包", "210203", date(2019, 4, 1))
    assert (before.mode, before.in_charge) == ("总集成总承包", "210211")
    assert lines_as_of(date(2019, 3, 31)).count() == 0
    assert kinds("示例甲有限公司") == ["designated", "designated", "corrected", "moved"]


def test_a_code_that_the_list_knows_is_learned_by_all_titles(life: Life) -> None:
    entered(life, row("示例甲有限公司"))

    entered(life, row("示例甲有限公司", 7, 2))

    assert {one.organisation.credit_code for one in lines_as_of()} == {credit_code(7)}
    for again in (row("示例甲有限公司", 7, 2), row("示例甲有限公司")):
        with pytest.raises(BadInput, match="没有要登记的"):
            entered(life, again)


def test_a_title_that_passed_to_another_is_still_the_one_that_the_old_list_means(life: Life) -> None:
    entered(life, row("示例甲有限公司", 1), row("示例乙有限公司", 2))
    merged = Designation.objects.get(name="示例甲有限公司")
    record_event(
        merged,
        "merged",
        holds_from=date(2022, 1, 1),
        document="合并公告（示例）",
        changes={"holder": credit_code(2), "name": "示例乙有限公司"},
        account=life.city,
    )

    with pytest.raises(BadInput, match="没有要登记的"):
        entered(life, row("示例甲有限公司", 1))


def test_an_import_goes_into_the_register_whole_or_not_at_all(life: Life) -> None:
    upload = received(life, row("示例甲有限公司", 1), row("示例乙有限公司", 2, day="2199-01-01"))

    with pytest.raises(BadInput, match="第3行的认定日期还没有到"):
        enter_list(upload.pk, seen=seen_of(life, upload), by=life.city)

    assert (Designation.objects.count(), Organisation.objects.filter(name="示例甲有限公司").count()) == (0, 0)
    assert ListImport.objects.count() == 0


def test_a_register_that_changed_meanwhile_is_looked_at_again(life: Life) -> None:
    upload = received(life, row("示例甲有限公司", 1))
    seen = seen_of(life, upload)
    entered(life, row("示例甲有限公司", 1))

    with pytest.raises(Refused, match="请再看一遍"):
        enter_list(upload.pk, seen=seen, by=life.city)


def test_wrong_cells_keep_a_list_out(life: Life) -> None:
    upload = received(life, row("示例甲有限公司", 1), row("", 2))

    with pytest.raises(BadInput, match="1格不对"):
        enter_list(upload.pk, seen="", by=life.city)


def test_all_that_is_left_can_be_left_out_at_once(life: Life) -> None:
    entered(life, row("示例甲有限公司", 1))
    upload = received(life, row("别名有限公司", 1, 2), row("示例丙有限公司", 3))

    leave_out_undecided(upload.pk, by=life.city)

    assert enter_list(upload.pk, seen=seen_of(life, upload), by=life.city).entered == 1


@pytest.mark.parametrize("who", ["district", "applicant"])
def test_only_the_authority_enters_lists(life: Life, who: str) -> None:
    account = life.district if who == "district" else life.applicant(1)

    with pytest.raises(Refused, match="主管部门"):
        receive_list(CALL, "a.csv", HEAD.encode(), given={}, by=account)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("名单.pdf", b"x", "只收 CSV 和 xlsx"),
        ("名单.csv", b"", "空文件"),
        ("名单.csv", b"a,b\n1,2\n", "没有认出表头"),
    ],
)
def test_what_is_no_list_is_not_kept(life: Life, name: str, content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        receive_list(CALL, name, content, given={}, by=life.city)
    assert ListUpload.objects.count() == 0


def test_an_applicant_of_the_site_is_known_before_it_has_a_title(life: Life) -> None:
    account = life.applicant(5)

    done = entered(life, row("示例5号有限公司", 5))

    assert done.entered == 1
    assert lines_as_of().get().organisation == account.organisation


def test_a_designation_by_hand_and_one_by_a_list_are_the_same_title(life: Life) -> None:
    call = definition_of(life.published)
    given = {"name": "示例甲有限公司", "credit_code": credit_code(1), "cohort": "1", "track": "enterprise"}
    enter_designation(call, {**given, "document": "示例发〔2019〕1号", "in_charge": "210211"})

    done = entered(life, row("示例甲有限公司", 1))

    assert (done.entered, done.corrected) == (0, 1)
    assert Designation.objects.count() == 1


def test_many_rows_cost_as_many_queries_as_few(life: Life) -> None:
    few = _queries(life, [row(f"示例{number}号厂", number) for number in range(1, 4)])
    many = _queries(life, [row(f"示例{number}号厂", number) for number in range(10, 70)])

    assert many <= few + 3
    assert RegisterLine.objects.count() == 63


def _queries(life: Life, rows: Sequence[str]) -> int:
    upload = received(life, *[one.replace(",1,示范企业", ",9,示范企业") for one in rows])
    seen = seen_of(life, upload)
    with CaptureQueriesContext(connection) as counted:
        enter_list(upload.pk, seen=seen, by=life.city)
    return len(counted)
