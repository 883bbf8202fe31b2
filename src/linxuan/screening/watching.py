"""Telling how far a long query is, while it runs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

_EVERY = 0.2
"""Seconds between two looks."""


@contextmanager
def watched(
    connection: duckdb.DuckDBPyConnection, stage: str, tell: Callable[[str, float], None]
) -> Iterator[None]:
    """Tell how far the queries are that run inside the block: `stage`, and from 0 to 1."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY):
            # -1 stands for a query that cannot tell.
            tell(stage, max(0.0, connection.query_progress() / 100))

    tell(stage, 0.0)
    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
    tell(stage, 1.0)
