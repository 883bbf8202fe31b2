import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from linxuan.errors import BadInput
from linxuan.screening.guard import Disagreement
from linxuan.screening.run import run_screening
from linxuan.screening.screen import STORED, screen
from tests.core.screening.enterprises import checked, dalian, request, rows, verdicts, write_csv


def silent(stage: str, done: float) -> None:
    """Nobody watches."""


@pytest.fixture
def given() -> list[dict[str, str]]:
    return [dict(row) for row in rows(400)]


@pytest.fixture
def data(tmp_path: Path, given: list[dict[str, str]]) -> Path:
    return write_csv(tmp_path / "register.csv", given)


def test_the_verdicts_are_those_of_the_one_record_evaluator(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    result = screen(request(data, tmp_path), silent)

    assert result["rows"] == 400
    assert result["unreadable"] == 0
    assert Counter(result["verdicts"]) == verdicts(given)


def test_each_rule_is_counted_as_the_one_record_evaluator_finds(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    result = screen(request(data, tmp_path), silent)

    found = Counter((each.rule, each.outcome) for row in given for each in checked(row).findings)
    counted = {
        (each["rule"], outcome): each[outcome]
        for each in result["rules"]
        for outcome in ("met", "not_met", "unknown")
        if each[outcome]
    }
    assert counted == found


def test_a_row_that_one_rule_alone_keeps_out_is_counted_with_that_rule(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    result = screen(request(data, tmp_path), silent)

    expected: Counter[str] = Counter()
    for row in given:
        failed = [
            each.rule
            for each in checked(row).findings
            if each.strength == "mandatory" and each.outcome == "not_met"
        ]
        expected.update(failed if len(failed) == 1 else [])
    assert {rule: each["alone"] for rule, each in result["details"].items() if each["alone"]} == expected


def test_another_value_of_a_parameter_changes_only_what_it_reaches(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    result = screen(request(data, tmp_path, overrides=("service_share_min=0.25",)), silent)

    met = sum(
        each.outcome == "met"
        for row in given
        for each in checked(row, service_share_min=Decimal("0.25")).findings
        if each.rule == "service-income-share"
    )
    counted = {each["rule"]: each["met"] for each in result["rules"]}
    assert counted["service-income-share"] == met
    assert result["made_from"]["parameters"]["service_share_min"] == "0.25"
    assert result["made_from"]["set"] == ["service_share_min"]


def test_the_day_of_the_check_moves_what_is_until_today(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    day = date(2022, 1, 1)
    result = screen(request(data, tmp_path, on=day), silent)

    assert Counter(result["verdicts"]) == verdicts(given, on=day)
    assert result["made_from"]["as_of"] == "2022-01-01"


def test_the_written_rows_say_what_was_counted(
    tmp_path: Path, data: Path, given: list[dict[str, str]]
) -> None:
    asked = request(data, tmp_path, out=Path("result.csv"))
    screen(asked, silent)

    with (asked.scratch / "result.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["row"] for row in written] == [str(at + 1) for at in range(400)]
    assert [row["verdict"] for row in written] == [checked(row).verdict for row in given]
    assert {key: written[0][key] for key in ("legal-person", "service-income-share")} == {
        each.rule: each.outcome
        for each in checked(given[0]).findings
        if each.rule in ("legal-person", "service-income-share")
    }


def test_a_parquet_result_carries_what_it_was_made_from(tmp_path: Path, data: Path) -> None:
    asked = request(data, tmp_path, out=Path("result.parquet"))
    result = screen(asked, silent)

    path = asked.scratch / STORED
    found = duckdb.sql(
        f"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'linxuan'"
    )
    made = json.loads(found.fetchall()[0][0])
    assert made["programme"] == dalian().digest == result["made_from"]["programme"]
    assert made["data"]["sha256"] == result["made_from"]["data"]["sha256"]


def test_a_result_without_room_for_it_has_beside_it_what_it_was_made_from(tmp_path: Path, data: Path) -> None:
    asked = request(data, tmp_path, out=Path("result.csv"))
    result = screen(asked, silent)

    beside = (asked.scratch / result["files"]["origin"]).read_text("utf-8")
    assert json.loads(beside) == result["made_from"]


def test_an_xlsx_result_speaks_to_an_officer(tmp_path: Path, data: Path) -> None:
    asked = request(data, tmp_path, out=Path("result.xlsx"))
    screen(asked, silent)

    book = CalamineWorkbook.from_path(asked.scratch / "result.xlsx")
    heading, first, *_ = book.get_sheet_by_name("筛查结果").to_python()
    assert heading[0] == "行号"
    assert "独立法人资格" in heading
    assert first[heading.index("结论")] in ("符合", "不符合", "尚不能判断")


@pytest.mark.parametrize("counts", ["are kept", "are not kept"])
@pytest.mark.parametrize("changed", ["service_share_min=0.25", "accident_free_since=2022-01-01"])
def test_a_changed_threshold_over_kept_verdicts_gives_what_a_full_screening_gives(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, changed: str, counts: str
) -> None:
    if counts == "are not kept":
        monkeypatch.setattr("linxuan.screening.screen.keep", lambda *_: None)
    kept = request(data, tmp_path, out=Path("result.parquet"))
    screen(kept, silent)

    again = screen(request(data, tmp_path, reuse=kept.scratch / STORED, overrides=(changed,)), silent)

    whole = screen(request(data, tmp_path, overrides=(changed,)), silent)
    for key in ("rows", "verdicts", "rules", "details"):
        assert again[key] == whole[key]


def test_kept_verdicts_of_other_data_are_refused(tmp_path: Path, data: Path) -> None:
    kept = request(data, tmp_path, out=Path("result.parquet"))
    screen(kept, silent)
    other = write_csv(tmp_path / "other.csv", rows(10, seed=2))

    with pytest.raises(BadInput, match="不是从这份数据筛查出来的"):
        screen(request(other, tmp_path, reuse=kept.scratch / STORED), silent)


def test_a_row_that_could_not_be_read_stays_out_when_another_threshold_is_counted(
    tmp_path: Path, given: list[dict[str, str]]
) -> None:
    # The column does not concern the rule that changes: this time nobody looks at it.
    given[5]["has_violation"] = "也许"
    data = write_csv(tmp_path / "register.csv", given)
    kept = request(data, tmp_path, out=Path("result.parquet"))
    screen(kept, silent)

    for changed in ("service_share_min=0.25", "accident_free_since=2020-01-01"):
        reuse = kept.scratch / STORED
        again = screen(request(data, tmp_path, reuse=reuse, overrides=(changed,)), silent)
        whole = screen(request(data, tmp_path, overrides=(changed,)), silent)
        assert again["unreadable"] == 1
        for key in ("rows", "verdicts", "rules", "details"):
            assert again[key] == whole[key]


def test_kept_verdicts_that_were_read_with_another_column_map_are_refused(tmp_path: Path, data: Path) -> None:
    kept = request(data, tmp_path, out=Path("result.parquet"))
    screen(kept, silent)
    column_map = tmp_path / "columns.toml"
    column_map.write_text('operating_income = "service_income_direct"', "utf-8")

    with pytest.raises(BadInput, match="不是从这份数据筛查出来的"):
        screen(request(data, tmp_path, reuse=kept.scratch / STORED, map=column_map), silent)


def test_kept_verdicts_are_not_written_again(tmp_path: Path, data: Path) -> None:
    asked = request(data, tmp_path, reuse=data, out=tmp_path / "result.csv")

    with pytest.raises(BadInput, match="不能和 --out 同用"):
        run_screening(asked, aside=tmp_path / "aside.csv")


def test_a_place_that_is_not_there_is_said_before_the_work(tmp_path: Path, data: Path) -> None:
    with pytest.raises(BadInput, match="没有文件夹"):
        run_screening(request(data, tmp_path), aside=tmp_path / "nowhere" / "aside.csv")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, given: list[dict[str, str]]) -> None:
    given[7]["operating_income"] = "很多"
    data = write_csv(tmp_path / "register.csv", given)
    folder = tmp_path / "aside.csv"
    folder.mkdir()

    with pytest.raises(BadInput, match="写不了"):
        run_screening(request(data, tmp_path), aside=folder)


def test_nothing_is_published_where_one_cell_differs(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan.screening.screen.count", with_one_cell_turned)

    with pytest.raises(Disagreement, match="两次判断不一致"):
        screen(request(data, tmp_path), silent)


def test_a_file_with_types_is_counted_alike_in_one_pass_and_from_what_was_written(tmp_path: Path) -> None:
    text = write_csv(tmp_path / "text.csv", rows(300))
    typed = tmp_path / "typed.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM read_csv('{text}', all_varchar = true, header = true)")
        connection.execute(
            f"""COPY (SELECT * REPLACE (TRY_CAST(is_legal_person AS BOOLEAN) AS is_legal_person,
                TRY_CAST(operating_income AS DECIMAL(18, 2)) AS operating_income) FROM t) TO '{typed}'"""
        )
    counted = screen(request(typed, tmp_path), silent)
    written = screen(request(typed, tmp_path, out=Path("verdicts.parquet")), silent)
    again = request(typed, tmp_path, out=Path("verdicts.parquet"))
    screen(again, silent)
    reused = screen(request(typed, tmp_path, reuse=again.scratch / STORED), silent)
    for each in (written, reused):
        assert {key: each[key] for key in ("rows", "verdicts", "rules", "details")} == {
            key: counted[key] for key in ("rows", "verdicts", "rules", "details")
        }
    assert counted["made_from"]["sample"]["rows"] == written["made_from"]["sample"]["rows"] > 0


def test_what_is_odd_is_said_again_beside_verdicts_that_are_kept_and_not_looked_for_in_vain(
    tmp_path: Path,
) -> None:
    code = "91350100M000100Y43"
    data = write_csv(tmp_path / "twice.csv", [{**each, "credit_code": code} for each in rows(9)])
    kept = request(data, tmp_path, out=Path("verdicts.parquet"))
    first = screen(kept, silent)
    assert any("重复" in each and "9行" in each for each in first["warnings"])

    again = screen(request(data, tmp_path, reuse=kept.scratch / STORED), silent)
    assert again["warnings"] == first["warnings"]

    hurried = screen(request(data, tmp_path, doubts=False), silent)
    assert [each for each in hurried["warnings"] if "信用代码" in each] == [hurried["warnings"][-1]]
    assert "--no-doubts" in hurried["warnings"][-1]


def with_one_cell_turned(*arguments: object, **options: object) -> object:
    from linxuan.screening.counting import count

    funnel, drawn = count(*arguments, **options)  # type: ignore[arg-type]
    row = min(drawn.outcomes)
    first, *others = drawn.outcomes[row]
    return funnel, replace(drawn, outcomes={**drawn.outcomes, row: (not first, *others)})


def test_a_row_that_cannot_be_read_is_counted_and_written_aside(
    tmp_path: Path, given: list[dict[str, str]]
) -> None:
    given[7]["operating_income"] = "很多"
    data = write_csv(tmp_path / "register.csv", given)
    asked = request(data, tmp_path)
    result = screen(asked, silent)

    assert result["rows"] == 400
    assert result["unreadable"] == 1
    assert sum(result["verdicts"].values()) == 399
    with (asked.scratch / result["files"]["unreadable"]).open(encoding="utf-8", newline="") as file:
        (aside,) = csv.DictReader(file)
    assert aside["row"] == "8"
    assert aside["value"] == "很多"


def test_a_column_that_is_not_there_is_unknown_for_all_and_said(
    tmp_path: Path, given: list[dict[str, str]]
) -> None:
    for row in given:
        del row["has_violation"]
    data = write_csv(tmp_path / "register.csv", given)
    result = screen(request(data, tmp_path), silent)

    counted = {each["rule"]: each for each in result["rules"]}
    assert counted["no-violation"]["unknown"] == 400
    assert "has_violation" in str(result["missing"])


def test_a_track_that_is_not_open_is_refused(tmp_path: Path, data: Path) -> None:
    with pytest.raises(BadInput, match="--track"):
        screen(request(data, tmp_path, track="project"), silent)
