"""An evaluation round is opened: everybody who must file finds a report waiting."""

from django.db import transaction

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.cases import answers_of_place


@transaction.atomic
def open_round(call: str, round_id: str) -> int:
    """Open a report for every designated entity of the round's cohorts and tracks; return how many are new.

    A title that was taken away is evaluated no more.
    """
    published = current_call(call)
    definition = definition_of(published)
    if round_id not in definition.rounds:
        known = say("、").join(definition.rounds)
        raise BadInput(say("没有“{round}”这一轮评估评价，可以是：{known}", round=round_id, known=known))
    first = lookup.first_stage(definition, round_id).id
    now = clock.now()
    opened = 0
    for entity in _due(definition.rounds[round_id], definition.programme, published.authority):
        _report, created = Application.objects.get_or_create(
            call=call,
            procedure=round_id,
            designation=entity,
            defaults={
                "published_call": published,
                "track": entity.track,
                "category": entity.category,
                "item": entity.item,
                "organisation": entity.organisation,
                "stage": first,
                "in_charge": entity.in_charge,
                "offices": entity.offices,
                "answers": _known(definition, entity),
                "started_at": now,
                "changed_at": now,
            },
        )
        opened += created
    return opened


def _due(round_: Round, programme: str, authority: str) -> list[Designation]:
    entities = Designation.objects.filter(
        programme=programme, authority=authority, track__in=round_.tracks, revocation=None
    )
    if isinstance(round_.cohorts, tuple):
        entities = entities.filter(cohort__in=round_.cohorts)
    return list(entities.select_related("organisation").order_by("cohort", "pk"))


def _known(call: Call, entity: Designation) -> dict[str, str]:
    organisation = entity.organisation
    known = {"name": organisation.name, "credit_code": organisation.credit_code or ""}
    known |= answers_of_place(call, entity.in_charge)
    return {key: value for key, value in known.items() if value}
