"""Words of a register of companies, and what a package says that they mean."""

import pytest

from linxuan.programme.reading import read_with_errors
from linxuan.statuses import status_of_word
from tests.core.programme.packages import DALIAN, FIELDS, changed, only_error

CALL = read_with_errors(DALIAN, "dalian-2023")[0]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("存续", "active"),
        (" 在业 ", "active"),
        ("存续(在营、开业、在册)", "active"),
        ("吊销，未注销", "licence_revoked"),
        ("吊销,未注销", "licence_revoked"),
        ("吊销,已注销", "deregistered"),
        ("注销企业", "deregistered"),
    ],
)
def test_a_word_of_a_register_means_a_status(word: str, status: str) -> None:
    assert CALL is not None
    assert status_of_word(CALL, word) == status


@pytest.mark.parametrize("word", ["迁出", "撤销", "", "不存续", "注"])
def test_a_word_that_the_package_does_not_name_is_for_a_person(word: str) -> None:
    assert CALL is not None
    assert status_of_word(CALL, word) is None


def test_a_word_is_no_two_statuses() -> None:
    wrong = only_error(changed(FIELDS, '"已吊销", ', '"已吊销", "歇业", '))

    assert "歇业" in wrong.problem
    assert wrong.place == "field.operating_status.options"
