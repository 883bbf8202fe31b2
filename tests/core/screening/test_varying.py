from datetime import date
from decimal import Decimal

import pytest

from linxuan.errors import BadInput
from linxuan.screening.varying import read_varied
from tests.core.screening.enterprises import dalian


def test_a_share_goes_from_its_first_value_to_its_last() -> None:
    varied = read_varied(dalian(), "service_share_min=0.10..0.50:0.01")

    assert varied.parameter == "service_share_min"
    assert varied.values[0] == Decimal("0.10")
    assert varied.values[-1] == Decimal("0.50")
    assert len(varied.values) == 41


def test_percents_are_shares() -> None:
    assert read_varied(dalian(), "service_share_min=10%..30%:10%").values == (
        Decimal("0.1"),
        Decimal("0.2"),
        Decimal("0.3"),
    )


def test_a_last_value_that_no_step_meets_is_left_out() -> None:
    assert read_varied(dalian(), "platform_years_min=1..4:2").values == (1, 3)


def test_a_date_moves_by_years_months_or_days() -> None:
    varied = read_varied(dalian(), "accident_free_since=2020-01-31..2020-04-30:1m")

    assert varied.values == (date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 30))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("service_share_min", "参数=从..到:步长"),
        ("service_share=0.1..0.5:0.1", "没有参数“service_share”"),
        ("service_share_min=0.5..0.1:0.1", "没有一个值"),
        ("service_share_min=0.1..0.5:0", "大于零"),
        ("service_share_min=0..1:0.001", "超过200个值"),
        ("service_share_min=0.1..2:0.1", "0到1"),
        ("accident_free_since=2020-01-01..2021-01-01:5", "日期的步长"),
        ("unsound_statuses=suspended..licence_revoked:1", "不能逐值试算"),
    ],
)
def test_what_cannot_be_varied_is_said(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_varied(dalian(), text)
