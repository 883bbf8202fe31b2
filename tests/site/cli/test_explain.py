"""`linxuan explain`: a rule in words, with its sentence in the notice and where it is used."""

import json
from pathlib import Path

import pytest

from linxuan.programme.reading import read_programme
from linxuan_site.cli import main

CALL = str(Path(__file__).parents[3] / "programmes" / "dalian-2023")
SHARE = "服务收入（直接服务收入 + 间接服务收入）占营业收入的比重不低于服务收入占比下限（30 %）"
RULES = tuple(read_programme(Path(CALL)).rules)


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["explain", CALL, *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_rule_is_told_with_the_notice_and_its_uses(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explained(capsys, "rule.service-income-share")
    assert code == 0
    assert f"原则上：{SHARE}" in out
    assert "一(二)2(1)  在本行业" in out
    assert "【原则上服务收入占企业营业收入比重达30%以上】。" in out
    assert "服务收入占比下限（$service_share_min）：30 %" in out
    assert "营业收入（operating_income）：近三年经济情况" in out
    assert "类别：示范企业" in out
    assert "cases/enterprise.toml:exactly-30" in out


def test_the_kind_may_be_left_out_and_json_has_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explained(capsys, "service-income-share", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["id"], told["strength"], told["condition"]) == (
        "service-income-share",
        "in_principle",
        SHARE,
    )
    assert told["written"].startswith("share_at_least(")
    assert told["quotes"][0]["words"] == "原则上服务收入占企业营业收入比重达30%以上"
    assert [each["id"] for each in told["parameters"]] == ["service_share_min"]
    assert [each["field"] for each in told["asked"]] == [
        "service_income_direct", "service_income_indirect", "operating_income",
    ]  # fmt: skip
    assert told["used"]["tracks"] == ["示范企业"]


def test_a_rule_for_some_only_says_for_whom(capsys: pytest.CaptureFixture[str]) -> None:
    assert "只在这时要求：申报类别是综合类" in explained(capsys, "designated-entities")[1]


def test_a_parameter_is_told_with_the_rules_that_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explained(capsys, "param.platform_years_min")
    assert code == 0
    assert "【须满2年】" in out
    assert "rule.platform-years" in out


def test_a_name_that_is_not_there_is_one_line_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = explained(capsys, "service-incom-share")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "是不是“service-income-share”" in err


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_explained_in_both_languages(
    rule: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINXUAN_LANG", language)
    code, out, _ = explained(capsys, rule)
    assert code == 0
    assert "None" not in out
