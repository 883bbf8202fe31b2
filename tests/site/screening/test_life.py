"""The life of a screening: queued, stopped, lost, started again, deleted; who may, and what it leaves."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.registers import clear_held, receive_register
from linxuan_site.actions.screenings import (
    Wish,
    ask_screening,
    delete_screening,
    restart_screening,
    stop_screening,
)
from linxuan_site.models import Screening
from linxuan_site.queries.screenings import is_lost, readable_screening, register_of, screenings_of
from tests.site.life.conftest import CALL, Life
from tests.site.screening.conftest import REGISTER, Ask, folders
from tests.site.screening.results import RESULT

OVER = {
    "state": "done",
    "finished_at": timezone.now(),
    "result": RESULT,
    "files": {"csv": "run-1/result.csv"},
}


def changed(screening: Screening, **values: object) -> Screening:
    Screening.objects.filter(pk=screening.pk).update(**values)
    screening.refresh_from_db()
    return screening


def at_work(screening: Screening, *, silent_for: int = 0) -> Screening:
    beat = timezone.now() - timedelta(seconds=silent_for)
    return changed(screening, state="running", worker="w1", beat_at=beat)


def test_one_that_is_asked_for_waits_with_its_register_and_a_worker_is_started(
    ask: Ask,
    life: Life,
    started: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        screening = ask(overrides={"service_share_min": "25%"}, vary="service_share_min=0.1..0.5:0.1")

    assert (screening.state, screening.asked_by, screening.office) == ("waiting", life.city, life.city.office)
    assert register_of(screening).read_bytes() == REGISTER
    assert folders(settings.SCREENING_ROOT) == [screening.folder]
    assert len(screening.file_digest) == 64
    assert started == ["started"]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"track": "nothing"}, "track"),
        ({"track": "project"}, "track"),
        ({"overrides": {"service_share_min": "很多"}}, "set.service_share_min"),
        ({"overrides": {"nothing": "1"}}, "set.nothing"),
        ({"vary": "service_share_min=0.5..0.1:0.1"}, "vary"),
        ({"vary": "unsound_statuses=a..b:c"}, "vary"),
        ({"column_map": "x" * 70_000}, "column_map"),
        ({"column_map": "a = '\0'"}, "column_map"),
        ({"column_map": "[columns"}, "column_map"),
        ({"column_map": '[columns]\nnothing = "列"'}, "column_map"),
    ],
)
def test_what_cannot_be_screened_is_said_at_once_and_leaves_nothing(
    ask: Ask, wish: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as fault:
        ask(**wish)

    assert fault.value.field == field
    assert not Screening.objects.exists()
    assert [one for one in folders(settings.SCREENING_ROOT) if not one.startswith("on-hold-")] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名录.pdf", b"%PDF-1.7"),
        ("名录", b"a,b"),
        ("名录.csv", b""),
        ("名录.xlsx", b"a,b\n1,2\n"),
        ("名录.parquet", b"PK\x03\x04"),
    ],
)
def test_what_is_no_register_is_refused_and_not_kept(name: str, content: bytes, db: None) -> None:
    with pytest.raises(BadInput) as fault:
        receive_register(name, [content])

    assert fault.value.field == "register"
    assert folders(settings.SCREENING_ROOT) == []


def test_a_register_over_the_limit_is_dropped_on_the_way(settings: Settings, db: None) -> None:
    settings.SCREENING_UPLOAD_LIMIT = 100

    with pytest.raises(BadInput):
        receive_register("名录.csv", [b"x" * 60, b"x" * 60])

    assert folders(settings.SCREENING_ROOT) == []


def test_a_name_that_leads_elsewhere_is_only_a_name(db: None) -> None:
    register = receive_register("..\\..\\etc/passwd.csv", [b"a,b\n"])

    assert register.name == "passwd.csv"
    assert register.path.parent.parent == Path(settings.SCREENING_ROOT)


def test_registers_on_hold_are_cleared_after_a_day(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    receive_register("名录.csv", [b"a\n"])
    monkeypatch.setattr("linxuan_site.actions.registers.HELD_FOR", -1)

    clear_held()

    assert folders(settings.SCREENING_ROOT) == []


def test_only_the_office_that_selects_may_ask(life: Life) -> None:
    register = receive_register("名录.csv", [REGISTER])

    for account in (life.district, life.applicant(1)):
        with pytest.raises(Refused):
            ask_screening(CALL, Wish(track="enterprise"), register, account=account)


def test_nobody_of_another_office_finds_it(ask: Ask, life: Life) -> None:
    screening = ask()

    assert readable_screening(life.city, screening.pk) == screening
    for account in (life.district, life.other_district, life.applicant(1)):
        assert readable_screening(account, screening.pk) is None
        assert list(screenings_of(account, CALL)) == []
        for act in (stop_screening, restart_screening, delete_screening):
            with pytest.raises(Refused):
                act(screening.pk, account=account)


def test_one_that_waits_is_stopped_at_once(ask: Ask, life: Life) -> None:
    stopped = stop_screening(ask().pk, account=life.city)

    assert stopped.state == "stopped"
    assert stopped.finished_at is not None


def test_one_at_work_is_asked_to_stop(ask: Ask, life: Life) -> None:
    stopped = stop_screening(at_work(ask()).pk, account=life.city)

    assert (stopped.state, stopped.worker) == ("stopping", "w1")


def test_one_that_nothing_works_on_is_stopped_or_started_again(ask: Ask, life: Life) -> None:
    first, second = (at_work(ask(), silent_for=60) for _ in range(2))

    assert is_lost(first)
    assert stop_screening(first.pk, account=life.city).state == "stopped"
    again = restart_screening(second.pk, account=life.city)
    assert (again.state, again.worker, is_lost(again)) == ("waiting", "", False)


def test_one_that_runs_is_neither_started_again_nor_deleted(ask: Ask, life: Life) -> None:
    running = at_work(ask())

    for act in (restart_screening, delete_screening):
        with pytest.raises(Refused) as refusal:
            act(running.pk, account=life.city)
        assert refusal.value.code == "running"


def test_one_that_is_done_is_not_stopped(ask: Ask, life: Life) -> None:
    done = changed(ask(), **OVER)

    with pytest.raises(Refused) as refusal:
        stop_screening(done.pk, account=life.city)
    assert refusal.value.code == "finished"


def test_without_its_register_nothing_is_started_again(ask: Ask, life: Life) -> None:
    failed = changed(ask(), state="failed", fault="没有结果", finished_at=timezone.now())
    register_of(failed).unlink()

    with pytest.raises(Refused) as refusal:
        restart_screening(failed.pk, account=life.city)
    assert refusal.value.code == "gone"


def test_deleting_takes_files_and_figures_and_leaves_who_and_when(
    ask: Ask, life: Life, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    done = changed(ask(), **OVER)

    with django_capture_on_commit_callbacks(execute=True):
        deleted = delete_screening(done.pk, account=life.city)

    assert (deleted.result, deleted.curve, deleted.files) == ({}, {}, {})
    assert deleted.deleted_by == life.city
    assert done.folder not in folders(settings.SCREENING_ROOT)
    with pytest.raises(Refused):
        delete_screening(done.pk, account=life.city)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "asleep"},
        {"state": "running"},
        {"state": "done"},
        {"state": "failed", "finished_at": timezone.now()},
        {"finished_at": timezone.now()},
        {"percent": 101},
        {"deleted_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(ask: Ask, values: dict[str, object]) -> None:
    screening = ask()

    with pytest.raises(IntegrityError):
        Screening.objects.filter(pk=screening.pk).update(**values)
