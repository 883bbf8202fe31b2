"""The processor time of the site's workers and of the database: of those that run, and of those that ended."""

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.portal.servers import processor_seconds


@dataclass(frozen=True)
class Meter:
    """Two processes that everything else is a child of: the one of the application server, the one of the database."""

    web: int
    database: int

    def now(self) -> tuple[float, float]:
        """Return what both have used so far with all their children, in seconds."""
        return _of_family(self.web), _of_family(self.database)


def meter_of(web: int, address: str) -> Meter:
    """Return a meter over a server of the site and the database at an address."""
    with psycopg.connect(address) as connection:
        backend = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert backend is not None
        # While it is connected: afterwards that process is soon gone.
        return Meter(web, _parent(backend[0]))


def _of_family(process: int) -> float:
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    # A grandchild, such as the one that looks into a file, counts with its parent once it ended.
    running = [process, *map(int, children)]
    return sum(processor_seconds([one]) + _ended_children(one) for one in running)


def _ended_children(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def _parent(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    return int(fields[1])
