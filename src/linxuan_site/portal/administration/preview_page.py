"""What the previews of a package show: its notice, its forms with a live check, what its offices review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from linxuan.answers import read_answers
from linxuan.checking import check
from linxuan.derive import record_of, shown_values
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call, Judgement, Paper, Rule, Section, Stage
from linxuan.workflow.offices import office_name
from linxuan_site.actions.drafts import problems_of
from linxuan_site.documents.specimens import Specimen, is_table, specimens_of
from linxuan_site.portal.applicant.controls import Sheet
from linxuan_site.portal.applicant.sections import Block, blocks, fields_shown
from linxuan_site.portal.applicant.typed import typed_answers
from linxuan_site.portal.public.notice_page import guide, shown_clauses
from linxuan_site.portal.templatetags.conditions import tally


@dataclass(frozen=True)
class Checked:
    """A condition with the names of the files that are its evidence."""

    element: Rule | Judgement
    evidence: Sequence[str]


@dataclass(frozen=True)
class ShownAct:
    """What somebody may do, with the days until which he may."""

    act: Action
    days: Sequence[date]


@dataclass(frozen=True)
class Filled:
    """A part of the form that an office fills in itself, with the names of its fields."""

    section: Section
    fields: Sequence[str]


@dataclass(frozen=True)
class Desk:
    """What an office finds at one stage."""

    stage: Stage
    judgements: Sequence[Checked]
    sections: Sequence[Filled]
    acts: Sequence[ShownAct]
    """What it may do."""
    others: Sequence[Action]
    """What others may do meanwhile, such as the applicant."""
    papers: Sequence[Paper]


def notice_preview(call: Call, today: date) -> dict[str, object]:
    """Return the notice with its clauses, and the guide of each track."""
    return {
        "call": call,
        "notices": [(notice, list(shown_clauses(call, notice, today))) for notice in call.notices.values()],
        "guides": [guide(call, track, today) for track in lookup.open_tracks(call)],
        "questions": list(call.questions.values()),
    }


def form_page(call: Call, procedure: str, given: QueryDict, today: date) -> dict[str, object]:
    """Return the form with what was typed, and what the conditions say to it."""
    sections = lookup.sections_of(call, procedure, by="applicant")
    fields = [field for section in sections for field in fields_shown(call, procedure, section)]
    raw = {
        key: value
        for key, value in typed_answers(call, procedure, fields, given, {}).items()
        if value is not None
    }
    values = read_answers(call, procedure, raw, strict=False).values
    sheet = Sheet(
        call=call,
        procedure=procedure,
        raw=raw,
        values=values,
        shown=shown_values(call, procedure, values),
        record=record_of(call, procedure, values, on=today),
        problems=problems_of(call, procedure, raw),
        files={},
    )
    found = check(call, procedure, values, on=today).findings if procedure in call.tracks else ()
    return {
        "call": call,
        "form": lookup.form_of(call, procedure),
        "sections": [(section, _shown(blocks(sheet, section))) for section in sections],
        "findings": found,
        "tally": tally(found),
        "typed": bool(raw),
    }


def _shown(found: Sequence[Block]) -> list[Block]:
    return [block for block in found if block.controls]


def review_page(call: Call, procedure: str, office: str) -> dict[str, object]:
    """Return what an office finds, stage by stage, the conditions that stand beside, and the papers it makes."""
    stages = [stage for stage in lookup.stages_of(call, procedure) if not stage.end]
    kind = call.offices[office]
    return {
        "call": call,
        "office": kind,
        "recorded_by": office_name(call, kind.recorded_by) if kind.recorded_by else "",
        "rows": [row.get("name") or key for key, row in call.lists[kind.each].rows.items()]
        if kind.each
        else [],
        "rules": _rules(call, procedure),
        "desks": [_desk(call, procedure, stage) for stage in stages if stage.office == office],
        "elsewhere": [
            (stage, acts)
            for stage in stages
            if stage.office != office and (acts := _acts_of(call, procedure, stage, office))
        ],
        "made": [
            one
            for one in specimens_of(call)
            if one.paper.sender == office and procedure in one.paper.concerns
        ],
    }


def _acts_of(call: Call, procedure: str, stage: Stage, office: str) -> list[ShownAct]:
    return [
        _act(call, procedure, act)
        for act in lookup.actions_from(call, procedure, stage.id)
        if office in (*act.by, *act.jointly)
    ]


def _act(call: Call, procedure: str, act: Action) -> ShownAct:
    deadlines = (one for one in lookup.deadlines_for(call, act.id) if procedure in one.concerns)
    return ShownAct(act, [day for one in deadlines for day in one.days])


def _rules(call: Call, procedure: str) -> Sequence[Checked]:
    rules = lookup.rules_of(call, procedure) if procedure in call.tracks else ()
    return [_checked(call, one) for one in rules]


def _checked(call: Call, element: Rule | Judgement) -> Checked:
    return Checked(element, [field.name for field in call.fields.values() if element.id in field.supports])


def _desk(call: Call, procedure: str, stage: Stage) -> Desk:
    acts = lookup.actions_from(call, procedure, stage.id)
    named = {paper for act in acts for paper in act.papers}
    mine: dict[str, Any] = {"by": stage.office, "stage": stage.id}
    return Desk(
        stage=stage,
        judgements=[
            _checked(call, one) for one in lookup.judgements_of(call, procedure) if stage.id in one.stages
        ],
        sections=[
            Filled(one, [call.fields[id].name for id in one.fields])
            for one in lookup.sections_of(call, procedure, **mine)
        ],
        acts=_acts_of(call, procedure, stage, stage.office),
        others=[act for act in acts if stage.office not in (*act.by, *act.jointly)],
        papers=[paper for paper in lookup.papers_of(call, procedure) if paper.id in named],
    )


@dataclass(frozen=True)
class ShownSpecimen:
    """A paper that can be looked at: under what, who makes it for whom, how it is laid out."""

    specimen: Specimen
    procedure: str
    maker: str
    receiver: str
    table: bool
    template: str
    """The template that the package brings for it; empty where it is one of ours."""


def papers_page(call: Call) -> dict[str, object]:
    """Return the papers that the system makes, each with what a specimen of it needs."""
    return {"call": call, "specimens": [_specimen(call, one) for one in specimens_of(call)]}


def _specimen(call: Call, one: Specimen) -> ShownSpecimen:
    paper = one.paper
    of_applicant = paper.sender == "applicant"
    return ShownSpecimen(
        specimen=one,
        procedure=lookup.procedure(call, one.procedure).name if of_applicant else "",
        maker=office_name(call, paper.sender),
        receiver=office_name(call, paper.receiver) if paper.receiver else call.reports_to,
        table=is_table(one),
        template=paper.template if paper.template in call.templates else "",
    )
