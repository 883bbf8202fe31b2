"""Every package in `programmes/` can be read, and leaves no demand of its notice unbound."""

from pathlib import Path

import pytest

from linxuan.programme.coverage import coverage
from linxuan.programme.reading import read_programme
from tests.guards.files import ROOT

PACKAGES = sorted(path.parent for path in (ROOT / "programmes").glob("*/call.toml"))


def test_there_is_a_package() -> None:
    assert PACKAGES


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_a_package_is_read_without_an_error_and_binds_every_demand(folder: Path) -> None:
    call = read_programme(folder)

    assert [f"{one.address}: {one.unbound}" for one in coverage(call) if one.unbound] == []
