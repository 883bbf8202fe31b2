"""Cells that SQL may read by itself: those whose shape leaves nothing to decide. All others are odd.

Whatever is taken here must mean what the answers' reader makes of it; the tests hold the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linxuan import credit_code
from linxuan.answers.choices import as_choice, offered
from linxuan.answers.dates import FIRST, LAST
from linxuan.answers.numbers import DIGITS, PLACES
from linxuan.answers.raw import Unfit
from linxuan.answers.texts import LONGEST
from linxuan.programme.definition import Call, Field
from linxuan.rules.sql.columns import Column, Stored
from linxuan.screening.register import quoting
from linxuan.screening.register.binding import Binding
from linxuan.screening.register.source import Range
from linxuan.screening.register.units import power_between

WIDEST = 18
"""Digits of a decimal that still fits a machine word."""
_WORD = r"[!-~\x{b7}\x{2014}\x{2018}-\x{201d}\x{2026}\x{3001}-\x{3029}\x{4e00}-\x{9fff}\x{ff01}-\x{ff5e}]+"
_SHAPES = {
    "region": "[0-9]{6}",
    "industry": "[0-9]{4}",
    "phone": r"[0-9]{3,4}-[0-9]{5,8}|1[0-9]{10}",
    "email": r"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
}
_CREDIT_CODE = f"[{credit_code.ALPHABET}]{{2}}[0-9]{{6}}[{credit_code.ALPHABET}]{{10}}"
_YES, _NO = "'true', 'yes', '是', '有'", "'false', 'no', '否', '无'"
_COUNTS = {
    "TINYINT": 3, "SMALLINT": 5, "INTEGER": 10, "BIGINT": 19,
    "UTINYINT": 3, "USMALLINT": 5, "UINTEGER": 10, "UBIGINT": 20,
}  # fmt: skip
_OTHER_DAYS = "|".join(
    f"[0-9]{{4}}{year}[0-9]{{1,2}}{month}[0-9]{{1,2}}{day}"
    for year, month, day in (("-", "-", ""), ("年", "月", "日"), ("/", "/", ""), ("[.]", "[.]", ""))
)
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


@dataclass(frozen=True)
class Shape:
    """How the cells of one column are read without looking at them one by one."""

    cell: str
    """The cell as SQL, as text unless its type says it all."""
    value: str
    """Its value as SQL of the stored type: NULL where it is unknown or odd."""
    stored: Column
    lies: str = ""
    """Its value where no cell of the column is odd: SQL that costs next to nothing, empty if it would."""
    few: bool = False
    """Whether the column has few distinct cells, as codes and choices have."""
    written: bool = True
    """Whether the cell is text, so that it can be empty."""

    @property
    def sure(self) -> bool:
        """Whether no cell can be odd."""
        return self.value == self.lies

    def odd(self, value: str, cell: str) -> str:
        """SQL that is true where only the reader can tell, over SQL for the value and the cell."""
        empty = f" AND {cell} <> ''" if self.written else ""
        return f"{value} IS NULL AND {cell} IS NOT NULL{empty}"


def shape_of(
    call: Call, procedure: str, binding: Binding, *, range: Range | None = None, places: int = 2
) -> Shape:
    """Return how cells are read; `range` are the least and greatest that the file states, if it does.

    Numbers given as text are taken with up to `places` behind the point; longer ones are odd.
    """
    kind = binding.field.kind
    if kind in ("integer", "decimal"):
        return _number(binding, range, places)
    if kind == "date":
        return _date(binding, range)
    if kind == "yes_no":
        return _yes_no(binding)
    if kind in ("choices", "group"):
        return _inside(call, binding)
    return _words(call, procedure, binding)


# ------------------------------------------------------------------------------------------ numbers


def _number(binding: Binding, range: Range | None, places: int) -> Shape:
    whole = binding.field.kind == "integer"
    if binding.type == "DOUBLE" and not binding.values and not binding.unit:
        return _floating_number(binding, 0 if whole else places)
    if binding.values or binding.unit or not (digits := _digits(binding.type)):
        return _written_number(binding, 0 if whole else places)
    precision, scale = digits
    if binding.type in _COUNTS and range and isinstance(range[0], Decimal):
        precision = max(len(str(abs(int(each)))) for each in range)
    faults = [
        *([] if _fits(precision - scale, range) else [f"abs({binding.sql}) >= {10**DIGITS}"]),
        *([f"{binding.sql} <> trunc({binding.sql})"] if scale and whole else []),
        *([f"{binding.sql} <> round({binding.sql}, {PLACES})"] if scale > PLACES else []),
    ]
    stored = _decimal(min(precision, DIGITS + scale, 38), scale)
    same = digits == (stored.precision, stored.scale) and binding.type not in _COUNTS
    lies = binding.sql if same else f"CAST({binding.sql} AS {sql_type(stored)})"
    return Shape(binding.sql, _where_not(faults, lies), stored, lies, written=False)


def _written_number(binding: Binding, places: int) -> Shape:
    power = power_between(binding.unit, binding.field.unit) or 0 if binding.unit else 0
    places = max(min(places, PLACES + power), 0)
    digits = min(DIGITS, WIDEST - places, DIGITS - power)
    cell = _as_text(binding)
    fraction = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    good = f"regexp_full_match({cell}, '[+-]?[0-9]{{1,{digits}}}{fraction}')"
    sorted_in = f"[+-]?[0-9]{{1,3}}(,[0-9]{{3}}){{1,{digits // 3 - 1}}}{fraction}"
    stored = _decimal(digits + places, places)
    value = (
        f"CASE {_explained(binding, cell)}WHEN {good} THEN TRY_CAST({cell} AS {sql_type(stored)})"
        f" WHEN regexp_full_match({cell}, '{sorted_in}')"
        f" THEN TRY_CAST(replace({cell}, ',', '') AS {sql_type(stored)}) END"
    )
    if binding.field.kind == "integer" and power < 0:
        return Shape(cell, f"CAST(NULL AS {sql_type(stored)})", stored)
    return Shape(cell, *_times(value, stored, power))


def _floating_number(binding: Binding, places: int) -> Shape:
    """A float that is the nearest to a decimal of 15 digits has no other that short: it is its text."""
    stored = _decimal(DIGITS, places)
    exact = f"TRY_CAST({binding.sql} AS {sql_type(stored)})"
    same = f"abs({binding.sql}) < 1e{DIGITS - places} AND CAST({exact} AS DOUBLE) = {binding.sql}"
    return Shape(binding.sql, f"CASE WHEN {same} THEN {exact} END", stored, written=False)


def _times(value: str, stored: Column, power: int) -> tuple[str, Column]:
    """The number times ten to the power, exactly, with its type."""
    if not power:
        return value, stored
    scale = max(stored.scale - power, 0)
    moved = _decimal(max(stored.precision - stored.scale + power, 1) + scale, scale)
    factor = f"{Decimal(1).scaleb(power):f}"
    return f"CAST(CAST({value} AS DECIMAL(28, {stored.scale})) * {factor} AS {sql_type(moved)})", moved


def _where_not(faults: Sequence[str], value: str) -> str:
    return f"CASE WHEN {' OR '.join(faults)} THEN NULL ELSE {value} END" if faults else value


def _digits(kind: str) -> tuple[int, int] | None:
    """Precision and scale of DuckDB's type for exact numbers; None for all other types."""
    if kind.startswith("DECIMAL("):
        precision, scale = kind[8:-1].split(",")
        return int(precision), int(scale)
    digits = _COUNTS.get(kind)
    return (digits, 0) if digits else None


