"""Every rule of every package at hand, as SQL over random registers: what `check` says, row by row."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme
from tests.core.screening.findings import assert_same_findings
from tests.core.screening.random_register import Questions

ROOT = Path(__file__).parents[3]
PACKAGES = {
    "dalian": ROOT / "programmes" / "dalian-2023",
    "champion": ROOT / "tests" / "programmes" / "champion-2022",
    "craft": ROOT / "tests" / "programmes" / "craft-2024",
    "guild": ROOT / "tests" / "core" / "programme" / "guild",
}
CALLS: Mapping[str, Call] = {name: read_programme(path) for name, path in PACKAGES.items()}
PROCEDURES = [(name, each) for name, call in CALLS.items() for each in (*call.tracks, *call.rounds)]
DAYS = {
    "dalian": [date(2023, 5, 15), date(2021, 5, 15), date(2021, 1, 1)],
    "champion": [date(2022, 6, 30), date(2022, 7, 1), date(2012, 6, 30), date(2012, 2, 29)],
    "guild": [date(2024, 2, 29), date(2023, 5, 15), date(2025, 1, 1)],
    "craft": [date(2004, 12, 31), date(2005, 1, 1), date(2014, 12, 31), date(2024, 9, 1)],
}
ROWS = 150


@pytest.mark.parametrize("on", [None, date(2022, 7, 1), date(2023, 5, 16)])
@pytest.mark.parametrize(("package", "procedure"), PROCEDURES)
def test_every_rule_says_of_every_row_what_the_check_says(
    package: str, procedure: str, on: date | None
) -> None:
    questions = Questions(CALLS[package], procedure, DAYS[package])
    random = Random(f"{package}{procedure}{on}")
    assert_same_findings(questions, [questions.answers(random) for _ in range(ROWS)], on)
