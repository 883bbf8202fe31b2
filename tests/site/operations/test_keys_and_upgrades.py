"""Turning the secret key, seeing what an upgrade lacks, a drill of a backup, and a copy to read public pages from."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from linxuan_site.backup import drill, write_backup
from linxuan_site.last_runs import DRILL, last_run
from linxuan_site.models import Attachment
from tests.site.life.conftest import Life, in_may, life, on

__all__ = ["in_may", "life", "on"]
CALL = "import sys; from linxuan_site.cli import main; sys.exit(main())"
SIGNED = """
import django; django.setup()
from django.core import signing
import sys
print(signing.loads(sys.argv[2]) if sys.argv[1] == "read" else signing.dumps("signed before"))
"""
OF_A_COPY = """
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
import django; django.setup()
from django.db import connections
from django.test import Client
from django.utils import timezone
from linxuan_site.models import Account, PublishedCall
from pathlib import Path
from linxuan_site.actions.calls import publish_call
publish_call(Path("programmes/dalian-2023"))
seen = lambda client: client.get("/calls/dalian-2023/").status_code
person = Client(); person.force_login(Account.objects.create(username="p", created_at=timezone.now()))
before = [seen(Client()), seen(person)]
PublishedCall.objects.using("replica").exists()
print(before, [alias for alias in connections])
"""


def run(
    folder: Path, *words: str, script: str = CALL, **surroundings: str
) -> subprocess.CompletedProcess[str]:
    kept = {
        key: one
        for key, one in os.environ.items()
        if key != "DATABASE_URL" and not key.startswith("LINXUAN_")
    }
    own = {
        "LINXUAN_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
        "LINXUAN_HOSTS": "testserver",
        "LINXUAN_LANG": "zh",
    }
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env={**kept, **own, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_old_key_signed_counts_until_its_file_is_taken_away(tmp_path: Path) -> None:
    signed = run(tmp_path, "write", script=SIGNED).stdout.strip()
    turned = run(tmp_path, "rotate", "secret-key")
    read = run(tmp_path, "read", signed, script=SIGNED)
    (tmp_path / "secret-key.old").unlink()
    later = run(tmp_path, "read", signed, script=SIGNED)

    assert (turned.returncode, read.stdout.strip()) == (0, "signed before")
    assert "BadSignature" in later.stderr
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_password_of_the_database_is_read_from_the_file_that_a_setting_names(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("from the file\n", "ascii")
    (tmp_path / "site.toml").write_text(
        f'database_url = "postgresql://a@b/c"\ndatabase_password_file = "{tmp_path}/password"\n', "utf-8"
    )
    script = "from linxuan_site.settings import DATABASES; print(DATABASES['default']['PASSWORD'])"

    assert run(tmp_path, script=script).stdout == "from the file\n"


def test_an_upgrade_says_beforehand_what_it_would_change_and_afterwards_that_nothing_is_lacking(
    tmp_path: Path,
) -> None:
    before = run(tmp_path, "migrate", "--check")
    run(tmp_path, "migrate")
    after = run(tmp_path, "migrate", "--check")

    assert before.returncode == 1
    assert "linxuan_site.0001_first" in before.stdout.splitlines()
    assert after.returncode == 0


def test_what_the_first_version_held_is_there_in_the_last_and_its_people_go_on_working(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    done = run(tmp_path, script="from tests.site.operations.oldest import main; main()", **own_database)

    told = json.loads(done.stdout.splitlines()[-1]) if done.stdout else done.stderr
    assert told["changed"] == {"linxuan_site_outboxentry": "1 rows, and no table"}, (
        "messages are kept otherwise now"
    )
    assert told["kept"] == [1, 1, 1]
    assert {status for found in told["pages"].values() for status in found} == {200}, told["pages"]


@pytest.mark.django_db(transaction=True)
def test_a_drill_brings_everything_back_beside_the_installation_and_says_how_long_it_took(
    life: Life, tmp_path: Path
) -> None:
    life.submitted(1)
    write_backup(tmp_path / "b.tar.gz")
    names = databases()

    made = drill(tmp_path / "b.tar.gz")

    assert (made.passed, made.differing, made.triggers_lacking) == (True, [], [])
    assert made.files == len(set(Attachment.objects.values_list("digest", flat=True)))
    assert made.rows > 100
    assert 0 < made.restoring_seconds <= made.seconds
    assert last_run(DRILL) is not None
    assert databases() == names


def test_a_backup_that_cannot_be_brought_back_fails_its_drill_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_text("no archive", "ascii")
    run(tmp_path, "migrate")
    done = run(tmp_path, "backup", "drill", str(tmp_path / "b.tar.gz"))

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def databases() -> set[str]:
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def two_databases(db: None, tmp_path: Path) -> dict[str, str]:
    """A database of an installation and a copy of it: of this run's kind."""
    if connection.vendor == "sqlite":
        run(tmp_path, "migrate")
        shutil.copy(tmp_path / "db.sqlite3", tmp_path / "copy.sqlite3")
        return {"LINXUAN_REPLICA_URL": "sqlite:///copy.sqlite3"}
    first, copy = address_of("first_one"), address_of("copy_of_it")
    order(
        "DROP DATABASE IF EXISTS copy_of_it", "DROP DATABASE IF EXISTS first_one", "CREATE DATABASE first_one"
    )
    run(tmp_path, "migrate", DATABASE_URL=first)
    order("CREATE DATABASE copy_of_it TEMPLATE first_one")
    return {"DATABASE_URL": first, "LINXUAN_REPLICA_URL": copy}


@pytest.fixture
def own_database(db: None) -> dict[str, str]:
    """An empty database of this run's kind."""
    if connection.vendor == "sqlite":
        return {}
    order("DROP DATABASE IF EXISTS oldest_one", "CREATE DATABASE oldest_one")
    return {"DATABASE_URL": address_of("oldest_one")}


def address_of(name: str) -> str:
    """Where another database of the server of this run is."""
    host, user = quote(str(connection.settings_dict["HOST"])), connection.settings_dict["USER"]
    return f"postgresql://{user}@/{name}?host={host}"


def order(*statements: str) -> None:
    """Say to the server what cannot be said within a transaction."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as opened:
        for one in statements:
            opened.execute(one.encode())


def test_who_is_nobody_reads_public_pages_from_the_copy_and_who_is_signed_in_from_the_database(
    two_databases: dict[str, str], tmp_path: Path
) -> None:
    done = run(tmp_path, script=OF_A_COPY, **two_databases)
    seen = run(tmp_path, "doctor", "replica", "--json", **two_databases)

    # The call was published after the copy was made: only who reads from the database sees it.
    assert done.stdout.strip() == "[404, 200] ['default', 'replica']", done.stderr
    assert json.loads(seen.stdout)[0]["state"] == "ok"


def test_without_a_copy_everything_is_read_from_the_database() -> None:
    assert set(settings.DATABASES) == {"default"}
    assert settings.DATABASE_ROUTERS == []
