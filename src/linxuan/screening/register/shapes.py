"""Cells that SQL may read by itself: those whose shape leaves nothing to decide. All others are odd.

Whatever is taken here must mean what the answers' reader makes of it; the tests hold the two together.
"""

from collections.abc import Mapping
from datetime import date

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
from linxuan.screening.register.number_shapes import number_shape
from linxuan.screening.register.shape import Shape, as_text, explained, sql_type, where_not
from linxuan.screening.register.source import Range

_WORD = r"[!-~\x{b7}\x{2014}\x{2018}-\x{201d}\x{2026}\x{3001}-\x{3029}\x{4e00}-\x{9fff}\x{ff01}-\x{ff5e}]+"
_SHAPES = {
    "region": "[0-9]{6}",
    "industry": "[0-9]{4}",
    "phone": r"[0-9]{3,4}-[0-9]{5,8}|1[0-9]{10}",
    "email": r"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
}
_CREDIT_CODE = f"[{credit_code.ALPHABET}]{{2}}[0-9]{{6}}[{credit_code.ALPHABET}]{{10}}"
_YES, _NO = "'true', 'yes', '是', '有'", "'false', 'no', '否', '无'"
_OTHER_DAYS = "|".join(
    f"[0-9]{{4}}{year}[0-9]{{1,2}}{month}[0-9]{{1,2}}{day}"
    for year, month, day in (("-", "-", ""), ("年", "月", "日"), ("/", "/", ""), ("[.]", "[.]", ""))
)
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


def shape_of(
    call: Call, procedure: str, binding: Binding, *, range: Range | None = None, places: int = 2
) -> Shape:
    """Return how cells are read; `range` are the least and greatest that the file states, if it does.

    Numbers given as text are taken with up to `places` behind the point; longer ones are odd.
    """
    kind = binding.field.kind
    if kind in ("integer", "decimal"):
        return number_shape(binding, range, places)
    if kind == "date":
        return _date(binding, range)
    if kind == "yes_no":
        return _yes_no(binding)
    if kind in ("choices", "group"):
        return _inside(call, binding)
    return _words(call, procedure, binding)


# -------------------------------------------------------------------------------------------- dates


def _date(binding: Binding, range: Range | None) -> Shape:
    stored = Column("", Stored.DATE)
    bounds = f"BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"
    if binding.type == "DATE" and not binding.values:
        faults = [] if _within_days(range) else [f"{binding.sql} NOT {bounds}"]
        return Shape(binding.sql, where_not(faults, binding.sql), stored, binding.sql, written=False)
    if binding.type in _MOMENTS and not binding.values:
        day = f"CAST({binding.sql} AS DATE)"
        faults = [f"{binding.sql} <> {day} OR {day} NOT {bounds}"]
        return Shape(binding.sql, where_not(faults, day), stored, day, written=False)
    cell = as_text(binding)
    iso = f"WHEN regexp_full_match({cell}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN {cell}"
    other = f"WHEN regexp_full_match({cell}, '{_OTHER_DAYS}') THEN translate({cell}, '年月日/.', '-- --')"
    day = f"TRY_CAST(CASE {explained(binding, cell)}{iso} {other} END AS DATE)"
    return Shape(cell, f"CASE WHEN {day} {bounds} THEN {day} END", stored)


def _within_days(range: Range | None) -> bool:
    """Whether the file states that all of its days are of the calendar of the rules."""
    return range is not None and all(isinstance(each, date) and FIRST <= each <= LAST for each in range)


# ---------------------------------------------------------------------------------- choices and words


def _yes_no(binding: Binding) -> Shape:
    stored = Column("", Stored.YES_NO)
    if binding.type == "BOOLEAN" and not binding.values:
        return Shape(binding.sql, binding.sql, stored, binding.sql, written=False)
    cell = as_text(binding)
    yes, no = f"lower({cell}) IN ({_YES})", f"lower({cell}) IN ({_NO})"
    value = f"CASE {explained(binding, cell)}WHEN {yes} THEN true WHEN {no} THEN false END"
    return Shape(cell, value, stored, few=True)


def _words(call: Call, procedure: str, binding: Binding) -> Shape:
    cell = as_text(binding)
    good, few = _good_words(call, procedure, binding.field, cell)
    value = f"CASE {explained(binding, cell)}WHEN {good} THEN {cell} END"
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


def shaped_code(cell: str) -> str:
    """Return SQL that is true for a text with the shape of a credit code."""
    return f"regexp_full_match({cell}, '{_CREDIT_CODE}')"


def narrow_code(cell: str) -> str:
    """Return SQL for a credit code as it is stored, whatever spaces, hyphens and small letters it has.

    A text of 18 bytes is only set in capitals: one with a space in it is no code in any case.
    """
    return (
        f"CASE WHEN strlen({cell}) = 18 THEN upper({cell})"
        f" ELSE upper(regexp_replace({cell}, '[\\s-]', '', 'g')) END"
    )


def good_credit_code(cell: str) -> str:
    """Return SQL that is true for a credit code with its check character, false for any other text."""
    alphabet = quoting.text(credit_code.ALPHABET)
    weighted = " + ".join(
        f"(strpos({alphabet}, substr({cell}, {place + 1}, 1)) - 1) * {pow(3, place, 31)}"
        for place in range(17)
    )
    last = f"strpos({alphabet}, substr({cell}, 18, 1)) - 1"
    return f"CASE WHEN {shaped_code(cell)} THEN ({weighted} + {last}) % 31 = 0 ELSE false END"


def _inside(call: Call, binding: Binding) -> Shape:
    """Lists and rows have an inside: their distinct cells are all told by the reader."""
    listed = binding.type.endswith("]")
    cell = binding.sql if listed else as_text(binding)
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
