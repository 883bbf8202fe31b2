"""What a confined process cannot write is compiled beforehand."""

from importlib.util import cache_from_source
from pathlib import Path

from tools import bytecode


def test_a_module_is_compiled_and_one_that_cannot_be_is_left(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.py", tmp_path / "broken.py"
    good.write_text("VALUE = 1\n", "utf-8")
    broken.write_text("def (\n", "utf-8")
    bytecode.compiled([tmp_path])
    assert Path(cache_from_source(str(good))).exists()
    assert not Path(cache_from_source(str(broken))).exists()


def test_a_library_that_is_not_there_has_no_folder() -> None:
    assert not bytecode.folders_of(["nobody_has_this"])
    assert [folder.name for folder in bytecode.folders_of(["duckdb"])] == ["duckdb"]


def test_other_requirements_are_another_state() -> None:
    assert bytecode.state("one") == bytecode.state("one") != bytecode.state("other")
