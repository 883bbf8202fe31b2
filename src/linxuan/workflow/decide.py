"""One act on one case: a transition, or the refusal that says why not and what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call
from linxuan.workflow.attempt import Attempt, applies, record_of_case
from linxuan.workflow.case import Act, Actor, Case, Transition
from linxuan.workflow.deadlines import outside_deadlines
from linxuan.workflow.inputs import filing_date, wrong_inputs
from linxuan.workflow.needs import missing_record, unmet_needs
from linxuan.workflow.offices import acting_office, names_in_charge, recorder, stranger
from linxuan.workflow.places import full_quotas

NOTHING_TAKEN: Mapping[str, int] = MappingProxyType({})
AGREE = "agree"
TYPED = (
    "need:opinion",
    "need:reason",
    "need:document",
    "need:papers",
    "need:received_on",
    "need:restated_on",
)
"""Refusals that what is typed with the act lifts."""


@dataclass(frozen=True)
class Possibility:
    """An action that is the actor's to do here. `refusal` says what holds it back; None if nothing does.

    `asks` is what has to be typed with the act: `opinion`, `reason`, `document`, `papers`,
    `received_on`, `restated_on`, and `reason:R` for a rule or quota in principle.
    """

    action: Action
    refusal: Refused | None = None
    asks: tuple[str, ...] = ()


def decide(
    call: Call, case: Case, act: Act, *, actor: Actor, on: date, taken: Mapping[str, int] = NOTHING_TAKEN
) -> Transition:
    """Return what the act does to the case on a day. Raises Refused with the clause and a code.

    `taken` is the number of places already taken, by quota, in the part that this case competes in
    (`quota_key`). For a paper received the deadline looks at `act.received_on`.
    """
    action = _action_here(call, case, act.action, on)
    office = acting_office(call, case, action, actor)
    if office is None:
        raise stranger(call, case, action, actor)
    attempt = Attempt(call, case, action, act, office, recorder(call, office), on, taken)
    for refusal in _obstacles(attempt):
        raise refusal
    return _transition(attempt)


def possible_actions(
    call: Call, case: Case, *, actor: Actor, on: date, taken: Mapping[str, int] = NOTHING_TAKEN
) -> tuple[Possibility, ...]:
    """Return the actions that are the actor's to do at this stage, in the order of the package.

    Each is tried as `decide` would; what would only have to be typed with it does not hold it back.
    """
    mine = ((action, acting_office(call, case, action, actor)) for action in _actions_here(call, case, on))
    attempts = (
        Attempt(call, case, action, Act(action.id), office, recorder(call, office), on, taken)
        for action, office in mine
        if office is not None
    )
    return tuple(_possibility(attempt) for attempt in attempts)


def own_actions(call: Call, case: Case, *, actor: Actor, on: date) -> tuple[Action, ...]:
    """Return the actions that are the actor's at this stage, whatever stands against them."""
    here = _actions_here(call, case, on)
    return tuple(action for action in here if acting_office(call, case, action, actor) is not None)


def _possibility(attempt: Attempt) -> Possibility:
    refusals = tuple(_obstacles(attempt))
    asks = (_asked(refusal) for refusal in refusals if refusal.code in TYPED)
    held = next((refusal for refusal in refusals if refusal.code not in TYPED), None)
    return Possibility(attempt.action, held, tuple(dict.fromkeys(asks)))


def _asked(refusal: Refused) -> str:
    word = refusal.code.removeprefix("need:")
    return f"{word}:{refusal.element}" if refusal.element else word


def _obstacles(attempt: Attempt) -> Iterator[Refused]:
    """Everything that holds the act back, what nobody can change first."""
    yield from outside_deadlines(attempt)
    if attempt.only_agrees:
        yield from _agreed_before(attempt)
        yield from missing_record(attempt)
        return
    yield from _not_agreed_yet(attempt)
    yield from unmet_needs(attempt)
    yield from missing_record(attempt)
    yield from full_quotas(attempt)
    yield from wrong_inputs(attempt)


def _agreed_before(attempt: Attempt) -> Iterator[Refused]:
    if attempt.office in attempt.case.agreed:
        told = say("您这一方已经同意，不用再办。")
        yield Refused(told, clause=attempt.action.clause, code="jointly")


def _not_agreed_yet(attempt: Attempt) -> Iterator[Refused]:
    waiting = tuple(
        office for office in attempt.action.jointly if office not in attempt.case.agreed | {attempt.office}
    )
    if waiting:
        told = say(
            "“{action}”要先由{offices}同意。",
            action=attempt.action.name,
            offices=names_in_charge(attempt.call, attempt.case, waiting),
        )
        yield Refused(told, clause=attempt.action.clause, code="jointly")


def _actions_here(call: Call, case: Case, on: date) -> tuple[Action, ...]:
    record = record_of_case(call, case, on)
    actions = lookup.actions_from(call, case.procedure, case.stage)
    return tuple(action for action in actions if applies(action, case, record, on))


def _action_here(call: Call, case: Case, action_id: str, on: date) -> Action:
    possible = _actions_here(call, case, on)
    found = next((action for action in possible if action.id == action_id), None)
    if found is None:
        raise _not_here(call, case, action_id, possible)
    return found


def _not_here(call: Call, case: Case, action_id: str, possible: tuple[Action, ...]) -> Refused:
    action = call.actions.get(action_id)
    words = {"stage": call.stages[case.stage].name, "action": action.name if action else action_id}
    if possible:
        names = say("、").join(
            say("{action}（{offices}）", action=one.name, offices=names_in_charge(call, case, one.by))
            for one in possible
        )
        told = say("现在处于“{stage}”，不能“{action}”。现在可以：{names}。", names=names, **words)
    else:
        told = say("现在处于“{stage}”，已经办结，不能“{action}”。", **words)
    return Refused(told, clause=action.clause if action else "", code="stage" if action else "action")


def _transition(attempt: Attempt) -> Transition:
    agrees = attempt.only_agrees
    return Transition(
        action=attempt.action.id,
        kind=AGREE if agrees else attempt.action.kind,
        source=attempt.case.stage,
        target=attempt.case.stage if agrees else attempt.action.to or attempt.case.stage,
        clause=attempt.action.clause,
        office=attempt.office,
        on=attempt.on,
        filed_on=attempt.case.filed_on if agrees else filing_date(attempt),
        recorded_by=attempt.recorded_by,
        papers=attempt.act.papers,
        received_on=attempt.act.received_on,
    )
