"""Repeated rows from one form to the other: column by column, with the files that the rows name."""

from collections.abc import Mapping

from linxuan.answers.fields import columns_of
from linxuan.carrying.forms import FiledFile, Filled, difference, lost_choice, unfit_file
from linxuan.language import say
from linxuan.programme.definition import Field
from linxuan.rules.terms import Row, Value

Slotted = tuple[str, FiledFile]


def rows_taken(
    before: Filled, then: Field, now: Filled, group: Field, value: Value | None
) -> tuple[list[dict[str, object]], list[Slotted], tuple[str, ...]]:
    """Return the rows that the other group can take, their files, and what of them is left behind with why."""
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
    typed = before.raw.get(then.id)
    raw = [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list | tuple) else []
    were, are = columns_of(before.call, then), columns_of(now.call, group)
    lost = {
        id: _lost(before, were[id], now, are.get(id), rows) for id in were if any(id in row for row in rows)
    }
    kept = [id for id, why in lost.items() if not why]
    found = [
        (id, file)
        for id in kept
        if are[id].kind == "file"
        for row in rows
        if (file := _named(before, f"{then.id}.{id}", row.get(id))) is not None
    ]
    files = [(f"{group.id}.{id}", file) for id, file in found if not unfit_file(are[id], file)]
    named = {(slot, file.name) for slot, file in files}
    taken = [
        {
            id: row[id]
            for id in kept
            if id in row and (are[id].kind != "file" or (f"{group.id}.{id}", row[id]) in named)
        }
        for row in raw
    ]
    notes = [say("不含“{column}”：{why}", column=were[id].name, why=why) for id, why in lost.items() if why]
    notes += [why for id, file in found if (why := unfit_file(are[id], file))]
    return [row for row in taken if row], files, tuple(notes)


def _lost(before: Filled, column: Field, now: Filled, other: Field | None, rows: list[Row]) -> str:
    if other is None:
        return say("这一次没有这一栏")
    why = difference(column, other)
    chosen = (lost_choice(before, column, now, other, row.get(column.id)) for row in rows)
    return why or next((one for one in chosen if one), "")


def _named(before: Filled, slot: str, name: object) -> FiledFile | None:
    """The file that a row names, the one that came last where several are called so."""
    return next((one for one in reversed(before.files.get(slot, ())) if one.name == name), None)
