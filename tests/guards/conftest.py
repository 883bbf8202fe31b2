"""The guards: what keeps the law of the house where no type and no linter can."""

from tests.support.site import django_db_modify_db_settings, installation, own_files

__all__ = ["django_db_modify_db_settings", "installation", "own_files"]
