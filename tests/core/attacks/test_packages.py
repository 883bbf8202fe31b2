"""Packages of strangers: whatever they hold, reading them ends soon, in little memory, and in words."""

from typing import Any

import pytest

from linxuan.errors import InvalidProgramme
from linxuan.inspection import inspect
from linxuan.programme.reading import package_files, read_files
from linxuan.screening.confined import Stopped, confined
from tests.core.attacks.packages import ATTACKS, DALIAN, Files, dalian, rule, spelled

MEMORY = 400 * 2**20
SECONDS = 5
"""Of a processor, for one package; on a machine that does nothing else none takes more than three."""


@pytest.fixture(scope="module")
def inspected(bad_work: None) -> dict[str, Any]:
    """All of them in one child, one after another; its name is told before each."""
    reached: list[str] = []
    try:
        return confined(
            "inspect_packages", {}, memory=MEMORY, seconds=300, progress=lambda at: reached.append(at.stage)
        )
    except Stopped as fault:
        pytest.fail(f"{reached[-1]}: {fault.problem}\n{fault.detail}")


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_package_that_is_made_to_cost_is_refused_soon(attack: str, inspected: dict[str, Any]) -> None:
    found = inspected[attack]
    assert found["faults"], found
    assert found["seconds"] < SECONDS


@pytest.mark.parametrize(
    ("name", "files"), list(spelled()), ids=lambda given: given if isinstance(given, str) else ""
)
def test_a_text_that_looks_like_another_is_refused(name: str, files: Files) -> None:
    with pytest.raises(InvalidProgramme):
        read_files(files, "spelled")


def test_the_package_of_dalian_is_far_from_every_limit() -> None:
    files = package_files(DALIAN)
    assert inspect(files, "dalian-2023").errors == ()
    # Five times its rules, by other names.
    more = "".join(
        rule(f"again_{n}", "is_legal_person AND employees >= 10 AND NOT has_violation") for n in range(150)
    )
    assert not [error for error in inspect(dalian(call=more), "more").errors if "最多" in error.problem]


def test_too_many_faults_are_told_as_many() -> None:
    errors = inspect(ATTACKS["many_unknown_keys"](), "attacked").errors
    assert "错误不止500个" in errors[0].problem
