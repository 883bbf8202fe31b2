"""What is still missing for a complete form, and which of its fields are seen at all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from linxuan.answers.fields import DERIVED, columns_of, fields_of
from linxuan.answers.showing import display_answer
from linxuan.derive.plan import plan_of
from linxuan.derive.record import record_of
from linxuan.derive.values import with_none_where_left_out
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Expression, Field, Section
from linxuan.programme.ready import once_per_call
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined
from linxuan.rules.evaluate import evaluator
from linxuan.rules.record import Record
from linxuan.rules.terms import Row, Value


@dataclass(frozen=True)
class Missing:
    """One thing that a form lacks: `problem` is a sentence for whoever fills the section."""

    section: str
    field: str
    label: str
    problem: str


@dataclass(frozen=True)
class _Filled:
    """A form with its answers: with what counts as none, and as expressions see it."""

    call: Call
    procedure: str
    given: Mapping[str, Value | None]

    @cached_property
    def answers(self) -> Mapping[str, Value]:
        """What was answered, with what counts as none."""
        return with_none_where_left_out(plan_of(self.call, self.procedure).left_out, self.given)

    @cached_property
    def record(self) -> Record:
        """What conditions see; many forms have none."""
        return record_of(self.call, self.procedure, self.given)

    def holds(self, condition: Expression | None) -> bool | None:
        """Tell whether a condition holds; without one it does."""
        if condition is None:
            return True
        value = _condition(self.call, self.procedure)(condition)(self.record)
        return value if isinstance(value, bool) else None


@once_per_call
def _condition(call: Call, procedure: str) -> Callable[[Expression], Callable[[Record], Value | None]]:
    """Return what makes a condition of the form ready, each once."""
    scope, kept = scope_of(call, procedure), dict[int, Callable[[Record], Value | None]]()

    def ready(condition: Expression) -> Callable[[Record], Value | None]:
        # By identity: the conditions of a call live as long as it does.
        if id(condition) not in kept:
            kept[id(condition)] = evaluator(inlined(condition.term, scope))
        return kept[id(condition)]

    return ready


def incomplete(
    call: Call,
    procedure: str,
    values: Mapping[str, Value | None],
    *,
    office: str = "applicant",
    stage: str = "",
) -> tuple[Missing, ...]:
    """Return all that an office still has to fill in, in the order of the form; empty when complete.

    `stage` limits it to the sections that are open there. Sections that are not `required` are asked
    for by the action that needs them, see `missing_in_section`.
    """
    form = _Filled(call, procedure, values)
    sections = lookup.sections_of(call, procedure, by=office, stage=stage or None)
    return tuple(gap for section in sections if section.required for gap in _gaps(form, section))


def missing_in_section(
    call: Call, procedure: str, section: Section, values: Mapping[str, Value | None]
) -> tuple[Missing, ...]:
    """Return what one section lacks, whether the form requires the section or not."""
    return tuple(_gaps(_Filled(call, procedure, values), section))


def visible_fields(
    call: Call, procedure: str, section: Section, values: Mapping[str, Value | None]
) -> tuple[Field, ...]:
    """Return the fields of a section that are to be seen: all but those whose `when` is false."""
    form = _Filled(call, procedure, values)
    if form.holds(section.when) is False:
        return ()
    return tuple(field for field in _fields(form, section) if form.holds(field.when) is not False)


def _gaps(form: _Filled, section: Section) -> Iterator[Missing]:
    """What is wanted is what certainly applies: a condition that is not settled asks for nothing yet."""
    if form.holds(section.when) is not True:
        return
    for field in _fields(form, section):
        if field.kind not in DERIVED and form.holds(field.when) is True:
            for problem in _problems(form, field):
                yield Missing(section.id, field.id, field.name, problem)


def _fields(form: _Filled, section: Section) -> Iterator[Field]:
    on_form = fields_of(form.call, form.procedure)
    return (on_form[each] for each in section.fields if each in on_form)


def _problems(form: _Filled, field: Field) -> Iterator[str]:
    value = form.answers.get(field.id)
    if field.kind == "group":
        yield from _row_problems(form.call, field, value if isinstance(value, tuple) else ())
    elif value in (None, "", ()):
        if field.required:
            yield say("尚未填写")
    else:
        yield from _answer_problems(form, field, value)


def _answer_problems(form: _Filled, field: Field, value: Value | None) -> Iterator[str]:
    if field.years and isinstance(value, Mapping):
        yield from _year_problems(field, value)
    if field.must_be is not None and value is not field.must_be:
        answer = display_answer(form.call, form.procedure, field.id, field.must_be)
        yield say("须选“{answer}”才能提交", answer=answer)
    for option in _pointless(form, field, value):
        yield say("“{option}”与其他答案不符，请去掉或改正", option=option)


def _year_problems(field: Field, table: Mapping[int, object] | Row) -> Iterator[str]:
    lacking = [year for year in field.years if year not in table]
    if lacking and field.required:
        yield say("缺少{years}年", years=say("、").join(map(str, lacking)))


def _row_problems(call: Call, group: Field, rows: tuple[object, ...]) -> Iterator[str]:
    least = group.rows[0]
    if len(rows) < least and (group.required or rows):
        yield say("至少{least}行，现有{count}行", least=least, count=len(rows))
    for number, row in enumerate(rows, start=1):
        for id, column in columns_of(call, group).items():
            if column.required and isinstance(row, Mapping) and row.get(id) in (None, "", ()):
                yield say("第{row}行缺少“{label}”", row=number, label=column.name)


def _pointless(form: _Filled, field: Field, value: Value | None) -> Iterator[str]:
    """Labels of chosen options whose own condition is false: the answer that offered them has changed."""
    for chosen in value if isinstance(value, tuple) else (value,):
        option = field.options.get(chosen) if isinstance(chosen, str) else None
        if option and form.holds(option.when) is False:
            yield option.label
