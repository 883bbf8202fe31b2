from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Shoot
from tests.journeys.course import publish, receive_and_nominate, recommend
from tests.journeys.stage import DISTRICT, Stage

NAME = "示例协同工厂平台有限公司"


def test_a_platform_from_registration_to_the_nominated_list(
    stage: Stage, shoot: Shoot, tmp_path: Path
) -> None:
    platform = stage.newcomer(NAME, 302)
    platform.starts("示范平台")
    platform.fills_in(stage.call, "platform", {"platform_live_on": "2021-05-20"})
    expect(platform.condition("正式投入运营满2年")).to_contain_text("未满足")
    shoot(platform.page, "a platform that is too young")
    platform.goes_to("/my/")
    platform.follows("示范平台")
    platform.fills_in(stage.call, "platform", stage.answers("platform"))
    shoot(platform.page, "the filled form")
    platform.submits()
    platform.hands_in(platform.downloads_the_form(tmp_path), "服务型制造示范遴选申报书")

    stage.on("2023-05-12")
    district = stage.officer("district", DISTRICT)
    recommend(stage, district, NAME, "platform")
    city = stage.officer("city")
    receive_and_nominate(city, NAME, "共享制造类", "91.00")
    shoot(city.page, "nominated")
    publish(stage, city, NAME)
    shoot(city.page, "the public list")
