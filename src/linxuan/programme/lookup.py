"""Questions to a call that need more than one of its elements.

A *procedure* is what something is filed under: a track of the selection, or an evaluation round. Both
have a form, stages, actions, deadlines and papers, so most questions take the id of either.
"""

from datetime import date

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import (
    Action,
    Call,
    Deadline,
    Form,
    Grade,
    Judgement,
    Paper,
    Quota,
    Round,
    Rule,
    Section,
    Stage,
    Title,
    Track,
)
from linxuan.programme.known import APPLICANT


def procedure(call: Call, procedure_id: str) -> Track | Round:
    """Return the track or round with that id. Raises BadInput that names those there are."""
    found = call.tracks.get(procedure_id) or call.rounds.get(procedure_id)
    if found is None:
        known = say("、").join((*call.tracks, *call.rounds))
        raise BadInput(say("没有“{id}”这个遴选类别；有：{known}", id=procedure_id, known=known))
    return found


def form_of(call: Call, procedure_id: str) -> Form:
    """Return the form of a procedure. Raises BadInput where nothing can be filed under it."""
    found = procedure(call, procedure_id)
    if not found.form:
        raise BadInput(say("“{name}”没有申报书，不能填报", name=found.name))
    return call.forms[found.form]


def open_tracks(call: Call) -> tuple[Track, ...]:
    """Return the tracks under which one may file, in the order of the package."""
    return tuple(track for track in call.tracks.values() if track.open)


def evaluation_rounds(call: Call) -> tuple[Round, ...]:
    """Return the evaluation rounds, in the order of the package."""
    return tuple(call.rounds.values())


def grades_of(call: Call, round_id: str) -> tuple[Grade, ...]:
    """Return the grades of a round, the best first."""
    return tuple(grade for grade in call.grades.values() if round_id in grade.concerns)


def designated_title(call: Call, track_id: str) -> Title | None:
    """Return the title that those designated under a track hold; None where the package names none."""
    return next((title for title in call.titles.values() if track_id in title.tracks), None)


def expires_on(call: Call, track_id: str, designated_on: date) -> date | None:
    """Return the first day on which a title designated on a day is held no more; None where it has no term."""
    title = designated_title(call, track_id)
    return title.valid.after(designated_on) if title and title.valid else None


def stages_of(call: Call, procedure_id: str) -> tuple[Stage, ...]:
    """Return the stages of a procedure, in the order of the package."""
    return tuple(stage for stage in call.stages.values() if procedure_id in stage.concerns)


def first_stage(call: Call, procedure_id: str) -> Stage:
    """Return the stage where a case of the procedure begins. Raises BadInput where there is none."""
    for stage in stages_of(call, procedure_id):
        return stage
    raise BadInput(say("“{name}”没有办理环节，不能填报", name=procedure(call, procedure_id).name))


def actions_from(call: Call, procedure_id: str, stage_id: str) -> tuple[Action, ...]:
    """Return the actions that lead from (or act at) a stage of the procedure."""
    if procedure_id not in call.stages[stage_id].concerns:
        return ()
    return tuple(
        action
        for action in call.actions.values()
        if procedure_id in action.concerns and stage_id in action.from_stages
    )


def sections_of(
    call: Call, procedure_id: str, *, by: str | None = None, stage: str | None = None
) -> tuple[Section, ...]:
    """Return the sections of a procedure's form, of one office and of one stage where these are given.

    A section that names no stage is open at the first one. A round without a form has no sections.
    """
    if not procedure(call, procedure_id).form:
        return ()
    return tuple(
        section
        for section in form_of(call, procedure_id).sections.values()
        if (not section.concerns or procedure_id in section.concerns)
        and by in (None, section.by)
        and (stage is None or stage == open_at(call, procedure_id, section))
    )


def open_at(call: Call, procedure_id: str, section: Section) -> str:
    """Return the id of the stage where a section may be filled in."""
    return section.stage or first_stage(call, procedure_id).id


def papers_of(call: Call, procedure_id: str) -> tuple[Paper, ...]:
    """Return the papers of a procedure that are handed on, in the order of the package.

    What is made of something that happened, such as a receipt, is not among them.
    """
    return tuple(paper for paper in call.papers.values() if procedure_id in paper.concerns and not paper.kind)


def form_paper(call: Call, procedure_id: str) -> Paper | None:
    """Return the paper that is the printed form of a procedure: the applicant's first that is laid out as one.

    None where the package names none.
    """
    papers = (one for one in papers_of(call, procedure_id) if one.sender == APPLICANT)
    return next((one for one in papers if one.template in ("", "form", *call.templates)), None)


def deadlines_for(call: Call, action_id: str) -> tuple[Deadline, ...]:
    """Return the deadlines that bind an action; whom each concerns stands in the deadline."""
    return tuple(deadline for deadline in call.deadlines.values() if action_id in deadline.actions)


def quotas_at(call: Call, action_id: str, procedure_id: str) -> tuple[Quota, ...]:
    """Return the quotas of a procedure that an action takes places of."""
    return tuple(
        quota for quota in call.quotas.values() if quota.at == action_id and procedure_id in quota.concerns
    )


def rules_of(call: Call, procedure_id: str) -> tuple[Rule, ...]:
    """Return the conditions of a procedure, in the order of the package."""
    return tuple(rule for rule in call.rules.values() if procedure_id in rule.concerns)


def judgements_of(call: Call, procedure_id: str) -> tuple[Judgement, ...]:
    """Return what only a person can judge about an application of the procedure."""
    return tuple(one for one in call.judgements.values() if procedure_id in one.concerns)
