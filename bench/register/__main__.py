"""`python -m bench.register`: a register of many titles, and what asking it costs beside looking at every line."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.support import postgres
from tools.places import VENV

ROUNDS = 3
TICKS = os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str]) -> int:
    """Fill a register and print what every question costs, in milliseconds of processor time."""
    parser = argparse.ArgumentParser(prog="python -m bench.register")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    chosen = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="linxuan-register-") as folder,
        _database(chosen.database) as address,
    ):
        os.environ.update(_environment(folder, address))
        print(json.dumps(_measured(chosen.size), ensure_ascii=False, indent=1))
    return 0


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    with postgres.server(next((VENV / "lib").glob("python3*/site-packages"))) as address:
        yield address


def _environment(folder: str, address: str) -> dict[str, str]:
    named = {"DATABASE_URL": address} if address else {}
    return {**named, "LINXUAN_VAR": folder, "DJANGO_SETTINGS_MODULE": "linxuan_site.settings"}


def _measured(size: int) -> dict[str, Any]:
    from linxuan_site.startup import ready

    ready()
    from django.core.management import call_command

    from bench.register.seed import grow

    call_command("migrate", verbosity=0, interactive=False)
    before = _spent()
    name, brand = grow(size)
    _alone()
    found: dict[str, Any] = {"titles": size, "seconds to fill": round(_spent() - before, 1), **_sizes()}
    for word, (quick, slow) in _questions(name, brand).items():
        answers = [_cost(quick), _cost(slow)]
        assert answers[0][1] == answers[1][1], word
        found[word] = {
            "ms": answers[0][0],
            "ms, every line looked at": answers[1][0],
            "titles": answers[0][1][0],
        }
    return found


def _questions(name: str, brand: str) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    from datetime import timedelta

    from bench.register.seed import DAYS, FIRST, FREQUENT

    moments = {
        f"known after {share:.0%} of the time": FIRST + timedelta(days=DAYS * share)
        for share in (0.05, 0.5, 0.99)
    }
    named = {
        "a whole name": name,
        "a brand": brand,
        "two signs of it": brand[:2],
        "one sign": brand[:1],
        "a word of one in ten": FREQUENT,
        "a word of all": "公司",
        "a word of none": "没有这几个字",
    }
    asked: dict[str, dict[str, Any]] = {word: {"words": text} for word, text in named.items()}
    asked |= {word: {"known_at": moment} for word, moment in moments.items()}
    asked["a brand, known after 50% of the time"] = {
        "words": brand,
        "known_at": moments["known after 50% of the time"],
    }
    return {word: (partial(_asked, **one), partial(_looked_at, **one)) for word, one in asked.items()}


def _asked(**asked: Any) -> tuple[int, list[int]]:
    """How many titles the public page finds, and which are the first."""
    from linxuan_site.queries.public_register import narrowed_register, register_page, whole_register
    from linxuan_site.queries.register_counts import Wanted

    wanted = Wanted(**asked)
    register = whole_register(wanted) if wanted.known_at and not wanted.words else whole_register(Wanted())
    found = narrowed_register(register, wanted)
    return found.number(wanted), [one.id for one in register_page(found, wanted).entries]


def _looked_at(words: str = "", known_at: Any = None) -> tuple[int, list[int]]:
    """The same, by looking at every line."""
    from linxuan_site.queries.public_register import PAGE
    from linxuan_site.queries.register_counts import counted_lines
    from linxuan_site.queries.register_lines import lines_as_of

    rows = lines_as_of(None, known_at).order_by("-cohort", "track", "designation")
    rows = rows.filter(names__icontains=words) if words else rows
    number = sum(one.number for one in counted_lines(rows, []).alike)
    return number, [one.designation_id for one in rows[:PAGE]]


def _cost(asked: Callable[[], Any]) -> tuple[float, Any]:
    """Processor time of this process and of its connection, the median of some rounds, in milliseconds; the answer."""
    from linxuan_site.queries import register_counts

    times, answer = [], asked()
    for _ in range(ROUNDS):
        register_counts._register.cache_clear()  # noqa: SLF001 - else the second round would be answered at once
        before = _spent()
        answer = asked()
        times.append(1000 * (_spent() - before))
    return round(median(times), 1), answer


def _alone() -> None:
    """Let PostgreSQL use no helpers: their processor time would be nobody's, and looking at every line seem cheap."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def _spent() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(used[11]) + int(used[12])) / TICKS


def _sizes() -> dict[str, float]:
    """Megabytes of the lines and of the parts of names."""
    from django.db import connection

    tables = {"MB of lines": "linxuan_site_registerline", "MB of parts": "linxuan_site_registernamepart"}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for word, table in tables.items():
                cursor.execute("SELECT pg_total_relation_size(%s) / 1e6", [table])
                tables[word] = round(float(cursor.fetchone()[0]))  # type: ignore[assignment]
            return tables  # type: ignore[return-value]
        return {"MB in all": round(Path(connection.settings_dict["NAME"]).stat().st_size / 1e6)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
