"""Many titles with their lines, reports and grades, copied by the database from those of the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

FIRST = 1_000_000_000
"""Ids of copies begin here."""
SPARED = 1000
"""So many ids has each copy of a title for the rows beside it."""
OWN = f"{FIRST} + n"
NAME, CODE = "'示例' || n || '号有限公司'", "'91' || lpad(n::text, 16, '0')"


@dataclass(frozen=True)
class Table:
    """A table that is copied: where the rows of a model are found, and the columns that are other in a copy."""

    name: str
    found: str
    other: Mapping[str, str]


def grow(address: str, size: int, since: int) -> None:
    """Make copies until there are `size` of them; `since` are there already."""
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        # Without triggers: neither keys to check one by one nor counts to keep.
        cursor.execute("SET session_replication_role = replica")
        _models(cursor)
        for table in _tables():
            _copy(cursor, table, {"since": since + 1, "until": size})
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _models(cursor: psycopg.Cursor) -> None:
    """Number the titles of the demonstration that have a report."""
    cursor.execute(
        f"CREATE TEMP TABLE model ON COMMIT DROP AS SELECT title.id, title.organisation_id, "
        f"MIN(report.id) AS report_id, row_number() OVER (ORDER BY title.id) - 1 AS position "
        f"FROM linxuan_site_designation AS title "
        f"JOIN linxuan_site_application AS report ON report.designation_id = title.id "
        f"WHERE title.id < {FIRST} GROUP BY title.id"
    )


def _tables() -> list[Table]:
    beside = {"id": _beside("old.id"), "designation_id": OWN}
    number = "CASE WHEN old.number IS NOT NULL THEN 'B-' || lpad(n::text, 8, '0') END"
    entity = {"organisation_id": OWN, "name": NAME}
    of_title, of_report = "old.designation_id = model.id", "old.application_id = model.report_id"
    of_grade = "old.record_id IN (SELECT id FROM linxuan_site_graderecord WHERE designation_id = model.id)"
    record = {"record_id": _beside("old.record_id")}
    return [
        Table(
            "organisation",
            "old.id = model.organisation_id",
            {"id": OWN, "identifier": CODE, "credit_code": CODE, "name": NAME},
        ),
        Table("designation", "old.id = model.id", {**entity, "id": OWN}),
        Table(
            "application",
            "old.id = model.report_id",
            {"id": OWN, "organisation_id": OWN, "designation_id": OWN, "number": number},
        ),
        Table("step", of_report, {"id": _beside("old.id"), "application_id": OWN}),
        Table("registerline", of_title, {**beside, **entity, "names": NAME}),
        Table("registerevent", of_title, beside),
        Table("graderecord", of_title, beside),
        Table("gradestep", of_grade, {"id": _beside("old.id"), **record}),
        Table("countinggrade", of_title, {"designation_id": OWN, **record}),
    ]


def _beside(key: str) -> str:
    return f"{FIRST} + n * {SPARED} + {key} %% {SPARED}"


def _copy(cursor: psycopg.Cursor, table: Table, span: Mapping[str, int]) -> None:
    name = f"linxuan_site_{table.name}"
    cursor.execute(f"SELECT * FROM {name} LIMIT 0")
    columns = [one.name for one in cursor.description or ()]
    values = (table.other.get(one, f'old."{one}"') for one in columns)
    listed = ", ".join(f'"{one}"' for one in columns)
    cursor.execute(
        f"INSERT INTO {name} ({listed}) SELECT {', '.join(values)} "
        f"FROM generate_series(%(since)s::bigint, %(until)s::bigint) AS n "
        f"JOIN model ON model.position = n %% (SELECT COUNT(*) FROM model) "
        f"JOIN {name} AS old ON {table.found}",
        span,
    )
