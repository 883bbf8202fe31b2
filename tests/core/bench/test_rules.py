"""The bench of the rules: its register, its oracle, and the peers that are installed agree where they must."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from bench.rules import oracle, ours
from bench.rules.bulk import PEERS
from bench.rules.cells import RULES, Comparison, compared, written
from bench.rules.columns import COLUMNS
from bench.rules.counts import VERDICT, counted
from bench.rules.engines import ENGINES
from bench.rules.one_record import said
from bench.rules.places import PROGRAMME
from bench.rules.records import Row, complete, read_rows, stored_rows
from bench.rules.register import register
from linxuan.inspection import inspect
from linxuan.programme.reading import package_files

ROWS = 500
FEW = 60
SLOW = ("openfisca", "ours, sentences")
INSTALLED = [name for name, entry in ENGINES.items() if entry.installed()]
PEERS_THERE = [name for name in PEERS if PEERS[name].installed()]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINXUAN_VAR", str(tmp_path_factory.mktemp("var")))
        return register(ROWS)


@pytest.fixture(scope="module")
def rows(drawn: Path) -> Sequence[Row]:
    return read_rows(stored_rows(drawn, ROWS), ROWS)


@pytest.fixture(scope="module")
def right(rows: Sequence[Row]) -> list[str]:
    return [written(oracle.cells(row)) for row in rows]


def test_the_package_is_sound_and_its_cases_come_true() -> None:
    inspected = inspect(package_files(PROGRAMME), PROGRAMME.name)

    assert inspected.errors == ()
    assert len(inspected.cases) == 6
    assert tuple(ours.programme().rules) == RULES


def test_a_register_follows_from_its_seed(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINXUAN_VAR", str(tmp_path))

    again, other = register(ROWS), register(ROWS, seed=1)

    assert again != drawn
    assert again.read_bytes() == drawn.read_bytes()
    assert other.read_bytes() != drawn.read_bytes()


def test_every_column_is_unknown_about_as_often_as_it_says(drawn: Path) -> None:
    shares = ", ".join(f'avg(("{name}" IS NULL)::INTEGER)' for name in COLUMNS)
    found = duckdb.sql(f"SELECT {shares} FROM '{drawn}'").fetchall()[0]

    assert [
        name for name, share in zip(COLUMNS, found, strict=True) if share < COLUMNS[name].unknown - 0.08
    ] == []


def test_rows_stand_on_the_boundaries_of_shares_and_of_dates(rows: Sequence[Row]) -> None:
    known = [row for row in rows if row["service_income"] and row["revenue@2030"]]

    assert any(10 * row["service_income"] == 3 * row["revenue@2030"] for row in known)
    assert any(
        row["founded_on"] and (row["founded_on"].month, row["founded_on"].day) == (2, 29) for row in rows
    )


def test_a_complete_row_leaves_nothing_unknown(rows: Sequence[Row], right: list[str]) -> None:
    full = [line for row, line in zip(rows, right, strict=True) if complete(row)]

    assert full
    assert [line for line in full if "?" in line] == []


@pytest.mark.parametrize("engine", INSTALLED)
def test_no_engine_says_the_opposite_of_what_is_known(
    engine: str, rows: Sequence[Row], right: list[str]
) -> None:
    most = FEW if engine in SLOW else ROWS

    assert compared(right[:most], said(engine, rows[:most])).wrong == 0


@pytest.mark.parametrize("engine", ["ours", "ours, sentences"])
def test_we_say_what_the_rules_by_hand_say(engine: str, rows: Sequence[Row], right: list[str]) -> None:
    most = FEW if engine in SLOW else ROWS

    assert said(engine, rows[:most]) == right[:most]


@pytest.mark.parametrize("name", PEERS_THERE)
def test_what_a_peer_counts_is_what_its_cells_come_to(name: str, drawn: Path, right: list[str]) -> None:
    module = PEERS[name].module()

    cells = module.cells(drawn)

    assert compared(right, cells).wrong == 0
    assert {key: list(numbers) for key, numbers in module.count(drawn).items()} == counted(cells)


def test_cells_are_told_apart_by_how_they_go_wrong() -> None:
    assert compared(["10?", "?01"], ["1?1", "0?0"]) == Comparison(
        known=4, unknown=2, wrong=1, lost=2, holds=1, fails=1
    )


def test_a_verdict_leaves_out_what_holds_in_principle() -> None:
    in_principle_only = "".join("0" if rule == "growth" else "1" for rule in RULES)

    assert counted([in_principle_only, "1" * len(RULES), "?" + "1" * 22, "?0" + "1" * 21])[VERDICT] == [
        2,
        1,
        1,
    ]
