"""`python -m tests.kills --times N [--postgres]`: kill at random while people file, and look what is missing.

Ends with 1 where something was found. What is killed when is told by the seed; what the people do meanwhile is not.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TypeVar

from bench.portal.servers import free_port
from tests.kills.finding import (
    broken_promises,
    files_without_rows,
    half_written,
    messages_for_nothing,
    refusals_that_are_not_ours,
    rows_without_files,
    sent_twice,
)
from tests.kills.killing import Killer
from tests.kills.place import complete_answers, prepare, surroundings
from tests.kills.promises import Promises
from tests.support.postgres import Server, running
from tools.places import VENV

TIMES, PEOPLE = 300, 4
LONGEST_PAUSE = 1.5
"""Between two kills, in seconds: the next comes at any moment until then."""
DURABLE = ""
"""A server that keeps its promises: fsync and all else as it comes."""
LOOK_EVERY = 10
Found = TypeVar("Found")


def main(arguments: Sequence[str]) -> int:
    """Kill so often, print what was found, and return 1 where there was something."""
    parser = argparse.ArgumentParser(prog="./run check kills")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args(arguments)
    # Whoever runs it for a bounded time ends it so: what was killed until then is looked at.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory(prefix="linxuan-kills-") as folder,
        _database(chosen.postgres) as database,
    ):
        address = database.address if database else ""
        environment = surroundings(Path(folder), address)
        os.environ.update(environment)
        from linxuan_site.startup import ready

        ready()
        found = _course(chosen, Path(folder), environment, database)
    for one in found:
        print(f"!! {one}")
    return 1 if found else 0


@contextmanager
def _database(postgres: bool) -> Iterator[Server | None]:
    if not postgres:
        yield None
        return
    with running(next((VENV / "lib").glob("python3*/site-packages")), DURABLE) as server:
        yield server


def _course(
    chosen: argparse.Namespace, folder: Path, environment: dict[str, str], database: Server | None
) -> list[str]:
    from django.db import connections

    from linxuan_site.documents.sample import sample_pdf
    from tests.kills.filing import People

    token, answers = prepare(), complete_answers()
    connections.close_all()
    promises, stopped = Promises(), Event()
    killer = Killer(free_port(), environment, folder / "site.log", random.Random(chosen.seed), database)
    killer.start()
    people = People(killer.port, token, answers, sample_pdf("示例"), promises, stopped)
    threads = people.start(chosen.people, "filer")
    found: list[str] = []
    begun = time.monotonic()
    try:
        for number in range(1, chosen.times + 1):
            time.sleep(killer.chance.uniform(0, LONGEST_PAUSE))
            killer.kill()
            if number % LOOK_EVERY == 0:
                found += [f"after {number} kills: {one}" for one in _asked(lambda: _missing(promises))]
                print(
                    f"{number} kills, {len(promises.so_far())} acknowledged, {len(found)} found", flush=True
                )
            if found:
                break
    except KeyboardInterrupt:
        print("stopped; what was killed so far is looked at", flush=True)
    finally:
        stopped.set()
        for one in threads:
            one.join(timeout=90)
    found += _at_rest(promises, folder, killer)
    _tell(promises, killer, time.monotonic() - begun)
    return found


def _missing(promises: Promises) -> list[str]:
    # In this order: what is acknowledged while the rows are read is looked at next time.
    return list(broken_promises(promises.so_far()))


def _at_rest(promises: Promises, folder: Path, killer: Killer) -> list[str]:
    """Look at everything when nobody is at work any more; what waits to be sent is sent before."""
    from linxuan_site.actions.cleaning import clean_files
    from linxuan_site.outbox import deliver

    killer.wait()
    killer.stop()
    _asked(deliver)
    root = folder / "files"
    orphans = len(files_without_rows(root))
    _asked(lambda: clean_files(older=0.0))
    print(f"{orphans} files were left by acts that came to nothing; clean-files took them away", flush=True)
    return [
        *_missing(promises),
        *half_written(),
        *rows_without_files(root),
        *(f"a file without a row: {one}" for one in files_without_rows(root)),
        *messages_for_nothing(folder / "mail"),
        *sent_twice(folder / "mail"),
        *refusals_that_are_not_ours(promises.refusals),
        *(f"a page of failure: {one}" for one in promises.bad_answers[:5]),
    ]


def _asked(read: Callable[[], Found]) -> Found:
    """Ask the database on a new connection: the one before may have been killed."""
    from django.db import DatabaseError, connections

    for attempt in range(20):
        connections.close_all()
        try:
            return read()
        except DatabaseError:
            if attempt == 19:
                raise
            time.sleep(0.5)
    raise AssertionError("not reached")


def _tell(promises: Promises, killer: Killer, seconds: float) -> None:
    kinds: dict[str, int] = {}
    for one in promises.so_far():
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    print(
        f"killed {dict(sorted(killer.done.items()))} in {seconds:.0f} s; acknowledged {dict(sorted(kinds.items()))}; "
        f"{promises.broken} answers never came, {len(promises.refusals)} were refused with a number, "
        f"{len(promises.bad_answers)} were pages of failure",
        flush=True,
    )


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    # Somebody may still wait for an answer that nobody gives any more.
    os._exit(code)
