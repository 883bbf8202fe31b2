"""Work that only one process of an installation may do at a time, and that ends with the process that does it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Yield whether this process has the work of a name to itself for the block; it never waits.

    PostgreSQL keeps the lock with the connection, SQLite's lies in a file beside the database: both are free
    again when the process ends, however it ends, so that nobody has to guess whether it is still at work. The
    lock is no transaction: the block commits what it does bit by bit.
    """
    with _in_the_database(name) if connection.vendor == "postgresql" else _beside_the_file(name) as held:
        yield held


@contextmanager
def _in_the_database(name: str) -> Iterator[bool]:
    key = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        # A connection that broke meanwhile took the lock with it.
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _beside_the_file(name: str) -> Iterator[bool]:
    database = Path(connection.settings_dict["NAME"])
    with database.with_name(f"{database.name}.{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
