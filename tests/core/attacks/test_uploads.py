"""An archive that was made to do harm: the child that opens it ends, and its parent gets one sentence."""

import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from linxuan.errors import BadInput
from linxuan.programme.reading import package_files
from linxuan.screening import package
from linxuan.screening.package import inspect_archive
from tests.core.attacks.packages import ATTACKS

ROOT = Path(__file__).parents[3]


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "package.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_sound_package_is_read_and_compared(tmp_path: Path) -> None:
    files = package_files(ROOT / "programmes" / "dalian-2023")
    current = {path: content.decode() for path, content in files.items()}

    found = inspect_archive(packed(tmp_path, files), "a-call", current)

    assert (found["errors"], found["differences"]) == ([], [])
    assert found["files"] == current


def test_what_is_in_force_but_cannot_be_read_any_more_is_not_compared(tmp_path: Path) -> None:
    files = package_files(ROOT / "programmes" / "dalian-2023")

    assert inspect_archive(packed(tmp_path, files), "a-call", {"call.toml": "x"})["differences"] == []


def test_a_file_that_is_no_text_is_a_fault_and_comes_back_storable(tmp_path: Path) -> None:
    found = inspect_archive(packed(tmp_path, {"call.toml": b"format = 1\n\x00\xff"}), "a-call", {})

    assert found["errors"]
    assert "\0" not in found["files"]["call.toml"]


@pytest.mark.parametrize("name", ["many_files", "a_large_file", "nested_lists", "deep_headers"])
def test_a_package_that_was_made_to_cost_is_refused_in_bounded_time(tmp_path: Path, name: str) -> None:
    archive, begun = packed(tmp_path, dict(ATTACKS[name]())), time.monotonic()

    try:
        refused = bool(inspect_archive(archive, "a-call", {})["errors"])
    except BadInput as fault:
        refused = bool(fault.problem)

    assert refused
    assert time.monotonic() - begun < 20


def test_one_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "SECONDS", 0.02)
    begun = time.monotonic()

    with pytest.raises(BadInput, match="用时"):
        inspect_archive(packed(tmp_path, {"call.toml": b"format = 1\n"}), "a-call", {})
    assert time.monotonic() - begun < 3


def test_one_that_takes_too_much_memory_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MEMORY", 15 * 2**20)

    with pytest.raises(BadInput):
        inspect_archive(packed(tmp_path, {"call.toml": b"format = 1\n"}), "a-call", {})
