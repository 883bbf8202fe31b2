"""What is asked of a screening, as plain values: it crosses the border to the confined child as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

SAMPLE = 1_000
"""Rows that the guard evaluates again, where the register has as many."""

FORMS = (".parquet", ".csv", ".xlsx")
"""How the file of a result may be written."""

MEMORY = 400 * 2**20
"""Bytes that a screening may keep, whatever the length of the register."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One screening: a register under a track of a call.

    `call` is the folder of the package, `data` the register (a Parquet, CSV or xlsx file, or a folder of
    Parquet files), `map` a file of column names, `on` the day of the check, `overrides` what-if values
    as they are typed (`service_share_min=0.25`). The file name of `out` says in which form verdict
    and findings of each row are written. `reuse` is the result of an earlier screening of the same
    register: only rules that a changed parameter reaches are evaluated again. `scratch` is a folder of
    its own, where whatever is written goes first. `memory` is in bytes, of the whole process.
    `seed` draws the sample of the guard, about `sample` rows. Without `doubts` nobody looks for repeated
    and malformed credit codes, amounts out of bounds and odd shares, which is then said instead.
    """

    call: Path
    track: str
    data: Path
    map: Path | None = None
    sheet: str = ""
    on: date | None = None
    overrides: tuple[str, ...] = ()
    out: Path | None = None
    reuse: Path | None = None
    scratch: Path = Path()
    memory: int = MEMORY
    threads: int = 2
    seed: int = 0
    sample: int = SAMPLE
    doubts: bool = True
    engine: str = "duckdb"

    def inputs(self) -> tuple[Path, ...]:
        """Return the files and folders that the database reads."""
        return tuple(each for each in (self.data, self.reuse) if each)


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """How many would be eligible: at each value of a parameter, or under another call.

    `vary` is typed as `parameter=0.10..0.50:0.01`; `against` the folder of another package, whose
    `against_track` is looked at. The file name of `changed` says how the rows are written whose verdict
    changes.
    """

    screening: Request
    vary: str = ""
    against: Path | None = None
    against_track: str = ""
    changed: Path | None = None


def to_json(asked: Request | WhatIf) -> dict[str, Any]:
    """Return a request as JSON values."""
    return {key: _plain(value) for key, value in asdict(asked).items()}


def request_from(told: Mapping[str, Any]) -> Request:
    """Return the request that `to_json` wrote."""
    given = dict(told)
    for key in ("call", "data", "map", "out", "reuse", "scratch"):
        given[key] = Path(given[key]) if given.get(key) else None
    given["on"] = date.fromisoformat(given["on"]) if given.get("on") else None
    given["overrides"] = tuple(given["overrides"])
    return Request(**given)


def what_if_from(told: Mapping[str, Any]) -> WhatIf:
    """Return the what-if that `to_json` wrote."""
    given = dict(told)
    for key in ("against", "changed"):
        given[key] = Path(given[key]) if given.get(key) else None
    return WhatIf(**{**given, "screening": request_from(given["screening"])})


def absolute(request: Request) -> Request:
    """Return the request with paths that mean the same from any folder."""
    paths = {key: getattr(request, key) for key in ("call", "data", "map", "out", "reuse", "scratch")}
    return replace(request, **{key: path.resolve() for key, path in paths.items() if path})


def _plain(value: Any) -> Any:
    match value:
        case Path():
            return str(value)
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case tuple():
            return list(value)
    return value
