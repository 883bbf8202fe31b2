"""`./run test`: every check, one after another; the last line is the count over all of them."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres
from tools import install
from tools.counts import NOTHING, Counts, read_counts
from tools.places import PYTHON, ROOT, VENV, succeeds
from tools.words import say, tell

RESULTS = ROOT / "var" / "test-results"
INSTALLATION = ROOT / "var" / "test-installation"
TWO_AT_A_TIME = ("-n", "2")

LINT: tuple[tuple[str, list[str | Path]], ...] = (
    ("ruff check", [VENV / "bin" / "ruff", "check"]),
    ("ruff format", [VENV / "bin" / "ruff", "format", "--check"]),
    ("mypy", [VENV / "bin" / "mypy"]),
    ("import contracts", [VENV / "bin" / "lint-imports", "--no-logo"]),
)


@dataclass(frozen=True)
class Part:
    """One run of pytest: `folder` below tests/, with options of its own."""

    name: str
    heading: str
    folder: str
    options: tuple[str, ...] = ()


PARTS = (
    Part("core", "core, without Django", "core", ("-p", "no:django", *TWO_AT_A_TIME)),
    Part("site", "site on SQLite", "site", TWO_AT_A_TIME),
    Part("postgres", "site on PostgreSQL", "site", TWO_AT_A_TIME),
    Part("spark", "screening on Spark", "spark", ("-p", "no:django")),
    Part("journeys", "journeys in Chromium", "journeys"),
    Part("guards", "guards", "guards", TWO_AT_A_TIME),
)


@dataclass(frozen=True)
class Outcome:
    """How one step ended: `passed` is also false where it ran no test at all."""

    heading: str
    passed: bool
    seconds: float
    counts: Counts = NOTHING


def run(arguments: Sequence[str]) -> int:
    """Run all, or the part that the first argument names; the other arguments go to pytest."""
    names = {part.name for part in PARTS} | {"lint"}
    chosen, rest = (
        ({arguments[0]}, arguments[1:]) if arguments and arguments[0] in names else (names, arguments)
    )
    install.install([install.BASE, install.POSTGRES, install.TEST, install.SPARK])
    shutil.rmtree(RESULTS, ignore_errors=True)
    outcomes = [*(_lint() if "lint" in chosen else ())]
    outcomes += [_pytest(part, rest) for part in PARTS if part.name in chosen]
    return _conclude(outcomes)


def _lint() -> Iterator[Outcome]:
    for heading, command in LINT:
        started = _begin(heading)
        yield Outcome(heading, succeeds(command, _for_tests()), time.monotonic() - started)


def _pytest(part: Part, arguments: Sequence[str]) -> Outcome:
    started = _begin(part.heading)
    if part.name == "journeys":
        succeeds([PYTHON, "-m", "tests.support.browser"], _for_tests())
    results = RESULTS / f"{part.name}.xml"
    folder = [] if any(_is_a_test(one) for one in arguments) else [ROOT / "tests" / part.folder]
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pytest",
        *folder,
        *part.options,
        f"--junitxml={results}",
        *arguments,
    ]
    try:
        with _database(part) as address:
            passed = succeeds(command, _for_tests(address))
        counts = read_counts(results)
    except postgres.Unavailable as fault:
        passed, counts = _without_a_server(fault)
    if not passed and not counts.failed:
        # It broke before, or beside, its tests: that must not look like a pass in the count.
        counts += Counts(failed=1)
    return Outcome(part.heading, passed, time.monotonic() - started, counts)


def _is_a_test(argument: str) -> bool:
    return (ROOT / argument.partition("::")[0]).exists() and not argument.startswith("-")


@contextmanager
def _database(part: Part) -> Iterator[str]:
    """Yield the address of the database: '' stands for SQLite."""
    if part.name != "postgres":
        yield ""
    elif given := os.environ.get("DATABASE_URL", ""):
        yield given
    else:
        tell("启动 PostgreSQL …", "Starting PostgreSQL …")
        with postgres.server(_site_packages()) as address:
            yield address


def _site_packages() -> Path:
    return next((VENV / "lib").glob("python3*/site-packages"))


def _without_a_server(fault: postgres.Unavailable) -> tuple[bool, Counts]:
    reason = say(f"没有 PostgreSQL：{fault}", f"no PostgreSQL: {fault}")
    print(reason, flush=True)
    if os.environ.get("CI"):
        return False, Counts(failed=1)
    return True, Counts(skipped=1, reasons=(reason,))


def _for_tests(database: str = "") -> dict[str, str]:
    """The tests keep an installation of their own, beside the one of this machine."""
    INSTALLATION.mkdir(parents=True, exist_ok=True)
    return {
        "DATABASE_URL": database,
        "LINXUAN_VAR": str(INSTALLATION),
        "LINXUAN_BUSINESS_DAY": "",
        "LINXUAN_DEMO": "",
        "LINXUAN_HOSTS": "",
    }


def _begin(heading: str) -> float:
    print(f"\n━━━━ {heading} {'━' * max(4, 70 - len(heading))}", flush=True)
    return time.monotonic()


def _conclude(outcomes: Sequence[Outcome]) -> int:
    total = sum((one.counts for one in outcomes), NOTHING)
    _begin(say("小结", "summary"))
    for one in outcomes:
        print(f"{'✓' if one.passed else '✗'} {one.heading:<24} {one.seconds:7.1f} s  {one.counts or ''}")
    for reason in dict.fromkeys(total.reasons):
        tell(f"！！没有运行：{reason}", f"!! left out: {reason}")
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 0 if all(one.passed for one in outcomes) else 1
