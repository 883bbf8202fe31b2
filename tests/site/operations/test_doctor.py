"""`linxuan doctor`: each way in which an installation can be wrong is seen, and told with what mends it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from linxuan.errors import BadInput
from linxuan_site import clock, outbox
from linxuan_site.actions.paper_keys import make_key
from linxuan_site.actions.storing import stored_path
from linxuan_site.actions.ticking import tick
from linxuan_site.doctor import Finding, examine, of_folders, of_settings
from linxuan_site.doctor.examination import CHECKS
from linxuan_site.last_runs import BACKUP, DRILL, note_run
from linxuan_site.models import Account, Delivery, TimedJob
from linxuan_site.outbox import Told
from linxuan_site.queries.paper_keys import private_file
from linxuan_site.site_file import SiteFile
from linxuan_site.watching.triggers import triggers_there, triggers_wanted
from tests.site.life.conftest import Life, in_may, life, on

__all__ = ["in_may", "life", "on"]
MOMENT = datetime(2026, 5, 1, 8, tzinfo=UTC)
POSTGRES = connection.vendor == "postgresql"
only_postgres = pytest.mark.skipif(not POSTGRES, reason="a setting of PostgreSQL")


def found(check: str) -> Finding:
    return examine([check])[0]


@pytest.fixture(autouse=True)
def _no_child(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child takes half a second, at every look."""
    if "child" not in request.node.name:
        monkeypatch.setattr(of_folders, "picture_confined", lambda _content: "a picture")


