"""How DuckDB and Spark spell what they both can say."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from linxuan.rules.sql.columns import Stored

_SIMPLE = {
    Stored.YES_NO: "BOOLEAN",
    Stored.NUMBER: "DECIMAL(1,0)",
    Stored.DATE: "DATE",
    Stored.TEXT: "STRING",
}
_NO_STRUCT = "STRUCT(nothing BOOLEAN)"
_FEW = 64
"""Keys that are looked for one after the other."""
_BETWEEN = "\x1f"
"""Stands in no canonical text."""
INDUSTRY_CODE = "[0-9]{2,4}"


class Dialect(Protocol):
    """The spellings of one engine. Every argument that is not a value is SQL already."""

    name: str
    digits_to_spare: int
    """How many digits more than its operands have together a product is given."""

    def identifier(self, name: str) -> str:
        """Quote the name of a column or of a field of a struct."""

    def text(self, value: str) -> str:
        """Write a text out; whatever stands in it, nothing of it is read as SQL."""

    def texts(self, values: tuple[str, ...]) -> str:
        """Write a list of texts out."""

    def unknown(self, stored: Stored) -> str:
        """Write a NULL of a type."""

    def no_rows(self) -> str:
        """Write a group without rows."""

    def contains(self, several: str, one: str) -> str:
        """Tell whether a list has a text among it."""

    def one_of(self, text: str, keys: Sequence[str]) -> str:
        """Tell whether a text is one of the keys, of which there is at least one; NULL for NULL."""

    def starts_with(self, text: str, beginning: str) -> str:
        """Tell how a text begins."""

    def is_industry_code(self, text: str) -> str:
        """Tell whether a text is two to four digits and nothing else."""

    def size(self, several: str) -> str:
        """Count the entries of a list: a whole number, NULL for no list."""

    def kept(self, several: str, row: str, condition: str) -> str:
        """Keep the entries of a list, each called `row`, for which a condition is true."""

    def let(self, name: str, value: str, body: str) -> str:
        """Work a value out once and give it a name in `body`."""

    def add_months(self, day: str, count: str) -> str:
        """Move a day by a number of months from -3600 to 3600."""

    def add_days(self, day: str, count: str) -> str:
        """Move a day by a number of days that the calendar of 1900 to 2199 has."""


class DuckDb:
    """DuckDB, from 1.3 on."""

    name = "duckdb"
    digits_to_spare = 0

    def identifier(self, name: str) -> str:
        return '"' + name.replace('"', '""') + '"'

    def text(self, value: str) -> str:
        return "'" + value.replace("'", "''") + "'"

    def texts(self, values: tuple[str, ...]) -> str:
        return f"CAST([{', '.join(map(self.text, values))}] AS VARCHAR[])"

    def unknown(self, stored: Stored) -> str:
        lists = {Stored.LIST: "VARCHAR[]", Stored.GROUP: f"{_NO_STRUCT}[]"}
        return f"CAST(NULL AS {lists.get(stored) or _SIMPLE[stored]})"

    def no_rows(self) -> str:
        return "[]"

    def contains(self, several: str, one: str) -> str:
        return f"list_contains({several}, {one})"

    def one_of(self, text: str, keys: Sequence[str]) -> str:
        # A function of one column is worked out once for each entry of its dictionary, IN for every row.
        if not 1 < len(keys) <= _FEW or any(_BETWEEN in each for each in keys):
            return _in(self, text, keys)
        between = self.text(_BETWEEN)
        together = self.text(_BETWEEN + _BETWEEN.join(keys) + _BETWEEN)
        return f"contains({together}, {between} || {text} || {between})"

    def starts_with(self, text: str, beginning: str) -> str:
        return f"starts_with({text}, {beginning})"

    def is_industry_code(self, text: str) -> str:
        return f"regexp_full_match({text}, '{INDUSTRY_CODE}')"

    def size(self, several: str) -> str:
        return f"len({several})"

    def kept(self, several: str, row: str, condition: str) -> str:
        return f"list_filter({several}, lambda {row}: {condition})"

    def let(self, name: str, value: str, body: str) -> str:
        return f"list_transform([{value}], lambda {name}: {body})[1]"

    def add_months(self, day: str, count: str) -> str:
        return f"CAST({day} + to_months({count}) AS DATE)"

    def add_days(self, day: str, count: str) -> str:
        return f"({day} + {count})"


class Spark:
    """Spark SQL from 3.5 on, in ANSI mode, with its literals read as it reads them by itself."""

    name = "spark"
    digits_to_spare = 1

    def identifier(self, name: str) -> str:
        return "`" + name.replace("`", "``") + "`"

    def text(self, value: str) -> str:
        # A dollar sign would begin a variable of the session.
        escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\u0024")
        return f"'{escaped}'"

    def texts(self, values: tuple[str, ...]) -> str:
        return f"CAST(array({', '.join(map(self.text, values))}) AS ARRAY<STRING>)"

    def unknown(self, stored: Stored) -> str:
        lists = {Stored.LIST: "ARRAY<STRING>", Stored.GROUP: "ARRAY<STRUCT<nothing: BOOLEAN>>"}
        return f"CAST(NULL AS {lists.get(stored) or _SIMPLE[stored]})"

    def no_rows(self) -> str:
        return "array()"

    def contains(self, several: str, one: str) -> str:
        return f"array_contains({several}, {one})"

    def one_of(self, text: str, keys: Sequence[str]) -> str:
        return _in(self, text, keys)

    def starts_with(self, text: str, beginning: str) -> str:
        return f"startswith({text}, {beginning})"

    def is_industry_code(self, text: str) -> str:
        return f"({text} RLIKE '^{INDUSTRY_CODE}\\\\z')"

    def size(self, several: str) -> str:
        return f"CASE WHEN {several} IS NOT NULL THEN size({several}) END"

    def kept(self, several: str, row: str, condition: str) -> str:
        return f"filter({several}, {row} -> {condition})"

    def let(self, name: str, value: str, body: str) -> str:
        return f"transform(array({value}), {name} -> {body})[0]"

    def add_months(self, day: str, count: str) -> str:
        return f"add_months({day}, {count})"

    def add_days(self, day: str, count: str) -> str:
        return f"date_add({day}, {count})"


def _in(dialect: Dialect, text: str, keys: Sequence[str]) -> str:
    return f"{text} IN ({', '.join(map(dialect.text, keys))})"


DUCKDB: Dialect = DuckDb()
SPARK: Dialect = Spark()


def day(value: date) -> str:
    """Write a day out, as both engines read it."""
    return f"DATE '{value.isoformat()}'"


def whole(units: int, digits: int, scale: int) -> str:
    """Write `units` of the last place out as a DECIMAL of so many digits, `scale` of them behind the point."""
    written = f"{abs(units):0{scale + 1}d}"
    point = f"{written[: len(written) - scale]}.{written[len(written) - scale :]}".rstrip(".")
    return f"CAST('{'-' if units < 0 else ''}{point}' AS DECIMAL({digits},{scale}))"
