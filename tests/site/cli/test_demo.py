"""The demonstration: each stage has a database and a day of its own."""

import os
from pathlib import Path

import pytest

from linxuan_site.demo import installation
from linxuan_site.demo.replay import UNSEALED
from linxuan_site.demo.story import read_story

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


def test_the_story_hands_in_a_print_that_nobody_sealed_before_the_review() -> None:
    story = read_story(DALIAN)
    scenes = [scene for one in story.applicants for scene in one.scenes if scene.scan]

    assert [(one.act, one.scan, one.on <= story.days["review"]) for one in scenes] == [
        ("hand-in", UNSEALED, True)
    ]