def _fits(digits: int, range: Range | None) -> bool:
    if digits <= DIGITS:
        return True
    return range is not None and all(isinstance(each, Decimal) and abs(each) < 10**DIGITS for each in range)


def _decimal(precision: int, scale: int) -> Column:
    return Column("", Stored.NUMBER, precision, scale)


# -------------------------------------------------------------------------------------------- dates


def _date(binding: Binding, range: Range | None) -> Shape:
    stored = Column("", Stored.DATE)
    bounds = f"BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"
    if binding.type == "DATE" and not binding.values:
        faults = [] if _within_days(range) else [f"{binding.sql} NOT {bounds}"]
        return Shape(binding.sql, _where_not(faults, binding.sql), stored, binding.sql, written=False)
    if binding.type in _MOMENTS and not binding.values:
        day = f"CAST({binding.sql} AS DATE)"
        faults = [f"{binding.sql} <> {day} OR {day} NOT {bounds}"]
        return Shape(binding.sql, _where_not(faults, day), stored, day, written=False)
    cell = _as_text(binding)
    iso = f"WHEN regexp_full_match({cell}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN {cell}"
    other = f"WHEN regexp_full_match({cell}, '{_OTHER_DAYS}') THEN translate({cell}, '年月日/.', '-- --')"
    day = f"TRY_CAST(CASE {_explained(binding, cell)}{iso} {other} END AS DATE)"
    return Shape(cell, f"CASE WHEN {day} {bounds} THEN {day} END", stored)


def _within_days(range: Range | None) -> bool:
    """Whether the file states that all of its days are of the calendar of the rules."""
    return range is not None and all(isinstance(each, date) and FIRST <= each <= LAST for each in range)


# ---------------------------------------------------------------------------------- choices and words


def _yes_no(binding: Binding) -> Shape:
    stored = Column("", Stored.YES_NO)
    if binding.type == "BOOLEAN" and not binding.values:
        return Shape(binding.sql, binding.sql, stored, binding.sql, written=False)
    cell = _as_text(binding)
    yes, no = f"lower({cell}) IN ({_YES})", f"lower({cell}) IN ({_NO})"
    value = f"CASE {_explained(binding, cell)}WHEN {yes} THEN true WHEN {no} THEN false END"
    return Shape(cell, value, stored, few=True)