@pytest.fixture
def sound(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation as it should be: whatever a test breaks is the only thing that is wrong."""
    settings.ALLOWED_HOSTS = ["linxuan.example.cn"]
    settings.HTTPS, settings.SECURE_HSTS_SECONDS = True, 86400
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend.smtp"
    monkeypatch.setattr("linxuan_site.doctor.of_work.get_connection", lambda **_: open(os.devnull))  # noqa: PTH123, SIM115
    settings.STATIC_ROOT = tmp_path / "static"
    collected = {name: name for name, _path in of_folders._sources()}
    for name, path in of_folders._sources():
        target = tmp_path / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (tmp_path / "static/staticfiles.json").write_text(json.dumps({"paths": collected}), "utf-8")
    list(tick())
    note_run(BACKUP)
    note_run(DRILL)
    make_key()


def test_of_a_sound_installation_nothing_is_faulty(sound: None) -> None:
    # The server of the tests gives up safety for speed, and SQLite is for one machine: both are told.
    expected = {"durable"} if POSTGRES else {"one-machine"}

    wrong = {one.check: one.told for one in examine() if one.state != "ok"}

    assert set(wrong) == expected, wrong


def test_whatever_is_not_well_is_told_with_what_mends_it(db: None) -> None:
    findings = examine()

    assert [one.check for one in findings] == [one.name for one in CHECKS]
    assert [one.check for one in findings if bool(one.mend) is (one.state == "ok")] == []


def test_the_triggers_that_are_wanted_are_those_that_the_migrations_make(db: None) -> None:
    assert triggers_there() == triggers_wanted(), (
        "name a new trigger in watching/triggers.py, or make it by _kept"
    )


# ── how an installation can be wrong ──

Break = Callable[[Any, Path], object]


def a_key_that_others_read(settings: Any, folder: Path) -> None:
    settings.SECRET_KEY_FILE = folder / "secret-key"
    settings.SECRET_KEY_FILE.write_text("k" * 60, "ascii")
    settings.SECRET_KEY_FILE.chmod(0o644)


def an_old_key_that_stayed(settings: Any, folder: Path) -> None:
    settings.OLD_SECRET_KEY_FILE = folder / "secret-key.old"
    settings.OLD_SECRET_KEY_FILE.write_text("k" * 60, "ascii")
    month = (datetime.now(UTC) - timedelta(days=40)).timestamp()
    os.utime(settings.OLD_SECRET_KEY_FILE, (month, month))


def a_misspelt_key(settings: Any, folder: Path) -> None:
    (folder / "site.toml").write_text('host = "a"\n[files]\nbuket = "b"\n', "utf-8")
    settings.SITE_FILE = SiteFile(folder / "site.toml")


def a_file_in_place_of_a_folder(settings: Any, folder: Path) -> None:
    settings.EXPORT_ROOT = folder / "exports"
    settings.EXPORT_ROOT.write_text("", "ascii")


def a_signing_key_that_others_read(settings: Any, folder: Path) -> None:
    private_file(make_key().key_id).chmod(0o644)


def no_keys(settings: Any, folder: Path) -> None:
    shutil.rmtree(settings.PAPER_KEYS)


def a_style_of_before(settings: Any, folder: Path) -> None:
    (Path(settings.STATIC_ROOT) / "linxuan/form.js").write_text("// of before", "utf-8")


def a_message_that_failed(settings: Any, folder: Path) -> None:
    outbox.send_key(
        Told("account.password", "x", {"username": "x"}, secret={"link": "x"}), to="x@example.com"
    )
    Delivery.objects.update(state="given_up", fault="refused")


def a_timer_that_stopped(settings: Any, folder: Path) -> None:
    TimedJob.objects.update(began_at=MOMENT)


def a_job_that_failed(settings: Any, folder: Path) -> None:
    TimedJob.objects.update(fault="ConnectionRefusedError")


def no_timer(settings: Any, folder: Path) -> None:
    TimedJob.objects.all().delete()


def set_to(name: str, value: object) -> Break:
    return lambda settings, _folder: setattr(settings, name, value)


def run_sql(sqlite: str, postgres: str = "") -> Break:
    def run(_settings: Any, _folder: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute(postgres or sqlite if POSTGRES else sqlite)

    return run


BROKEN: dict[str, tuple[Break, str, str, str]] = {
    "debugging": (set_to("DEBUG", True), "fault", "", "DEBUG"),
    "hosts": (set_to("ALLOWED_HOSTS", ["*"]), "fault", "", "hosts ="),
    "hosts of this machine": (set_to("ALLOWED_HOSTS", ["localhost"]), "warn", "localhost", "hosts ="),
    "demonstration": (set_to("DEMO", True), "fault", "", "demo"),
    "https": (set_to("HTTPS", False), "fault", "", "https = true"),
    "secret-key": (a_key_that_others_read, "fault", "secret-key", "chmod 600"),
    "secret-key too short": (set_to("SECRET_KEY", "short"), "fault", "", "linxuan rotate secret-key"),
    "old-secret-key": (an_old_key_that_stayed, "warn", "", "rm "),
    "site-file": (a_misspelt_key, "warn", "files.buket、host", "docs/operations.md"),
    "business-day": (set_to("BUSINESS_DAY", date(2023, 5, 1)), "warn", "2023-05-01", "business_day"),
    "extras": (set_to("FILES_BUCKET", "b"), "fault", "s3", "./run setup --s3"),
    "migrations": (
        run_sql("DELETE FROM django_migrations WHERE name = '0002_record_is_never_updated'"),
        "fault",
        "linxuan_site.0002_record_is_never_updated",
        "linxuan migrate",
    ),
    "migrations of tomorrow": (
        run_sql("INSERT INTO django_migrations (app, name, applied) VALUES ('linxuan_site', '9999', '2026-01-01')"),
        "fault",
        "linxuan_site.9999",
        "",
    ),
    "triggers": (
        run_sql("DROP TRIGGER linxuan_site_step_is_kept", "DROP TRIGGER linxuan_site_step_is_kept ON linxuan_site_step"),
        "fault",
        "linxuan_site_step_is_kept",
        "",
    ),
    "constraints": (run_sql("DROP INDEX scan_examination_by_filing"), "fault", "scan_examination_by_filing", ""),
    "folders": (a_file_in_place_of_a_folder, "fault", "exports", "chown"),
    "static-files": (set_to("STATIC_ROOT", "/nowhere"), "fault", "", "./run setup"),
    "static-files of before": (a_style_of_before, "fault", "linxuan/form.js", "./run setup"),
    "fonts": (lambda settings, folder: setattr(settings, "FONTS", str(folder)), "fault", "", "fonts"),
    "messages": (a_message_that_failed, "warn", "1 ", ""),
    "timer": (a_timer_that_stopped, "warn", "2026-05-01", "linxuan tick"),
    "timer that was never set": (no_timer, "warn", "", "linxuan tick"),
    "timer whose job fails": (a_job_that_failed, "fault", "ConnectionRefusedError", "linxuan tick"),
    "signing-keys": (a_signing_key_that_others_read, "fault", ".pem", "chmod 600"),
    "signing-keys lost": (no_keys, "warn", "", "linxuan papers keys new"),
    "backups": (lambda settings, folder: setattr(settings, "RUNS", folder / "none"), "warn", "", "linxuan backup"),
    "drills": (lambda settings, folder: setattr(settings, "RUNS", folder / "none"), "warn", "", "backup drill"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_seen_and_told_with_what_mends_it(
    sound: None, settings: Settings, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks, state, names, mended_by = BROKEN[what]
    monkeypatch.setattr(of_settings, "find_spec", lambda module: None if module == "storages" else module)
    monkeypatch.setattr("linxuan_site.doctor.of_folders.default_storage", SimpleNamespace())

    breaks(settings, tmp_path)

    seen = found(what.split(maxsplit=1)[0])
    assert (seen.state, names in seen.told, mended_by in seen.mend) == (state, True, True), seen


def test_too_little_room_is_told_before_something_fails(sound: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def free(size: int) -> None:
        monkeypatch.setattr(of_folders.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=size))

    free(2 * of_folders.GIGABYTE)
    assert found("space").state == "warn"
    free(2**20)
    assert found("space").state == "fault"


def test_a_file_that_is_gone_or_has_changed_is_told(in_may: None, life: Life) -> None:
    attachment = life.submitted(1).attachments.earliest("pk")
    file = Path(site_settings.MEDIA_ROOT) / stored_path(attachment.digest)
    assert found("files").state == "ok"

    file.write_bytes(b"another")
    assert found("files").state == "fault"
    file.unlink()
    assert attachment.digest[:12] in found("files").told


def test_a_child_opens_files_and_is_told_to_be_less_closed_off_without_landlock(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found("children").state in ("ok", "warn")

    monkeypatch.setattr(of_folders, "landlock_version", lambda: 0)
    assert found("children").state == "warn"


def test_a_child_that_does_not_start_is_a_fault(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(_content: bytes) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(of_folders, "picture_confined", no_memory)

    assert "Cannot allocate memory" in found("children").told


def test_a_mail_server_that_is_not_there_is_told(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert (found("mail").state, "127.0.0.1:1" in found("mail").told) == ("fault", True)


@pytest.mark.parametrize(
    ("day", "state"), [(date(2023, 3, 1), "ok"), (date(2090, 3, 1), "fault"), (date(2026, 12, 20), "warn")]
)
def test_a_year_without_working_days_is_a_fault_and_the_next_one_is_asked_for_in_december(
    db: None, monkeypatch: pytest.MonkeyPatch, day: date, state: str
) -> None:
    with clock.on_day(day):
        assert found("working-days").state == state


@only_postgres
def test_postgres_that_may_lose_what_it_acknowledged_is_a_fault(db: None) -> None:
    run_sql("SET synchronous_commit = off")(None, Path())

    assert "synchronous_commit" in found("durable").told


@only_postgres
def test_more_threads_than_connections_are_a_fault(db: None, settings: Settings) -> None:
    assert found("connections").state == "ok"
    settings.PROCESSES = 100

    assert (found("connections").state, "max_connections" in found("connections").mend) == ("fault", True)


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.doctor.of_work.outbox", lambda: 1 / 0)

    assert "division by zero" in found("messages").told
    assert found("work").state == "ok"


# ── the command and the page ──


def run_doctor(tmp_path: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    call = "import sys; from linxuan_site.cli import main; sys.exit(main())"
    kept = {key: one for key, one in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", call, "doctor", *arguments],
        env={**kept, "LINXUAN_VAR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path), **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_says_with_its_exit_code_how_bad_it_is_and_leaves_no_traceback(tmp_path: Path) -> None:
    done = run_doctor(tmp_path)

    assert done.returncode == 2
    assert "linxuan migrate" in done.stdout
    assert "Traceback" not in done.stdout


def test_without_a_database_the_command_says_so_and_looks_at_all_that_needs_none(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    done = run_doctor(tmp_path, "--json", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    told = {one["check"]: one for one in json.loads(done.stdout)}

    assert done.returncode == 2
    assert (told["database"]["state"], told["triggers"]["state"]) == ("fault", "fault")
    assert told["folders"]["state"] == "ok"


def test_some_of_the_checks_can_be_asked_for_and_a_name_that_none_has_is_refused(db: None) -> None:
    assert [one.check for one in examine(["work", "debugging"])] == ["debugging", "work"]
    with pytest.raises(BadInput, match="wrok"):
        examine(["wrok"])


def test_settings_that_cannot_be_read_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('hosts = "a\n', "utf-8")
    broken = run_doctor(tmp_path)
    (tmp_path / "site.toml").write_text('threads = "many"\n', "utf-8")
    wrong = run_doctor(tmp_path)

    assert [broken.returncode, wrong.returncode] == [2, 2]
    assert [len(one.stderr.strip().splitlines()) for one in (broken, wrong)] == [1, 1]
    assert "threads" in wrong.stderr


def test_an_administrator_sees_the_same_on_a_page(db: None, client: Any) -> None:
    client.force_login(Account.objects.create(username="a", is_administrator=True, created_at=MOMENT))
    call_command("migrate", verbosity=0)

    page = client.get("/administration/check/").content.decode()

    assert [one.check for one in examine() if one.subject not in page] == []
    assert "linxuan backup drill FILE" in page
