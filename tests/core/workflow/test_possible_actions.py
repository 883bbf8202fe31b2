"""The buttons of a page: what is mine to do here, and what holds it back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import Refused
from linxuan.workflow import Act, Actor, Case, Possibility, decide, possible_actions
from tests.core.build import action
from tests.core.workflow.invented import (
    BOTH,
    CITY,
    FILED,
    LAST,
    LATE,
    NORTH,
    OWNER,
    PANEL,
    SOUTH,
    case,
    programme,
)

CALL = programme()


def mine(actor: Actor, at: Case, on: date = LAST, **more: Any) -> dict[str, Possibility]:
    found = possible_actions(CALL, at, actor=actor, on=on, **more)
    return {one.action.id: one for one in found}


def test_only_what_is_mine_here_is_offered_in_the_order_of_the_package() -> None:
    assert list(mine(NORTH, case())) == ["return", "recommend"]
    assert list(mine(OWNER, case())) == ["hand-in"]
    assert mine(SOUTH, case()) == {}
    assert list(mine(PANEL, case("city", agreed=frozenset()))) == ["nominate"]


def test_what_has_to_be_typed_holds_nothing_back_and_is_asked_for() -> None:
    recommend = mine(NORTH, case())["recommend"]

    assert (recommend.refusal, recommend.asks) == (None, ("opinion",))


def test_a_reason_for_a_rule_in_principle_is_asked_for_by_its_rule() -> None:
    below = case(answers={**case().answers, "share": 29})

    assert mine(NORTH, below)["recommend"].asks == ("reason:much", "opinion")


def test_what_nobody_can_type_holds_the_act_back() -> None:
    refusal = mine(NORTH, case(papers=frozenset()))["recommend"].refusal

    assert refusal is not None
    assert refusal.code == "need:paper:application"


def test_a_full_quota_holds_the_act_back() -> None:
    refusal = mine(CITY, case("city"), taken={"enterprises": 2})["nominate"].refusal

    assert refusal is not None
    assert refusal.code == "quota"


def test_paper_may_still_be_noted_after_the_deadline() -> None:
    receive = mine(CITY, case("city"), on=LATE)["receive"]

    assert (receive.refusal, receive.asks) == (None, ("papers", "received_on"))


def test_a_document_is_asked_of_who_records() -> None:
    assert mine(CITY, case("reported"))["designate"].asks == ("document",)


def test_who_lodges_brings_its_own_paper_with_the_act() -> None:
    lodge = action("lodge", "district", "draft", "district", concerns=BOTH, needs=("paper:summary",))
    definition = programme(actions=(lodge,))
    silent = case("draft", issued=frozenset())

    (possibility,) = possible_actions(definition, silent, actor=NORTH, on=LAST)

    assert (possibility.refusal, possibility.asks) == (None, ("papers:summary",))
    brought = case("draft", issued=frozenset(), papers=frozenset({"summary"}))
    assert decide(definition, brought, Act("lodge"), actor=NORTH, on=LAST).target == "district"


@pytest.mark.parametrize(("kind", "paper"), [("lodge", "application"), ("pass", "summary")])
def test_any_other_paper_has_to_be_there_before(kind: str, paper: str) -> None:
    waiting = action(kind, "district", "draft", "district", concerns=BOTH, needs=(f"paper:{paper}",))
    bare = case("draft", issued=frozenset(), papers=frozenset())

    (possibility,) = possible_actions(programme(actions=(waiting,)), bare, actor=NORTH, on=LAST)

    assert possibility.refusal is not None
    assert possibility.refusal.code == f"need:paper:{paper}"


STAGES = st.sampled_from(list(CALL.stages))
ACTORS = st.sampled_from([OWNER, NORTH, SOUTH, CITY, PANEL, Actor("别人", "applicant", "B2")])
CASES = st.builds(
    case,
    STAGES,
    procedure=st.sampled_from(["enterprise", "platform"]),
    answers=st.fixed_dictionaries(
        {"district": st.just("north")},
        optional={
            "sound": st.booleans(),
            "share": st.integers(0, 99),
            "finding": st.just("属实"),
            "category": st.just("plain"),
        },
    ),
    papers=st.frozensets(st.sampled_from(["application", "other"])),
    ranked=st.frozensets(st.sampled_from(["district", "city"])),
    agreed=st.frozensets(st.just("panel")),
    publicity_over=st.booleans(),
    filed_on=st.none() | st.just(FILED),
)
DAYS = st.sampled_from([FILED, LAST, LATE])
TAKEN = st.fixed_dictionaries({"enterprises": st.integers(0, 3)})


def filled_in(possibility: Possibility, at: Case) -> Act:
    papers = ("application",) if possibility.action.papers else ()
    return Act(possibility.action.id, "意见", "理由", "文件", papers, received_on=at.filed_on or FILED)


def held(act: Act, at: Case, **how: Any) -> Refused | None:
    """The refusal of an act, None where it is possible."""
    try:
        decide(CALL, at, act, **how)
    except Refused as refusal:
        return refusal
    return None


@given(CASES, ACTORS, DAYS, TAKEN)
def test_page_and_rule_agree(at: Case, actor: Actor, on: date, taken: dict[str, int]) -> None:
    for possibility in possible_actions(CALL, at, actor=actor, on=on, taken=taken):
        act = filled_in(possibility, at)
        brought = (
            replace(at, papers=at.papers | set(act.papers)) if possibility.action.kind == "hand_in" else at
        )
        decided = held(act, brought, actor=actor, on=on, taken=taken)

        assert str(decided) == str(possibility.refusal)


@given(CASES, ACTORS, DAYS, TAKEN, st.sampled_from(list(CALL.actions)))
def test_what_is_not_offered_is_refused(
    at: Case, actor: Actor, on: date, taken: dict[str, int], action: str
) -> None:
    offered = [one.action.id for one in possible_actions(CALL, at, actor=actor, on=on, taken=taken)]

    decided = held(Act(action, "意见", "理由", "文件"), at, actor=actor, on=on, taken=taken)

    assert action in offered or (decided is not None and decided.code in ("stage", "office"))
