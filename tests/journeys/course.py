"""What offices do in every journey: recommend, make papers, receive, score, nominate, publish."""

from collections.abc import Mapping
from typing import Any

from tests.journeys.people import Officer
from tests.journeys.stage import Stage

REVIEW: Mapping[str, Any] = {
    "review_findings": "材料齐全，数据与审计报告一致。（示例）",
    "material_true": True,
    "credit_checked_on": "2023-05-11",
    "credit_result": "信用中国查询，无不良记录。（示例）",
    "recommendation_text": "符合申报条件，同意推荐。（示例）",
}
PAPERS = ("服务型制造示范遴选申报汇总表", "推荐意见")


def recommend(stage: Stage, district: Officer, applicant: str, procedure: str) -> None:
    """The district fills in its review, orders, recommends, and makes its two papers."""
    district.opens(applicant)
    district.writes_section("区级初审", stage.call, procedure, REVIEW)
    district.ranks(1)
    district.acts("推荐", 意见="初审合格，同意推荐。（示例）")
    for paper in PAPERS:
        district.goes_to("/desk/dalian-2023/papers/")
        district.presses(paper)
        district.reads(f"已生成：{paper}")


def receive_and_nominate(city: Officer, applicant: str, line: str, score: str) -> None:
    """The city notes the paper, scores, and takes a place of the line."""
    city.opens(applicant)
    city.acts("登记收到纸质材料", 收到的日子="2023-05-12", 份数="3")
    city.goes_to("/board/dalian-2023/")
    city.follows(line)
    city.scores(applicant, score)
    city.nominates(applicant)


def publish(stage: Stage, city: Officer, applicant: str) -> None:
    """The city opens the publicity; the name stands on the public page."""
    stage.on("2023-05-19")
    city.goes_to("/board/dalian-2023/")
    city.follows("预览公示 1 家")
    city.reads(applicant)
    city.presses("开始公示 1 家")
    city.reads("公示已开始，到 2023")
    city.follows("看公示页")
    city.reads(applicant)
