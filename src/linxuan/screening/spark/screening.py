"""A screening on Spark from request to result: read in one child, judged by Spark, written in another."""

from collections.abc import Callable, Mapping
from typing import Any

from linxuan.checking.ruleset import RuleSet
from linxuan.language import say
from linxuan.programme.reading import read_programme
from linxuan.screening.funnel import Funnel
from linxuan.screening.guard import Disagreement, difference
from linxuan.screening.judged import Judged
from linxuan.screening.prepared import Overrides, Tell, connected, described, rules_and_overrides
from linxuan.screening.provenance import MadeFrom, made_from
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import Request, request_from, to_json
from linxuan.screening.screen import ASIDE, STORED, in_form
from linxuan.screening.spark.counting import count, drawn
from linxuan.screening.spark.rows import judged_rows
from linxuan.screening.spark.session import session, want_spark
from linxuan.screening.spark.snapshot import Snapshot, snapshot_of
from linxuan.screening.stored import headings, store
from linxuan.screening.watching import watched

Run = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""What does a piece of work in a confined child: its name and its request, to its result."""
JUDGED = "judged"


def screen_on_spark(request: Request, run: Run, tell: Tell) -> dict[str, Any]:
    """Screen a register; the result is that of `screening.screen`, its files lie in the folder `scratch`.

    Raises BadInput, also where Spark is not installed, and Disagreement where the guard finds a difference.
    """
    want_spark()
    rules, overrides = rules_and_overrides(read_programme(request.call), request)
    told = run("spark_snapshot", to_json(request))
    snapshot = snapshot_of(told, request.scratch)
    funnel, judged, asked, engine = _judged(request, rules, overrides, snapshot, told, tell)
    made = _made_from(request, rules, overrides, told, engine)
    files = {"unreadable": ASIDE} if told["unreadable"] else {}
    if request.out:
        files |= _written(request, judged, made, run)
    return {
        **funnel.as_json(),
        "details": {each.rule: each.details() for each in funnel.rules},
        "identity": list(headings(judged)),
        "asked": asked,
        **told["said"],
        "made_from": made,
        "files": files,
    }


def _judged(
    request: Request,
    rules: RuleSet,
    overrides: Overrides,
    snapshot: Snapshot,
    told: Mapping[str, Any],
    tell: Tell,
) -> tuple[Funnel, Judged, int, str]:
    """Count in one pass; with a file to write, the rows are written first and counted then."""
    tell(say("启动 Spark"), 0.0)
    with session(request.scratch) as spark:
        rows = judged_rows(spark, snapshot, rules, overrides, on=request.on)
        tell(say("判断"), 0.0)
        frame = rows.frame
        if request.out:
            folder = str(request.scratch / JUDGED)
            frame.write.parquet(folder)
            frame = spark.read.parquet(folder)
        funnel = count(spark, frame, rows.judged, unreadable=told["unreadable"])
        sample = {int(row): tuple(cells) for row, cells in told["sample"].items()}
        _guard(rows.judged, drawn(frame, rows.judged, list(sample)), sample)
        return funnel, rows.judged, rows.asked(), f"spark {spark.version}"


def _guard(
    judged: Judged,
    found: Mapping[int, tuple[bool | None, ...]],
    sample: Mapping[int, tuple[bool | None, ...]],
) -> None:
    """Nothing is published that the one-record evaluator does not say of the raw cells as well."""
    for row, again in sample.items():
        if found.get(row) != again:
            raise Disagreement(difference(judged, row, found.get(row, ()), again))


def _made_from(
    request: Request, rules: RuleSet, overrides: Overrides, told: Mapping[str, Any], engine: str
) -> MadeFrom:
    data = described(request, digest=told["digest"], rows=told["rows"])
    made = made_from(rules, overrides, on=request.on, data=data, engine=engine)
    made["sample"] = {"rows": len(told["sample"]), "seed": request.seed}
    return made


# ── the file that was asked for ──


def _written(request: Request, judged: Judged, made: MadeFrom, run: Run) -> dict[str, str]:
    finish = {
        "request": to_json(request),
        "partial": sorted(judged.partial),
        "carried": list(judged.carried),
        "made": made,
    }
    return run("spark_result", finish)


def write_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Bring what Spark wrote into one file, in the order of the register and in the form that is asked for."""
    request = request_from(asked["request"])
    rules, _ = rules_and_overrides(read_programme(request.call), request)
    connection = connected(request)
    parts = literal(request.scratch / JUDGED / "*.parquet")
    judged = Judged(
        f"SELECT * FROM read_parquet({parts}) ORDER BY row",
        tuple(each.rule for each in rules.demands),
        frozenset(asked["partial"]),
        tuple(asked["carried"]),
    )
    stored = request.scratch / STORED
    with watched(connection, say("收拢"), tell):
        store(connection, judged, stored, asked["made"])
    return in_form(connection, request, judged, stored, asked["made"], tell)
