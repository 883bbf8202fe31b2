"""Looking at a file: the cheap checks here, all that opens it in a confined child."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, Stopped, confined
from linxuan.uploads.kinds import BEGINNINGS, OLD_OFFICE
from linxuan.uploads.told import Look

WAY = 1
"""The way of looking. It grows where files of before are to be looked at anew."""
MEMORY = 600 * 2**20
SECONDS = 30.0


def look(
    content: bytes,
    kind: str,
    name: str,
    *,
    roots: Sequence[str] = (),
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> Look:
    """Look at a file that came under a name as one of a kind (of `BEGINNINGS`).

    `roots` are certificates (PEM) of those whose signers are known. Raises `BadInput` with one sentence for
    a file that is of another kind, locked, damaged, or too large once it is unpacked.
    """
    refuse_beginning(content, kind, name)
    with TemporaryDirectory(prefix="linxuan-upload-") as made:
        folder = Path(made).resolve()
        path, copies = folder / "file", folder / "copy"
        path.write_bytes(content)
        copies.mkdir()
        asked = {"file": str(path), "copy": str(copies / "file"), "kind": kind, "name": name}
        reach = Reach(reads=(path,), writes=(copies,))
        try:
            asked_for = {**asked, "roots": list(roots)}
            found = confined("upload", asked_for, memory=memory, seconds=seconds, reach=reach)
        except Stopped as fault:
            told = say("“{name}”太大、太复杂或已损坏，没有读成；请另存或拆成几个再上传", name=name)
            raise BadInput(told) from fault
        copy = copies / "file"
        return Look.from_data(found, copy.read_bytes() if copy.exists() else None)


def refuse_beginning(content: bytes, kind: str, name: str) -> None:
    """Raise `BadInput` for a file that does not begin as its kind does."""
    if content.startswith(BEGINNINGS[kind]) and (kind != "webp" or content[8:12] == b"WEBP"):
        return
    if content.startswith(OLD_OFFICE):
        told = say("“{name}”设有密码，或是旧版Office的格式；请去掉密码，另存后再上传", name=name)
        raise BadInput(told)
    raise BadInput(say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=kind.upper()))


# ── in the child ──


def look_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Look at the file that a request in JSON names; a copy without what acts is written where it says."""
    from linxuan.uploads.inside import looked_at
    from linxuan.uploads.signing import signatures_of

    content = Path(asked["file"]).read_bytes()
    seen = looked_at(content, asked["kind"], asked["name"])
    if seen.copy is not None:
        Path(asked["copy"]).write_bytes(seen.copy)
    signed = signatures_of(content, asked["roots"]) if asked["kind"] == "pdf" else ()
    return Look(seen.kind, seen.pages, seen.findings, signed).to_data()
