"""Many applications, made by the database from the few of the demonstration.

Every copy has an organisation of its own, and all that its model has: answers, revisions, steps, files.
Copies take no places; only the first two hundred may have a score, as people give them one by one.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

APPLICATION, ORGANISATION = "linxuan_site_application", "linxuan_site_organisation"
BESIDE = {
    "linxuan_site_submission": "TRUE",
    "linxuan_site_step": "TRUE",
    "linxuan_site_attachment": "TRUE",
    "linxuan_site_placement": "n <= 200",
}
"""Tables of rows that belong to an application, with which copies have them."""
FIRST = 1_000_000_000
"""Ids of copies begin here."""


def grow(address: str, size: int, since: int) -> None:
    """Make copies until there are `size` of them; `since` are there already."""
    with psycopg.connect(address, autocommit=False) as connection, connection.cursor() as cursor:
        # Without triggers: neither keys to check one by one nor counts to keep; both are made good below.
        cursor.execute("SET session_replication_role = replica")
        _models(cursor)
        span = {"since": since + 1, "until": size}
        _copy(cursor, ORGANISATION, _organisations(), span)
        _copy(cursor, APPLICATION, _applications(), span)
        for table, which in BESIDE.items():
            _copy_beside(cursor, table, which, span)
        _recount(cursor)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _models(cursor: psycopg.Cursor) -> None:
    """Number the applications of the demonstration that are copied: those to tracks that hold no place."""
    cursor.execute(
        f"CREATE TEMP TABLE model ON COMMIT DROP AS "
        f"SELECT id, organisation_id, row_number() OVER (ORDER BY id) - 1 AS position FROM {APPLICATION} "
        f"WHERE id < {FIRST} AND designation_id IS NULL "
        f"AND id NOT IN (SELECT application_id FROM linxuan_site_place)"
    )


def _organisations() -> Mapping[str, str]:
    return {
        "id": f"{FIRST} + n",
        "identifier": "'91' || lpad(n::text, 16, '0')",
        "credit_code": "'91' || lpad(n::text, 16, '0')",
        "name": "'示例' || n || '号有限公司'",
    }


def _applications() -> Mapping[str, str]:
    return {
        "id": f"{FIRST} + n",
        "organisation_id": f"{FIRST} + n",
        "number": "CASE WHEN old.number IS NOT NULL THEN 'B-' || lpad(n::text, 8, '0') END",
        "changed_at": "old.changed_at + n * interval '1 millisecond'",
    }


def _copy(cursor: psycopg.Cursor, table: str, other: Mapping[str, str], span: Mapping[str, int]) -> None:
    columns = _columns(cursor, table)
    key = "organisation_id" if table == ORGANISATION else "id"
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(other.get(one, f'old.{one}') for one in columns)} "
        f"FROM generate_series(%(since)s::bigint, %(until)s::bigint) AS n "
        f"JOIN model ON model.position = n %% (SELECT COUNT(*) FROM model) "
        f"JOIN {table} AS old ON old.id = model.{key}",
        span,
    )


def _copy_beside(cursor: psycopg.Cursor, table: str, which: str, span: Mapping[str, int]) -> None:
    columns = [one for one in _columns(cursor, table) if one != "id"]
    values = (f"{FIRST} + n" if one == "application_id" else f"old.{one}" for one in columns)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM generate_series(%(since)s::bigint, %(until)s::bigint) AS n "
        f"JOIN model ON model.position = n %% (SELECT COUNT(*) FROM model) "
        f"JOIN {table} AS old ON old.application_id = model.id WHERE {which}",
        span,
    )


def _columns(cursor: psycopg.Cursor, table: str) -> list[str]:
    cursor.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(table)))
    return [
        f'"{one.name}"' if one.name in {"order", "position"} else one.name for one in cursor.description or ()
    ]


def _recount(cursor: psycopg.Cursor) -> None:
    kind = "call, procedure, category, stage, in_charge, offices"
    cursor.execute("DELETE FROM linxuan_site_applicationcount")
    cursor.execute(
        f"INSERT INTO linxuan_site_applicationcount ({kind}, filed, closed, number, folded) "
        f"SELECT {kind}, number IS NOT NULL, closed, COUNT(*), TRUE FROM {APPLICATION} "
        f"GROUP BY {kind}, number IS NOT NULL, closed"
    )
