"""Any heap of files is a package or is refused with its faults; what is read can be checked."""

import re

from linxuan.checking import check
from linxuan.inspection import inspect
from linxuan.programme import lookup
from linxuan.programme.faults import MOST_FAULTS

WORDS = (
    *(
        "[call]",
        "[rule.r]",
        "[param.p]",
        "[score.s]",
        "[title.t]",
        "[quota.q]",
        "[deadline.d]",
        "[grade.g]",
        "[round.r]",
    ),
    *(
        "holds = ",
        "when = ",
        "exceptions = ",
        "values = ",
        "kind = ",
        "cite = ",
        "for = ",
        "from = ",
        "to = ",
    ),
    *(
        '"share"',
        '"choices"',
        '"computed"',
        '"group"',
        '"lookup"',
        '"year_table"',
        '"一#1 应当"',
        "2023-05-15",
        "true",
    ),
)
_MARK = re.compile(r"^%%% ([a-z]+(?:/[a-z]+)?\.(?:toml|txt|csv))$", re.MULTILINE)


def try_one(data: bytes) -> None:
    """Raises what must never be raised."""
    parts = _MARK.split(data.decode("utf-8", "replace"))
    files = dict(zip(parts[1::2], (each.strip("\n").encode() for each in parts[2::2]), strict=False))
    found = inspect(files, "fuzzed")
    assert len(found.errors) <= 2 * MOST_FAULTS + 2 or not found.call.rules
    assert all(error.problem for error in found.errors)
    if not found.errors:
        for track in lookup.open_tracks(found.call):
            check(found.call, track.id, {})
