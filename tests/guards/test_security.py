"""The page on security: no point of ASVS 5.0.0 at levels 1 and 2 is left out, and every test that it names is there."""

import re
from pathlib import Path

import pytest

from tests.guards.files import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| (\d+\.\d+\.\d+) \|(.*)\|$", PAGE, re.MULTILINE))
LAST = {
    **{f"1.{section}": last for section, last in {1: 2, 2: 9, 3: 11, 4: 3, 5: 2}.items()},
    **{f"2.{section}": last for section, last in {1: 3, 2: 3, 3: 4, 4: 1}.items()},
    **{f"3.{section}": last for section, last in {2: 2, 3: 4, 4: 6, 5: 5, 7: 2}.items()},
    **{f"4.{section}": last for section, last in {1: 3, 2: 1, 3: 2, 4: 4}.items()},
    **{f"5.{section}": last for section, last in {1: 1, 2: 3, 3: 2, 4: 3}.items()},
    **{f"6.{section}": last for section, last in {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4}.items()},
    **{f"7.{section}": last for section, last in {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2}.items()},
    **{f"8.{section}": last for section, last in {1: 2, 2: 3, 3: 1, 4: 1}.items()},
    **{f"9.{section}": last for section, last in {1: 3, 2: 4}.items()},
    **{f"10.{section}": last for section, last in {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3}.items()},
    **{f"11.{section}": last for section, last in {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1}.items()},
    **{f"12.{section}": last for section, last in {1: 3, 2: 2, 3: 4}.items()},
    **{f"13.{section}": last for section, last in {1: 1, 2: 5, 3: 2, 4: 5}.items()},
    **{f"14.{section}": last for section, last in {1: 2, 2: 4, 3: 3}.items()},
    **{f"15.{section}": last for section, last in {1: 3, 2: 3, 3: 7}.items()},
    **{f"16.{section}": last for section, last in {1: 1, 2: 5, 3: 4, 4: 3, 5: 3}.items()},
    **{f"17.{section}": last for section, last in {1: 1, 2: 4, 3: 2}.items()},
}
"""The last point of levels 1 and 2 in each section: in this standard those of level 3 stand behind them."""


def test_no_point_is_left_out_and_none_is_made_up() -> None:
    wanted = {f"{section}.{point}" for section, last in LAST.items() for point in range(1, last + 1)}

    assert len(wanted) == 253
    assert set(ROWS) == wanted
    assert len(re.findall(r"^\| \d+\.\d+\.\d+ \|", PAGE, re.MULTILINE)) == len(wanted)


@pytest.mark.parametrize("point", ROWS)
def test_every_point_says_what_holds_it(point: str) -> None:
    _asks, here, held = (cell.strip() for cell in ROWS[point].split(" | "))
    named = re.findall(r"`((?:tests|docs)/[^`]+)`", held)

    assert here
    assert named or held in ("–", "**open**")
    assert [one for one in named if not Path(ROOT / one).exists()] == []


def test_what_is_open_is_told_at_the_beginning() -> None:
    not_met = PAGE.partition("## Not met")[2].partition("\n## ")[0]

    assert [point for point, row in ROWS.items() if "**open**" in row and point not in not_met] == []
