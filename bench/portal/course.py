"""One size after another: more applications, a fresh server, every page, and people who type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.portal.aims import aims
from bench.portal.measuring import cost_of, typing_cost
from bench.portal.pages import Page, pages
from bench.portal.places import workplace
from bench.portal.readers import typists
from bench.portal.seed import grow
from bench.portal.servers import Site, site
from bench.portal.visits import Meter, Reader, get
from tools.words import tell

SAVES = 5
"""How often each person saves."""


@dataclass(frozen=True)
class Course:
    """How often a page is opened, and which: those whose name holds `only`."""

    rounds: int
    only: str = ""


def measured(
    address: str, sizes: Sequence[int], course: Course, environment: Mapping[str, str]
) -> dict[str, Any]:
    """Return the costs by size and page, those of typing by size, and the aims."""
    with psycopg.connect(address, autocommit=True) as connection:
        # The processor time of parallel workers would be seen by nobody.
        connection.execute("ALTER DATABASE postgres SET max_parallel_workers_per_gather = 0")
    by_page: dict[int, dict[str, dict[str, float]]] = {}
    typing: dict[int, dict[str, float]] = {}
    before = 0
    for size in sizes:
        tell(f"准备 {size:,} 件申报 …", f"Making {size:,} applications …")
        grow(address, size, before)
        before = size
        wanted, people = pages(), typists()
        _forget_connections()
        with site(environment, workplace() / "site.log") as running:
            by_page[size] = {}
            for page in (one for one in wanted if course.only in one.name):
                found = cost_of(running, _meter(address, running, page), page, course.rounds)
                by_page[size][f"{page.who} {page.name}"] = found.as_json()
                tell(
                    f"  {page.who} {page.name}: {found.times_empty:.2f}",
                    f"  {page.who} {page.name}: {found.times_empty:.2f}",
                )
            own = next(one for one in wanted if one.name == "section")
            typing[size] = typing_cost(
                running, _meter(address, running, own), people, own.address, SAVES
            ).as_json()
    return {
        "pages": by_page,
        "typing": typing,
        "aims": [one.as_json() for one in aims(by_page, typing)],
    }


def _meter(address: str, running: Site, page: Page) -> Meter:
    """Return a meter over the worker and its connections, which are there after a first page."""
    get(running, page.reader if page.reader.session else Reader(""), page.address)
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchall()
    return Meter(running, [one[0] for one in found])


def _forget_connections() -> None:
    from django.db import connections

    connections.close_all()
