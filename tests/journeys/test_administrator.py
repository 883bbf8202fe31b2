"""The administrator's day: a new version, a merger of districts, a holiday, a new colleague."""

import csv
from pathlib import Path

import pytest

from linxuan.programme.reading import package_files
from linxuan_site.demo.people import administrator
from linxuan_site.models import Application, Office, PublishedCall
from tests.journeys.conftest import Shoot
from tests.journeys.people import Person
from tests.journeys.stage import DISTRICT, Stage
from tests.journeys.test_accessibility import violations
from tests.site.administration.packages import archive, changed
from tests.site.life.conftest import CALL, Life

OTHER = "210202"
CHAMPION = Path(__file__).parents[1] / "programmes" / "champion-2022"


@pytest.fixture
def admin(stage: Stage) -> Person:
    stage.on("2023-05-12")
    administrator()
    person = Person(stage.new_window())
    person.signs_in("administrator")
    return person


def submitted(stage: Stage) -> Application:
    """One application on the desk of the district."""
    from linxuan_site.demo.people import officer_of

    found = {key: officer_of(Office.objects.get(key=key)) for key in (DISTRICT, OTHER, "")}
    return Life(PublishedCall.objects.get(), found[DISTRICT], found[OTHER], found[""]).submitted(1)


def test_a_package_from_the_upload_over_the_previews_to_the_new_version(
    stage: Stage, admin: Person, shoot: Shoot, tmp_path: Path
) -> None:
    page, application = admin.page, submitted(stage)
    faulty, sound = tmp_path / "faulty.zip", tmp_path / "sound.zip"
    faulty.write_bytes(archive(changed(b"2023-05-15", b"2023-05-16"), CALL))
    sound.write_bytes(archive(changed(b"chars = 2000", b"chars = 1500", path="forms/fields.toml"), CALL))

    admin.follows("系统管理")
    admin.follows("项目")
    page.get_by_label("程序包", exact=True).set_input_files(faulty)
    admin.presses("上传并核对")
    admin.reads("3 处错误")
    shoot(page, "the faults of a package")
    assert violations(page) == []

    admin.goes_to("/administration/programmes/")
    page.get_by_label("程序包", exact=True).set_input_files(sound)
    admin.presses("上传并核对")
    admin.reads("与第 1 版的差别")
    admin.reads("1500")
    shoot(page, "what a new version changes")
    assert violations(page) == []
    report = page.url

    admin.follows("申报主体：示范企业")
    page.get_by_role("group", name="是否独立法人").get_by_label("否").check()
    admin.reads("未满足")
    shoot(page, "the form before it is published")
    assert violations(page) == []
    for link in ("区市县（先导区）工业和信息化主管部门", "公众", "材料的样张"):
        admin.follows(link)
        shoot(page, link)
        assert violations(page) == []

    admin.goes_to(report)
    page.get_by_label("理由").fill("字数按更正的附件")
    admin.presses("发布")
    admin.reads("请先勾选")
    page.get_by_label("已看过预览和差别").check()
    page.get_by_role("button", name="发布", exact=True).click()
    admin.reads("第 2 版")
    shoot(page, "two versions")
    assert violations(page) == []
    application.refresh_from_db()
    assert application.published_call.version == 1


