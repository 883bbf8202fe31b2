from pathlib import Path

from playwright.sync_api import expect
from xlsxwriter import Workbook

from linxuan_site.demo.people import credit_code
from tests.journeys.conftest import Shoot
from tests.journeys.stage import Stage

BEFORE, NOW, OTHER = "示例重型机械厂", "示例重型机械有限公司", "示例轻型机械有限公司"


def listed(folder: Path) -> Path:
    """The list of the third cohort as an office keeps it: a title above, a code as text, a day as a day."""
    path = folder / "第三批示范名单.xlsx"
    with Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy/m/d"})
        sheet.merge_range(0, 0, 0, 4, "第三批示范名单（示例）")
        sheet.write_row(1, 0, ("序号", "企业名称", "统一社会信用代码", "所在地区", "发文日期"))
        for line, (name, number) in enumerate(((NOW, 311), (OTHER, 312)), start=2):
            sheet.write_row(line, 0, (line - 1, name, credit_code(number), "甘井子区"))
            sheet.write(line, 4, 44256, day)
    return path


def test_a_list_of_an_earlier_cohort_is_uploaded_decided_confirmed_and_public(
    stage: Stage, shoot: Shoot, tmp_path: Path
) -> None:
    stage.designated(BEFORE, 311)
    city = stage.officer("city")
    page = city.page

    city.goes_to("/board/dalian-2023/")
    city.follows("登记以前批次")
    page.get_by_label("名单的文件").set_input_files(listed(tmp_path))
    page.get_by_label("批次").fill("第三批")
    page.get_by_label("遴选类别").select_option(label="示范企业")
    city.presses("看会登记什么")
    # The document is in no column and was not typed: the form says it, and the file stays.
    city.reads("表里没有“认定文件”这一列：请加上，或为整张表填写")
    city.reads("“第三批示范名单.xlsx”已经收到，不用再选。")
    page.get_by_label("认定文件").fill("示例发〔2021〕2号")
    city.presses("看会登记什么")
    city.reads(f"信用代码相同，名录里的名称是“{BEFORE}”：是否更名？")
    shoot(page, "a doubtful row")

    city.presses("确认登记")
    city.reads("还有1行没有决定：第3行")
    page.get_by_label("就是这一家，改用表里的名称").check()
    city.presses("记下这一页的决定")
    expect(page.get_by_role("main")).not_to_contain_text("等您决定")
    page.get_by_label("更名、迁移从哪一天起").fill("2022-06-01")
    city.presses("确认登记")
    city.reads("新登记 2 个称号，更名 1 家")
    shoot(page, "the list is entered")

    city.goes_to(f"/register/?words={BEFORE}")
    expect(page.get_by_role("row").filter(has_text=NOW)).to_have_count(1)
    shoot(page, "the public register")
