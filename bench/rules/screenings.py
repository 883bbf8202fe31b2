"""Every way of looking at a whole register that is measured: its command, and what it counted."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.rules.cells import RULES
from bench.rules.counts import VERDICT, Counts
from bench.rules.measure import linxuan, python
from bench.rules.ours import ON
from bench.rules.places import PROGRAMME, TRACK, workplace

CODES = Path(__file__).with_name("codes.toml")
"""A column map by which the register has credit codes."""
PARAMETER = "service_share_min"
VARIED = f"{PARAMETER}=0.20..0.40:0.02"
VALUE = f"{PARAMETER}=0.25"
OURS, WRITTEN, SPARK = "ours", "ours, written", "ours, Spark"
ELEVEN, CHANGED, REUSED = "ours, eleven thresholds", "ours, changed", "ours, changed, reused"
_OUTCOMES = ("met", "not_met", "unknown")
_VERDICTS = ("eligible", "ineligible", "undetermined")


@dataclass(frozen=True)
class Screening:
    """A command over a register; `counts` reads what it printed, where it counts."""

    name: str
    command: Sequence[str]
    counts: Callable[[str], Counts] | None = None
    again: bool = False
    """It starts from what `WRITTEN` left."""


def screenings(register: Path) -> list[Screening]:
    """Return those that are measured at every size."""
    reused = ("--reuse", str(stored(register)), "--set", VALUE)
    return [
        Screening(OURS, _ours("screen", register, "--json"), read_counts),
        Screening(WRITTEN, _ours("screen", register, "--json", "--out", str(stored(register)))),
        Screening(ELEVEN, _ours("what-if", register, "--json", "--vary", VARIED)),
        Screening(REUSED, _ours("screen", register, "--json", *reused), read_counts, again=True),
        Screening("polars", _peer("polars", "count", register), json.loads),
        Screening("polars, written", _peer("polars", "write", register, str(_scrap("polars.parquet")))),
    ]


def of_one_size(register: Path, *, spark: bool) -> list[Screening]:
    """Return those that are measured at one size only."""
    by_spark = Screening(SPARK, _ours("screen", register, "--json", "--engine", "spark"), read_counts)
    codes = _ours("screen", register, "--json", "--map", str(CODES))
    return [
        Screening("openfisca", _peer("openfisca", "count", register), json.loads),
        Screening(CHANGED, _ours("screen", register, "--json", "--set", VALUE), read_counts),
        Screening("ours, codes checked", codes, read_counts),
        *([by_spark] if spark else []),
    ]


def stored(register: Path) -> Path:
    """Return where our verdicts over a register are written."""
    return register.with_suffix(".verdicts.parquet")


def read_counts(printed: str) -> Counts:
    """Read what `linxuan screen --json` printed. A rule that does not apply to a row holds there."""
    result = json.loads(printed)
    rows = result["rows"] - result["unreadable"]
    found = {each["rule"]: [each[key] for key in _OUTCOMES] for each in result["rules"]}
    counts = {rule: [rows - fails - unknown, fails, unknown] for rule, (_, fails, unknown) in found.items()}
    return {**{rule: counts[rule] for rule in RULES}, VERDICT: [result["verdicts"][key] for key in _VERDICTS]}


def _ours(command: str, register: Path, *options: str) -> list[str]:
    return linxuan(command, str(PROGRAMME), str(register), "--track", TRACK, "--on", ON.isoformat(), *options)


def _peer(peer: str, what: str, register: Path, *out: str) -> list[str]:
    return python("-m", "bench.rules.bulk", peer, what, str(register), *out)


def _scrap(name: str) -> Path:
    return workplace() / name
