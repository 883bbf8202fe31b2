from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from linxuan.errors import BadInput
from linxuan.screening.against import against
from linxuan.screening.request import WhatIf
from linxuan.screening.screen import screen
from linxuan.screening.what_if import what_if
from tests.core.screening.enterprises import DALIAN, checked, request, rows, write_csv
from tests.core.screening.packages import with_other_words


def silent(stage: str, done: float) -> None:
    """Nobody watches."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "register.csv", rows(300))


def test_each_value_is_counted_as_a_screening_with_it_counts(tmp_path: Path, data: Path) -> None:
    asked = WhatIf(screening=request(data, tmp_path), vary="service_share_min=0.20..0.40:0.05")
    found = what_if(asked, silent)

    assert [each["value"] for each in found["values"]] == ["0.20", "0.25", "0.30", "0.35", "0.40"]
    for each in found["values"]:
        overrides = (f"service_share_min={each['value']}",)
        whole = screen(request(data, tmp_path, overrides=overrides), silent)
        assert {key: each[key] for key in whole["verdicts"]} == whole["verdicts"]
        assert {**each["rules"][0]}["met"] == next(
            rule["met"] for rule in whole["rules"] if rule["rule"] == "service-income-share"
        )


def test_who_is_eligible_and_meets_the_rule_in_principle_is_counted_apart(tmp_path: Path, data: Path) -> None:
    asked = WhatIf(screening=request(data, tmp_path), vary="service_share_min=0.30..0.30:0.01")
    (found,) = what_if(asked, silent)["values"]

    expected = sum(
        result.verdict == "eligible"
        and all(each.outcome == "met" for each in result.findings if each.rule == "service-income-share")
        for result in (checked(row, service_share_min=Decimal("0.30")) for row in rows(300))
    )
    assert found["fulfilled"] == expected


def test_a_parameter_that_decides_moves_the_verdicts(tmp_path: Path, data: Path) -> None:
    asked = WhatIf(screening=request(data, tmp_path), vary="accident_free_since=2019-01-01..2023-01-01:2y")
    found = what_if(asked, silent)

    for each in found["values"]:
        whole = screen(request(data, tmp_path, overrides=(f"accident_free_since={each['value']}",)), silent)
        assert {key: each[key] for key in whole["verdicts"]} == whole["verdicts"]


def test_a_parameter_that_no_rule_of_the_track_uses_is_refused(tmp_path: Path, data: Path) -> None:
    with pytest.raises(BadInput, match="没有一条规则用到参数“platform_years_min”"):
        what_if(WhatIf(screening=request(data, tmp_path), vary="platform_years_min=1..3:1"), silent)


def test_a_call_against_itself_changes_nobody(tmp_path: Path, data: Path) -> None:
    found = against(WhatIf(screening=request(data, tmp_path), against=DALIAN), silent)

    assert (found["rows"], found["gains"], found["loses"]) == (300, 0, 0)


def test_who_gains_and_who_loses_is_told_with_the_rule(tmp_path: Path, data: Path) -> None:
    # Whoever is a legal person need not have sound finances any more.
    other = with_other_words(
        tmp_path / "other", {'holds = "finances_sound"': 'holds = "finances_sound OR is_legal_person"'}
    )
    found = against(WhatIf(screening=request(data, tmp_path), against=other), silent)

    before = [checked(row) for row in rows(300)]
    gains = [
        result
        for result in before
        if result.verdict != "eligible"
        and all(
            each.outcome == "met" or each.rule == "finances-sound"
            for each in result.findings
            if each.strength == "mandatory"
        )
    ]
    assert found["gains"] == len(gains) > 0
    assert found["gains_by"] == [{"rule": "finances-sound", "rows": len(gains), "alone": len(gains)}]
    assert found["loses"] == 0
    assert Counter(result.verdict for result in before)["eligible"] == sum(
        each["rows"] for each in found["verdicts"] if each["first"] == "eligible"
    )


def test_the_rows_that_change_are_written(tmp_path: Path, data: Path) -> None:
    other = with_other_words(
        tmp_path / "other", {'holds = "is_legal_person"': 'holds = "is_legal_person AND finances_sound"'}
    )
    asked = WhatIf(screening=request(data, tmp_path), against=other, changed=Path("changed.csv"))
    found = against(asked, silent)

    lines = (asked.screening.scratch / found["files"]["changed"]).read_text("utf-8").splitlines()
    assert len(lines) == 1 + found["gains"] + found["loses"]
