"""The work on screenings, with an invented engine: claims, signs of life, stops, ends of every kind."""

import threading
import time
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from linxuan.errors import BadInput
from linxuan.screening.confined import Progress
from linxuan.screening.request import Request
from linxuan_site.actions import screening_pulse, screening_work
from linxuan_site.actions.screening_course import CONVERT, CURVE, SCREEN, Course
from linxuan_site.actions.screening_work import carry_out, claim_next, work_on_all
from linxuan_site.actions.screenings import restart_screening, stop_screening
from linxuan_site.models import Screening
from linxuan_site.queries.screenings import downloads_of
from tests.site.life.conftest import Life
from tests.site.life.test_races import at_once
from tests.site.screening.conftest import Ask
from tests.site.screening.results import CURVE as DRAWN
from tests.site.screening.results import RESULT

pytestmark = pytest.mark.django_db(transaction=True)
Watch = Callable[[Progress], None]
PATIENCE = 10


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life come faster than in earnest."""
    monkeypatch.setattr(screening_pulse, "EVERY", 0.05)


class Engine:
    """Does what it is told in place of the engine, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.does: Callable[[Watch], None] = lambda _watch: None

    def screen(self, request: Request, *, aside: Path, progress: Watch, **_limits: float) -> dict[str, Any]:
        self.asked.append(request)
        assert request.call.name == "dalian-2023"
        assert (request.call / "call.toml").is_file()
        assert request.out is not None
        self.does(progress)
        request.out.write_bytes(b"PAR1")
        aside.write_text("row,column,value,reason\n", "utf-8")
        return deepcopy(RESULT)

    def convert(self, _request: Request, paths: list[Path], **_more: object) -> None:
        for path in paths:
            path.write_text("row,verdict\n", "utf-8")

    def vary(self, asked: Any, *, progress: Watch, **_more: object) -> dict[str, Any]:
        assert asked.vary == "service_share_min=0.2..0.4:0.1"
        progress(Progress("判断", 0.5))
        return deepcopy(DRAWN)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    invented = Engine()
    monkeypatch.setattr(screening_work, "run_screening", invented.screen)
    monkeypatch.setattr(screening_work, "run_what_if", invented.vary)
    monkeypatch.setattr(screening_work, "convert", invented.convert)
    return invented


def fresh(screening: Screening) -> Screening:
    screening.refresh_from_db()
    return screening


def claimed() -> Screening:
    found = claim_next()
    assert found is not None
    return found


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def meanwhile(act: Callable[[], object]) -> threading.Thread:
    """Do something at the same time, on a connection of its own."""

    def do() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    return thread


def test_what_came_of_it_stands_in_the_row_and_can_be_downloaded(ask: Ask, engine: Engine) -> None:
    screening = ask(
        overrides={"service_share_min": "25%"},
        vary="service_share_min=0.2..0.4:0.1",
        column_map="[columns]",
    )

    assert work_on_all() == 1

    done = fresh(screening)
    assert (done.state, done.worker, done.fault, done.percent) == ("done", "", "", 100)
    assert done.result["verdicts"]["eligible"] == 700
    assert done.curve["parameter"] == "service_share_min"
    assert set(downloads_of(done)) == {"parquet", "csv", "xlsx", "unreadable", "curve"}
    assert engine.asked[0].overrides == ("service_share_min=25%",)
    assert engine.asked[0].map is not None
    assert engine.asked[0].map.read_text("utf-8") == "[columns]"


def test_a_long_register_is_written_as_no_sheet(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening_work, "MOST_SHEET_ROWS", 999)
    screening = ask()

    work_on_all()

    assert set(downloads_of(fresh(screening))) == {"parquet", "csv", "unreadable"}


def test_how_far_it_is_can_be_read_while_it_runs(ask: Ask, engine: Engine) -> None:
    screening = ask()
    seen: list[tuple[str, int]] = []

    def do(watch: Watch) -> None:
        watch(Progress("判断", 0.45))
        until(lambda: Screening.objects.filter(pk=screening.pk, percent__gt=0).exists())
        seen.extend(Screening.objects.filter(pk=screening.pk).values_list("stage", "percent"))

    engine.does = do
    work_on_all()

    assert [stage for stage, _percent in seen] == ["判断"]


