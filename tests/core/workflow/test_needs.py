"""What an act needs, and the words in which it says that something lacks."""

from typing import Any

import pytest

from linxuan.errors import Refused
from tests.core.workflow.invented import CITY, FILED, NORTH, OWNER, READY, case, do


def refused(*arguments: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        do(*arguments, **more)
    return refusal.value


def recommending(**changed: Any) -> Refused:
    return refused("recommend", NORTH, at=case(**changed), opinion="同意")


def answers(**changed: Any) -> dict[str, Any]:
    return {**READY.answers, **changed}


@pytest.mark.parametrize("opinion", ["", " \n"])
def test_an_opinion_has_words(opinion: str) -> None:
    assert refused("recommend", NORTH, opinion=opinion).code == "need:opinion"


def test_a_form_with_something_missing_is_not_submitted() -> None:
    refusal = refused("submit", OWNER, at=case("draft", answers={"district": "north", "share": 3}))

    assert (refusal.code, refusal.element, refusal.clause) == ("need:complete", "sound", "二(一)")
    assert "“sound”" in refusal.reason


def test_a_complete_form_is_submitted_whatever_its_verdict() -> None:
    assert do("submit", OWNER, at=case("draft", answers=answers(sound=False, share=1))).target == "district"


def test_a_mandatory_rule_that_is_not_met_blocks_with_its_clause() -> None:
    refusal = recommending(answers=answers(sound=False))

    assert (refusal.code, refusal.element, refusal.clause) == ("need:eligible", "is-sound", "一(二)1")
    assert refusal.reason.startswith("“is-sound”不符合：")


def test_a_mandatory_rule_that_is_not_known_blocks_too() -> None:
    refusal = recommending(answers=answers(sound=None))

    assert (refusal.code, refusal.element) == ("need:eligible", "is-sound")
    assert refusal.reason.startswith("“is-sound”：尚不清楚：")


def test_a_rule_in_principle_that_is_not_met_asks_for_a_reason() -> None:
    refusal = recommending(answers=answers(share=29))

    assert (refusal.code, refusal.element, refusal.clause) == ("need:reason", "much", "一(二)2(1)")


def test_with_its_reason_a_rule_in_principle_is_passed_over() -> None:
    below = case(answers=answers(share=29), reasons={"much": "今年新设服务子公司"})

    assert do("recommend", NORTH, at=below, opinion="同意").target == "city"


def test_the_reason_of_the_act_serves_the_only_rule_in_principle() -> None:
    below = case(answers=answers(share=29))

    assert do("recommend", NORTH, at=below, opinion="同意", reason="今年新设服务子公司").target == "city"


def test_a_rule_in_principle_that_is_not_known_blocks_nobody() -> None:
    assert do("recommend", NORTH, at=case(answers=answers(share=None)), opinion="同意").target == "city"


def test_a_section_of_the_office_has_to_be_filled_in() -> None:
    refusal = recommending(answers=answers(finding=None))

    assert (refusal.code, refusal.element) == ("need:section:review", "finding")


def test_an_order_comes_before_a_recommendation() -> None:
    assert recommending(ranked=frozenset({"city"})).code == "need:rank"


def test_the_sealed_scan_comes_before_a_recommendation() -> None:
    refusal = recommending(papers=frozenset())

    assert (refusal.code, refusal.element, refusal.clause) == (
        "need:paper:application",
        "application",
        "二(三)",
    )


def test_a_paper_of_another_track_is_not_wanted() -> None:
    assert do("recommend", NORTH, opinion="同意").target == "city"
    assert recommending(procedure="platform").code == "need:paper:other"


def test_paper_has_to_be_received_before_a_nomination() -> None:
    assert refused("nominate", CITY, at=case("city", received={})).code == "need:received:application"


def test_a_publicity_that_runs_holds_back_the_report() -> None:
    assert refused("report", CITY, at=case("nominated", publicity_over=False)).code == "need:publicity"


def test_an_office_paper_has_to_be_made_first() -> None:
    refusal = refused("report", CITY, at=case("nominated", issued=frozenset()))

    assert (refusal.code, refusal.clause) == ("need:paper:summary", "附件2")
    assert "北区" in refusal.reason


@pytest.mark.parametrize("action", ["hand-in", "receive"])
def test_papers_are_named(action: str) -> None:
    actor = OWNER if action == "hand-in" else CITY

    assert refused(action, actor, received_on=FILED).code == "need:papers"


def test_handing_in_means_a_file() -> None:
    refusal = refused("hand-in", OWNER, at=case(papers=frozenset()), papers=("application",))

    assert (refusal.code, refusal.element) == ("need:papers", "application")


def test_a_paper_that_the_act_does_not_take_is_refused() -> None:
    refusal = refused("hand-in", OWNER, papers=("summary",))

    assert (refusal.code, refusal.element) == ("papers", "summary")
    assert "“申报书”" in refusal.reason


def test_too_few_copies_are_sent_back_for_the_rest() -> None:
    refusal = refused("receive", CITY, papers=("application",), received_on=FILED, copies=2)

    assert (refusal.code, refusal.clause) == ("copies", "二(三)")
    assert refusal.reason == "“申报书”要 3 份，只收到 2 份。请补齐后再登记。"


def test_enough_copies_are_received() -> None:
    assert do("receive", CITY, papers=("application",), received_on=FILED, copies=3).target == "city"


@pytest.mark.parametrize(
    ("day", "code"),
    [(None, "need:received_on"), (13, "received_on"), (9, "received_on")],
    ids=["not said", "to come", "before the filing"],
)
def test_the_day_of_receipt_lies_between_the_filing_and_today(day: int | None, code: str) -> None:
    received_on = day and FILED.replace(day=day)

    refusal = refused(
        "receive", CITY, on=FILED.replace(day=12), papers=("application",), received_on=received_on
    )

    assert refusal.code == code
