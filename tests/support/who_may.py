"""The table of who may do what, `docs/who-may.md`: a column for each role, held to what a walk as that role met.

With `LINXUAN_WRITE_WHO_MAY` in the environment (`./run check who-may --write`) a walk writes its column instead.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "who-may.md"
WRITE = "LINXUAN_WRITE_WHO_MAY"
ANSWERED, NOT_THEIRS, REFUSED = "●", "○", "–"


def mark(status: int) -> str:
    """What an answer means: one finds nothing of what is not one's own, or is refused, or is answered.

    `status` is that of HTTP. Who is not signed in is refused by 401, 403, or by being led to sign in.
    """
    return {404: NOT_THEIRS, 401: REFUSED, 403: REFUSED}.get(status, ANSWERED)


def hold_column(section: str, role: str, met: Mapping[str, str], about: Mapping[str, str]) -> None:
    """Hold the column of a role to what it met, by row; `about` says of each row whom it is meant for."""
    if os.environ.get(WRITE):
        _write(section, role, met, about)
    told = _read(PAGE.read_text("utf-8"), section)
    column = {row: cells.get(role, "") for row, (_about, cells) in told.items()}
    differing = {
        row: f"{column.get(row, 'no row')} → {met.get(row, 'gone')}"
        for row in column | dict(met)
        if column.get(row) != met.get(row)
    }
    assert differing == {}, f"{differing}: {PAGE.name} wants `./run check who-may --write` for {role}"
    assert {row: words for row, (words, _cells) in told.items()} == dict(about)


def rows_of(section: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the rows of a section: whom each is meant for, and its mark by role."""
    return _read(PAGE.read_text("utf-8"), section)


def _write(section: str, role: str, met: Mapping[str, str], about: Mapping[str, str]) -> None:
    # Two walks may end at once.
    with PAGE.open("r+", encoding="utf-8") as page:
        fcntl.flock(page, fcntl.LOCK_EX)
        text = page.read()
        told = _read(text, section)
        kept = {row: told[row][1] if row in told else {} for row in met}
        rows = {row: (about[row], {**kept[row], role: met[row]}) for row in sorted(met, key=_by_address)}
        page.seek(0)
        page.truncate()
        page.write(_replaced(text, section, "\n".join(_table(rows, _roles(text)))))


def _roles(text: str) -> list[str]:
    """The roles in the order of the legend."""
    return re.findall(r"^- \*\*([a-z_]+)\*\*", text, re.MULTILINE)


def _by_address(row: str) -> str:
    """Rows of one address stand together, whatever their method."""
    return row.partition("`")[2]


def _table(rows: Mapping[str, tuple[str, Mapping[str, str]]], roles: list[str]) -> Iterator[str]:
    yield f"| | meant for | {' | '.join(one.replace('_', ' ') for one in roles)} |"
    yield "|---|---|" + ":-:|" * len(roles)
    for row, (about, cells) in rows.items():
        yield f"| {row} | {about} | {' | '.join(cells.get(one, '?') for one in roles)} |"


def _bounds(text: str, section: str) -> tuple[int, int]:
    begin, end = (f"<!-- {section}: {one} -->" for one in ("begin", "end"))
    return text.index(begin) + len(begin), text.index(end)


def _replaced(text: str, section: str, table: str) -> str:
    start, stop = _bounds(text, section)
    return f"{text[:start]}\n{table}\n{text[stop:]}"


def _read(text: str, section: str) -> dict[str, tuple[str, dict[str, str]]]:
    start, stop = _bounds(text, section)
    lines = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text[start:stop].strip().splitlines()
    ]
    if len(lines) < 3:
        return {}
    roles = [one.replace(" ", "_") for one in lines[0][2:]]
    return {row: (about, dict(zip(roles, cells, strict=True))) for row, about, *cells in lines[2:]}
