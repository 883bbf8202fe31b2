from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.crowd import crowd_of
from tests.journeys.people import Person
from tests.journeys.stage import Stage


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_axe_finds_nothing_on_pages_that_name_what_is_wrong(stage: Stage) -> None:
    crowd = crowd_of(stage)
    visitor = Person(stage.new_window())
    visitor.goes_to("/sign-up/")
    visitor.page.get_by_role("button", name="登记", exact=True).click()
    visitor.reads("处要处理")
    district = stage.officer("district", "210211")
    district.goes_to(f"/desk/applications/{crowd.submitted.pk}/")
    district.tries("退回修改")
    district.reads("处要处理")
    city = stage.officer("city")
    city.goes_to("/board/dalian-2023/enterprise/")
    city.page.get_by_label("分值：示例5号有限公司").fill("很好")
    city.presses("记录分值和名次")
    city.reads("处要处理")
    screener = stage.officer("city")
    screener.goes_to("/screening/dalian-2023/new/enterprise/")
    screener.page.get_by_label("服务收入占比下限", exact=True).first.fill("很多")
    screener.presses("开始筛查")
    screener.reads("处要处理")

    assert [violations(one.page) for one in (visitor, district, city, screener)] == [[], [], [], []]
