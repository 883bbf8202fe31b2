"""A package of a stranger: taken apart, read, inspected and compared in a confined child."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from linxuan.errors import InvalidProgramme
from linxuan.inspection import Inspection, inspect
from linxuan.programme import lookup
from linxuan.programme.archive import unpack
from linxuan.programme.definition import Call
from linxuan.programme.differences import differences
from linxuan.programme.kept import as_text, contents_of, is_binary
from linxuan.programme.reading import read_files
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined

MEMORY = 400 * 2**20
SECONDS = 60.0


def inspect_archive(archive: Path, id: str, current: Mapping[str, str]) -> dict[str, Any]:
    """Return what is to be said of an uploaded package, as plain values of JSON.

    `id` is that of the call; empty takes the name of the folder in the archive. `current` are the files
    of the version that is in force, empty where there is none. The keys: `id`, `folder`, `files`, `left`,
    `digest`, `name`, `authority`, `errors`, `counts`, `phrases`, `cases`, `differences`. Raises BadInput
    for an archive that may not be taken, and Stopped where reading it took too much.
    """
    asked = {"archive": str(archive), "id": id, "current": dict(current)}
    reach = Reach(reads=(archive,))
    return confined("package", asked, memory=MEMORY, seconds=SECONDS, reach=reach)


def inspect_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Inspect the archive that a request in JSON names."""
    unpacked = unpack(Path(asked["archive"]))
    id = asked["id"] or unpacked.folder
    found = inspect(unpacked.files, id)
    return {
        "id": id,
        "folder": unpacked.folder,
        "files": {path: _text(path, content) for path, content in unpacked.files.items()},
        "left": unpacked.left,
        "digest": found.call.digest,
        "name": found.call.name,
        "authority": found.call.authority,
        "errors": [asdict(error) for error in found.errors],
        "counts": _counts(found.call),
        "phrases": [{**asdict(phrase), "place": phrase.place} for phrase in found.phrases],
        "cases": [asdict(case) for case in found.cases],
        "differences": _differences(found, asked["current"]),
    }


def _text(path: str, content: bytes) -> str:
    """A file that is no text can only belong to a package with faults; it is kept to be looked at."""
    if is_binary(path):
        return as_text(path, content)
    return content.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _counts(call: Call) -> dict[str, int]:
    return {
        "tracks": len(lookup.open_tracks(call)),
        "fields": len(call.fields),
        "rules": len(call.rules),
        "judgements": len(call.judgements),
        "quotas": len(call.quotas),
        "actions": len(call.actions),
        "papers": len(call.papers),
    }


def _differences(found: Inspection, current: Mapping[str, str]) -> list[dict[str, Any]]:
    """Against the version in force; of a package with faults there is nothing to compare."""
    if found.errors or not current:
        return []
    try:
        before = read_files(contents_of(current), found.call.id)
    except InvalidProgramme:
        # It was published by an earlier release of the format.
        return []
    return [asdict(one) for one in differences(before, found.call)]
