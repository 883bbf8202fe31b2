from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.screening.register import parse_map, raw_answers, read_map
from tests.core import build
from tests.core.screening.register.conftest import Opener
from tests.core.screening.register.reading import unreadable, values

MAP = """
[columns]
capital = { column = "注册资本（元）", unit = "元" }
"income@2021" = "2021年营业收入"
income = "营业收入"
accident = { column = "有无事故", values = { "有" = true, "无" = false, "不详" = "" } }
district = { column = "区县", values = { "甘井子区" = "210211" } }
[identity]
columns = ["企业名称"]
[absent]
until = 2023-05-15
staff = 0
"""


def the_map(call: Call, text: str) -> object:
    return parse_map(text, call, build.TRACK)


def test_columns_alone_may_stand_at_the_top_and_be_told_from_either_side(call: Call) -> None:
    plain = the_map(call, '[columns]\nincome = "营业收入"\ncapital = "注册资本"')

    assert the_map(call, 'income = "营业收入"\ncapital = "注册资本"') == plain
    assert the_map(call, '"营业收入" = "income"\n"注册资本" = "capital"') == plain


def test_a_field_that_is_told_from_both_sides_is_refused(call: Call) -> None:
    with pytest.raises(BadInput, match="写了两次"):
        the_map(call, 'income = "营业收入"\n"收入" = "income"')


def test_a_register_with_its_own_words(
    opened: Opener, connection: duckdb.DuckDBPyConnection, call: Call, tmp_path: Path
) -> None:
    text = MAP.replace('income = "营业收入"\n', '"income@2022" = "营业收入"\n')
    file = tmp_path / "register.csv"
    file.write_text(
        "企业名称,注册资本（元）,2021年营业收入,营业收入,有无事故,区县,staff,杂项\n"
        '甲,"1,234,500.25",1,2,有,甘井子区,5,x\n'
        "乙,1元,,,无,990101,,\n"
        "丙,0.001,,,不详,,,\n",
        encoding="utf-8-sig",
    )
    register = opened(file, mapping=the_map(call, text))
    found = values(connection, register)
    assert found == {
        1: {"capital": Decimal("123.450025"), "income": {2021: 1, 2022: 2}, "accident": True,
            "district": "210211", "staff": 5},
        2: {"capital": Decimal("0.0001"), "accident": False, "district": "990101", "staff": 0},
    }  # fmt: skip
    assert [(row, column) for row, column, *_ in unreadable(connection, register)] == [(3, "注册资本（元）")]
    assert register.unused == ("杂项",)
    assert len(register.notes) == 2
    names = connection.execute(
        f"SELECT {register.identity['企业名称']} FROM {register.relation} ORDER BY row"
    ).fetchall()
    assert names == [("甲",), ("乙",)]
    assert raw_answers(connection, register, [2, 1]) == {
        1: {"capital": Decimal("123.450025"), "income": {"2021": "1", "2022": "2"}, "accident": True,
            "district": "210211", "staff": "5"},
        2: {"capital": Decimal("0.0001"), "accident": False, "district": "990101", "staff": 0},
    }  # fmt: skip


@pytest.mark.parametrize("unit", ["元", "亿元"])
@pytest.mark.parametrize("kind", ["DECIMAL(18, 2)", "BIGINT", "DOUBLE", "VARCHAR"])
def test_typed_amounts_in_another_unit(
    opened: Opener, connection: duckdb.DuckDBPyConnection, call: Call, tmp_path: Path, unit: str, kind: str
) -> None:
    file = tmp_path / "register.parquet"
    with duckdb.connect() as maker:
        maker.execute(f"COPY (SELECT 123456::{kind} AS 资本) TO '{file}'")
    mapping = the_map(call, f'[columns]\ncapital = {{ column = "资本", unit = "{unit}" }}')
    amount = {"元": Decimal("12.3456"), "亿元": Decimal(1234560000)}[unit]
    assert values(connection, opened(file, mapping=mapping)) == {1: {"capital": amount}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns]\ncapitol = 'x'", "是不是“capital”"),
        ("[columns]\n'income@2019' = 'x'", "2019"),
        ("[columns]\n'staff@2021' = 'x'", "2021"),
        ("[columns]\nstaff = { colum = 'x' }", "是不是“column”"),
        ("[columns]\nstaff = { unit = '人' }", "列名"),
        ("[columns]\nstaff = 5", "列名"),
        ("[columns]\ncapital = { column = 'x', unit = '人' }", "万元"),
        ("[columns]\nname = { column = 'x', unit = '元' }", "单位"),
        ("[columns]\naccident = { column = 'x', values = { '有' = 3 } }", "true"),
        ("[columns]\naccident = { column = 'x', values = 3 }", "values"),
        ("[colums]", "是不是“columns”"),
        ("columns = 3", "[columns]"),
        ("[identity]\ncolumns = 'x'", "列表"),
        ("[absent]\nlive_on = 'never'", "日期"),
        ("[absent]\nuntil = 3", "until"),
        ("[columns\n", "TOML"),
    ],
)
def test_a_map_that_cannot_be_meant_is_told(call: Call, text: str, told: str) -> None:
    with pytest.raises(BadInput) as fault:
        the_map(call, text)
    assert told in fault.value.problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns]\nstaff = '从业人员'", "是不是“从业人员数”"),
        ("[identity]\ncolumns = ['没有的列']", "没有的列"),
        ("[columns]\nstaff = '重复'", "2列"),
        ("[columns]\nincome = '从业人员数'\n'income@2021' = 'staff'", "income"),
    ],
)
def test_a_map_that_does_not_fit_the_data_is_told(
    opened: Opener, call: Call, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "register.csv"
    file.write_text("从业人员数,重复,重复,staff\n1,2,3,4\n")
    with pytest.raises(BadInput) as fault:
        opened(file, mapping=the_map(call, text))
    assert told in fault.value.problem


def test_two_columns_of_one_name_are_told(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("income_2021,income@2021\n1,2\n")
    with pytest.raises(BadInput, match="income_2021"):
        opened(file)


def test_a_map_is_read_from_a_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "columns.toml"
    file.write_text(MAP)
    assert read_map(file, call, build.TRACK).identity == ("企业名称",)
    file.write_bytes("[columns]\nname = '名'".encode("gb18030"))
    with pytest.raises(BadInput, match=r"columns\.toml：不是UTF-8"):
        read_map(file, call, build.TRACK)
    with pytest.raises(BadInput, match=r"none\.toml"):
        read_map(tmp_path / "none.toml", call, build.TRACK)
