"""The triggers that the record and the counts rely on: those that migrations made, and those that are there."""

from importlib import import_module

from django.db import connection

from linxuan_site.migrations import _kept
from linxuan_site.watching.readiness import lacking_migrations

FIRST = "linxuan_site.migrations.0002_record_is_never_updated"
"""Protects its tables by itself; every later migration does it by `_kept`."""
LET_GO = frozenset({"revocation"})
"""Protected once; a later migration took the trigger away."""
OF_BOTH = frozenset(
    {
        "package_content_is_kept",
        "application_keeps_its_version",
        "office_stands_when_it_acts",
        "linxuan_site_help_is_kept",
        "application_moves",
        "application_counts_fold",
        "filing_comes",
        "filing_goes",
        "filing_counts_fold",
        "register_counts_fold",
        "register_line_parts",
        "grade_step_counts",
    }
)
OF_SQLITE = frozenset(
    {
        "application_comes",
        "application_goes",
        "filing_moves_away",
        "filing_moves_here",
        "register_line_comes",
        "register_line_goes",
        "register_line_moves",
        "register_line_parts_again",
    }
)
OF_POSTGRES = frozenset({"application_comes_or_goes", "filing_moves", "register_line_counts"})


def triggers_wanted() -> set[str]:
    """Return the names of the triggers that a database of this version has."""
    lacking_migrations()  # reads every migration: each that protects a table says so
    protected = {*import_module(FIRST).RECORD, *_kept.PROTECTED} - LET_GO
    own = OF_POSTGRES if connection.vendor == "postgresql" else OF_SQLITE
    return {f"linxuan_site_{name}_is_kept" for name in protected} | OF_BOTH | own


def triggers_there() -> set[str]:
    """Return the names of the triggers in the database, without those that it makes by itself."""
    question = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relname LIKE 'linxuan_site_%%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'linxuan_site_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [])
        return {name for (name,) in cursor.fetchall()}
