"""A case that lives: every act is decided, and what it does is written back as the site would."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from linxuan.completeness import incomplete, missing_in_section
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.programme.reading import read_programme
from linxuan.workflow import Act, Actor, Case, Transition, decide, quotas_for

DALIAN = read_programme(Path(__file__).parents[3] / "programmes" / "dalian-2023")
DISTRICT = "210211"

OWNER = Actor("示例申报人", "applicant", "A1")
REVIEWER = Actor("示例区级", "district", DISTRICT)
ELSEWHERE = Actor("示例邻区", "district", "210213")
BUREAU = Actor("示例市级", "city")


@dataclass
class Life:
    """One case under a call, with the places that others have taken."""

    call: Call
    case: Case
    taken: dict[str, int] = field(default_factory=dict)

    def act(self, action: str, actor: Actor, on: date, **typed: Any) -> Transition:
        """Do one act and keep what came of it; a refusal changes nothing."""
        case = self.case
        if self.call.actions[action].kind == "hand_in":
            case = replace(case, papers=case.papers | set(typed.get("papers", ())))
        done = decide(self.call, case, Act(action, **typed), actor=actor, on=on, taken=self.taken)
        for quota in quotas_for(self.call, case, self.call.actions[action]):
            self.taken[quota.id] = self.taken.get(quota.id, 0) + 1
        received = dict.fromkeys(done.papers, done.received_on) if done.received_on else {}
        self.case = replace(
            case, stage=done.target, filed_on=done.filed_on, received={**case.received, **received}
        )
        return done

    def knows(self, **changed: Any) -> None:
        """Take what happens outside of acts: sections filled, an order, papers made, a publicity over."""
        self.case = replace(self.case, **changed)

    def fill_section(self, section: str) -> None:
        """Fill what a section of an office lacks."""
        found = next(s for s in lookup.sections_of(self.call, self.case.procedure) if s.id == section)
        gaps = missing_in_section(self.call, self.case.procedure, found, self.case.answers)
        filled = {gap.field: plausible(self.call.fields[gap.field]) for gap in gaps}
        self.knows(answers={**self.case.answers, **filled})


def begun(procedure: str, **answers: Any) -> Life:
    """A complete form under a procedure of the Dalian call, not yet submitted."""
    first = lookup.first_stage(DALIAN, procedure).id
    recommender = DISTRICT if procedure != "city" else ""
    return Life(DALIAN, Case(procedure, first, OWNER.key, recommender, answers=complete(procedure, answers)))


def complete(procedure: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answers with something plausible wherever the form still lacks one."""
    answers = {
        "district": DISTRICT,
        "operating_status": "active",
        "industry_code": "3484",
        **NO_TROUBLE,
        **given,
    }
    gaps = incomplete(DALIAN, procedure, answers)
    return answers | {gap.field: plausible(DALIAN.fields[gap.field]) for gap in gaps}


NO_TROUBLE = dict.fromkeys(("has_major_accident", "has_violation", "under_investigation"), False)


def plausible(asked: Field) -> Any:
    """An answer that its field takes."""
    if asked.years:
        return dict.fromkeys(asked.years, Decimal(100))
    if asked.kind == "group":
        return ({each: plausible(DALIAN.fields[each]) for each in asked.fields},)
    if asked.kind == "choices":
        return tuple(asked.options)
    answers = {"yes_no": True, "date": date(2015, 1, 1), "decimal": Decimal(100), "integer": 1}
    return answers.get(asked.kind, next(iter(asked.options), "示例"))
