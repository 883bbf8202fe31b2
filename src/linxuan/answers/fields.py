"""The fields that an application is asked for."""

from collections.abc import Mapping

from linxuan.answers.raw import shown
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.programme.ready import once_per_call

FILED_ON = "filed_on"
"""The day of filing: given by the life, and in a file of answers."""

DERIVED = frozenset(("computed", "share", "lookup"))
"""Kinds that nobody fills in: `linxuan.derive` works them out."""


@once_per_call
def fields_of(call: Call, procedure: str) -> Mapping[str, Field]:
    """Return every field on the form of a track or round, by id, in the order of the form.

    The sections of all offices belong to it; the fields inside a group do not.
    """
    return {
        each: call.fields[each]
        for section in lookup.sections_of(call, procedure)
        for each in section.fields
        if procedure in call.fields[each].concerns
    }


def field_of(call: Call, procedure: str, field_id: str) -> Field:
    """Return one field of the form, or the filing date. Raises BadInput if the form lacks it."""
    if field_id == FILED_ON:
        return filing_date()
    fields = fields_of(call, procedure)
    if field_id not in fields:
        name = lookup.procedure(call, procedure).name
        told = say("“{name}”的申报书没有“{field}”这一栏", name=name, field=shown(field_id))
        raise BadInput(told, field=field_id)
    return fields[field_id]


def columns_of(call: Call, group: Field) -> Mapping[str, Field]:
    """Return the fields inside a group, by id."""
    return {each: call.fields[each] for each in group.fields}


def filing_date() -> Field:
    """Return the filing date as a field: no form asks for it, every application has it."""
    return Field(id=FILED_ON, name=say("申报日"), kind="date")
