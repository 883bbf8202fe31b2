"""An evaluation round is opened: everybody who must file finds a report waiting."""

from django.db import transaction

from linxuan.designations import ENDED
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Application, RegisterLine
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.cases import answers_of_place
from linxuan_site.queries.register_lines import lines_as_of


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
    for line in _due(definition.rounds[round_id], definition.programme, published.authority):
        _report, created = Application.objects.get_or_create(
            call=call,
            procedure=round_id,
            designation=line.designation,
            defaults={
                "published_call": published,
                "track": line.track,
                "category": line.category,
                "item": line.designation.item,
                "organisation": line.organisation,
                "stage": first,
                "in_charge": line.in_charge,
                "offices": line.offices,
                "answers": _known(definition, line),
                "started_at": now,
                "changed_at": now,
            },
        )
        opened += created
    return opened


def _due(round_: Round, programme: str, authority: str) -> list[RegisterLine]:
    lines = lines_as_of().filter(programme=programme, authority=authority, track__in=round_.tracks)
    if isinstance(round_.cohorts, tuple):
        lines = lines.filter(cohort__in=round_.cohorts)
    lines = lines.exclude(state__in=ENDED).select_related("designation", "organisation")
    return list(lines.order_by("cohort", "designation"))


def _known(call: Call, line: RegisterLine) -> dict[str, str]:
    organisation = line.organisation
    known = {"name": organisation.name, "credit_code": organisation.credit_code or ""}
    known |= answers_of_place(call, line.in_charge)
    return {key: value for key, value in known.items() if value}
