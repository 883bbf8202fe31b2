from tests.journeys.conftest import Shoot
from tests.journeys.stage import DISTRICT, Stage

FILES = "示例压缩机股份有限公司"
CANNOT_FILE = "示例海洋工程股份有限公司"
ROUND = "2023年评估评价"


def test_a_report_is_filed_another_is_lodged_and_the_grades_of_a_letter_are_published(
    stage: Stage, shoot: Shoot
) -> None:
    stage.designated(FILES, 311)
    stage.designated(CANNOT_FILE, 312)
    stage.opens_round("evaluation-2023")
    entity = stage.newcomer(FILES, 311)
    entity.follows(ROUND)
    entity.fills_in(stage.call, "evaluation-2023", stage.answers("evaluation-2023"))
    entity.submits("填报")
    shoot(entity.page, "the report is filed")

    stage.on("2023-05-09")
    lodges_written_material(stage, shoot)

    stage.on("2023-08-15")
    grades_by_letter(stage, shoot)


def grades_by_letter(stage: Stage, shoot: Shoot) -> None:
    """An officer pastes the ministry's letter, a colleague checks it, the grades are published."""
    city = stage.officer("city")
    city.goes_to("/evaluation/dalian-2023/evaluation-2023/")
    city.reads("1 家已填报，1 家交书面材料，0 家还没有填")
    shoot(city.page, "the round")
    city.follows("等次的拟定、复核和公布")
    city.follows("按文件登记等次")
    city.page.get_by_label("等次出自哪份文件").fill("示例部评估通报〔2023〕2号")
    city.page.get_by_label("名单和等次").fill(f"{FILES}\t基本合格\n示例没有的公司\t合格\n{CANNOT_FILE}\t良好")
    city.presses("核对")
    city.reads("有 2 行要改")
    shoot(city.page, "a letter with wrong lines")
    city.page.get_by_label("名单和等次").fill(f"{FILES}\t基本合格\n{CANNOT_FILE}\t合格")
    city.presses("再核对一次")
    city.reads("填报名单里的都写到了")
    shoot(city.page, "a letter that is sound")
    city.presses("确认拟定这 2 个等次")
    city.reads("请另一位经办人复核")
    shoot(city.page, "grades that wait for a colleague")
    checker = stage.colleague("city")
    checker.goes_to("/evaluation/dalian-2023/evaluation-2023/grades/")
    checker.presses("复核这 2 个")
    city.goes_to("/evaluation/dalian-2023/evaluation-2023/grades/")
    city.presses("公布这 2 个")
    city.reads("已公布")
    shoot(city.page, "grades that are published")
    city.goes_to("/evaluation/dalian-2023/evaluation-2023/")
    city.follows(FILES)
    city.reads("提醒")
    city.reads("2023年的等次是“基本合格”")
    shoot(city.page, "the standing of the entity")


def lodges_written_material(stage: Stage, shoot: Shoot) -> None:
    """The district lodges material on paper for one that cannot file, and says why."""
    district = stage.officer("district", DISTRICT)
    district.goes_to("/evaluation/dalian-2023/evaluation-2023/")
    district.reads("未填 1 家")
    shoot(district.page, "who has not filed")
    district.opens(CANNOT_FILE)
    reason = {"lodged_reason": "公司已注销，账号停用。（示例）", "lodged_file": "书面材料.pdf"}
    district.writes_section("书面材料", stage.call, "evaluation-2023", reason)
    district.acts("提供书面材料", 理由="该公司已注销，无法网上填报。（示例）", 扫描件="书面材料.pdf")
    shoot(district.page, "written material is lodged")
