"""Which fields the conditions of a procedure look at: what a self-check asks for."""

from pathlib import Path

import pytest

from linxuan.checking import check
from linxuan.explaining import fields_asked
from linxuan.programme.reading import read_programme

ROOT = Path(__file__).parents[3]
PACKAGES = ("programmes/dalian-2023", "tests/programmes/champion-2022", "tests/programmes/craft-2024")


@pytest.mark.parametrize("package", PACKAGES)
def test_whatever_an_open_rule_waits_for_is_asked(package: str) -> None:
    call = read_programme(ROOT / package)

    for track in (one for one in call.tracks.values() if one.form):
        waited = {one.field for one in check(call, track.id, {}).missing} & set(call.fields)
        assert waited <= fields_asked(call, track.id)


def test_a_field_on_which_an_asked_field_hangs_is_asked_too() -> None:
    call = read_programme(ROOT / "programmes/dalian-2023")

    assert {"has_major_accident", "last_major_accident_on"} <= fields_asked(call, "enterprise")


def test_what_no_condition_looks_at_is_not_asked() -> None:
    call = read_programme(ROOT / "programmes/dalian-2023")

    assert fields_asked(call, "enterprise").isdisjoint({"credit_code", "contact_phone", "file_licence"})
