"""Files that no row names, taken away: what acts left that came to nothing, or were killed before they ended."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.actions.storing import PART
from linxuan_site.models import FileInspection

DIGEST = re.compile(r"[0-9a-f]{64}")
A_WEEK = 7 * 24 * 3600.0
"""So long a file may lie without a row, in seconds: an upload that is looked at waits for its row that long."""
LISTS_OF_FILES = ("files", "doubts", "details")
"""Columns of JSON in which digests may stand."""


def clean_files(*, older: float = A_WEEK, only_count: bool = False) -> int:
    """Take away what no row names and nobody touched for `older` seconds, and return how many files that were.

    Raises `Refused` where files are kept in a store elsewhere, which has rules of its own for what is left.
    """
    known = _known_digests()
    left = [one for one in _files() if one.name not in known and _age(one) > older]
    return len(left) if only_count else sum(_taken_away(one, older) for one in left)


def _files() -> Iterator[Path]:
    try:
        root = Path(default_storage.path(""))
    except NotImplementedError as fault:
        raise Refused(say("文件存在别处，请按那里的规则清理"), code="store") from fault
    yield from (one for one in root.glob("??/*") if DIGEST.fullmatch(one.name) or one.name.startswith(PART))


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _taken_away(file: Path, older: float) -> bool:
    """Take a file away, unless somebody touched it meanwhile: it is put aside first, and looked at again."""
    aside = file.with_name(f"{PART}gone-{file.name.removeprefix(PART)}")
    try:
        file.rename(aside)
    except FileNotFoundError:
        return False
    if _age(aside) <= older:
        aside.rename(file)
        return False
    aside.unlink()
    return True


def _known_digests() -> set[str]:
    """Return every digest that any row names, whatever it is of: in columns of that name, and in lists of files."""
    found: set[str] = set()
    for model in apps.get_app_config("linxuan_site").get_models():
        for field in model._meta.get_fields():
            if model is FileInspection and field.name == "digest":
                # That a file was looked at does not mean that it was taken: the act may have ended between both.
                continue
            if isinstance(field, models.CharField) and "digest" in field.name:
                found.update(model._default_manager.values_list(field.name, flat=True))
            elif isinstance(field, models.JSONField) and field.name in LISTS_OF_FILES:
                rows = model._default_manager.values_list(field.name, flat=True)
                found.update(one for row in rows.iterator() for one in DIGEST.findall(str(row)))
    return found
