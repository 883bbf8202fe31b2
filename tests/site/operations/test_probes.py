"""`/health/live` and `/health/ready`: answered before anything else, and while the database is down."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from linxuan_site.models import Session

WITHOUT_A_DATABASE = """
import django, json
django.setup()
from django.test import Client
live, ready = Client().get("/health/live"), Client().get("/health/ready")
print(json.dumps([live.status_code, ready.status_code, ready.json()]))
"""


def test_a_process_that_answers_is_alive_and_asks_nothing(client: Client) -> None:
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_one_that_can_serve_people_is_ready(db: None, client: Client) -> None:
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "storage": "ok"},
    )


def test_a_probe_has_no_session_and_asks_the_database_little(db: None, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/health/ready")

    # One, whether there is a table of migrations, and which there were.
    assert len(asked) == 3
    assert answer.cookies == {}
    assert not Session.objects.exists()


def test_a_probe_by_any_name_of_the_machine_is_answered_and_is_not_sent_on_to_https(
    client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["linxuan.example.cn"], True

    assert client.get("/health/live", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.post("/health/live").status_code == 405


def test_without_a_database_it_is_alive_and_not_ready_and_tells_no_address(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
        "LINXUAN_VAR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DATABASE_URL": "postgresql://somebody:a-secret@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_DATABASE],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )

    live, ready, told = json.loads(done.stdout)

    assert (live, ready) == (200, 503)
    assert told == {"status": "unready", "database": "unreachable", "migrations": "unknown", "storage": "ok"}


def test_tables_of_another_version_are_not_ready(db: None, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0002_record_is_never_updated'")

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "lacking")
