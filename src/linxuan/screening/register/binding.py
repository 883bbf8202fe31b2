"""A field and the column that gives it, with what the map says of its cells."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from linxuan.programme.definition import Field
from linxuan.rules.sql.columns import year_key


@dataclass(frozen=True)
class Binding:
    """Where the answers to one field stand, or those of one year of it."""

    field: Field
    """Without its bounds."""
    heading: str
    sql: str
    """The cell, as SQL over the scan of the source."""
    type: str
    """DuckDB's type of the cell."""
    year: int | None = None
    """The year, where the column is of one year only."""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    """What words of the data mean."""
    unit: str = ""
    """The unit of the data where it is another than that of the field."""
    absent: object = None
    """What an empty cell means; None where it is unknown."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The values that its cells can give, the first of them by a cell that is one amount."""
        if not self.field.years:
            return (self.field.id,)
        latest = max(self.field.years)
        years = [self.year] if self.year else [latest, *(each for each in self.field.years if each != latest)]
        return tuple(year_key(self.field.id, each) for each in years)
