"""`python -m bench.rounds`: what the pages of a round cost with a thousand and with a hundred thousand titles in it."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.portal.places import PACKAGE
from bench.rounds.seed import FIRST, grow
from tests.support import postgres
from tools.places import VENV

if TYPE_CHECKING:  # models are there when the site is ready
    from django.test import Client

ROUNDS, SIZES, STAGE = 5, (1_000, 100_000), "evaluation"
TICKS = os.sysconf("SC_CLK_TCK")
LATE = 200
"""A late page begins so many before the last."""


def main(arguments: Sequence[str]) -> int:
    """Fill a register, open its round, and print what each page costs, in milliseconds of processor time."""
    parser = argparse.ArgumentParser(prog="python -m bench.rounds")
    parser.add_argument("--size", type=int, action="append")
    sizes = sorted(parser.parse_args(arguments).size or SIZES)
    with (
        tempfile.TemporaryDirectory(prefix="linxuan-rounds-") as folder,
        postgres.server(next((VENV / "lib").glob("python3*/site-packages"))) as address,
    ):
        _ready(folder, address)
        found, before = {}, 0
        for size in sizes:
            grow(address, size, before)
            before = size
            found[size] = {name: _cost(*_page(name, size)) for name in _PAGES}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


_PAGES = {
    "register": "/register/",
    "register, late": "/register/?after={late}",
    "round": "/evaluation/{call}/{round}/",
    "round, who has not filed": "/evaluation/{call}/{round}/?filing=open",
    "round by API": "/api/calls/{call}/rounds/{round}",
    "filing list": "/evaluation/{call}/{round}/list/",
    "filing list, late": "/evaluation/{call}/{round}/list/?after={late}",
    "grades": "/evaluation/{call}/{round}/grades/",
    "charts": "/evaluation/{call}/{round}/charts/",
    "entity": "/register/{late}/",
}


def _ready(folder: str, address: str) -> None:
    from bench.portal.installation import environment, load_demonstration

    os.environ.update(environment(address, Path(folder), "linxuan_site.settings", STAGE))
    # As in the demonstration: no second factor is asked of officers.
    os.environ.update(LINXUAN_HOSTS="testserver", LINXUAN_DEMO="1")
    load_demonstration(STAGE)
    _alone()


def _page(name: str, size: int) -> tuple["Client", str]:
    """Somebody of the city, and the address of a page."""
    from django.test import Client

    from linxuan_site.models import Account
    from linxuan_site.queries.calls import current_call, definition_of

    call = definition_of(current_call(PACKAGE.name))
    client = Client()
    client.force_login(Account.objects.filter(office__kind="city").order_by("pk")[0])
    return client, _PAGES[name].format(call=call.id, round=next(iter(call.rounds)), late=FIRST + size - LATE)


def _cost(client: "Client", address: str) -> dict[str, float]:
    """Milliseconds of this process and of its connection, and by the clock: medians of some visits after a first one."""
    visits = [_visit(client, address) for _ in range(ROUNDS + 1)][1:]
    names = ("web", "database", "clock")
    return {name: round(1000 * median(one[at] for one in visits)) for at, name in enumerate(names)}


def _visit(client: "Client", address: str) -> tuple[float, float, float]:
    clock, web, database = time.perf_counter(), time.process_time(), _database()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.process_time() - web, _database() - database, time.perf_counter() - clock


def _database() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / TICKS


def _alone() -> None:
    """Let PostgreSQL use no helpers: their processor time would be nobody's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
