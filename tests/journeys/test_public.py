"""What everybody reads: the charts of the register, and a first view that is light and does not move."""

from playwright.sync_api import Page, expect

from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from tests.journeys.conftest import Shoot
from tests.journeys.form import pastes
from tests.journeys.stage import Stage

SHIFT = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { moved += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 600);
})"""
PLACES = ("210211", "210213", "210212", "210202")


def a_register(stage: Stage) -> None:
    for number in range(1, 13):
        row = {
            "name": f"示例{number}号有限公司",
            "credit_code": credit_code(number),
            "cohort": str(1 + number % 4),
            "track": "enterprise",
            "mode": ("总集成总承包", "共享制造", "定制化服务")[number % 3],
            "in_charge": PLACES[number % 4],
            "document": "示例文件〔2018〕1号",
        }
        enter_designation(stage.call, row)


def test_charts_come_after_the_first_view_and_nothing_moves(stage: Stage, shoot: Shoot) -> None:
    a_register(stage)
    page = stage.new_window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    page.goto("/register/")
    expect(page.locator("[data-chart] canvas")).to_have_count(2)

    assert asked.index("charts.js") < asked.index("echarts.simple.min.js")
    assert page.evaluate(SHIFT) == 0
    shoot(page, "the register with its charts")


def test_without_the_library_the_tables_say_it_all(stage: Stage, shoot: Shoot) -> None:
    a_register(stage)
    page = stage.new_window(viewport={"width": 390, "height": 844})
    page.route("**/echarts.simple.min.js", lambda route: route.abort())

    page.goto("/register/")
    expect(page.locator("[data-chart]").first).to_be_hidden()

    expect(page.get_by_role("table", name="各地区的个数")).to_contain_text("甘井子区")
    shoot(page, "the register on a phone without charts")


SELF_CHECK = "/calls/dalian-2023/self-check/enterprise/"


def fills_in_the_income(page: Page) -> None:
    for field, amount in (("operating_income", "1000"), ("service_income_direct", "250")):
        for year in (2020, 2021, 2022):
            page.locator(f'[id="id_{field}.{year}"]').fill(amount)
    for year in (2020, 2021, 2022):
        page.locator(f'[id="id_service_income_indirect.{year}"]').fill("0")


def test_somebody_checks_himself_without_an_account_and_sees_at_once_what_is_lacking(
    stage: Stage, shoot: Shoot
) -> None:
    page = stage.new_window()
    page.goto("/")
    page.get_by_role("link", name="看通知和怎么申报").click()
    page.get_by_role("link", name="示范企业的申报指南").click()
    shoot(page, "the guide")
    page.get_by_role("link", name="先自己对照条件").click()

    fills_in_the_income(page)
    page.get_by_role("group", name="是否独立法人").get_by_label("是").check()

    expect(page.locator("#verify")).to_contain_text("还差 50.00 万元")
    expect(page.locator("#verify")).to_contain_text("1 满足")
    expect(page.locator("#said")).to_have_text("1 原则上未达，7 尚不清楚，1 满足")
    shoot(page, "the self-check")
    page.reload()
    first = page.locator('[id="id_operating_income.2020"]')
    expect(first).to_have_value("")

    accounts = "单位：元\t2022年\n营业收入\t120,000,000\n直接服务收入\t30,000,000\n间接服务收入\t0\n"
    pastes(first, accounts)
    expect(page.locator("#verify")).to_contain_text("还差 600.00 万元")


def test_the_self_check_works_without_javascript_on_a_phone(stage: Stage, shoot: Shoot) -> None:
    page = stage.new_window(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(SELF_CHECK)

    fills_in_the_income(page)
    page.get_by_role("button", name="核一核").last.click()

    expect(page.locator("#verify")).to_contain_text("还差 50.00 万元")
    expect(page.locator('[id="id_operating_income.2022"]')).to_have_value("1,000")
    shoot(page, "the self-check on a phone")


def test_the_link_of_a_clause_is_copied_and_leads_to_it_on_a_phone(stage: Stage) -> None:
    page = stage.new_window(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-write", "clipboard-read"]
    )
    page.goto("/calls/dalian-2023/")

    page.get_by_role("link", name="本条的链接：一(二)1").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto("/")
    page.goto(address)

    expect(page.locator('[id="一(二)1"]')).to_be_in_viewport()
