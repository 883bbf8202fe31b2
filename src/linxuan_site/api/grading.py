"""The grades of a round by API: a letter looked at and proposed, steps taken, objections."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.programme.definition import Call, Round
from linxuan_site.actions.grading import object_to_grade, propose_from_letter, state_no_grade, take_grades_on
from linxuan_site.actions.grading_computed import decide_tie, propose_computed
from linxuan_site.api.answering import next_page, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import After, Key, example
from linxuan_site.permissions import fills_in, is_central_officer, signed_in
from linxuan_site.queries.computed_grades import open_ties
from linxuan_site.queries.graded_years import missing_in, progress_of
from linxuan_site.queries.grading import GradeRow, grade_rows, has_grade, letter_of, year_of

router = Router(tags=["evaluation"])
CENTRAL = let_in(is_central_officer)
APPLICANT = let_in(fills_in)
MOST_NAMED = 100


class LetterIn(Schema):
    """The lines of a letter: a name or a credit code, a grade, and a score for reference where there is one."""

    model_config = example(
        document="示例部评估通报〔2030〕2号", text="示例重工有限公司\t优秀\n示例电梯有限公司\t合格"
    )

    text: str
    document: str = ""


class LetterLineOut(Schema):
    """A line that can be taken; `before` is the grade that the entity has in this round already."""

    line: int
    entity: int
    name: str
    grade: str
    score: Decimal | None
    before: str


class LineFaultOut(Schema):
    """A line that cannot be taken, and why."""

    line: int
    text: str
    problem: str


class LetterOut(Schema):
    """What a letter says: lines, wrong lines, and who is on the filing list and in no line."""

    lines: list[LetterLineOut]
    faults: list[LineFaultOut]
    missing: list[str]


class GradeStepOut(Schema):
    """A step of a grade."""

    step: str
    reason: str
    at: datetime


class RoundGradeOut(Schema):
    """A grade of a round; `state` says how far it is, and it counts while `published` and once `final`. `until` is the
    last day on which the entity may object, where the programme gives one.
    """

    id: int
    entity: int
    name: str
    grade: str
    source: str
    score: Decimal | None
    why: str
    state: str
    until: date | None
    steps: list[GradeStepOut]


class RoundGradesOut(Schema):
    """Some grades of a round; `next` is the address of those after them."""

    grades: list[RoundGradeOut]
    next: str | None


class GradeStepIn(Schema):
    """The step that some grades of the round take; `reason` where somebody objects, drops or decides."""

    model_config = example(step="checked", ids=[1, 2], reason="")

    step: Literal["checked", "published", "objected", "final", "dropped"]
    ids: list[Key]
    reason: str = ""


class OpenGradeOut(Schema):
    """Whose grade is open, and why."""

    name: str
    because: str


class ComputedOut(Schema):
    """The ids of the grades that were proposed, and whose grade a person has to settle."""

    proposed: list[Key]
    open: list[OpenGradeOut]


class TrackYearOut(Schema):
    """How far the grades of one track are: how many had to be graded, and how many have neither a final grade nor a
    stated outcome.
    """

    track: str
    due: int
    missing: int


class MissingOut(Schema):
    """One of whom a grade, or that there is none, is awaited."""

    entity: int
    name: str
    track: str


class GradeProgressOut(Schema):
    """Whether all grades of a round's year are on record; of `missing` at most a hundred are named."""

    year: int
    complete: bool
    tracks: list[TrackYearOut]
    missing: list[MissingOut]


class NoGradeIn(Schema):
    """Who gets no grade of the year, and why."""

    model_config = example(entities=[1, 2], reason="停产搬迁，同意本轮不参加")

    entities: list[Key]
    reason: str


class TiedEntityOut(Schema):
    """One whose result is equal with others, and its figures by name."""

    entity: int
    name: str
    score: Decimal | None
    figures: dict[str, str]


class TieOut(Schema):
    """Equal results at the line of a grade (`at_most` or `lowest`): so many as `places` come within it."""

    grade: str
    line: str
    places: int
    entities: list[TiedEntityOut]


class TieDecisionIn(Schema):
    """Who of those in a tie comes within the line, as many as have room, and why."""

    model_config = example(grade="excellent", line="at_most", within=[1], reason="研发投入较高")

    grade: str
    line: Literal["at_most", "lowest"]
    within: list[Key]
    reason: str


class GradeObjectionIn(Schema):
    """Why an entity objects to its own grade."""

    model_config = example(reason="服务收入的口径有误，见更正的材料")

    reason: str


@router.get("/calls/{call}/rounds/{round_id}/grades", response={200: RoundGradesOut, **FAULTS}, auth=CENTRAL)
def round_grades(
    request: HttpRequest, call: str, round_id: str, state: str = "", document: str = "", after: After = 0
) -> Any:
    """List the grades of a round with their steps, by state and document where one is asked for."""
    definition, round_ = _round(request, call, round_id)
    rows, more = grade_rows(definition, round_, state=state, document=document, after=after)
    return {"grades": [_shown(one) for one in rows], "next": next_page(request, more)}


@router.post(
    "/calls/{call}/rounds/{round_id}/grades/preview", response={200: LetterOut, **FAULTS}, auth=CENTRAL
)
def preview(request: HttpRequest, call: str, round_id: str, body: LetterIn) -> Any:
    """Hold a letter against the filing list of a round; nothing is kept."""
    definition, round_ = _round(request, call, round_id)
    letter = letter_of(definition, round_, body.text)
    return {
        "lines": [
            {
                "line": one.line,
                "entity": one.entity.key,
                "name": one.entity.name,
                "grade": one.grade,
                "score": one.score,
                "before": letter.before.get(one.entity.key, ""),
            }
            for one in letter.read.lines
        ],
        "faults": [
            {"line": one.line, "text": one.text, "problem": one.problem} for one in letter.read.faults
        ],
        "missing": [one.name for one in letter.read.missing],
    }


