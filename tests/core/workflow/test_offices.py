"""Who may do what: an office its own, an applicant its own, and a recorder for whom is far away."""

from typing import Any

import pytest

from linxuan.errors import Refused
from linxuan.workflow import Actor, in_charge, office_name
from tests.core.build import office, table
from tests.core.workflow.invented import CITY, NORTH, OWNER, PANEL, SOUTH, case, do, programme


def refused(action: str, actor: Actor, **more: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        do(action, actor, **more)
    return refusal.value


def test_the_office_in_charge_acts() -> None:
    done = do("recommend", NORTH, opinion="同意推荐")

    assert (done.source, done.target, done.kind) == ("district", "city", "recommend")
    assert (done.office, done.recorded_by, done.clause) == ("district", "", "二(一)")


def test_another_district_is_told_whose_it_is() -> None:
    refusal = refused("recommend", SOUTH, opinion="同意推荐")

    assert (refusal.code, refusal.clause) == ("office", "二(一)")
    assert refusal.reason == "“recommend”由北区办理，您代表的是南区。"


@pytest.mark.parametrize(
    "actor",
    [OWNER, CITY, Actor("无区", "district"), Actor("北", "city", "north"), Actor("外人", "guild", "north")],
    ids=["applicant", "city", "district without a row", "city with a row", "no office of the call"],
)
def test_only_the_office_itself_may_recommend(actor: Actor) -> None:
    assert refused("recommend", actor, opinion="同意推荐").code == "office"


def test_nobody_is_in_charge_of_a_case_without_a_district() -> None:
    nobody = case(recommender="", answers={"sound": True})

    assert refused("recommend", Actor("无区", "district"), at=nobody, opinion="同意").code == "office"


def test_a_district_that_only_begins_like_another_is_another() -> None:
    assert refused("recommend", Actor("北二", "district", "north2"), opinion="同意").code == "office"


def test_an_applicant_acts_on_its_own_case_only() -> None:
    assert do("hand-in", OWNER, papers=("application",)).target == "district"

    refusal = refused("hand-in", Actor("别人", "applicant", "B2"), papers=("application",))

    assert (refusal.code, refusal.reason) == ("office", "这一件是别的单位申报的，只有它自己能“hand-in”。")


def test_an_applicant_without_an_identifier_is_nobody() -> None:
    assert refused("hand-in", Actor("无名", "applicant"), at=case(applicant="")).code == "office"


def test_an_office_that_works_elsewhere_is_recorded_by_another_with_a_document() -> None:
    done = do("designate", CITY, document="工信部公告2030年第1号")

    assert (done.office, done.recorded_by, done.target) == ("ministry", "city", "designated")


def test_a_record_without_its_document_is_refused() -> None:
    assert refused("designate", CITY).code == "need:document"


def test_an_office_that_does_not_work_here_has_nobody_here() -> None:
    refusal = refused("designate", Actor("部里", "ministry"), document="公告")

    assert refusal.code == "office"
    assert "ministry（由city登记）" in refusal.reason


def test_an_office_that_must_agree_is_waited_for() -> None:
    refusal = refused("nominate", CITY, at=case("city", agreed=frozenset()))

    assert (refusal.code, refusal.reason) == ("jointly", "“nominate”要先由panel同意。")


def test_consent_is_an_act_of_its_own_that_moves_nothing() -> None:
    consent = do("nominate", PANEL, at=case("city", agreed=frozenset()))

    assert (consent.kind, consent.source, consent.target, consent.office) == (
        "agree",
        "city",
        "city",
        "panel",
    )


def test_consent_is_given_once() -> None:
    assert refused("nominate", PANEL, at=case("city")).code == "jointly"


def test_a_consent_from_elsewhere_is_recorded_with_a_document_before_the_act() -> None:
    definition = programme(offices=(office("city"), office("panel", recorded_by="city")))
    waiting = case("city", agreed=frozenset())

    assert refused("nominate", CITY, definition=definition, at=waiting).code == "need:document"
    consent = do("nominate", CITY, definition=definition, at=waiting, document="评审组意见")
    act = do("nominate", CITY, definition=definition, at=case("city"))

    assert (consent.kind, consent.office, consent.recorded_by) == ("agree", "panel", "city")
    assert (act.kind, act.office, act.target) == ("nominate", "city", "nominated")


def test_where_two_offices_have_rows_each_is_named_by_its_own_answer() -> None:
    definition = programme(
        offices=(
            office("district", each="places", field="district"),
            office("guild", each="guilds", field="guild"),
        ),
        lists=(
            table("places", north={"name": "北区"}),
            table("guilds", north={"name": "北会"}, smith={"name": "铁匠会"}),
        ),
    )
    filed = case(answers={"district": "north", "guild": "smith"})

    assert in_charge(definition, filed, definition.offices["district"]) == "north"
    assert in_charge(definition, filed, definition.offices["guild"]) == "smith"


def test_a_row_is_called_by_its_name_and_an_unknown_one_by_its_office() -> None:
    definition = programme()

    assert office_name(definition, "district", "north") == "北区"
    assert office_name(definition, "district", "nowhere") == "district"
    assert office_name(definition, "applicant") == "申报主体"
