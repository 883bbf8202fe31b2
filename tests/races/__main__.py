"""`python -m tests.races --times N [--postgres]`: send everything that writes twice at once, and look what came of it.

Races follow each other on the same scene, so that they are run in many states; then it is put back as it was.
Ends with 1 where something was found. The seed tells what is sent; who comes first is not told by it.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.races.finding import places_beyond_quota, wrong_with
from tests.races.ground import DAY, File, Ground, Template, taken_at_their_word
from tests.support.postgres import running
from tools.places import VENV

TIMES = 10_000
ON_ONE_SCENE = 25
"""Races that follow each other before the scene is put back."""


def main(arguments: Sequence[str]) -> int:
    """Run so many races, print how they ended, and return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="./run check races")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args(arguments)
    # Whoever runs it for a bounded time ends it so: what was run until then is told.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory(prefix="linxuan-races-") as name,
        _ground(chosen.postgres, Path(name)) as ground,
    ):
        os.environ.update(
            DATABASE_URL=ground.address,
            LINXUAN_VAR=name,
            LINXUAN_BUSINESS_DAY=DAY,
            LINXUAN_DEMO="",
            LINXUAN_HOSTS="",
        )
        from linxuan_site.startup import ready

        ready()
        with taken_at_their_word():
            found = _course(ground, chosen.times, random.Random(chosen.seed))
    for one, number in found.most_common(20):
        print(f"!! {number} × {one}")
    return 1 if found else 0


@contextmanager
def _ground(postgres: bool, folder: Path) -> Iterator[Ground]:
    if not postgres:
        yield File(folder)
        return
    with running(next((VENV / "lib").glob("python3*/site-packages"))) as server:
        yield Template(server.address)


def _course(ground: Ground, times: int, chance: random.Random) -> "Counter[str]":
    from django.db import connections

    from tests.races.scenes import track

    course = track(chance)
    connections.close_all()
    ground.keep()
    found: Counter[str] = Counter()
    ends: dict[str, Counter[str]] = {}
    said: dict[str, str] = {}
    begun, number = time.monotonic(), 0
    try:
        for number in range(1, times + 1):
            if number % ON_ONE_SCENE == 0:
                connections.close_all()
                ground.put_back()
            before = _steps()
            outcome = course.race()
            found.update(wrong_with(outcome, _steps(), before))
            found.update(places_beyond_quota())
            ends.setdefault(outcome.name, Counter())[outcome.kind] += 1
            said.setdefault(outcome.name, f"{outcome.statuses} {' '.join(outcome.told[0].split())[:110]}")
            if number % 100 == 0:
                print(f"{number} races, {len(found)} kinds found", flush=True)
    except KeyboardInterrupt:
        print("stopped; what was run so far is told", flush=True)
    _tell(ends, said, number, time.monotonic() - begun)
    return found


def _steps() -> int:
    from linxuan_site.models import Step

    return Step.objects.count()


def _tell(ends: dict[str, "Counter[str]"], said: dict[str, str], number: int, seconds: float) -> None:
    for name, kinds in sorted(ends.items()):
        print(f"  {name:<75} {kinds['one']:>5} one won {kinds['both']:>5} both {kinds['none']:>5} none")
        if set(kinds) == {"none"}:
            print(f"      {said[name]}")
    total = sum(ends.values(), Counter[str]())
    print(
        f"{number} races over {len(ends)} kinds in {seconds:.0f} s: {total['one']} with one winner, "
        f"{total['both']} told twice that it is done, {total['none']} that could not be done",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
