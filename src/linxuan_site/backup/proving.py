"""Restoring an archive and proving it: what a drill does, in an installation that is thrown away afterwards.

Run as a process of its own, with the database and the folder of the drill in its environment. Prints one object
of JSON.
"""

import json
import sys
import tarfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from linxuan_site.startup import ready


def prove(archive: Path) -> dict[str, Any]:
    """Restore an archive here and return what differs from what it says of itself; raises `BadInput` as a restore does."""
    from linxuan_site.backup.restoring import read_backup
    from linxuan_site.watching.triggers import triggers_there, triggers_wanted

    began = time.monotonic()
    restored = read_backup(archive)
    restoring = time.monotonic() - began
    return {
        "rows": restored.rows,
        "files": restored.files,
        "differing": _differing(archive),
        "triggers_lacking": sorted(triggers_wanted() - triggers_there()),
        "restoring_seconds": round(restoring, 1),
        "seconds": round(time.monotonic() - began, 1),
    }


def _differing(archive: Path) -> list[str]:
    """The tables and files whose digest, made anew of what is here now, is not that of the archive."""
    from django.core.files.storage import default_storage

    from linxuan_site.backup.manifest import FILES, ROWS, read_manifest
    from linxuan_site.backup.rows import kept_models, write_rows

    with tarfile.open(archive, "r:gz") as opened:
        entry = opened.next()
        head = opened.extractfile(entry) if entry else None
        manifest = read_manifest(head.read() if head else b"")
    found: dict[str, str] = {}
    for label, model in kept_models().items():
        digest = sha256()
        for line in write_rows(model):
            digest.update(line.encode())
        found[f"{ROWS}{label}.jsonl"] = digest.hexdigest()
    for name in manifest.members:
        if name.startswith(FILES):
            with default_storage.open(name.removeprefix(FILES)) as file:
                found[name] = sha256(file.read()).hexdigest()
    return sorted(name for name, member in manifest.members.items() if found.get(name) != member.sha256)


def main() -> None:
    """Prove the archive that the command line names."""
    ready()
    from linxuan.errors import BadInput

    try:
        sys.stdout.write(json.dumps(prove(Path(sys.argv[1])), ensure_ascii=False))
    except BadInput as fault:
        sys.exit(str(fault))
