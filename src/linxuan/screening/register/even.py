"""Tables whose rows are not all alike: written once more, row by row, with their places; torn rows apart."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TextIO

from linxuan.language import say
from linxuan.screening.register import quoting
from linxuan.screening.register.source import Given, Source, Torn, refused

_LONGEST_CELL = 1_000_000
_SHOWN = 60
BUFFER = 8 << 20
"""Bytes that DuckDB reads at once: enough for the longest line that it takes, 2 MB."""
_NEVER_CLOSED = ("end of data", "field limit")
"""What Python's reader says of a quote that the file never closes, or only far behind."""


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
    """Return rows of cells as a source, each with its place; torn ones are counted and kept apart."""
    even, torn = scratch / "even.csv", scratch / "torn.csv"
    with (
        even.open("w", encoding="utf-8", newline="") as good,
        torn.open("w", encoding="utf-8", newline="") as bad,
    ):
        evening = _Evening(bad)
        csv.writer(good, lineterminator="\n").writerows(evening.even(rows, len(head)))
    columns = {f"c{place}": "VARCHAR" for place in range(len(head))}
    return Source(
        scan=_scan(even, {" row": "BIGINT", **columns}),
        row='" row"',
        given=tuple(Given(heading, f"c{place}", "VARCHAR") for place, heading in enumerate(head)),
        rows=evening.rows,
        digest=digest,
        torn=_scan(torn, {"row": "BIGINT", "value": "VARCHAR", "reason": "VARCHAR"})
        if evening.torn_rows
        else "",
        torn_rows=evening.torn_rows,
    )


class _Evening:
    """Goes through the rows, gives each its place, and writes the torn ones apart."""

    def __init__(self, torn: TextIO) -> None:
        self.rows = self.torn_rows = 0
        self._torn = csv.writer(torn, lineterminator="\n")

    def even(self, rows: Iterable[Sequence[str] | Torn], width: int) -> Iterator[Iterable[object]]:
        """Yield place and cells of each row that has as many as there are headings."""
        for row in rows:
            self.rows += 1
            if isinstance(row, Torn):
                self._tear(row.text, row.reason)
            elif len(row) != width:
                told = say("有{count}格，表头有{wanted}格", count=len(row), wanted=width)
                self._tear(",".join(row)[:_SHOWN], told)
            else:
                yield chain((self.rows,), map(_one_line_end, row))

    def _tear(self, text: str, reason: str) -> None:
        self.torn_rows += 1
        self._torn.writerow((self.rows, _one_line_end(text), reason))


def _scan(file: Path, columns: Mapping[str, str]) -> str:
    named = ", ".join(f"{quoting.name(name)}: '{kind}'" for name, kind in columns.items())
    return (
        f"read_csv({quoting.text(file)}, auto_detect = false, header = false, delim = ',', quote = '\"',"
        f" escape = '\"', columns = {{{named}}}, parallel = false, buffer_size = {BUFFER})"
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
            yield Torn("", say("引号不成对"))
            continue
        if not any(map(str.strip, cells)) and len(cells) < 2:
            continue
        if headed:
            yield cells
        headed = True


def _one_line_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
