"""A case about an act: done on a case that lacks nothing but what is named."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from linxuan.cases.applications import values_of
from linxuan.cases.wording import differs
from linxuan.derive import text_at
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call
from linxuan.programme.known import APPLICANT
from linxuan.programme.situations import ActCase
from linxuan.rules.terms import Value
from linxuan.workflow import Act, Actor, Case, decide, in_charge

OWN_KEY = "applicant-1"
"""Whom the cases about acts are about: one organisation, whatever it is called."""
WRITTEN = "…"
"""What stands for an opinion, a reason or a document that was given."""


def failures_of_act(call: Call, case: ActCase) -> Iterator[str]:
    """Yield what came out otherwise than the case expects."""
    action = call.actions[case.action]
    given = _case(call, case)
    try:
        transition = decide(
            _looking_at(call, case, action),
            given,
            _act(call, case, action),
            actor=_actor(call, given, action),
            on=case.on,
            taken=case.taken,
        )
    except Refused as refusal:
        yield from _of_refusal(case, refusal)
        return
    if case.refused:
        yield say("本应因“{why}”不能办理，却办成了", why=case.refused)
    else:
        yield from differs(say("到"), case.to, transition.target)


def _of_refusal(case: ActCase, refusal: Refused) -> Iterator[str]:
    known = (refusal.element, refusal.code, refusal.code.removeprefix("need:"))
    if not case.refused or case.refused not in known:
        found = say("{what}：{why}", what=refusal.element or refusal.code, why=refusal)
        yield from differs(say("办理"), case.refused or case.to, found)


def _looking_at(call: Call, case: ActCase, action: Action) -> Call:
    """The call with those needs of the action that the case is about.

    A form is taken as filled in unless `without` says so, and eligibility is only looked at where
    there are answers: a case about a deadline need not fill in a form.
    """
    needs = tuple(need for need in action.needs if _is_looked_at(case, need))
    return replace(call, actions={**call.actions, action.id: replace(action, needs=needs)})


def _is_looked_at(case: ActCase, need: str) -> bool:
    if need == "eligible":
        return bool(case.answers)
    of_form = need == "complete" or need.startswith("section:")
    return not of_form or need in case.without


def _case(call: Call, case: ActCase) -> Case:
    lacking = {need.rpartition(":")[2] for need in case.without}
    papers = frozenset(call.papers) - lacking
    offices = frozenset(call.offices) - lacking
    answers = {**_in_charge(call), **values_of(call, case.track, case.answers)}
    return Case(
        procedure=case.track,
        stage=case.stage,
        applicant=OWN_KEY,
        recommender=_recommender(call, answers),
        answers=answers,
        filed_on=_filed_on(call, case, answers),
        papers=papers,
        # A case says that paper came, not when: it came before any deadline.
        received=dict.fromkeys(papers, date.min),
        issued=papers,
        ranked=frozenset() if "rank" in case.without else offices,
        agreed=offices,
        publicity_over="publicity" not in case.without,
        number="1",
    )


def _in_charge(call: Call) -> dict[str, Value]:
    """The answers that put the first row of each list of offices in charge; what is looked up follows."""
    lists = {
        office.field: call.lists[office.each]
        for office in call.offices.values()
        if office.each and call.fields[office.field].kind != "lookup"
    }
    return {field: next(iter(table.rows), "") for field, table in lists.items()}


def _recommender(call: Call, answers: Mapping[str, Value]) -> str:
    fields = [office.field for office in call.offices.values() if office.each]
    return text_at(call, fields[0], answers) if fields else ""


def _filed_on(call: Call, case: ActCase, answers: Mapping[str, Value]) -> date | None:
    """A first filing has no filing date yet; anything later was filed on the day of the act, or before."""
    filed_on = answers.get("filed_on")
    if isinstance(filed_on, date):
        return filed_on
    if call.actions[case.action].kind == "submit":
        return None
    return min(case.on, case.received_on or case.on)


def _act(call: Call, case: ActCase, action: Action) -> Act:
    own = tuple(paper.id for paper in lookup.papers_of(call, case.track) if paper.id in action.papers)
    return Act(
        action.id,
        opinion="" if "opinion" in case.without else WRITTEN,
        reason="" if "reason" in case.without else WRITTEN,
        document="" if "document" in case.without else WRITTEN,
        papers=own,
        received_on=(case.received_on or case.on) if action.kind == "receive" else None,
    )


def _actor(call: Call, case: Case, action: Action) -> Actor:
    """Somebody of the first office that may act, or of the one that records for it."""
    by = action.by[0]
    if by == APPLICANT:
        return Actor(WRITTEN, APPLICANT, OWN_KEY)
    office = call.offices[call.offices[by].recorded_by or by]
    return Actor(WRITTEN, office.id, in_charge(call, case, office))
