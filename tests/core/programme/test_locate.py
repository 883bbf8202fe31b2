"""Finding a package: by its folder, by its name, from any folder."""

from pathlib import Path

import pytest

from linxuan.errors import BadInput
from linxuan.programme.locate import VARIABLE, find_call


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("first-2030", "second-2030"):
        (tmp_path / "programmes" / name).mkdir(parents=True)
        (tmp_path / "programmes" / name / "call.toml").write_text("format = 1")
    return tmp_path / "programmes"


def test_a_folder_is_a_package(shelf: Path) -> None:
    assert find_call(str(shelf / "first-2030")) == shelf / "first-2030"


def test_a_name_is_looked_for_in_programmes_here(shelf: Path) -> None:
    assert find_call("first-2030").resolve() == shelf / "first-2030"


def test_a_name_is_looked_for_where_the_environment_says(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setenv(VARIABLE, str(shelf))

    assert find_call("second-2030") == shelf / "second-2030"


def test_the_packages_of_the_checkout_are_found_from_any_folder(shelf: Path) -> None:
    assert find_call("dalian-2023").name == "dalian-2023"


def test_a_name_that_is_not_there_shows_the_nearest(shelf: Path) -> None:
    with pytest.raises(BadInput, match="first-2030"):
        find_call("first-2031")


@pytest.mark.parametrize("written", ["", "../first-2030", "a" * 5000, "zero\0byte", "~"])
def test_what_cannot_be_a_package_is_bad_input(shelf: Path, written: str) -> None:
    with pytest.raises(BadInput):
        find_call(written)


def test_a_folder_without_a_call_says_what_is_missing(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(BadInput, match=r"call\.toml"):
        find_call(str(tmp_path / "empty"))
