"""Notices of other shapes are read without a package, and never end in a fault."""

import json
from pathlib import Path

import pytest

from linxuan_site.cli import main

DECIMAL = """关于开展2024年度专精特新中小企业认定的通知

各有关单位:
1. 申报条件
1.1 在本市注册满三年;
1.2 上年度营业收入1000万元以上。
2. 申报时间
2024年3月1日至2024年4月15日,逾期不予受理。
3. 推荐名额
每区不超过20家,其中开发区不多于5家。
"""
UNNUMBERED = """示范基地征集启事

为做好征集工作,请各单位踊跃报名。
报名截止二〇二四年六月三十日。
每单位限报2项。材料寄至第三会议室305室。
"""
ARTICLES = """工业大奖评选办法
第一章 总则
第一条 为规范评选,制定本办法。
第二章 名额
第二条 特等奖不超过1项,一等奖不超过3项。
第三条 本办法自2022年1月1日起施行。
"""
NOISE = """关于申报2O23年度绿色工厂的通知

一、申报条件
(一)近三年未发生重大安全事故。
二、材料报送
请于2023年9月3O日前将纸质材料报送至市局5O2室,每县不超过2家。
2023年8月1日
"""
TABLE = """关于下达推荐名额的通知
| 序号 | 县区 | 名额 |
|---|---|---|
| 1 | 青石区 | 3 |
各县推荐不超过5家,截止2024年5月6日。
"""


@pytest.mark.parametrize(
    ("text", "days", "quotas"),
    [
        pytest.param(DECIMAL, ["2024-03-01", "2024-04-15"], ["20", "5"], id="numbers-with-points"),
        pytest.param(UNNUMBERED, ["2024-06-30"], ["2"], id="no-numbers"),
        pytest.param(ARTICLES, ["2022-01-01"], ["1", "3"], id="chapters-and-articles"),
        pytest.param(NOISE, ["2023-08-01"], ["2"], id="letters-for-digits"),
        pytest.param(TABLE, ["2024-05-06"], ["5"], id="a-table"),
    ],
)
def test_dates_and_places_are_found_in_any_shape(
    text: str, days: list[str], quotas: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["notice", str(file)]) == 0
    shown = capsys.readouterr().out
    assert main(["notice", str(file), "--json"]) == 0
    found = json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)
    for each in (*days, *quotas):
        assert each in shown
        assert each in found


def test_letters_among_digits_are_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOISE, encoding="utf-8")
    main(["notice", str(file)])
    shown = capsys.readouterr().out
    for misread in ("2O", "3O", "5O"):
        assert misread in shown


@pytest.mark.parametrize("text", ["ABC\n\n12345", "。。。", "1.\n2.\n3.", "第一条", "附件:\n附件1\n附件1"])
def test_a_text_that_is_no_notice_is_shown_as_it_is(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["notice", str(file)]) in (0, 2)
    said = capsys.readouterr()
    assert said.out + said.err


def test_cells_of_a_table_do_not_run_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("关于名额的通知\n一、名额\n地区\t企业\t园区\n东区\t3\t1\n西区\t2\t0\n", encoding="utf-8")
    main(["notice", str(file)])
    shown = capsys.readouterr().out
    assert "东区3 1" in shown
    assert "31" not in shown
