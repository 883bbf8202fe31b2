from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Shoot
from tests.journeys.course import publish, receive_and_nominate, recommend
from tests.journeys.people import Applicant
from tests.journeys.stage import DISTRICT, Stage

NAME = "示例数控装备有限公司"
PAPER = "服务型制造示范遴选申报书"
LESS = {"2020": "540.00", "2021": "860.00", "2022": "200.00"}


def test_an_enterprise_from_registration_to_the_nominated_list(
    stage: Stage, shoot: Shoot, tmp_path: Path
) -> None:
    enterprise = stage.newcomer(NAME, 301)
    enterprise.starts("示范企业")
    sees_what_does_not_hold(stage, enterprise, shoot)
    enterprise.fills_in(stage.call, "enterprise", stage.answers("enterprise", service_income_indirect=LESS))
    expect(enterprise.condition("服务收入占营业收入比重")).to_contain_text("还差 260.00 万元")
    shoot(enterprise.page, "the filled form")
    number = enterprise.submits()
    enterprise.hands_in(enterprise.downloads_the_form(tmp_path), PAPER)
    shoot(enterprise.page, "submitted and handed in")

    stage.on("2023-05-08")
    district = stage.officer("district", DISTRICT)
    shoot(district.page, "the desk of the district")
    district.opens(NAME)
    district.acts("退回修改", 意见="专项说明第4页的间接服务收入为1,460.00万元，请核对。（示例）")

    assert corrects_and_submits_again(stage, enterprise) == number
    enterprise.hands_in(enterprise.downloads_the_form(tmp_path), PAPER)

    stage.on("2023-05-12")
    district.opens(NAME)
    district.reads("与上一稿相比")
    district.reads("第 2 稿")
    shoot(district.page, "what changed since the first submission")
    recommend(stage, district, NAME, "enterprise")
    shoot(district.page, "the papers of the district")

    city = stage.officer("city")
    receive_and_nominate(city, NAME, "示范企业", "92.40")
    shoot(city.page, "nominated")
    publish(stage, city, NAME)
    shoot(city.page, "the public list")


def sees_what_does_not_hold(stage: Stage, enterprise: Applicant, shoot: Shoot) -> None:
    enterprise.fills_in(stage.call, "enterprise", {"has_violation": True})
    expect(enterprise.condition("没有违法行为")).to_contain_text("未满足")
    shoot(enterprise.page, "a condition that does not hold")
    enterprise.goes_to("/my/")
    enterprise.follows("示范企业")


def corrects_and_submits_again(stage: Stage, enterprise: Applicant) -> str:
    enterprise.goes_to("/my/")
    enterprise.follows("示范企业")
    enterprise.reads("请核对")
    enterprise.fills_in(stage.call, "enterprise", {"service_income_indirect": {**LESS, "2022": "1,460.00"}})
    expect(enterprise.page.get_by_text("还差 260.00")).to_have_count(0)
    return enterprise.submits()
