"""What a file is by its kind; runs in the confined child only."""

from collections import Counter

from linxuan.errors import BadInput
from linxuan.uploads.kinds import PICTURES
from linxuan.uploads.told import Finding, Look


def looked_at(content: bytes, kind: str, name: str, depth: int = 0) -> Look:
    """Look at a file; `depth` counts the archives that it lies in. Raises `BadInput`."""
    from linxuan.uploads import office, packed, pdf, pictures

    if kind == "pdf":
        return pdf.looked_at(content, name)
    if kind in PICTURES:
        return pictures.looked_at(content, kind, name)
    if kind in ("zip", "ofd"):
        return packed.looked_at(content, kind, name, depth)
    return office.looked_at(content, kind, name, depth)


def findings(seen: Counter[str]) -> tuple[Finding, ...]:
    """Return what was counted, in a fixed order."""
    return tuple(Finding(what, count) for what, count in sorted(seen.items()) if count)


def inner(content: bytes, kind: str, name: str, depth: int) -> Counter[str]:
    """Return what acts in a file inside another one; one that cannot be read counts as `unread`.

    What makes an archive a bomb refuses the whole: `packed.Bomb`, a `BadInput` of its own.
    """
    from linxuan.uploads.packed import Bomb

    try:
        return Counter({one.what: one.count for one in looked_at(content, kind, name, depth).findings})
    except Bomb:
        raise
    except BadInput:
        return Counter({"unread": 1})