def test_another_notice_from_its_first_faults_to_its_first_colleague(
    admin: Person, shoot: Shoot, tmp_path: Path
) -> None:
    page, files = admin.page, package_files(CHAMPION)
    cover = b'#import "/linxuan/form-parts.typ": *\n#show: form-page\n#form-cover\n#form-sections\n'
    own = files["call.toml"].replace(b'template = "form"', b'template = "templates/champion.typ"')
    sound = {**files, "call.toml": own, "templates/champion.typ": cover}
    faulty = {**sound, "templates/champion.typ": cover + b"#data.nothing"}
    for name, content in (("faulty.zip", faulty), ("sound.zip", sound)):
        (tmp_path / name).write_bytes(archive(content, "champion-2022"))

    admin.goes_to("/administration/programmes/")
    admin.presses("上传并核对")
    admin.reads("请选择程序包的 ZIP 文件")
    shoot(page, "nothing chosen")
    assert violations(page) == []
    page.get_by_label("程序包", exact=True).set_input_files(tmp_path / "faulty.zip")
    admin.presses("上传并核对")
    admin.reads("内容里没有“nothing”这一项")
    shoot(page, "a template that fails")

    admin.follows("项目")
    page.get_by_label("程序包", exact=True).set_input_files(tmp_path / "sound.zip")
    admin.presses("上传并核对")
    report = page.url
    for link in ("公众", "申报主体", "县级工业和信息化主管部门", "云州省工业和信息化厅"):
        admin.goes_to(report)
        page.locator("dl").get_by_role("link", name=link).first.click()
        admin.reads("还没有发布")
        shoot(page, f"as {link}")
        assert violations(page) == []
    admin.follows("材料的样张")
    admin.reads("templates/champion.typ")
    shoot(page, "the specimens")
    with page.expect_download() as made:
        page.get_by_role("link", name="PDF 单项冠军申报书 单项冠军企业").click()
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF")

    admin.goes_to(report)
    page.get_by_label("理由").fill("新的通知")
    page.get_by_label("已看过预览和差别").check()
    page.get_by_role("button", name="发布", exact=True).click()
    admin.reads("已发布第 1 版")
    admin.reads("部门还没有人员")
    shoot(page, "published, with nobody at work yet")
    assert violations(page) == []
    admin.follows("青石区")
    page.get_by_label("姓名").fill("县示例")
    page.get_by_label("用户名").fill("county")
    admin.presses("开账号")
    admin.reads("county")


def test_a_district_that_merges_hands_its_cases_over(stage: Stage, admin: Person, shoot: Shoot) -> None:
    page, application = admin.page, submitted(stage)

    admin.goes_to("/administration/offices/")
    shoot(page, "the offices")
    assert violations(page) == []
    admin.follows("甘井子区")
    admin.reads(application.organisation.name)
    page.get_by_text("结束这个部门").click()
    page.get_by_label("最后一天").fill("2023-05-12")
    page.locator("#id_why").fill("区划调整")
    admin.presses("定下结束的日子")
    admin.reads("请选择由哪个部门接着办")
    page.get_by_label("由谁接着办").select_option(label="中山区")
    admin.presses("定下结束的日子")
    admin.reads("以后由中山区接着办")
    shoot(page, "a district that ends")
    assert violations(page) == []

    stage.on("2023-05-13")
    successor = stage.officer("district", OTHER)
    successor.goes_to(f"/desk/applications/{application.pk}/")
    successor.reads(application.organisation.name)


def test_a_holiday_is_imported_after_a_look_at_what_it_changes(
    stage: Stage, admin: Person, shoot: Shoot, tmp_path: Path
) -> None:
    page, table = admin.page, tmp_path / "放假.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("日期", "休班", "名称"), ("2023-05-16", "休", "本地放假")])

    admin.goes_to("/administration/holidays/")
    assert violations(page) == []
    admin.follows("导入放假安排")
    page.get_by_label("放假安排表").set_input_files(table)
    admin.presses("看会改什么")
    admin.reads("2023年5月16日")
    page.get_by_label("依据的文件").fill("示例发〔2023〕1号")
    shoot(page, "what a table changes")
    assert violations(page) == []
    admin.presses("确认导入 1 天")
    admin.reads("示例发〔2023〕1号")
    shoot(page, "a year with a correction")


def test_a_new_colleague_signs_in_with_what_was_shown_once(stage: Stage, admin: Person, shoot: Shoot) -> None:
    page = admin.page
    admin.goes_to("/administration/people/")
    assert violations(page) == []
    admin.follows("开账号")
    page.get_by_label("姓名").fill("新示例")
    page.get_by_label("用户名").fill("colleague")
    page.get_by_label("在哪里").select_option(label="中山区")
    assert violations(page) == []
    admin.presses("开账号")
    admin.reads("只显示这一次")
    shoot(page, "a first password")
    password = page.locator("dd code").nth(1).inner_text()

    colleague = Person(stage.new_window(viewport={"width": 390, "height": 844}))
    colleague.signs_in("colleague", password)
    admin.follows("看这个人")
    assert violations(page) == []
    page.locator("#id_why_active").fill("弄错了")
    admin.presses("停用这个账号")
    admin.reads("已停用")
    colleague.goes_to("/desk/")
    assert "/sign-in/" in colleague.page.url
