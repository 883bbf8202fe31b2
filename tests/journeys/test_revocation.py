"""A title is taken away and given back: from the list that it came in with and a status file to the public register, by
everybody whom it concerns.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from linxuan_site.demo.people import credit_code
from tests.journeys.conftest import Shoot
from tests.journeys.form import a_scan
from tests.journeys.people import Person
from tests.journeys.stage import Stage

CEASED = "示例铸造股份有限公司"
MOVED = "示例齿轮股份有限公司"


def status_file(folder: Path) -> Path:
    """A file as a register hands it out: one that ceased, one that moved away, one that nobody designated."""
    lines = [
        "统一社会信用代码,企业名称,登记状态,日期",
        f"{credit_code(321)},{CEASED},注销企业,2023-05-06",
        f"{credit_code(322)},{MOVED},迁出,2023-05-07",
        ",示例别的有限公司,注销,2023-05-07",
    ]
    path = folder / "登记状态.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def list_of_the_designated(folder: Path) -> Path:
    """The list of an earlier cohort, with headings as an office writes them."""
    lines = [
        "序号,企业名称（全称）,统一社会信用代码*,批 次,遴选类别,所在地区,认定文件：,认定日期",
        f"1,{CEASED},{credit_code(321)},第二批,示范企业,甘井子区,示例发〔2021〕1号,2021-01-01",
        f"2,{MOVED},{credit_code(322)},第二批,示范企业,甘井子区,示例发〔2021〕1号,2021-01-01",
    ]
    path = folder / "第二批示范名单.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_from_the_import_of_a_list_to_revocation_and_restoration(
    stage: Stage, shoot: Shoot, tmp_path: Path
) -> None:
    stage.on("2023-05-12")
    city = stage.officer("city")
    imports_the_list(city, list_of_the_designated(tmp_path), shoot)
    stands_in_the_public_register(stage.new_window(), "", shoot)
    entity = stage.newcomer(CEASED, 321)
    imports_the_statuses(city, status_file(tmp_path), shoot)
    notifies(city, shoot)

    answers(entity, shoot)

    stage.on("2023-05-16")
    decides(city, shoot)
    stands_in_the_public_register(stage.new_window(), "已取消", shoot)

    stage.on("2023-06-01")
    appeals(entity, shoot)
    restores(city, shoot)
    stands_in_the_public_register(stage.new_window(), "", shoot)


def imports_the_list(city: Person, path: Path, shoot: Shoot) -> None:
    city.goes_to("/board/dalian-2023/")
    city.follows("登记以前批次")
    city.page.get_by_label("名单的文件").set_input_files(path)
    city.presses("看会登记什么")
    shoot(city.page, "what the list would enter")
    city.presses("确认登记")
    city.reads("新登记 2 个称号")


def imports_the_statuses(city: Person, path: Path, shoot: Shoot) -> None:
    city.goes_to("/register/statuses/dalian-2023/")
    city.page.get_by_label("经营状态的文件").set_input_files(path)
    city.presses("看会登记什么")
    city.reads("登记 1 条；词要由人判断的 1 条")
    shoot(city.page, "what the file would record")
    city.page.get_by_label("这份文件从哪里来").fill("公示系统（示例），2023-05-12 下载")
    city.presses("确认登记")
    expect(city.page.get_by_text("规则提出了 1 件取消")).to_be_visible()
    city.reads("要由人判断的词")
    shoot(city.page, "a word for a person")


def notifies(city: Person, shoot: Shoot) -> None:
    city.goes_to("/revocations/")
    city.follows(CEASED)
    city.reads("“经营状态”是“注销”")
    shoot(city.page, "the proposal")
    unfolds(city.page, "告知")
    city.page.get_by_role("button", name="告知", exact=True).click()
    city.reads("已告知，等待陈述申辩")
    city.reads("拟取消示范称号告知书")
    shoot(city.page, "the notice")


def answers(entity: Person, shoot: Shoot) -> None:
    entity.goes_to("/my/")
    shoot(entity.page, "the entity is told")
    entity.follows("看告知，陈述申辩")
    entity.page.get_by_role("textbox", name="事实和理由").fill(
        "注销登记有误，正在申请撤销，附受理通知。（示例）"
    )
    entity.page.get_by_label("附件").set_input_files(a_scan("受理通知.pdf"))
    entity.page.get_by_role("button", name="陈述申辩").click()
    entity.reads("已陈述申辩，待决定")
    shoot(entity.page, "the entity answered")


def decides(city: Person, shoot: Shoot) -> None:
    city.page.reload()
    city.reads("受理通知.pdf")
    unfolds(city.page, "决定取消")
    form = city.page.locator("details[open] form")
    form.get_by_role("textbox", name="取消的理由").fill("登记机关确认已经注销。（示例）")
    form.get_by_role("textbox", name="文件").fill("示例工信发〔2023〕9号")
    shoot(city.page, "the decision is written")
    form.get_by_role("button", name="决定取消").click()
    city.reads("取消示范称号决定")
    shoot(city.page, "the decision and its letter")


def stands_in_the_public_register(page: Page, word: str, shoot: Shoot) -> None:
    page.goto(f"/register/?words={CEASED}")
    row = page.get_by_role("main").get_by_role("row").filter(has_text=CEASED)
    if word:
        expect(row).to_contain_text(word)
        expect(row).to_contain_text("示例工信发〔2023〕9号")
    else:
        expect(row).not_to_contain_text("已取消")
    shoot(page, f"the public register {word or 'with the title held'}")


def appeals(entity: Person, shoot: Shoot) -> None:
    entity.goes_to("/my/")
    entity.follows("看决定，申诉")
    entity.page.get_by_role("textbox", name="申诉的事实和理由").fill(
        "登记机关已撤销注销登记，附决定。（示例）"
    )
    entity.page.get_by_label("附件").set_input_files(a_scan("撤销决定.pdf"))
    entity.page.get_by_role("button", name="申诉").click()
    entity.reads("已申诉，待复核")
    shoot(entity.page, "the entity appealed")


def restores(city: Person, shoot: Shoot) -> None:
    city.page.reload()
    unfolds(city.page, "恢复")
    form = city.page.locator("details[open] form")
    form.get_by_role("textbox", name="理由").fill("注销登记已撤销，企业存续。（示例）")
    form.get_by_role("textbox", name="文件").fill("示例复核〔2023〕1号")
    form.get_by_role("button", name="恢复").click()
    expect(city.page.get_by_role("main")).to_contain_text(re.compile("已恢复"))
    shoot(city.page, "the title is restored")


def unfolds(page: Page, act: str) -> None:
    """Open the form of an act where it is not open already."""
    details = page.locator("details.dk-act").filter(has=page.get_by_text(act, exact=True).first)
    if details.first.get_attribute("open") is None:
        details.first.locator("summary").click()