def _words(call: Call, procedure: str, binding: Binding) -> Shape:
    cell = _as_text(binding)
    good, few = _good_words(call, procedure, binding.field, cell)
    value = f"CASE {_explained(binding, cell)}WHEN {good} THEN {cell} END"
    lies = f"nullif({cell}, '')" if binding.type == "VARCHAR" else ""
    return Shape(cell, value, Column("", Stored.TEXT), lies, few)


def _good_words(call: Call, procedure: str, field: Field, cell: str) -> tuple[str, bool]:
    if field.kind in LONGEST:
        longest = field.chars or LONGEST[field.kind]
        return f"regexp_full_match({cell}, '{_WORD}( {_WORD})*') AND length({cell}) <= {longest}", False
    if field.kind in _SHAPES:
        return f"regexp_full_match({cell}, '{_SHAPES[field.kind]}')", field.kind in ("region", "industry")
    if field.kind == "credit_code":
        return good_credit_code(cell), False
    options = offered(call, procedure, field)
    safe = [key for key in options if _means_itself(options, key)]
    return (f"{cell} IN ({', '.join(map(quoting.text, safe))})" if safe else "false"), True


def _means_itself(options: Mapping[str, str], key: str) -> bool:
    """Whether an id is read as itself, and not as the label of an earlier option."""
    try:
        return as_choice(options, key) == key
    except Unfit:
        return False


def narrow_code(cell: str) -> str:
    """SQL for a credit code as it is stored, whatever spaces, hyphens and small letters it has."""
    return (
        f"CASE WHEN regexp_full_match({cell}, '{_CREDIT_CODE}') THEN {cell}"
        f" ELSE upper(regexp_replace({cell}, '[\\s-]', '', 'g')) END"
    )


def good_credit_code(cell: str) -> str:
    """SQL that is true for a credit code with its shape and check character, false for any other text."""
    alphabet = quoting.text(credit_code.ALPHABET)
    weighted = " + ".join(
        f"(strpos({alphabet}, substr({cell}, {place + 1}, 1)) - 1) * {pow(3, place, 31)}"
        for place in range(17)
    )
    last = f"strpos({alphabet}, substr({cell}, 18, 1)) - 1"
    return f"CASE WHEN regexp_full_match({cell}, '{_CREDIT_CODE}') THEN ({weighted} + {last}) % 31 = 0 ELSE false END"


def _inside(call: Call, binding: Binding) -> Shape:
    """Lists and rows have an inside: their distinct cells are all told by the reader."""
    listed = binding.type.endswith("]")
    cell = binding.sql if listed else _as_text(binding)
    group = binding.field.kind == "group"
    stored = (
        Column("", Stored.GROUP, fields=_fields(call, binding.field)) if group else Column("", Stored.LIST)
    )
    lies = cell if binding.type == "VARCHAR[]" and not group else ""
    return Shape(cell, f"CAST(NULL AS {sql_type(stored)})", stored, lies, few=not group, written=not listed)


def _fields(call: Call, group: Field) -> dict[str, Column]:
    return {each: _inner(each, call.fields[each].kind) for each in group.fields}


def _inner(id: str, kind: str) -> Column:
    if kind in ("integer", "decimal"):
        return Column(
            id, Stored.NUMBER, DIGITS + (PLACES if kind == "decimal" else 0), PLACES * (kind == "decimal")
        )
    simple = {"date": Stored.DATE, "yes_no": Stored.YES_NO, "choices": Stored.LIST}
    return Column(id, simple.get(kind, Stored.TEXT))


def sql_type(stored: Column) -> str:
    """Return DuckDB's type for a value as it is stored."""
    if stored.stored is Stored.NUMBER:
        return f"DECIMAL({stored.precision}, {stored.scale})"
    if stored.stored is Stored.GROUP:
        fields = (f"{quoting.name(each)} {sql_type(column)}" for each, column in stored.fields.items())
        return f"STRUCT({', '.join(fields)})[]"
    return _TYPES[stored.stored]


_TYPES = {Stored.YES_NO: "BOOLEAN", Stored.DATE: "DATE", Stored.TEXT: "VARCHAR", Stored.LIST: "VARCHAR[]"}


def _as_text(binding: Binding) -> str:
    return binding.sql if binding.type == "VARCHAR" else f"CAST({binding.sql} AS VARCHAR)"


def _explained(binding: Binding, cell: str) -> str:
    """What the map explains is for the reader, even where SQL could read it otherwise."""
    words = ", ".join(map(quoting.text, binding.values))
    return f"WHEN {cell} IN ({words}) THEN NULL " if words else ""
