"""What a notice does not say is asked for."""

from textwrap import dedent

from linxuan.notice.findings import findings
from linxuan.notice.reading import read_notice
from linxuan.notice.unknown import own_date, own_number, unknown

COMPLETE = """\
    某工信〔2024〕7号
    关于申报的通知
    一、请于2024年5月15日前报送。
    某某市工业和信息化局
    2024年3月1日
    """


def asked(text: str) -> list[str]:
    raw = dedent(text)
    notice = read_notice(raw)
    return [each.what for each in unknown(notice, findings(notice, raw))]


def test_nothing_is_asked_where_all_is_said() -> None:
    assert asked(COMPLETE) == []


def test_number_and_day_of_issue_are_those_of_the_notice_itself() -> None:
    raw = dedent(COMPLETE)
    notice = read_notice(raw)
    seen = findings(notice, raw)
    assert own_number(notice, seen) == "某工信〔2024〕7号"
    assert own_date(notice, seen) == "2024-03-01"


def test_number_and_day_of_others_are_not_taken_for_its_own() -> None:
    assert asked("关于申报的通知\n一、根据某发〔2024〕1号，于2024年5月15日前报送。\n") == ["number", "dated"]


def test_what_the_package_tells_is_not_asked() -> None:
    raw = "关于申报的通知\n一、请于2024年5月15日前报送。\n"
    notice = read_notice(raw, number="某工信〔2024〕7号", dated="2024-03-01")
    assert unknown(notice, findings(notice, raw)) == ()


def test_what_is_half_said_is_asked() -> None:
    text = "关于申报的通知\n一、6月3日前报送，见某发(2024)全号。\n联系人：张三\n附件：申报书\n"
    assert asked(text) == ["number", "dated", "year", "document_number", "phone", "annex"]


def test_a_notice_without_a_title_or_any_day_is_asked_for_them() -> None:
    assert asked("各区：\n请申报。\n一、条件。\n") == ["title", "number", "dated", "day"]
