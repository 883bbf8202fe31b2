"""The 2023 package under laws that hold for every application: what is decided stays, and nothing breaks."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linxuan.answers import fields_of, read_answers
from linxuan.checking import check, parse_override
from linxuan.completeness import incomplete, visible_fields
from linxuan.derive import shown_values
from linxuan.errors import BadInput
from linxuan.language import speaking
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme

DALIAN = Path(__file__).parents[3] / "programmes" / "dalian-2023"
TRACKS = ("enterprise", "platform", "city")
PROCEDURES = (*TRACKS, "evaluation-2023")

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "district": st.sampled_from(["210211", "210283", "110101"]),
        "is_legal_person": st.booleans(),
        "operating_status": st.sampled_from(
            ["active", "licence_revoked", "deregistered", "suspended", "liquidating"]
        ),
        "operations_sound": st.booleans(),
        "finances_sound": st.booleans(),
        "has_major_accident": st.booleans(),
        "last_major_accident_on": st.dates(date(2020, 12, 1), date(2021, 2, 1)),
        "has_violation": st.booleans(),
        "under_investigation": st.booleans(),
        "industry_code": st.sampled_from(["3484", "6513", "0111"]),
        "operating_income": st.sampled_from(["0", "100", "1000.50"]),
        "service_income_direct": st.sampled_from(["0", "29.99", "30", "300.15"]),
        "service_income_indirect": st.sampled_from(["0", "0.01", "500"]),
        "platform_origin": st.sampled_from(["derived", "third_party", "asp"]),
        "platform_live_on": st.dates(date(2021, 5, 1), date(2021, 5, 31)),
        "functions": st.lists(
            st.sampled_from(["publication", "matching", "online_service", "online_offline"])
        ),
        "designated_entities": st.integers(0, 2),
        "design_centres": st.integers(0, 2),
        "filed_on": st.dates(date(2023, 5, 1), date(2023, 5, 31)),
    },
)
CATEGORIES = {
    "enterprise": [],
    "platform": ["sharing", "other"],
    "city": ["comprehensive", "industrial_design"],
}
COUNTS_AS_NONE = {"service_income_direct", "service_income_indirect"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@cache
def dalian() -> Call:
    return read_programme(DALIAN)


def applications(track: str) -> st.SearchStrategy[dict[str, object]]:
    """Answers that their fields take, with a category or without."""
    categories = st.sampled_from([{}, *({"category": each} for each in CATEGORIES[track])])
    return st.builds(lambda answers, category: {**answers, **category}, ANSWERS, categories)


@pytest.mark.parametrize("track", TRACKS)
@settings(deadline=None)
@given(st.data())
def test_what_is_decided_stays_decided_when_more_is_answered(track: str, data: st.DataObject) -> None:
    first, second = data.draw(applications(track)), data.draw(applications(track))
    # Leaving one of them out beside the other is an answer: it says that there is none.
    more = {
        key: value
        for key, value in second.items()
        if key not in COUNTS_AS_NONE or not COUNTS_AS_NONE & set(first)
    }
    before = check(dalian(), track, read_answers(dalian(), track, first).values)
    after = check(dalian(), track, read_answers(dalian(), track, {**more, **first}).values)
    later = {each.rule: each.outcome for each in after.findings}
    for each in before.findings:
        assert each.outcome == "unknown" or later.get(each.rule, "met") == each.outcome
    assert before.verdict in ("undetermined", after.verdict)


@pytest.mark.parametrize("track", TRACKS)
@settings(deadline=None)
@given(st.data())
def test_only_what_is_unknown_asks_and_it_asks_for_fields_of_the_form(
    track: str, data: st.DataObject
) -> None:
    answers = data.draw(applications(track))
    known = {"filed_on", *fields_of(dalian(), track)}
    for each in check(dalian(), track, read_answers(dalian(), track, answers).values).findings:
        assert bool(each.missing) == (each.outcome == "unknown")
        assert set(each.missing) <= known
        assert set(each.missing).isdisjoint(answers)


@pytest.mark.parametrize("track", TRACKS)
def test_every_finding_quotes_the_notice_and_speaks_both_languages(track: str) -> None:
    for language in ("zh-hans", "en"):
        with speaking(language):
            for each in check(dalian(), track, {}).findings:
                assert each.clause
                assert each.text
                assert each.because


def test_what_the_life_gives_is_named_in_the_language_of_the_sentence() -> None:
    answers = read_answers(dalian(), "platform", {"platform_live_on": "2022-01-01", "filed_on": "2023-05-10"})
    told = {}
    for language in ("zh-hans", "en"):
        with speaking(language):
            findings = check(dalian(), "platform", answers.values).findings
            told[language] = next(each.because for each in findings if each.rule == "platform-years")
    assert "申报日" in told["zh-hans"]
    assert "申报日" not in told["en"]


@pytest.mark.parametrize("procedure", PROCEDURES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_file_of_answers_breaks_anything(procedure: str, data: st.DataObject) -> None:
    keys = st.sampled_from([*fields_of(dalian(), procedure), "filed_on", "colour"])
    raw = data.draw(st.dictionaries(keys, JSON, max_size=8))
    values = read_answers(dalian(), procedure, raw, strict=False).values
    check(dalian(), procedure, values)
    incomplete(dalian(), procedure, values)
    shown_values(dalian(), procedure, values)
    for section in lookup.sections_of(dalian(), procedure):
        visible_fields(dalian(), procedure, section, values)


SETTINGS = st.sampled_from(
    [
        "service_share_min",
        "platform_years_min",
        "accident_free_since",
        "unsound_statuses",
        "designated_entities_min",
    ]
)
WORDS = st.sampled_from(
    ["0", "1", "-1", "100", "101", "999999999999999", "0.5", "2199-12-31", "1900-01-01", "active"]
)


@settings(deadline=None)
@given(SETTINGS, WORDS, st.sampled_from(TRACKS), st.data())
def test_no_what_if_value_breaks_a_check(parameter: str, word: str, track: str, data: st.DataObject) -> None:
    values = read_answers(dalian(), track, data.draw(applications(track))).values
    try:
        overrides = dict([parse_override(dalian(), f"{parameter}={word}")])
    except BadInput:
        return
    check(dalian(), track, values, overrides=overrides)
