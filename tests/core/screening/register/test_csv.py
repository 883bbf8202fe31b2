from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.core.screening.register.conftest import Opener
from tests.core.screening.register.reading import unreadable, values


def test_canonical_cells_are_read_in_their_order(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text(
        "name,status,capital,staff,income@2022,income@2021,live_on,accident,functions,district\n"
        "示例企业,active,12.50,7,1,2,2020-02-29,true,a;b,990101\n"
        '"甲, 乙",,,,,,,,,\n'
        '丙,注销,"1,234.5",１２,3,,2020年2月29日,是,[],210211\n'
    )
    register = opened(file)
    assert values(connection, register) == {
        1: {
            "name": "示例企业", "status": "active", "capital": Decimal("12.50"), "staff": 7,
            "income": {2022: 1, 2021: 2}, "live_on": date(2020, 2, 29), "accident": True,
            "functions": ("a", "b"), "district": "990101",
        },
        2: {"name": "甲, 乙"},
        3: {
            "name": "丙", "status": "closed", "capital": Decimal("1234.5"), "staff": 12, "income": {2022: 3},
            "live_on": date(2020, 2, 29), "accident": True, "functions": (), "district": "210211",
        },
    }  # fmt: skip
    assert (register.rows, register.unreadable) == (3, 0)
    assert register.missing == ("credit_code", "industry", "income@2020", "patents")


def test_torn_rows_are_told_and_the_others_keep_their_places(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text("staff,capital\n1,1\n2\n\n3,3,3\n4,4\n五,5\n")
    register = opened(file)
    assert values(connection, register) == {1: {"staff": 1, "capital": 1}, 4: {"staff": 4, "capital": 4}}
    assert (register.rows, register.unreadable) == (5, 3)
    assert [(row, column, value) for row, column, value, _ in unreadable(connection, register)] == [
        (2, "", "2"), (3, "", "3,3,3"), (5, "staff", "五"),
    ]  # fmt: skip
