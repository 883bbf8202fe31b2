"""Tables of the record, for migrations: the database itself refuses to change their rows."""

from collections.abc import Callable, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PROTECTED: set[str] = set()
"""The models that were given to `protecting`, by name: `linxuan doctor` looks for the triggers of each."""

Change = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def protecting(names: Sequence[str]) -> tuple[Change, Change]:
    """Return what puts the trigger of 0002 on tables, and what takes it away; `names` are of models."""
    PROTECTED.update(names)

    def protect(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        postgres = editor.connection.vendor == "postgresql"
        for name in names:
            table = f"linxuan_site_{name}"
            body = (
                "FOR EACH ROW EXECUTE FUNCTION linxuan_refuse_update()"
                if postgres
                else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never updated'); END"
            )
            editor.execute(f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} {body}")

    def release(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        postgres = editor.connection.vendor == "postgresql"
        for name in names:
            on = f" ON linxuan_site_{name}" if postgres else ""
            editor.execute(f"DROP TRIGGER linxuan_site_{name}_is_kept{on}")

    return protect, release
