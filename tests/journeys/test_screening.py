import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from linxuan_site.models import Screening
from tests.journeys.conftest import Shoot
from tests.journeys.people import Officer
from tests.journeys.stage import PACKAGE, Stage

REGISTER = PACKAGE / "demo" / "register.csv"
PATIENCE = 120_000
"""Milliseconds that a screening may take on a busy machine, with the start of its processes."""


def test_a_register_from_the_upload_to_the_funnel_the_curve_and_the_files(
    stage: Stage, shoot: Shoot, working: None, tmp_path: Path
) -> None:
    stage.on("2023-05-12")
    city = stage.officer("city")
    city.goes_to("/desk/")
    city.follows("筛查名录")
    city.follows("按示范企业的条件")
    shoot(city.page, "the empty form")
    keeps_what_was_typed(city, shoot)
    shoot(city.page, "queued")

    heading = city.page.get_by_role("heading", name="卡在哪一条")
    expect(heading).to_be_visible(timeout=PATIENCE)
    reads_the_funnel(city)
    shoot(city.page, "the result")
    downloads_the_rows(city.page, tmp_path)

    city.follows("换一个数，再筛一次")
    city.reads("沿用上次的名录")
    city.goes_to(city.page.url)
    city.goes_to("/screening/dalian-2023/")
    city.follows("register.csv")
    city.page.get_by_text("删除", exact=True).click()
    city.presses("删除这次筛查")
    city.reads("只留下这条记录")
    assert Screening.objects.get().deleted_by is not None


def keeps_what_was_typed(city: Officer, shoot: Shoot) -> None:
    """A value that cannot be read is named; the file need not be chosen again."""
    page = city.page
    page.get_by_label("名录文件").set_input_files(REGISTER)
    page.get_by_label("服务收入占比下限", exact=True).first.fill("很多")
    page.get_by_role("radio", name="服务收入占比下限").check()
    city.presses("开始筛查")
    city.reads("有 1 处要处理")
    city.reads("已经收到，不用再选")
    expect(page.get_by_role("radio", name="服务收入占比下限")).to_be_checked()
    shoot(page, "what cannot be read is named")
    page.get_by_label("服务收入占比下限", exact=True).first.fill("25%")
    city.presses("开始筛查")
    city.reads("进度")


def reads_the_funnel(city: Officer) -> None:
    city.reads("有 4 行读不了")
    city.reads("共 416 行读得了")
    row = city.page.get_by_role("row").filter(has_text="没有违法行为")
    expect(row).to_contain_text("386")
    expect(city.page.get_by_role("img", name="“服务收入占比下限”取不同的值")).to_be_visible()


def downloads_the_rows(page: Page, folder: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="每行的结论和各条结果，CSV").click()
    path = folder / "result.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 417
    assert rows[1][1].startswith("示例")


def test_without_javascript_a_screening_is_asked_for_and_read(stage: Stage, working: None) -> None:
    stage.on("2023-05-12")
    city = stage.officer("city", java_script_enabled=False)
    city.goes_to("/screening/dalian-2023/new/enterprise/")
    city.page.get_by_label("名录文件").set_input_files(REGISTER)
    city.presses("开始筛查")
    result = city.page.get_by_role("heading", name="卡在哪一条")
    for _ in range(PATIENCE // 1000):
        if result.count():
            break
        city.page.wait_for_timeout(1000)
        looks_again(city)
    city.reads("卡在哪一条")


def looks_again(city: Officer) -> None:
    """By the link, or anew: a page whose parsing began before the browser put scripts off shows no link of its own."""
    if city.page.get_by_role("link", name="刷新").count():
        city.follows("刷新")
    else:
        city.page.reload()
