"""What the form of a screening shows: empty, with what was typed, or with the values of an earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Track
from linxuan_site.portal.screening.asking import Asked, held
from linxuan_site.portal.screening.parameters import SET, Offered, offered
from linxuan_site.queries.screenings import has_register

EXAMPLE = Path("demo") / "register.csv"
"""The register that a package brings for its demonstration."""
_TEXTS = ("day", "sheet", "column_map", "vary", "held", "again")


@dataclass(frozen=True)
class Curve:
    """The curve of one parameter as the form offers it."""

    offered: Offered
    chosen: bool
    first: str
    last: str
    step: str


@dataclass(frozen=True)
class Kept:
    """A register that need not be sent again."""

    name: str
    size: int
    held: str = ""
    again: str = ""


def form_page(
    call: Call, track: Track, *, asked: Asked | None = None, earlier: Any = None
) -> dict[str, object]:
    """Return what the form shows. `asked` is one that was refused, `earlier` a screening to run again."""
    typed = asked.typed if asked else _typed_of(earlier) if earlier else {}
    parameters = offered(call, track.id, typed)
    return {
        "call": call,
        "track": track,
        "tracks": lookup.open_tracks(call),
        "typed": {name: typed.get(name, "") for name in _TEXTS},
        "kept": _kept(asked, earlier, typed),
        "parameters": parameters,
        "curves": _curves(parameters, typed),
        "dated": any(one.range and one.parameter.kind == "date" for one in parameters),
        "wrong": {fault.target: fault.text for fault in asked.faults} if asked else {},
        "limit": settings.SCREENING_UPLOAD_LIMIT // 2**20,
        "example": example_of(call) is not None,
        "has_map": bool(typed.get("column_map") or typed.get("sheet")),
    }


def _typed_of(earlier: Any) -> dict[str, str]:
    """What was typed for an earlier screening."""
    parameter, _equals, values = earlier.vary.partition("=")
    first, _dots, rest = values.partition("..")
    last, _colon, step = rest.partition(":")
    ends = {f"first.{parameter}": first, f"last.{parameter}": last, f"step.{parameter}": step}
    return {
        "day": earlier.day.isoformat() if earlier.day else "",
        "sheet": earlier.sheet,
        "column_map": earlier.column_map,
        "again": str(earlier.pk),
        "vary": parameter,
        **(ends if parameter else {}),
        **{f"{SET}{id}": value for id, value in earlier.overrides.items()},
    }


def _kept(asked: Asked | None, earlier: Any, typed: Mapping[str, str]) -> Kept | None:
    if asked and asked.register:
        again = typed.get("again", "")
        return Kept(asked.register.name, asked.register.size, asked.held, again)
    if asked and (register := held(typed.get("held", ""))):
        return Kept(register.name, register.size, typed["held"])
    if earlier and has_register(earlier):
        return Kept(earlier.file_name, earlier.file_size, again=str(earlier.pk))
    return None


def _curves(parameters: Sequence[Offered], typed: Mapping[str, str]) -> list[Curve]:
    chosen = typed.get("vary", "")
    return [_curve(one, typed, chosen) for one in parameters if one.range]


def _curve(one: Offered, typed: Mapping[str, str], chosen: str) -> Curve:
    id, range_ = one.parameter.id, one.range
    usual = (range_.first, range_.last, range_.step) if range_ else ("", "", "")
    names = (f"first.{id}", f"last.{id}", f"step.{id}")
    first, last, step = (typed.get(name, value) for name, value in zip(names, usual, strict=True))
    return Curve(one, chosen == id, first, last, step)


def example_of(call: Call) -> Path | None:
    """Return where the example register lies, in the demonstration of a package that has one."""
    path = Path(settings.ROOT) / "programmes" / call.id / EXAMPLE
    return path if settings.DEMO and path.is_file() else None
