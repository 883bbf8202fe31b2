"""A file of operating statuses: looked at, decided, recorded; what it leads to, and what is put to a person."""

from datetime import date

import pytest

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.statuses import import_statuses, judge_status, look_at_statuses
from linxuan_site.demo.people import credit_code
from linxuan_site.models import StatusRecord
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.statuses import unjudged
from tests.site.life.conftest import CALL, Life
from tests.site.life.test_evaluation import designated

HEAD = "统一社会信用代码,企业名称,登记状态,日期\n"
FILE = (
    HEAD
    + f"{credit_code(901)},示例901号,注销,2023-05-08\n"
    + f"{credit_code(902)},,存续（在营、开业、在册）,2023-05-08\n"
    + f"{credit_code(903)},示例903号,迁出,2023-05-09\n"
    + ",别的有限公司,注销,2023-05-09\n"
).encode("gb18030")


@pytest.fixture
def three(life: Life) -> Life:
    for number in (901, 902, 903):
        designated(life, number)
    return life


def test_a_file_is_looked_at_before_anything_is_recorded(three: Life) -> None:
    preview = look_at_statuses(CALL, "状态.csv", FILE, account=three.city)

    assert [one.outcome for one in preview.matches] == ["recorded", "recorded", "asked", "strange"]
    assert not StatusRecord.objects.exists()


def test_every_word_is_kept_and_what_leads_to_revocation_is_proposed_at_once(three: Life) -> None:
    done = import_statuses(CALL, "状态.csv", FILE, source="公示系统", decisions={}, account=three.city)

    assert (done.recorded, done.unjudged, done.proposed) == (3, 1, 1)
    rows = {row.raw_word: row.status for row in StatusRecord.objects.order_by("pk")}
    assert rows == {"注销": "deregistered", "存续（在营、开业、在册）": "active", "迁出": ""}
    again = look_at_statuses(CALL, "状态.csv", FILE, account=three.city)
    assert [one.outcome for one in again.matches] == ["same", "same", "same", "strange"]


def test_a_word_that_the_package_does_not_name_asks_a_person_and_is_judged_once(three: Life) -> None:
    import_statuses(CALL, "状态.csv", FILE, source="公示系统", decisions={}, account=three.city)
    call = definition_of(three.published)
    (row,) = unjudged(call)
    found = entity_of(three.city, row.designation_id)
    assert found is not None
    assert found[1].standing.standing == "ask"

    with pytest.raises(Refused):
        judge_status(row.pk, "active", "迁到外省，企业还在", account=three.district)
    with pytest.raises(BadInput, match="理由"):
        judge_status(row.pk, "active", " ", account=three.city)
    judged = judge_status(row.pk, "active", "迁到外省，企业还在", account=three.city)

    assert (judged.raw_word, judged.holds_from) == ("迁出", date(2023, 5, 9))
    assert "迁到外省" in judged.source
    assert unjudged(call) == []
    with pytest.raises(Refused, match="后来"):
        judge_status(row.pk, "deregistered", "再判断", account=three.city)


def test_a_file_is_recorded_whole_or_not_at_all(three: Life) -> None:
    wrong = FILE + f"{credit_code(902)},,注销,2099-01-01\n".encode("gb18030")

    with pytest.raises(BadInput, match="D6“日期”"):
        import_statuses(CALL, "状态.csv", wrong, source="公示系统", decisions={}, account=three.city)
    with pytest.raises(BadInput, match="从哪里来"):
        import_statuses(CALL, "状态.csv", FILE, source=" ", decisions={}, account=three.city)

    assert not StatusRecord.objects.exists()


def test_a_doubtful_line_is_decided_by_a_person(three: Life) -> None:
    near = (HEAD + f"{credit_code(901)},示例902号,注销,2023-05-08\n").encode()

    with pytest.raises(BadInput, match="第2行"):
        import_statuses(CALL, "状态.csv", near, source="公示系统", decisions={}, account=three.city)
    (line,) = look_at_statuses(CALL, "状态.csv", near, account=three.city).matches
    chosen = line.candidates[-1]
    import_statuses(CALL, "状态.csv", near, source="公示系统", decisions={2: chosen.key}, account=three.city)

    assert StatusRecord.objects.get().designation.name == chosen.names[0]


def test_only_the_authority_imports(three: Life) -> None:
    with pytest.raises(Refused, match="主管部门"):
        look_at_statuses(CALL, "状态.csv", FILE, account=three.district)


def test_all_titles_of_an_entity_get_its_status(life: Life) -> None:
    first, second = designated(life, 901), designated(life, 901, track="platform", cohort=3)
    line = (HEAD + f"{credit_code(901)},,清算,2023-05-08\n").encode()

    done = import_statuses(CALL, "状态.csv", line, source="公示系统", decisions={}, account=life.city)

    assert (done.recorded, done.proposed) == (2, 2)
    assert {one.statuses.get().status for one in (first, second)} == {"liquidating"}
