"""The working days: shown with their source, corrected by import, and counted by publicities."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from xlsxwriter import Workbook

from linxuan.errors import BadInput, Refused
from linxuan.holiday_table import HolidayRow
from linxuan_site.actions.holidays import import_holidays
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.cli import main
from linxuan_site.models import Account, AdministrationRecord, Application, HolidayDay
from linxuan_site.queries.holidays import known_days, working_days
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

HOLIDAYS = "/administration/holidays/"
IMPORT = f"{HOLIDAYS}import/"
TABLE = "日期,休班,名称,依据\n2023-05-16,休,本地放假,示例发〔2023〕1号\n2023-05-20,班,,示例发〔2023〕1号\n"
MAY_16 = date(2023, 5, 16)


def upload(text: str, name: str = "放假.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    content = BytesIO()
    with Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("放假.xlsx", content.getvalue())


def test_a_year_is_shown_with_the_source_of_its_days(visitor: Visitor, administrator: Account) -> None:
    page = read(visitor(administrator).get(f"{HOLIDAYS}2023/").content)

    assert "2023年5月6日（周六）" in page.text
    assert "劳动节" in page.text
    assert "chinesecalendar" in page.text


def test_a_year_without_an_arrangement_is_said_not_to_be_known(
    visitor: Visitor, administrator: Account
) -> None:
    page = read(visitor(administrator).get(f"{HOLIDAYS}2090/").content)

    assert "尚不清楚：这一年的放假安排还没有" in page.text
    assert "周末休息" not in page.text


def test_a_table_is_shown_before_it_is_kept(visitor: Visitor, administrator: Account) -> None:
    page = read(visitor(administrator).post(IMPORT, {"table": upload(TABLE)}).content)

    assert "2023年5月16日（周二）" in page.text
    assert "确认导入 2 天" in page.text
    assert HolidayDay.objects.count() == 0


def test_a_confirmed_table_is_kept_and_traced(visitor: Visitor, administrator: Account) -> None:
    browser = visitor(administrator)
    shown = read(browser.post(IMPORT, {"table": upload(TABLE)}).content)

    answer = browser.post(IMPORT, {"read": shown.values["read"], "document": "", "confirm": "1"})

    assert answer["Location"] == f"{HOLIDAYS}2023/"
    assert not working_days()(MAY_16)
    assert working_days()(date(2023, 5, 20))
    row = AdministrationRecord.objects.latest("pk")
    assert (row.act, row.by, row.details["days"]) == ("holidays.imported", administrator, 2)


def test_a_workbook_is_read_like_a_text(visitor: Visitor, administrator: Account) -> None:
    table = workbook(("日期", "休班", "依据"), ("2023-05-16", "休", "文号"))

    page = read(visitor(administrator).post(IMPORT, {"table": table}).content)

    assert "确认导入 1 天" in page.text


def test_a_table_with_faults_changes_nothing_and_says_all_of_them(
    visitor: Visitor, administrator: Account
) -> None:
    table = upload("日期,休班\n某日,休\n2023-05-16,也许\n")

    answer = visitor(administrator).post(IMPORT, {"table": table, "confirm": "1", "document": "文号"})

    assert answer.status_code == 422
    text = read(answer.content).text
    assert "A2“日期”" in text
    assert "B3“休班”" in text
    assert HolidayDay.objects.count() == 0


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04 no workbook", b""])
def test_a_file_that_is_no_table_is_refused_with_a_sentence(
    visitor: Visitor, administrator: Account, content: bytes
) -> None:
    answer = visitor(administrator).post(IMPORT, {"table": SimpleUploadedFile("x.xlsx", content)})

    assert answer.status_code == 422


def test_a_day_without_a_document_is_not_imported(administrator: Account) -> None:
    with pytest.raises(BadInput) as refusal:
        import_holidays([HolidayRow(MAY_16, works=False)], by=administrator)

    assert refusal.value.field == "document"


def test_the_newest_row_of_a_day_counts_and_the_older_one_stays(administrator: Account) -> None:
    import_holidays([HolidayRow(MAY_16, works=False, document="一")], by=administrator)
    import_holidays([HolidayRow(MAY_16, works=True, document="二")], by=administrator)

    assert working_days()(MAY_16)
    assert [row.document for row in HolidayDay.objects.order_by("pk")] == ["一", "二"]
    assert known_days([MAY_16])[0].source == "二"


def test_what_is_known_already_is_not_imported_again(administrator: Account) -> None:
    rows = [HolidayRow(MAY_16, works=False, name="放假", document="一")]
    import_holidays(rows, by=administrator)

    with pytest.raises(BadInput, match="相同"):
        import_holidays(rows, by=administrator)


def test_imported_days_are_never_changed(administrator: Account) -> None:
    import_holidays([HolidayRow(MAY_16, works=False, document="一")], by=administrator)

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        HolidayDay.objects.update(works=True)
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        AdministrationRecord.objects.update(why="")


def test_a_publicity_steps_over_an_imported_holiday(life: Life, on: On, administrator: Account) -> None:
    application = life.recommended(1)
    Application.objects.filter(pk=application.pk).update(stage="nominated")
    with on("2023-05-15"):
        with transaction.atomic():
            before = open_publicity(CALL, "nominated", account=life.city).closes_on
            transaction.set_rollback(True)  # one publicity at a time
        import_holidays([HolidayRow(MAY_16, works=False, document="一")], by=administrator)
        after = open_publicity(CALL, "nominated", account=life.city).closes_on

    assert (before, after) == (date(2023, 5, 19), date(2023, 5, 22))


def test_a_publicity_in_a_year_without_an_arrangement_is_refused_until_it_is_imported(
    life: Life, on: On, administrator: Account
) -> None:
    application = life.recommended(1)
    Application.objects.filter(pk=application.pk).update(stage="nominated")
    days = [HolidayRow(date(2090, 5, day), works=day not in (6, 7), document="一") for day in range(1, 15)]
    with on("2090-05-01"):
        with pytest.raises(Refused, match="2090"):
            open_publicity(CALL, "nominated", account=life.city)
        import_holidays(days, by=administrator)
        assert open_publicity(CALL, "nominated", account=life.city).closes_on == date(2090, 5, 5)


def test_a_year_is_read_in_one_query(administrator: Account, django_assert_num_queries: "object") -> None:
    import_holidays([HolidayRow(MAY_16, works=False, document="一")], by=administrator)

    with django_assert_num_queries(1):  # type: ignore[operator]
        known_days([date(2023, 1, 1), date(2023, 12, 31)])


def test_the_command_imports_and_shows(
    db: None, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "放假.csv"
    file.write_text("日期,休班,名称\n2090-10-02,休,国庆节\n", "utf-8")

    assert main(["holidays", "import", str(file), "--document", "文号", "--whole-year"]) == 0
    assert main(["holidays", "show", "2090"]) == 0
    assert main(["holidays", "show", "2091"]) == 0

    told = capsys.readouterr().out
    assert "已导入 365 天" in told
    assert "2090-10-02" in told
    assert "2091 年的放假安排尚不清楚" in told
    assert AdministrationRecord.objects.get().by_name == "命令行"
