"""Files are whole before they have their name; what no row names goes after a while, and nothing else."""

import os
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from linxuan_site.actions import storing
from linxuan_site.actions.cleaning import clean_files
from linxuan_site.actions.storing import keep, stored_content
from tests.site.life.conftest import Life, in_may, life, on

__all__ = ["in_may", "life", "on"]
A_YEAR = 365 * 24 * 3600.0


def place(settings: Settings, digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def grow_old(settings: Settings) -> None:
    old = time.time() - 2 * A_YEAR
    for file in Path(settings.MEDIA_ROOT).glob("??/*"):
        os.utime(file, (old, old))


def test_a_write_that_breaks_off_leaves_nothing_under_the_name_of_the_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storing.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        keep(b"half of it")
    monkeypatch.undo()
    digest = keep(b"half of it")

    assert stored_content(digest) == b"half of it"


@pytest.mark.django_db
def test_what_no_row_names_goes_when_it_is_old_and_what_a_row_names_stays(
    life: Life, settings: Settings
) -> None:
    application = life.draft(1)
    kept = {one.digest for one in application.attachments.all()}
    lost = keep(b"of an act that came to nothing")
    assert clean_files() == 0

    grow_old(settings)
    assert clean_files(only_count=True) == 1
    assert clean_files() == 1
    assert not place(settings, lost).exists()
    assert all(place(settings, one).exists() for one in kept)


@pytest.mark.django_db
def test_a_file_that_is_handed_in_again_counts_as_new(settings: Settings) -> None:
    digest = keep(b"handed in again")
    grow_old(settings)
    keep(b"handed in again")

    assert clean_files() == 0
    assert place(settings, digest).exists()
