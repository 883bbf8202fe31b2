"""A unit's red seal is found however it was pressed and scanned, and nothing else that is red is one."""

import random
from dataclasses import replace

import numpy
import pytest

from linxuan.papers.scans.seals import Seals, seals_of
from tests.core.papers.stamps import NO_SEALS, Look, came, heading, name_seal, pressed_on, sheet, stamped

SEALED = {
    "as usual": Look(turned=20),
    "of a county's office": Look(size=(45, 45), turned=-100),
    "oval": Look(size=(45, 30), turned=35),
    "of faint ink": Look(strength=0.4, quality=50),
    "with a thin line": Look(size=(38, 38), line=0.6),
    "scanned at 100 dpi": Look(dpi=100, quality=30),
    "scanned at 300 dpi": Look(dpi=300),
    "on a red heading": Look(at=(120, 60)),
}


@pytest.mark.parametrize("look", SEALED.values(), ids=SEALED.keys())
def test_a_seal_is_found_in_its_place(look: Look) -> None:
    page = sheet(look.dpi)
    if look.at[1] < 80:
        heading(page, look.dpi, random.Random(0))

    [(left, top, width, height)] = seals_of(
        numpy.asarray(came(stamped(page, look), look.quality)), look.dpi
    ).units

    middle = (left + width / 2) * 210, (top + height / 2) * 297
    assert middle == pytest.approx(look.at, abs=2)
    assert width * 210 <= max(look.size) + 3


def test_a_seal_is_found_where_nobody_knows_the_scale() -> None:
    assert len(seals_of(numpy.asarray(came(stamped(sheet(150), Look()))), None).units) == 1


def test_a_code_of_an_absurd_size_makes_no_page_large() -> None:
    page = numpy.asarray(stamped(sheet(100), Look(100)))

    assert [len(seals_of(page, dpi).units) for dpi in (0.001, 100_000)] == [1, 1]


def test_a_persons_seal_stands_for_no_unit() -> None:
    look = Look(size=(20, 20), line=0.8, turned=12)

    found = seals_of(numpy.asarray(came(pressed_on(sheet(150), name_seal(look), look))), 150)

    assert (len(found.units), len(found.names)) == (0, 1)


def test_two_seals_that_touch_are_two() -> None:
    page = stamped(stamped(sheet(150), Look(at=(60, 150))), replace(Look(at=(99, 155)), turned=70))

    assert len(seals_of(numpy.asarray(came(page)), 150).units) == 2


@pytest.mark.parametrize("kind", NO_SEALS)
def test_what_is_red_and_no_seal_is_none(kind: str) -> None:
    page = sheet(150)
    NO_SEALS[kind](page, 150, random.Random(1))

    assert seals_of(numpy.asarray(came(page)), 150) == Seals()
