"""What people call the lists of a package: by what they are used for, never by their id."""

import pytest

from linxuan.explaining import explain_rule
from linxuan.programme.definition import Call, Table
from linxuan.programme.list_names import list_names
from linxuan.programme.reading import read_files
from tests.core.build import call, field
from tests.core.programme.packages import CRAFT, DALIAN


def of_places(*names: str) -> Call:
    rows = {str(number): {"code": str(number), "name": name} for number, name in enumerate(names)}
    places = Table(id="places", columns=("code", "name"), rows=rows)
    return call(lists={"places": places}, fields=[field("place", "region", list="places")])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("东谷", "西岛"), "规定的名单（东谷、西岛）"),
        (("东谷", "西岛", "南山", "北川"), "规定的名单（东谷、西岛、南山等4个）"),
    ],
)
def test_a_list_that_a_field_offers_goes_by_its_first_rows(names: tuple[str, ...], told: str) -> None:
    assert list_names(of_places(*names)) == {"places": told}


def test_a_list_of_who_holds_a_title_goes_by_the_title_and_names_nobody() -> None:
    names = list_names(read_files(CRAFT, "craft-2024"))

    assert names["national_bases"].endswith("的名单")
    assert "云岭漆器" not in "".join(names.values())


def test_a_condition_tells_the_list_in_words() -> None:
    dalian = read_files(DALIAN, "dalian-2023")

    told = explain_rule(dalian, dalian.rules["registered-here"]).condition

    assert told == "所在区市县（先导区）在规定的名单（中山区、西岗区、沙河口区等14个）内"
