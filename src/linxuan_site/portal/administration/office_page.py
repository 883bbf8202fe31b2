"""What the pages of the offices show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linxuan_site import clock
from linxuan_site.permissions import stands
from linxuan_site.portal.administration.record_page import done
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.desks import (
    authorities,
    history_of,
    kinds_of,
    may_succeed,
    offices_by_authority,
    open_cases,
    people_of,
    predecessors_of,
)

_TYPED = ("authority", "kind", "key", "name", "valid_from", "last_day", "successor", "why")


@dataclass(frozen=True)
class OpenCase:
    """One application that is open on the desk."""

    name: str
    number: str
    procedure: str
    stage: str


def offices_page(typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the list of offices shows, with what was typed for a new one."""
    known = authorities()
    chosen = typed.get("authority", "") or (known[0] if len(known) == 1 else "")
    return {
        "authorities": list(offices_by_authority().items()),
        "known": known,
        "kinds": {kind.id: kind for one in known for kind in kinds_of(one).values()}.values(),
        "typed": {**{name: typed.get(name, "") for name in _TYPED}, "authority": chosen},
    }


def office_page(office: Any, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the page of one office shows."""
    cases = open_cases(office)
    kind = kinds_of(office.authority).get(office.kind)
    return {
        "office": office,
        "kind": kind.name if kind else office.kind,
        "stands": stands(office),
        "has_ended": office.valid_until is not None and office.valid_until < clock.today(),
        "people": people_of(office),
        "total": cases.total,
        "cases": [_case(one) for one in cases.first],
        "successors": may_succeed(office),
        "predecessors": predecessors_of(office),
        "done": done(history_of(office)),
        "typed": {name: typed.get(name, "") for name in _TYPED},
    }


def _case(application: Any) -> OpenCase:
    call = definition_of(application.published_call)
    procedure = call.tracks.get(application.procedure) or call.rounds.get(application.procedure)
    return OpenCase(
        name=application.organisation.name,
        number=application.number or "",
        procedure=procedure.name if procedure else application.procedure,
        stage=call.stages[application.stage].name,
    )
