"""A file that is held aside is there for everybody who holds it, at every moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from linxuan_site.actions.storing import held_before, held_content, hold

PEOPLE, TIMES = 4, 50


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_file_held_by_several_at_once_is_whole_for_each_of_them() -> None:
    content = b"name,cohort\n" * 1000

    def holds(_number: int) -> bytes | None:
        return held_content(hold(content))

    with ThreadPoolExecutor(PEOPLE) as people:
        seen = list(people.map(holds, range(PEOPLE * TIMES)))
    assert seen == [content] * PEOPLE * TIMES


def test_a_file_held_again_is_held_from_then_on() -> None:
    digest = hold(b"name\n")
    between = timezone.now()
    hold(b"name\n")
    assert held_before(between) == []
    assert held_before(timezone.now()) == [digest]
