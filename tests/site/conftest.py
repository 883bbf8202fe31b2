"""The site's tests: SQLite in a file as in an installation, or PostgreSQL where `DATABASE_URL` names one."""

from tests.support.site import (
    django_db_modify_db_settings,
    installation,
    own_files,
    taken_at_their_word,
    working,
)

__all__ = ["django_db_modify_db_settings", "installation", "own_files", "taken_at_their_word", "working"]