@router.post("/calls/{call}/rounds/{round_id}/grades", response={201: list[Key], **FAULTS}, auth=CENTRAL)
def propose(request: HttpRequest, call: str, round_id: str, body: LetterIn) -> Any:
    """Propose the grades of a letter, all of them or none; returns their ids."""
    _round(request, call, round_id)
    rows = propose_from_letter(
        call, round_id, body.text, document=body.document, account=signed_in(request.user)
    )
    return Status(201, [one.pk for one in rows])


@router.post(
    "/calls/{call}/rounds/{round_id}/grades/computed", response={201: ComputedOut, **FAULTS}, auth=CENTRAL
)
def compute(request: HttpRequest, call: str, round_id: str) -> Any:
    """Propose the grades that the programme says how to compute; who is left open is told with the why."""
    _round(request, call, round_id)
    done = propose_computed(call, round_id, account=signed_in(request.user))
    left = [{"name": name, "because": because} for name, because in done.open]
    return Status(201, {"proposed": [one.pk for one in done.proposed], "open": left})


@router.post(
    "/calls/{call}/rounds/{round_id}/grades/steps", response={200: list[Key], **FAULTS}, auth=CENTRAL
)
def steps(request: HttpRequest, call: str, round_id: str, body: GradeStepIn) -> Any:
    """Let grades take a step, all of them or none: who checks is not who proposed."""
    _round(request, call, round_id)
    rows = take_grades_on(
        call, round_id, body.step, body.ids, account=signed_in(request.user), reason=body.reason
    )
    return [one.pk for one in rows]


@router.get(
    "/calls/{call}/rounds/{round_id}/progress", response={200: GradeProgressOut, **FAULTS}, auth=CENTRAL
)
def progress(request: HttpRequest, call: str, round_id: str) -> Any:
    """Tell whether each that had to be graded has a final grade, or it is stated that it gets none."""
    definition, round_ = _round(request, call, round_id)
    year = year_of(round_)
    tracks = progress_of(definition, year)
    missing = missing_in(definition, year)[:MOST_NAMED]
    return {
        "year": year,
        "complete": not any(one.missing for one in tracks),
        "tracks": [{"track": one.track, "due": one.due, "missing": one.missing} for one in tracks],
        "missing": [{"entity": one.pk, "name": one.name, "track": one.track} for one in missing],
    }


@router.post("/calls/{call}/rounds/{round_id}/no-grades", response={201: list[Key], **FAULTS}, auth=CENTRAL)
def no_grades(request: HttpRequest, call: str, round_id: str, body: NoGradeIn) -> Any:
    """State that some get no grade of the round's year, and why, all of them or none; returns the entities."""
    _round(request, call, round_id)
    account = signed_in(request.user)
    rows = state_no_grade(call, round_id, body.entities, reason=body.reason, account=account)
    return Status(201, [one.designation_id for one in rows])


@router.get("/calls/{call}/rounds/{round_id}/ties", response={200: list[TieOut], **FAULTS}, auth=CENTRAL)
def ties(request: HttpRequest, call: str, round_id: str) -> Any:
    """List the ties that somebody has to decide, each with the figures of all in it; none where grades are recorded."""
    definition, round_ = _round(request, call, round_id)
    if round_.graded != "computed":
        return []
    return [
        {
            "grade": one.tie.grade,
            "line": one.tie.line,
            "places": one.tie.places,
            "entities": [
                {
                    "entity": row.designation.pk,
                    "name": row.designation.name,
                    "score": row.score,
                    "figures": dict(row.figures),
                }
                for row in one.entities
            ],
        }
        for one in open_ties(definition, round_)
    ]


@router.post("/calls/{call}/rounds/{round_id}/ties", response={201: Key, **FAULTS}, auth=CENTRAL)
def tie(request: HttpRequest, call: str, round_id: str, body: TieDecisionIn) -> Any:
    """Decide a tie: who comes within the line, and why; the grades then follow when they are computed."""
    _round(request, call, round_id)
    decision = decide_tie(
        call,
        round_id,
        grade=body.grade,
        line=body.line,
        within=body.within,
        reason=body.reason,
        account=signed_in(request.user),
    )
    return Status(201, decision.pk)


@router.post("/grades/{grade_id}/objection", response={200: Key, **FAULTS}, auth=APPLICANT)
def objection(request: HttpRequest, grade_id: int, body: GradeObjectionIn) -> Any:
    """Object to a published grade of one's own; it counts no more until the office has decided."""
    account = signed_in(request.user)
    if not has_grade(account, grade_id):
        raise nothing()
    return object_to_grade(grade_id, reason=body.reason, account=account).pk


def _round(request: HttpRequest, call: str, round_id: str) -> tuple[Call, Round]:
    definition = own_call(request, call)
    if round_id not in definition.rounds:
        raise nothing()
    return definition, definition.rounds[round_id]


def _shown(row: GradeRow) -> dict[str, Any]:
    record: Any = row.record
    return {
        "id": record.pk,
        "entity": record.designation_id,
        "name": row.name,
        "grade": record.grade,
        "source": record.source,
        "score": record.score,
        "why": record.why or "",
        "state": row.state,
        "until": record.until,
        "steps": [{"step": one.kind, "reason": one.reason, "at": one.at} for one in row.steps],
    }
