from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Shoot
from tests.journeys.course import publish, receive_and_nominate
from tests.journeys.stage import Stage

NAME = "示例市"


def test_a_city_from_registration_to_the_nominated_list(stage: Stage, shoot: Shoot, tmp_path: Path) -> None:
    region = stage.region(NAME)
    region.starts("示范城市")
    region.fills_in(stage.call, "city", {"category": "comprehensive", "designated_entities": 0})
    expect(region.condition("拥有示范企业、平台及项目")).to_contain_text("未满足")
    region.goes_to("/my/")
    region.follows("示范城市")
    region.fills_in(stage.call, "city", stage.answers("city"))
    shoot(region.page, "the filled form")
    region.submits()
    region.hands_in(region.downloads_the_form(tmp_path), "服务型制造示范遴选申报书（城市）")

    stage.on("2023-05-12")
    city = stage.officer("city")
    receive_and_nominate(city, NAME, "综合类", "88.00")
    shoot(city.page, "nominated")
    publish(stage, city, NAME)
    shoot(city.page, "the public list")
