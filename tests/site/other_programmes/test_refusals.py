"""What the package format can say and this version does not carry out is refused by name."""

import pytest

from linxuan.errors import DefinitionError
from linxuan.inspection import inspect
from linxuan.programme.reading import package_files, read_with_errors
from tests.site.other_programmes.conftest import PACKAGE

FILES = package_files(PACKAGE)
AUTHORITY = 'source = "authority"\nwhy = "试一试"\n'


def _errors(old: str, new: str) -> tuple[DefinitionError, ...]:
    text = FILES["call.toml"].decode()
    assert old in text
    changed = {**FILES, "call.toml": text.replace(old, new, 1).encode()}
    return read_with_errors(changed, "champion-2022")[1]


def _added(table: str) -> tuple[DefinitionError, ...]:
    return _errors("[contact.bureau]", f"{table}\n{AUTHORITY}\n[contact.bureau]")


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ('[sample.visit]\nstage = "county-review"\nshare = "0.10"', "sample"),
    ],
)
def test_a_kind_that_is_not_carried_out_is_refused_by_its_name(table: str, name: str) -> None:
    told = [str(one) for one in _added(table)]
    assert any(name in one and "本版本还不能执行" in one for one in told), told


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("year   = 2022\n", 'every  = "month"\n', "month"),
        ("[track.cluster]\n", '[track.cluster]\nrenews = "champion"\n', "renews"),
        (
            'needs = ["publicity", "document"]',
            'needs = ["publicity", "document", "score:panel"]',
            "score:panel",
        ),
    ],
)
def test_a_key_or_word_that_is_not_carried_out_is_refused_by_its_name(old: str, new: str, word: str) -> None:
    told = [str(one) for one in _errors(old, new)]
    assert any(word in one and "本版本还不能执行" in one for one in told), told


def test_a_number_that_the_words_do_not_say_is_an_error() -> None:
    told = [str(one) for one in _errors("limit = 3\nnot_counted", "limit = 4\nnot_counted")]
    assert len(told) == 1
    assert "4" in told[0]


def test_a_demand_that_nothing_carries_is_told_with_its_words() -> None:
    text = FILES["call.toml"].decode().replace(', "第十条#3 中间有一年未参加评价的不连续计算"', "")
    found = inspect({**FILES, "call.toml": text.encode()}, "champion-2022")
    assert [one.place for one in found.errors] == ["第十条#3"]
    assert "中间有一年未参加评价的不连续计算" in str(found.errors[0])


def test_a_key_of_the_call_that_stands_above_it_is_sent_there() -> None:
    told = [one for one in _errors("format = 1\n", 'format = 1\nname = "试"\n') if one.place == "name"]
    assert [one.hint for one in told] == ["写在 [call] 下面"]
