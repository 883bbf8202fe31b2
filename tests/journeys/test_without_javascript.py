from pathlib import Path

from tests.journeys.conftest import Shoot
from tests.journeys.stage import Stage

NAME = "示例市"


def test_a_form_is_filled_in_submitted_and_handed_in_without_javascript(
    stage: Stage, shoot: Shoot, tmp_path: Path
) -> None:
    region = stage.region(NAME, java_script_enabled=False)
    region.starts("示范城市")
    region.fills_in(stage.call, "city", {**stage.answers("city"), "file_other": "政策文件.pdf"})
    shoot(region.page, "the filled form")
    region.submits()
    region.hands_in(region.downloads_the_form(tmp_path), "服务型制造示范遴选申报书（城市）")
    shoot(region.page, "submitted and handed in")

    stage.on("2023-05-12")
    city = stage.officer("city", java_script_enabled=False)
    city.opens(NAME)
    city.reads("政策文件.pdf")
    city.acts("退回修改", 意见="请补充工作力度的数据。（示例）")
    region.goes_to("/my/")
    region.follows("示范城市")
    region.reads("请补充工作力度的数据")
