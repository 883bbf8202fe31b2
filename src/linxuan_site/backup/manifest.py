"""What an archive says of itself, and whether this installation can take it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from linxuan.errors import BadInput
from linxuan.language import say

FORMAT = 1
NAME = "manifest.json"
ROWS = "rows/"
FILES = "files/"


@dataclass(frozen=True)
class Member:
    """One file in the archive: its size in bytes and its SHA-256, hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `migrations` maps an app to the names of its migrations, in their order."""

    format: int
    version: str
    made_at: str
    migrations: Mapping[str, tuple[str, ...]]
    members: Mapping[str, Member]

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def member_of(path: Path) -> Member:
    """Measure a file."""
    with path.open("rb") as file:
        return Member(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def migrations_of_the_code() -> dict[str, tuple[str, ...]]:
    """Return the migrations that this version of the code knows, by app."""
    known: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).disk_migrations):
        known.setdefault(app, []).append(name)
    return {app: tuple(names) for app, names in known.items()}


def read_manifest(raw: bytes) -> Manifest:
    """Read a manifest; raises `BadInput` if it is broken or not of this format."""
    try:
        read = json.loads(raw)
        if read["format"] > FORMAT:
            raise BadInput(say("备份由更新的版本写成，请先升级遴选，再恢复"))
        return _manifest(read)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadInput(say("这不是遴选的备份文件，或它的目录已损坏")) from fault


def _manifest(read: dict[str, Any]) -> Manifest:
    return Manifest(
        format=int(read["format"]),
        version=str(read["version"]),
        made_at=str(read["made_at"]),
        migrations={app: tuple(names) for app, names in read["migrations"].items()},
        members={name: Member(int(one["size"]), str(one["sha256"])) for name, one in read["members"].items()},
    )


def check_migrations(manifest: Manifest) -> None:
    """Raise `BadInput` unless the archive has the very tables of this version."""
    ours, theirs = migrations_of_the_code(), dict(manifest.migrations)
    if ours == theirs:
        return
    if any(set(names) - set(ours.get(app, ())) for app, names in theirs.items()):
        raise BadInput(
            say("备份由另一个更新的版本（{version}）写成，请先升级遴选，再恢复", version=manifest.version)
        )
    raise BadInput(
        say(
            "备份由较早的版本（{version}）写成：请用那个版本恢复它，升级后再运行 linxuan migrate",
            version=manifest.version,
        )
    )
