"""Two forms side by side: what was answered in one, and what keeps a field of it apart from the other's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from linxuan.answers.choices import offered
from linxuan.answers.fields import DERIVED, fields_of
from linxuan.answers.raw import is_blank
from linxuan.answers.reading import read_answers
from linxuan.completeness import visible_fields
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.programme.known import APPLICANT
from linxuan.rules.terms import Value

_MB = 2**20
CHOOSING = ("choice", "choices", "category", "mode", "region")


@dataclass(frozen=True)
class FiledFile:
    """A file that an application has: two with the same digest are the same file. `size` is in bytes."""

    name: str
    digest: str
    type: str = ""
    size: int = 0


@dataclass(frozen=True)
class Filled:
    """A form with what was typed into it, by field id, and its files, by slot."""

    call: Call
    procedure: str
    raw: Mapping[str, object]
    files: Mapping[str, Sequence[FiledFile]] = field(default_factory=dict)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field of the form."""
        return fields_of(self.call, self.procedure)

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section in which the applicant fills in a field, by field."""
        own = lookup.sections_of(self.call, self.procedure, by=APPLICANT)
        return {one: section.id for section in own for one in section.fields if one in self.fields}

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The answers that can be read."""
        named = {slot: files[-1].name for slot, files in self.files.items() if files}
        return read_answers(self.call, self.procedure, {**self.raw, **named}, strict=False).values

    def answered(self) -> Iterator[Field]:
        """The applicant's fields that have an answer, without those that his other answers leave out."""
        for section in lookup.sections_of(self.call, self.procedure, by=APPLICANT):
            for one in visible_fields(self.call, self.procedure, section, self.values):
                if one.kind not in DERIVED and self.has(one):
                    yield one

    def has(self, one: Field) -> bool:
        """Tell whether anything stands in a field."""
        return bool(self.files.get(one.id)) if one.kind == "file" else not is_empty(self.raw.get(one.id))


def is_empty(raw: object) -> bool:
    """Tell whether an answer as it is kept says nothing."""
    return is_blank(raw) or raw in ([], {}, ())


def difference(before: Field, now: Field) -> str:
    """Return why answers to one field are none to the other, in words for who fills in; '' if they are."""
    if now.must_be is not None:
        return say("承诺要由您重新作出")
    if before.kind != now.kind:
        return say("这一次填的内容与那时不同")
    if bool(before.years) != bool(now.years):
        return say("这一次按年填写") if now.years else say("这一次不再按年填写")
    if before.unit != now.unit:
        return say("单位不同：那时是{before}，这一次是{now}", before=_unit(before), now=_unit(now))
    return ""


def lost_choice(before: Filled, then: Field, now: Filled, field: Field, value: Value | None) -> str:
    """Return why a choice of one field cannot be made in the other; '' if it can, or nothing is chosen there.

    The same id with other words is another choice. A region takes any code.
    """
    if field.kind not in CHOOSING:
        return ""
    were, are = offered(before.call, before.procedure, then), offered(now.call, now.procedure, field)
    for chosen in value if isinstance(value, tuple) else (value,):
        if isinstance(chosen, str) and are.get(chosen) != were.get(chosen):
            return say("这一次没有“{option}”这个选项", option=were.get(chosen, chosen))
    return ""


def unfit_file(field: Field, file: FiledFile) -> str:
    """Return why a field does not take a file; '' if it does."""
    if field.types and file.type not in field.types:
        kinds = say("、").join(one.upper() for one in field.types)
        return say("“{name}”：这一次只收 {kinds}", name=file.name, kinds=kinds)
    if field.mb and file.size > field.mb * _MB:
        return say("“{name}”超过 {limit} MB", name=file.name, limit=field.mb)
    return ""


def to_look_at(before: Filled, then: Field, now: Filled, field: Field) -> tuple[str, ...]:
    """Return what differs between two fields that take the same answers, for who decides on copying."""
    found = [say("那时的名称是“{name}”", name=then.name)] if then.name != field.name else []
    if field.kind in CHOOSING and field.kind != "region":
        were, are = offered(before.call, before.procedure, then), offered(now.call, now.procedure, field)
        found += [say("选项有变动")] if dict(were) != dict(are) else []
    return tuple(found)


def _unit(one: Field) -> str:
    return one.unit or say("无")
