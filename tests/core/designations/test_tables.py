"""Lists of earlier cohorts are read whatever their columns are called, and every wrong cell is named."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from linxuan.designations.columns import COLUMNS
from linxuan.designations.tables import ListedTitle, read_list
from linxuan.errors import BadInput
from linxuan.language import speaking
from linxuan.workbooks.reading import read_book
from tests.core.designations.lists import CALL, again, book, code, listed, sheet

HEADS = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "批次",
    "类别",
    "模式",
    "所在地区",
    "认定文件",
    "认定日期",
    "曾用名",
)
ROW = (
    "1",
    "示例甲有限公司",
    code(1),
    "第二批",
    "enterprise",
    "总集成",
    "东谷",
    "虚发〔2020〕3号",
    "2020年3月1日",
    "示例厂",
)
READ = ListedTitle(
    place="2",
    name="示例甲有限公司",
    credit_code=code(1),
    cohort=2,
    track="enterprise",
    mode="总集成",
    in_charge="p1",
    document="虚发〔2020〕3号",
    designated_on=date(2020, 3, 1),
    old_names=("示例厂",),
)


def test_a_list_with_headings_in_chinese_is_read() -> None:
    found = read_list(CALL, book(HEADS, ROW))

    assert (found.rows, found.faults, found.remarks) == ((READ,), (), ())


def test_a_list_with_headings_in_english_is_read() -> None:
    heads = (
        "No.",
        "Company",
        "Credit Code",
        "Cohort",
        "Track",
        "Mode",
        "District",
        "Document",
        "Designated on",
        "Former name",
    )

    with speaking("en"):
        assert read_list(CALL, book(heads, ROW)).rows == (READ,)


def test_titles_above_the_headings_and_notes_below_are_no_entities() -> None:
    found = read_list(CALL, book(("示范名单",), ("（共1家）",), HEADS, ROW, (), ("注：按笔画排序",)))

    assert [one.name for one in found.rows] == ["示例甲有限公司"]
    assert found.rows[0].place == "4"
    assert "第6行只有“注：按笔画排序”" in found.remarks[0]


@pytest.mark.parametrize(
    "note", ["注：排名不分先后", "合计12家", "共 12 家", "填表人：", "以上名单已经公示。"]
)
def test_a_note_under_the_names_is_told_and_a_name_alone_is_an_entity(note: str) -> None:
    whole = {"cohort": "1", "track": "enterprise", "document": "一号"}

    found = read_list(CALL, book(("名称", "信用代码", "地区"), ("示例甲", "", ""), (note, "", "")), whole)

    assert [one.name for one in found.rows] == ["示例甲"]
    assert note in found.remarks[0]


def test_what_a_list_leaves_out_is_given_for_all_of_its_rows() -> None:
    whole = {
        "cohort": "二",
        "track": "enterprise",
        "document": "虚发〔2020〕3号",
        "designated_on": "2020-03-01",
    }

    found = read_list(CALL, book(("名称", "信用代码"), ("示例甲有限公司", code(1)), ("示例乙", "")), whole)

    assert [(one.cohort, one.document, one.designated_on) for one in found.rows] == [
        (2, "虚发〔2020〕3号", date(2020, 3, 1))
    ] * 2


def test_columns_that_are_lacking_are_asked_for() -> None:
    with pytest.raises(BadInput, match="没有“批次、认定文件”这一列") as fault:
        read_list(CALL, book(("名称", "类别"), ("示例甲", "enterprise")))

    assert fault.value.field == "cohort"


def test_what_is_given_for_all_rows_is_checked_itself() -> None:
    with pytest.raises(BadInput) as fault:
        read_list(CALL, book(("名称",), ("示例甲",)), {"cohort": "头一批"})

    assert fault.value.field == "cohort"


def test_every_wrong_cell_is_named_with_its_row_and_column() -> None:
    wrong = ("1", "", "91210200MA0000001X", "头批", "foundry", "", "南山", "", "2020-13-01", "")

    found = read_list(CALL, book(HEADS, wrong, ROW))

    assert [(one.address, one.head) for one in found.faults] == [
        ("B2", "企业名称"), ("C2", "统一社会信用代码"), ("D2", "批次"), ("E2", "类别"), ("G2", "所在地区"),
        ("H2", "认定文件"), ("I2", "认定日期"),
    ]  # fmt: skip
    assert "可以是：东谷、西岭" in str(found.faults[4])
    assert [one.place for one in found.rows] == ["3"]


def test_the_file_of_the_public_register_is_read_without_a_remark() -> None:
    heads = (
        "名称",
        "所在区域",
        "遴选类别",
        "类",
        "模式",
        "批次",
        "认定文件",
        "认定日期",
        "称号状态",
        "起于",
        "依据的文件",
        "曾用名",
    )
    cells = ("示例甲", "东谷", "enterprise", "", "", "2", "一号", "", "已取消", "2024-01-01", "二号", "")

    found = read_list(CALL, book(heads, cells))

    assert (found.faults, found.remarks, found.rows[0].state) == ((), (), "revoked")


def test_columns_that_nobody_knows_are_told() -> None:
    found = read_list(CALL, book((*HEADS, "联系电话"), (*ROW, "0411")))

    assert "K1 的“联系电话”不认识" in found.remarks[0]


def test_every_sheet_with_headings_is_read_and_the_others_are_named() -> None:
    more = [sheet(HEADS, ROW, name="平台"), sheet(("说明",), ("填表说明",), name="说明")]

    found = read_list(CALL, book(HEADS, ROW, name="企业", more=more))

    assert [one.place for one in found.rows] == ["企业!2", "平台!2"]
    assert found.remarks == ("工作表“说明”没有认出表头，没有读",)


@pytest.mark.parametrize("lines", [[("甲", "乙"), ("1", "2")], [HEADS]])
def test_what_is_no_list_is_refused(lines: list[tuple[str, ...]]) -> None:
    with pytest.raises(BadInput):
        read_list(CALL, book(*lines))


@pytest.mark.parametrize(
    ("written", "number"), [("3", 3), ("第三批", 3), ("十二", 12), ("第4批次", 4), ("３", 3)]
)
def test_cohorts_are_read_as_people_write_them(written: str, number: int) -> None:
    row = list(ROW)
    row[3] = written

    assert read_list(CALL, book(HEADS, row)).rows[0].cohort == number


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_is_read_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\r\n".join(",".join(cells) for cells in (HEADS, ROW)), encoding)

    assert read_list(CALL, read_book(path)).rows == (READ,)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as written:
        page = written.add_worksheet()
        day = written.add_format({"num_format": "yyyy-mm-dd"})
        for number, cells in enumerate((HEADS, ROW)):
            page.write_row(number, 0, cells)
        page.write_number(1, 3, 2)
        page.write_datetime(1, 8, date(2020, 3, 1), day)

    assert read_list(CALL, read_book(path)).rows == (READ,)


def test_more_lines_than_usual_are_read_where_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["名称", *["示例"] * 6000]), "utf-8")

    assert len(read_book(path, lines=7000).sheets[0].rows) == 6001
    with pytest.raises(BadInput, match="5000"):
        read_book(path)


WORDS = st.text("示例甲乙（）-=+@ab1 〔〕", min_size=1, max_size=8).map(
    lambda text: " ".join(text.split()) or "甲"
)
TITLES = st.builds(
    ListedTitle,
    place=st.just("2"),
    name=WORDS,
    cohort=st.integers(1, 999),
    track=st.just("enterprise"),
    document=WORDS,
    credit_code=st.sampled_from(["", code(1), code(2)]),
    old_names=st.lists(WORDS, max_size=2, unique=True).map(tuple),
    mode=st.sampled_from(["", "总集成", "旧模式"]),
    item=st.one_of(st.just(""), WORDS),
    in_charge=st.sampled_from(["", "p1", "p2"]),
    designated_on=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    state=st.sampled_from(["", "held", "revoked"]),
)


@given(TITLES)
def test_what_is_written_is_read_back_the_same(title: ListedTitle) -> None:
    assert again(CALL, [title]).rows == (title,)


def test_a_category_is_written_by_its_name() -> None:
    city = listed("示例市", track="city", category="design")

    assert again(CALL, [city]).rows == (city,)
    assert set(COLUMNS) <= set(vars(city))
