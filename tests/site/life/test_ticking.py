"""The timer: jobs one after another, one tick at a time, each told and written down."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from linxuan_site.actions import ticking
from linxuan_site.actions.one_at_a_time import only_one
from linxuan_site.actions.ticking import Job, tick, what_is_due
from linxuan_site.cli import main
from linxuan_site.models import Organisation, TimedJob
from linxuan_site.queries.ticking import jobs_done
from tests.support.site import _address

Capture = pytest.CaptureFixture[str]
Jobs = Callable[..., None]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """Let a tick have the jobs that are given."""
    return lambda *given: monkeypatch.setattr(ticking, "JOBS", given)


def job(name: str, work: Callable[[], int], due: int = 0) -> Job:
    return Job(name, lambda: due, work, lambda count: f"{count} done")


def breaks() -> int:
    raise ValueError("it broke")


def organisation(number: int) -> int:
    name = f"单位{number}"
    Organisation.objects.create(identifier=name, name=name, created_at=timezone.now())
    return 1


def test_every_job_has_its_turn_and_is_written_down_whatever_became_of_the_others(
    db: None, jobs: Jobs, capsys: Capture
) -> None:
    jobs(job("first", lambda: 2), job("second", breaks), job("third", lambda: 3))

    assert main(["tick"]) == 1

    told = capsys.readouterr()
    assert told.out.splitlines() == ["first: 2 done", "third: 3 done"]
    assert "second: ValueError: it broke" in told.err
    rows = {one.name: one for one in jobs_done()}
    assert (rows["first"].done, rows["third"].done) == (2, 3)
    assert rows["second"].fault == "ValueError: it broke"
    assert rows["second"].ended_at is not None
    assert rows["second"].went_well_at is None
    assert rows["third"].went_well_at == rows["third"].ended_at


def test_a_job_that_fails_keeps_the_moment_at_which_it_last_went_well(db: None, jobs: Jobs) -> None:
    jobs(job("one", lambda: 1))
    list(tick())
    well = TimedJob.objects.get().went_well_at

    jobs(job("one", breaks))
    list(tick())

    row = TimedJob.objects.get()
    assert (row.went_well_at, row.fault) == (well, "ValueError: it broke")


def test_a_dry_run_says_what_is_due_and_does_nothing(db: None, jobs: Jobs, capsys: Capture) -> None:
    jobs(job("one", breaks, due=7))

    assert main(["tick", "--dry-run"]) == 0

    assert capsys.readouterr().out == "one: 7 done\n"
    assert not TimedJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_job_did_before_it_failed_stays_and_what_it_began_does_not(jobs: Jobs) -> None:
    from django.db import transaction

    def half() -> int:
        organisation(1)
        with transaction.atomic():
            organisation(2)
            raise ValueError
        return 2

    jobs(job("half", half), job("whole", lambda: organisation(3)))

    list(tick())

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["单位1", "单位3"]


@pytest.mark.django_db(transaction=True)
def test_one_tick_at_a_time_and_the_other_says_so(
    jobs: Jobs, capsys: Capture, working: None, tmp_path: Path
) -> None:
    """The other one is a process of its own, as a timer starts it."""
    others: list[subprocess.CompletedProcess[str]] = []

    def meanwhile() -> int:
        others.append(_tick_in_a_process(tmp_path))
        return 1

    jobs(job("slow", meanwhile))
    list(tick())

    assert [(one.returncode, one.stdout.strip()) for one in others] == [
        (0, "另一次定时办理还在进行，这一次什么也没有做")
    ], others
    after = _tick_in_a_process(tmp_path)
    assert (after.returncode, "outbox: " in after.stdout) == (0, True), after


@pytest.mark.django_db(transaction=True)
def test_a_lock_ends_with_the_process_that_held_it(working: None, tmp_path: Path) -> None:
    """A killed process leaves nothing that somebody would have to clear away."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD], env=_surroundings(tmp_path), stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with only_one("tick") as held:
        assert not held

    holder.kill()
    holder.wait()
    holder.stdout.close()

    assert any(_tries("tick"))


def test_different_work_does_not_wait_for_each_other(db: None) -> None:
    with only_one("tick") as one, only_one("tock") as other:
        assert one
        assert other


def test_what_a_tick_has_to_send_is_told_before_and_is_sent(db: None) -> None:
    assert [one.name for one in what_is_due()] == [one.name for one in tick()]


HOLD = """
import sys, time
from linxuan_site.startup import ready
ready()
from linxuan_site.actions.one_at_a_time import only_one
with only_one("tick") as held:
    print("held" if held else "free", flush=True)
    time.sleep(60)
"""


def _tries(name: str) -> Iterator[bool]:
    """PostgreSQL notices within moments that a client has gone."""
    import time

    for _ in range(50):
        with only_one(name) as held:
            yield held
        time.sleep(0.1)


def _tick_in_a_process(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [
        sys.executable,
        "-c",
        "import sys; from linxuan_site.cli import main; sys.exit(main())",
        "tick",
    ]
    return subprocess.run(
        command, env=_surroundings(folder), capture_output=True, text=True, check=False, timeout=60
    )


def _surroundings(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": _address(),
        "LINXUAN_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
    }


def test_the_interval_of_a_worker_is_asked_for_in_bounds(capsys: Capture) -> None:
    assert main(["tick", "--every", "1"]) == 2
    assert "5" in capsys.readouterr().err
