"""`linxuan check` on the 2023 package: what it prints, what it returns, and what it says of wrong files."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from linxuan_site.cli import main

CALL = str(Path(__file__).parents[3] / "programmes" / "dalian-2023")
ENTERPRISE: Mapping[str, object] = {
    "name": "示例企业甲",
    "district": "210211",
    "is_legal_person": True,
    "operating_status": "active",
    "operations_sound": True,
    "finances_sound": True,
    "has_major_accident": False,
    "has_violation": False,
    "under_investigation": False,
    "industry_code": "3484",
    "mode": "定制化服务",
    "operating_income": "10000",
    "service_income_direct": "2000",
    "service_income_indirect": "1000",
    "filed_on": "2023-05-10",
}
PLATFORM: Mapping[str, object] = {
    **{key: value for key, value in ENTERPRISE.items() if "income" not in key},
    "mode": "共享制造",
    "category": "sharing",
    "platform_origin": "derived",
    "platform_live_on": "2021-05-15",
    "functions": ["publication", "matching", "production", "payment", "credit"],
    "filed_on": "2023-05-15",
}
CITY: Mapping[str, object] = {"name": "示例市", "category": "comprehensive", "designated_entities": 4}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def checked(answers: Mapping[str, object], *options: str) -> tuple[int, str, str]:
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers), encoding="utf-8")
        code = main(["check", CALL, str(file), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return checked


def told(run: Run, answers: Mapping[str, object], *options: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run(answers, "--json", *options)
    assert err == ""
    return code, json.loads(out)


def outcomes(result: Mapping[str, Any]) -> dict[str, str]:
    return {each["rule"]: each["outcome"] for each in result["findings"]}


def without(answers: Mapping[str, object], *keys: str) -> dict[str, object]:
    return {key: value for key, value in answers.items() if key not in keys}


# ── what it prints ──


def test_the_answer_has_the_agreed_shape(run: Run) -> None:
    code, result = told(run, ENTERPRISE, "--track", "enterprise")
    assert code == 0
    assert list(result) == ["call", "track", "verdict", "findings", "missing"]
    assert (result["call"], result["track"], result["verdict"]) == ("dalian-2023", "enterprise", "eligible")
    keys = ["rule", "clause", "strength", "outcome", "missing", "text", "because", "remedy", "values"]
    assert all(list(each) == keys for each in result["findings"])
    share = next(each for each in result["findings"] if each["rule"] == "service-income-share")
    assert (share["clause"], share["strength"], share["outcome"]) == ("一(二)2(1)", "in_principle", "met")
    assert "原则上" in share["text"]


def test_what_is_not_met_says_what_would_help_and_what_is_open_what_is_missing(run: Run) -> None:
    answers = without({**ENTERPRISE, "service_income_direct": "1740"}, "district")
    _, result = told(run, answers, "--track", "enterprise")
    found = {each["rule"]: each for each in result["findings"]}
    share = found["service-income-share"]
    assert share["remedy"] == "还差 260.00 万元"
    assert share["because"].endswith("低于 30 %（一(二)2(1)，原则上）；还差 260.00 万元")
    assert share["values"][0] == {"name": "service_income", "label": "服务收入", "value": "2,740.00 万元"}
    assert (found["registered-here"]["remedy"], found["registered-here"]["values"]) == ("", [])
    assert result["missing"] == [{"field": "district", "rules": ["registered-here"]}]


def test_each_track_has_its_own_rules(run: Run) -> None:
    common = {
        "registered-here", "legal-person", "operations-sound", "finances-sound",
        "accident-free", "no-violation", "not-under-investigation",
    }  # fmt: skip
    enterprise = outcomes(told(run, ENTERPRISE, "--track", "enterprise")[1])
    platform = outcomes(told(run, PLATFORM, "--track", "platform")[1])
    city = outcomes(told(run, CITY, "--track", "city")[1])
    assert set(enterprise) == common | {"service-income-share", "manufacturer-industry"}
    assert set(platform) == common | {"platform-origin", "platform-years", "platform-functions"}
    assert set(city) == {"designated-entities"}


def test_a_clerk_gets_a_table_with_the_verdict_on_top(run: Run) -> None:
    code, out, _ = run(without(ENTERPRISE, "district"), "--track", "enterprise")
    assert code == 3
    assert "尚不能判断" in out.splitlines()[0]
    assert "还要填（先填能定下最多条件的）：所在区市县（先导区）" in out.splitlines()[-1]
    assert "一(二)2(1)" in out


# ── what it returns ──


@pytest.mark.parametrize(
    ("changes", "code", "verdict"),
    [
        ({}, 0, "eligible"),
        ({"district": "110101"}, 1, "ineligible"),
        ({"operating_status": "liquidating"}, 1, "ineligible"),
        ({"operating_status": "suspended"}, 1, "ineligible"),
        ({"has_major_accident": True, "last_major_accident_on": "2021-01-01"}, 1, "ineligible"),
        ({"has_major_accident": True, "last_major_accident_on": "2020年12月31日"}, 0, "eligible"),
        ({"has_major_accident": True}, 3, "undetermined"),
        ({"district": None, "has_violation": True}, 1, "ineligible"),
        ({"service_income_direct": "1999.9"}, 0, "eligible"),
        ({"operating_income": None, "industry_code": "6513"}, 0, "eligible"),
    ],
)
def test_the_exit_code_is_the_verdict(run: Run, changes: dict[str, object], code: int, verdict: str) -> None:
    returned, result = told(run, {**ENTERPRISE, **changes}, "--track", "enterprise")
    assert (returned, result["verdict"]) == (code, verdict)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "met"),
        ({"service_income_direct": "1999.99"}, "not_met"),
        ({"service_income_direct": "3000", "service_income_indirect": ""}, "met"),
        ({"service_income_direct": None, "service_income_indirect": None}, "unknown"),
        ({"operating_income": 0}, "not_met"),
        ({"operating_income": {"2022": "10,000", "2021": "1"}}, "met"),
        ({"operating_income": {"2021": "1"}}, "unknown"),
    ],
)
def test_the_share_is_compared_exactly(run: Run, changes: dict[str, object], outcome: str) -> None:
    _, result = told(run, {**ENTERPRISE, **changes}, "--track", "enterprise")
    assert outcomes(result)["service-income-share"] == outcome


@pytest.mark.parametrize(
    ("live_on", "filed_on", "code"),
    [
        ("2021-05-15", "2023-05-15", 0),
        ("2021-05-16", "2023-05-15", 1),
        ("2020-02-29", "2022-02-28", 0),
        ("2020-02-29", "2022-02-27", 1),
        ("2020-01-01", None, 3),
    ],
)
def test_two_years_count_to_the_filing_date(run: Run, live_on: str, filed_on: str | None, code: int) -> None:
    answers = {**PLATFORM, "platform_live_on": live_on, "filed_on": filed_on}
    assert told(run, answers, "--track", "platform")[0] == code


def test_the_day_given_stands_in_for_a_filing_that_has_not_happened(run: Run) -> None:
    answers = {**PLATFORM, "filed_on": None}
    assert told(run, answers, "--track", "platform", "--on", "2023-05-14")[0] == 1
    assert told(run, answers, "--track", "platform", "--on", "2023年5月15日")[0] == 0


def test_the_day_given_does_not_move_a_filing(run: Run) -> None:
    answers = {**PLATFORM, "filed_on": "2023-05-14"}
    assert told(run, answers, "--track", "platform", "--on", "2023-06-30")[0] == 1


@pytest.mark.parametrize(
    ("setting", "changes", "outcome"),
    [
        ("service_share_min=0.25", {"service_income_direct": "1500"}, ("service-income-share", "met")),
        ("service_share_min=31%", {}, ("service-income-share", "not_met")),
        ("unsound_statuses=deregistered", {"operating_status": "suspended"}, ("operations-sound", "met")),
        (
            "accident_free_since=2022-01-01",
            {"has_major_accident": True, "last_major_accident_on": "2021-06-01"},
            ("accident-free", "met"),
        ),
    ],
)
def test_a_parameter_can_be_tried_with_another_value(
    run: Run, setting: str, changes: dict[str, object], outcome: tuple[str, str]
) -> None:
    _, result = told(run, {**ENTERPRISE, **changes}, "--track", "enterprise", "--set", setting)
    assert outcomes(result)[outcome[0]] == outcome[1]


# ── what it says of wrong files ──


def test_keys_that_the_track_lacks_are_noted_beside_the_answer(run: Run) -> None:
    code, out, err = run({**CITY, "is_legal_person": True, "colour": 5}, "--track", "city", "--json")
    assert code == 0
    assert json.loads(out)["verdict"] == "eligible"
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "共享制造"}, ("mode", "共享制造", "定制化服务")),
        ({"filed_on": "2023-02-30"}, ("filed_on", "2023-02-30", "日期")),
        ({"operating_status": "moved"}, ("operating_status", "moved", "liquidating")),
        ({"operating_income": "1e9"}, ("operating_income", "1e9", "万元")),
        ({"operating_income": "-1"}, ("operating_income", "-1", "0")),
        ({"district": "大连"}, ("district", "大连", "6位")),
        ({"industry_code": "C3484"}, ("industry_code", "C3484", "4位")),
        ({"is_legal_person": "perhaps"}, ("is_legal_person", "perhaps", "true")),
        ({"credit_code": "91210200241281392E"}, ("credit_code", "91210200241281392E", "18位")),
    ],
)
def test_a_wrong_answer_is_one_line_with_field_value_and_what_is_allowed(
    run: Run, changes: dict[str, object], words: tuple[str, ...]
) -> None:
    code, out, err = run({**ENTERPRISE, **changes}, "--track", "enterprise")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert all(word in err for word in words)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--track", "school"), "enterprise"),
        (("--track", "project"), "enterprise"),
        (("--track", "enterprise", "--on", "tomorrow"), "--on"),
        (("--track", "enterprise", "--set", "service_share=0.3"), "service_share_min"),
        (("--track", "enterprise", "--set", "service_share_min=3"), "0到1"),
        (("--track", "enterprise", "--set", "service_share_min"), "="),
        (("--track", "enterprise", "--set", "accident_free_since=soon"), "日期"),
    ],
)
def test_a_wrong_option_is_one_line(run: Run, options: tuple[str, ...], word: str) -> None:
    code, out, err = run(ENTERPRISE, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert word in err


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff\xfe", b'{"a":1,"a":2}', b"{" + b'"a":[' * 9999])
def test_a_file_that_is_no_object_is_one_line(
    raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(raw)
    assert main(["check", CALL, str(file), "--track", "enterprise"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "answers.json" in printed.err


@pytest.mark.parametrize("call", ["no-such-call", "/", ""])
def test_a_call_that_is_not_there_is_one_line(
    call: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", call, str(tmp_path / "none.json"), "--track", "enterprise"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_call_is_known_by_its_name_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("city.json").write_text(json.dumps(CITY), encoding="utf-8")
    assert main(["check", "dalian-2023", "city.json", "--track", "city"]) == 0
    assert "符合申报条件" in capsys.readouterr().out
