"""What a change did, in words: at which place of the field, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from linxuan.answers import columns_of, display_answer, read_answer
from linxuan.answers.changes import Change
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call, Field


@dataclass(frozen=True)
class Piece:
    """A part of a field that changed. In a long text `at` is the place of what was cut out and put in."""

    place: str
    was: str
    now: str
    at: int | None = None

    @property
    def sign(self) -> int:
        """The place in a long text as people count."""
        return (self.at or 0) + 1

    def followed_by(self, later: "Piece") -> "Piece | None":
        """Return both as one change; None where the later one stands elsewhere in the text."""
        if self.at is None or later.at is None:
            return replace(self, now=later.now) if self.at == later.at else None
        start = later.at - self.at
        if start < 0 or start + len(later.was) > len(self.now):
            return None
        return replace(self, now=self.now[:start] + later.now + self.now[start + len(later.was) :])


def pieces_of(call: Call, procedure: str, slot: str, change: Change) -> list[Piece]:
    """Return what a change of a field, or of the files at a slot, did."""
    field = call.fields.get(slot)
    pieces = _pieces(call, procedure, field, change, place="", path=())
    # A year of a table may only have been written otherwise: 1234 is 1,234.
    return [one for one in pieces if one.was != one.now or not one.place]


def _pieces(
    call: Call, procedure: str, field: Field | None, change: Change, *, place: str, path: tuple[str, ...]
) -> Iterator[Piece]:
    if "cut" in change:
        yield Piece(place, change["cut"], change["put"], change["at"])
    elif "in" in change:
        for part, inner in change["in"].items():
            here = _place(call, field, (*path, part), place)
            yield from _pieces(call, procedure, field, inner, place=here, path=(*path, part))
    else:
        was, now = (_shown(call, procedure, field, change[one], path) for one in ("was", "is"))
        yield Piece(place, was, now)


def _place(call: Call, field: Field | None, path: tuple[str, ...], place: str) -> str:
    if field is None or field.kind == "choices":
        return place
    if field.years:
        return say("{year} 年", year=path[-1])
    if len(path) == 1:
        return say("第 {row} 行", row=int(path[0]) + 1) if path[0].isdigit() else path[0]
    column = columns_of(call, field).get(path[1]) if field.kind == "group" else None
    return f"{place} {column.name if column else path[1]}"


def _shown(call: Call, procedure: str, field: Field | None, raw: Any, path: tuple[str, ...]) -> str:
    """An answer, or a part of one, as people read it; what cannot be read stands as it was typed."""
    if raw is None:
        return ""
    if field is None or field.kind == "file":
        return str(raw)
    whole = {path[0]: raw} if field.years and path else raw
    if not path or field.years or field.kind == "choices":
        try:
            read = read_answer(
                call, procedure, field.id, [raw] if path and field.kind == "choices" else whole
            )
            if field.years and path and isinstance(read, dict):
                read = next(iter(read.values()), None)
            return display_answer(call, procedure, field.id, read)
        except BadInput:
            pass
    if isinstance(raw, bool):
        return say("是") if raw else say("否")
    return say("；").join(map(str, raw.values())) if isinstance(raw, dict) else str(raw)
