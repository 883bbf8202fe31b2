"""Tables whose rows are not all alike: written once more, row by row, with their places; torn rows apart."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TextIO

from linxuan.language import say
from linxuan.screening.register import quoting
from linxuan.screening.register.source import Given, Source, Torn, refused

_LONGEST_CELL = 1_000_000
_SHOWN = 60
_NEVER_CLOSED = ("end of data", "field limit")
"""What Python's reader says of a quote that the file never closes, or only far behind."""


@dataclass
class _Evening:
    """How far it is: the place of the last row, and the rows that are torn."""

    rows: int = 0
    torn: list[Torn] = field(default_factory=list)


def evened(
    path: Path, file: Path, scratch: Path, *, head: Sequence[str], separator: str, digest: str
) -> Source:
    """Read a CSV file row by row and write its even rows for DuckDB. Raises BadInput for an open quote.

    Empty lines are no rows. A row that has not the cells of the header is torn, and told with its place.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return even_source(_cells(path, opened, separator), scratch, head=head, digest=digest)


def even_source(
    rows: Iterable[Sequence[str] | Torn], scratch: Path, *, head: Sequence[str], digest: str
) -> Source:
    """Return rows of cells as a source. A torn row among them has its place put in."""
    state = _Evening()
    file = scratch / "even.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(_even(rows, len(head), state))
    columns = ", ".join(f"c{place}: 'VARCHAR'" for place in range(len(head)))
    return Source(
        scan=(
            f"read_csv({quoting.text(file)}, auto_detect = false, header = false, delim = ',', quote = '\"',"
            f" escape = '\"', columns = {{\" row\": 'BIGINT', {columns}}}, parallel = false)"
        ),
        row='" row"',
        given=tuple(Given(heading, f"c{place}", "VARCHAR") for place, heading in enumerate(head)),
        rows=state.rows,
        digest=digest,
        torn=tuple(state.torn),
    )


def _cells(path: Path, opened: TextIO, separator: str) -> Iterator[Sequence[str] | Torn]:
    """The rows below the header, empty lines left out; a broken one as torn. Raises BadInput."""
    headed = False
    reader = csv.reader(opened, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            if any(each in str(fault) for each in _NEVER_CLOSED):
                raise refused(
                    path, say("第{line}行：有一个引号一直没有配对，请检查引号", line=line)
                ) from None
            yield Torn(0, "", say("引号不成对"))
            continue
        if not any(map(str.strip, cells)) and len(cells) < 2:
            continue
        if headed:
            yield cells
        headed = True


def _even(rows: Iterable[Sequence[str] | Torn], width: int, state: _Evening) -> Iterator[Iterable[object]]:
    for row in rows:
        state.rows += 1
        if isinstance(row, Torn):
            state.torn.append(Torn(state.rows, row.text, row.reason))
        elif len(row) != width:
            told = say("有{count}格，表头有{wanted}格", count=len(row), wanted=width)
            state.torn.append(Torn(state.rows, _shown(row), told))
        else:
            yield chain((state.rows,), map(_one_line_end, row))


def _one_line_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _shown(row: Sequence[str]) -> str:
    return ",".join(row)[:_SHOWN]
