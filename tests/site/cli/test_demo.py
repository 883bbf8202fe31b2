"""The demonstration: each stage has a database and a day of its own."""

import os
from pathlib import Path

import pytest

from linxuan_site.demo import installation

DALIAN = Path(__file__).resolve().parents[3] / "programmes" / "dalian-2023"
NAMES = ("LINXUAN_DEMO", "DATABASE_URL", "LINXUAN_BUSINESS_DAY")


def test_a_stage_that_is_shown_keeps_its_database_and_day_when_another_is_started_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINXUAN_VAR", str(tmp_path))
    monkeypatch.setattr(installation, "_fill", lambda *_: None)
    for name in NAMES:
        monkeypatch.setenv(name, "")

    installation.install(DALIAN, "review", reset=False)

    # A server starts with this environment, which goes before the site.toml that the other stage writes.
    assert {name: os.environ[name] for name in NAMES} == {
        "LINXUAN_DEMO": "true",
        "DATABASE_URL": "sqlite:///demo-dalian-2023-review.sqlite3",
        "LINXUAN_BUSINESS_DAY": "2023-05-12",
    }
