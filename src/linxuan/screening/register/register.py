"""A register that was read: where its rows are, which values were given, and what is to be said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from linxuan.rules.sql.columns import Columns
from linxuan.screening.register.cells import Cells
from linxuan.screening.register.doubts import Doubt
from linxuan.screening.register.source import Source


@dataclass(frozen=True)
class Register:
    """Rows that can be read, as SQL, with all that was noticed on the way.

    `relation` stands after FROM: one row for each readable row of the file, with `row` (BIGINT, its
    place among the data rows, from 1), the values of `columns` and the texts of `identity`.
    `columns` are what was given, by field id or `id@year`. Rows that cannot be read stand in the table
    `unreadable_rows`: row, column (its heading), value, reason; one row may have several.
    """

    relation: str
    columns: Columns
    rows: int
    """All data rows of the file, readable or not."""
    unreadable: int
    unreadable_rows: str
    missing: tuple[str, ...]
    """Wanted fields, or years of them (`id@year`), that no column gives: unknown for all."""
    unused: tuple[str, ...]
    """Headings that nothing uses."""
    warnings: tuple[Doubt, ...]
    notes: tuple[str, ...]
    """What else is to be said at the top, such as what an empty cell was taken for."""
    digest: str
    """SHA-256 of the bytes of the file, hexadecimal; of a folder, over its names and contents."""
    identity: Mapping[str, str]
    """Heading → SQL: carried through to the result, read by no rule."""
    cells: tuple[Cells, ...]
    source: Source
    raw: tuple[str, ...] = ()
    """SQL over `relation` for the cells as they stand in the file, where the relation is the file itself."""