def test_the_bar_goes_through_all_parts_and_never_back() -> None:
    told: list[Progress] = []
    course = Course((SCREEN, CONVERT, CURVE), told.append)

    for part, stage, done in (
        (SCREEN, "读 营业收入", 1.0),
        (SCREEN, "读 经营状态", 0.0),
        (SCREEN, "判断", 0.5),
        (SCREEN, "抽样复核", 0.0),
        (CONVERT, "写结果", 1.0),
        (CONVERT, "写结果", 0.0),
        (CURVE, "判断", 0.0),
        (CURVE, "写结果", 1.0),
    ):
        course.of(part)(Progress(stage, done))

    reached = [one.done for one in told]
    assert reached == sorted(reached)
    assert reached[-1] == pytest.approx(1.0)
    assert told[-1].stage == "曲线：写结果"


def test_one_that_is_told_to_stop_stops_and_the_next_is_taken(ask: Ask, engine: Engine, life: Life) -> None:
    first, second = ask(), ask()
    others: list[threading.Thread] = []

    def do(watch: Watch) -> None:
        if len(engine.asked) > 1:
            return
        others.append(meanwhile(lambda: stop_screening(first.pk, account=life.city)))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            watch(Progress("判断", 0.1))
            time.sleep(0.02)

    engine.does = do
    assert work_on_all() == 2
    others[0].join()

    assert (fresh(first).state, fresh(second).state) == ("stopped", "done")
    assert first.finished_at is not None


def test_work_that_was_given_to_another_writes_nothing(ask: Ask, engine: Engine, life: Life) -> None:
    screening = ask()

    def do(_watch: Watch) -> None:
        Screening.objects.filter(pk=screening.pk).update(beat_at=timezone.now() - timedelta(minutes=5))
        restart_screening(screening.pk, account=life.city)

    engine.does = do
    carry_out(claimed())

    assert fresh(screening).state == "waiting"
    assert screening.result == {}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (BadInput("名录里有两列都是“营业收入”"), "名录里有两列都是“营业收入”"),
        (RuntimeError("/secret/path"), "运行中途意外结束"),
    ],
)
def test_what_goes_wrong_is_one_sentence(ask: Ask, engine: Engine, fault: Exception, told: str) -> None:
    screening = ask()

    def do(_watch: Watch) -> None:
        raise fault

    engine.does = do
    work_on_all()

    assert fresh(screening).state == "failed"
    assert screening.fault.startswith(told)
    assert "/secret/path" not in screening.fault


def test_of_two_that_claim_at_once_only_one_gets_it(ask: Ask) -> None:
    ask()

    outcomes = at_once(claim_next, claim_next)

    assert sorted(one is None for one in outcomes) == [False, True]


def test_no_more_are_at_work_than_the_site_allows(ask: Ask, settings: Settings) -> None:
    for _ in range(3):
        ask()
    settings.SCREENINGS_AT_ONCE = 2

    outcomes = at_once(claim_next, claim_next, claim_next)

    keys = [one.pk for one in outcomes if one is not None]
    assert len(keys) == len(set(keys)) == 2


def test_one_whose_worker_died_keeps_no_other_waiting(ask: Ask) -> None:
    dead, waits = ask(), ask()
    claimed()
    Screening.objects.filter(pk=dead.pk).update(beat_at=timezone.now() - timedelta(minutes=5))

    assert claimed().pk == waits.pk


def test_those_that_wait_are_kept_alive_by_the_one_at_work(ask: Ask, engine: Engine) -> None:
    first, waits = ask(), ask()
    long_ago = timezone.now() - timedelta(minutes=5)
    Screening.objects.filter(pk=waits.pk).update(beat_at=long_ago)
    seen: list[bool] = []

    def do(_watch: Watch) -> None:
        if not seen:
            until(lambda: Screening.objects.filter(pk=waits.pk, beat_at__gt=long_ago).exists())
            seen.append(True)

    engine.does = do
    assert work_on_all() == 2
    assert (fresh(first).state, fresh(waits).state) == ("done", "done")
