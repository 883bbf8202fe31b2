"""Which office an act belongs to, who may do it for that office, and what people call it."""

from linxuan.derive import text_at
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme.definition import Action, Call, Office
from linxuan.workflow.case import APPLICANT, Actor, Case


def acting_office(call: Call, case: Case, action: Action, actor: Actor) -> str | None:
    """Return the office for which the actor may do the action: one that acts, else one that must agree.

    An office that records for one whose consent is awaited records that before it acts itself. None
    if the action is not the actor's.
    """
    awaited = [one for one in action.jointly if one not in case.agreed and recorder(call, one)]
    offices = (*awaited, *action.by, *action.jointly)
    return next((office for office in offices if _may_act_for(call, case, actor, office)), None)


def recorder(call: Call, office: str) -> str:
    """Return the office that records what `office` decides; empty where it works here itself."""
    return call.offices[office].recorded_by if office in call.offices else ""


def in_charge(call: Call, case: Case, office: Office) -> str:
    """Return the key of the row of an office that is in charge of a case; empty where it has no rows.

    Where one office has rows, the case remembers which; where several do, each has its own answer.
    """
    if not office.each:
        return ""
    several = sum(1 for other in call.offices.values() if other.each) > 1
    answered = text_at(call, office.field, case.answers)
    return answered if several else case.recommender or answered


def office_name(call: Call, office: str, key: str = "") -> str:
    """Return what people call an office: the name of its row (金州区) where it has one."""
    if office == APPLICANT:
        return say("申报主体")
    found = call.offices[office]
    row = call.lists[found.each].rows.get(key) if found.each else None
    return row.get("name") or key if row else found.name


def names_in_charge(call: Call, case: Case, offices: tuple[str, ...]) -> str:
    """Return the names of those who may act, each with who records for it."""
    return say("、").join(_name_in_charge(call, case, office) for office in offices)


def stranger(call: Call, case: Case, action: Action, actor: Actor) -> Refused:
    """Return the refusal for an actor who may not do the action."""
    if actor.office == APPLICANT and APPLICANT in action.by:
        told = say("这一件是别的单位申报的，只有它自己能“{action}”。", action=action.name)
        return Refused(told, clause=action.clause, code="office")
    told = say(
        "“{action}”由{offices}办理，您代表的是{own}。",
        action=action.name,
        offices=names_in_charge(call, case, (*action.by, *action.jointly)),
        own=_own_name(call, actor),
    )
    return Refused(told, clause=action.clause, code="office")


def _may_act_for(call: Call, case: Case, actor: Actor, office: str) -> bool:
    if office == APPLICANT:
        return actor.office == APPLICANT and actor.key == case.applicant != ""
    by = call.offices[recorder(call, office) or office]
    if actor.office != by.id or not by.each:
        return actor.office == by.id
    row = in_charge(call, case, by)
    return row != "" and (actor.key == row or row in actor.succeeds)


def _name_in_charge(call: Call, case: Case, office: str) -> str:
    if by := recorder(call, office):
        return say(
            "{office}（由{recorder}登记）",
            office=office_name(call, office),
            recorder=_row_name(call, case, by),
        )
    return _row_name(call, case, office)


def _row_name(call: Call, case: Case, office: str) -> str:
    if office == APPLICANT:
        return office_name(call, office)
    return office_name(call, office, in_charge(call, case, call.offices[office]))


def _own_name(call: Call, actor: Actor) -> str:
    known = actor.office == APPLICANT or actor.office in call.offices
    return office_name(call, actor.office, actor.key) if known else actor.name
