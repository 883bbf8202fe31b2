"""When something was last done for an installation as a whole: a file each, beside what it keeps.

Not in the database: a restored one would tell of the runs of another day.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

BACKUP, DRILL = "backup", "drill"


def note_run(what: str, **told: Any) -> None:
    """Write that it was done now, with what there is to tell of it."""
    file = _file(what)
    file.parent.mkdir(exist_ok=True)
    whole = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")


def last_run(what: str) -> datetime | None:
    """Return when it was last done; None if it never was, or if the file says nothing that can be read."""
    try:
        return datetime.fromisoformat(json.loads(_file(what).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file(what: str) -> Path:
    return Path(settings.RUNS) / f"{what}.json"
