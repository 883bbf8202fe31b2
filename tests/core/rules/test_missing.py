"""The fields that an unknown outcome waits for: no more than could settle it, the most useful first."""

from datetime import date
from decimal import Decimal

from linxuan.rules.missing import missing
from linxuan.rules.parse import parse
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import latest, record


def waits_for(text: str, **values: Value | None) -> tuple[str, ...]:
    return missing(parse(text), record(**values))


def test_a_decided_outcome_waits_for_nothing() -> None:
    assert waits_for("NOT accident OR accident_on < $since", accident=False) == ()


def test_a_branch_that_is_decided_asks_for_nothing() -> None:
    assert waits_for("NOT accident OR accident_on < $since", accident=True) == ("accident_on",)
    assert waits_for(
        "category = 'sharing' AND legal OR category = 'other' AND accident", category="other"
    ) == ("accident",)


def test_what_alone_may_settle_it_comes_first() -> None:
    assert waits_for("live_on < filed_on OR legal") == ("legal", "live_on", "filed_on")


def test_only_the_part_of_a_share_that_is_not_given_is_missing() -> None:
    text = "share_at_least(direct + indirect, income, $least_share)"
    assert waits_for(text, direct=latest(1), indirect=latest(1)) == ("income",)
    assert waits_for(text, income=latest(5), direct=latest(1)) == ("indirect",)
    assert waits_for(text) == ("direct", "indirect", "income")


def test_a_year_table_with_a_gap_is_missing_as_a_whole() -> None:
    assert waits_for("total(income, 2) > 1", income=latest(1)) == ("income",)
    assert waits_for("each_year(income > 0, 3)", income=latest(1)) == ("income",)


def test_a_row_with_a_gap_makes_the_group_missing_and_names_outside_it_themselves() -> None:
    text = "count_where(patents, granted_on <= filed_on) > 0"
    assert waits_for(text, patents=({"granted": True},)) == ("patents", "filed_on")
    assert waits_for(text, patents=({"granted_on": date(2020, 1, 1)},)) == ("filed_on",)
    assert waits_for(text) == ("patents",)


def test_an_answer_that_cannot_be_used_is_missing() -> None:
    assert waits_for("industry_section(industry) = 'C'", industry="9999") == ("industry",)
    assert waits_for("add_years(live_on, 900) < filed_on", live_on=date(2020, 1, 1)) == (
        "live_on",
        "filed_on",
    )


def test_each_field_is_named_once() -> None:
    assert waits_for("capital > 1 AND capital < 5 OR capital = 7") == ("capital",)


def test_one_more_answer_takes_its_name_off_the_list() -> None:
    assert waits_for("capital + designated > 1", capital=Decimal(1)) == ("designated",)
