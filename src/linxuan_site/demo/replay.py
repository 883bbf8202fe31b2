"""A story is replayed through the same acts that people use, day by day, up to the day of a stage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from linxuan.checking import check
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.arrivals import Counted, Handover
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.drafts import save_answers, start_application
from linxuan_site.actions.files import Upload
from linxuan_site.actions.grades import record_grade, record_status
from linxuan_site.actions.grading import take_grades_on
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.actions.printing import printed_form
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.actions.receiving import receive_papers
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.answers import filled_in, sample_name
from linxuan_site.demo.people import administrator, colleague_of, credit_code, member_of, officer_of
from linxuan_site.demo.story import Character, Scene, Story, read_story
from linxuan_site.documents.sample import sample_pdf
from linxuan_site.models import Account, Application, GradeRecord, Office, Publicity
from linxuan_site.queries.applications import last_submission
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import case_of

Progress = Callable[[str], None]
UNSEALED = "unsealed"


@dataclass
class _Stage:
    """What a replay knows while it runs."""

    call: Call
    story: Story
    until: date
    applications: dict[str, int]


def replay(folder: Path, stage: str, progress: Progress = print) -> date:
    """Publish the package and replay its story up to the day of `stage`; return that day."""
    story = read_story(folder)
    if stage not in story.days:
        raise BadInput(
            say("没有“{stage}”这个阶段，可以是：{stages}", stage=stage, stages=say("、").join(story.days))
        )
    call = definition_of(publish_call(folder))
    running = _Stage(call, story, story.days[stage], {})
    for office in Office.objects.filter(authority=call.authority):
        officer_of(office)
    administrator()
    _designated(running, progress)
    for day, character, scene in _in_order(running):
        with clock.on_day(day):
            _play(running, character, scene)
    progress(
        say("已重演 {count} 份申报和填报，业务日 {day}", count=len(running.applications), day=running.until)
    )
    return running.until


def _in_order(running: _Stage) -> Iterator[tuple[date, Character, Scene]]:
    everything = [
        (scene.on, place_, number, character, scene)
        for place_, character in enumerate((*running.story.designated, *running.story.applicants))
        for number, scene in enumerate(character.scenes)
        if scene.on <= running.until
    ]
    for day, _place, _number, character, scene in sorted(everything, key=lambda one: one[:3]):
        yield day, character, scene


def _designated(running: _Stage, progress: Progress) -> None:
    call = running.call
    for number, entity in enumerate(running.story.designated, start=900):
        row = {
            "name": entity.name,
            "credit_code": credit_code(number),
            "cohort": str(entity.cohort),
            "track": entity.procedure,
            "document": entity.document,
            "designated_on": entity.designated_on.isoformat() if entity.designated_on else "",
            "in_charge": str(entity.answers.get(_in_charge_field(call), "")),
            "category": str(entity.answers.get("category", "")),
            "mode": str(entity.answers.get("mode", "")),
        }
        designation = enter_designation(call, row)
        member_of(entity.name, row["credit_code"], entity.id)
        for year, grade in entity.grades.items():
            record_grade(call, designation, int(year), grade, source=entity.document, account=None)
        if entity.status:
            record_status(
                call, designation, entity.status, holds_from=running.until, source="登记机关公示（示例）"
            )
    for round_ in lookup.evaluation_rounds(call):
        with clock.on_day(min(running.story.days.values())):
            opened = open_round(call.id, round_.id)
        progress(say("{round}：{count} 家待填报", round=round_.name, count=opened))


def _in_charge_field(call: Call) -> str:
    return next((office.field for office in call.offices.values() if office.each), "")


def _play(running: _Stage, character: Character, scene: Scene) -> None:
    application = _application(running, character)
    officer = _officer(running.call, application, scene)
    if scene.act == "start":
        return
    if scene.act == "place":
        score = Decimal(scene.score) if scene.score else None
        place(application.pk, account=officer, rank=scene.rank, score=score, reason=scene.reason)
    elif scene.act == "issue":
        issue_paper(running.call.id, scene.document, account=officer)
    elif scene.act == "arrive":
        _arrive(running.call, application, scene, officer)
    elif scene.act == "open-publicity":
        open_publicity(running.call.id, application.stage, account=officer)
    elif scene.act == "close-publicity":
        close_publicity(Publicity.objects.latest("pk").pk, account=officer)
    else:
        _move(running.call, application, scene, officer)
        if running.call.actions[scene.act].kind == "grade":
            _publish_grade(running.call, application, officer)


def _publish_grade(call: Call, application: Application, officer: Account) -> None:
    """A grade that was recorded is checked by a colleague, and published."""
    grade = GradeRecord.objects.filter(designation=application.designation).latest("pk")
    assert officer.office is not None
    ids = [grade.pk]
    take_grades_on(call.id, application.procedure, "checked", ids, account=colleague_of(officer.office))
    take_grades_on(call.id, application.procedure, "published", ids, account=officer)


def _arrive(call: Call, application: Application, scene: Scene, officer: Account) -> None:
    own = lookup.form_paper(call, application.procedure)
    paper = scene.document or (own.id if own else "")
    sender = call.papers[paper].sender
    office = Office.objects.filter(
        authority=call.authority, kind=sender, key=application.offices.get(sender, "")
    )
    receive_papers(
        call.id,
        [Counted(paper, scene.copies, frozenset(scene.seals))],
        Handover(clock.now(), brought_by="示例送件人", unit=scene.unit, box=scene.box, place=scene.place),
        account=officer,
        application=None if scene.document else application.pk,
        sender=office.get().pk if scene.document else None,
    )


def _application(running: _Stage, character: Character) -> Application:
    if character.id in running.applications:
        return Application.objects.get(pk=running.applications[character.id])
    application = _report(running, character) if character.cohort else _start(running, character)
    running.applications[character.id] = application.pk
    return application


def _report(running: _Stage, character: Character) -> Application:
    report = Application.objects.get(call=running.call.id, designation__name=character.name)
    _fill_in(running, report, Account.objects.get(username=character.id), character)
    return report


def _start(running: _Stage, character: Character) -> Application:
    number = len(running.applications) + 1
    track = running.call.tracks[character.procedure]
    code = credit_code(number) if track.identified_by == "credit_code" else ""
    account = member_of(character.name, code, character.id)
    application = start_application(account, running.call.id, character.procedure)
    _fill_in(running, application, account, character)
    return application


def _fill_in(running: _Stage, application: Application, account: Account, character: Character) -> None:
    base = running.story.base.get(application.procedure, {})
    asked = {one for part in lookup.sections_of(running.call, application.procedure) for one in part.fields}
    told = {key: value for key, value in character.answers.items() if key in asked}
    given = {**application.answers, **(base if character.complete else {}), **told}
    answers = (
        filled_in(running.call, application.procedure, given, application.pk) if character.complete else given
    )
    files = [one for one in answers if running.call.fields[one].kind == "file"]
    texts = {key: value for key, value in answers.items() if key not in (*files, *character.without)}
    save_answers(application.pk, texts, account=account, version=application.version)
    if character.complete:
        _attach_files(running.call, application, account, by="applicant")


def _attach_files(call: Call, application: Application, account: Account, *, by: str) -> None:
    for section in lookup.sections_of(call, application.procedure, by=by, stage=application.stage):
        for one in section.fields:
            for slot, field in _file_slots(call, one):
                upload = Upload(sample_name(field), sample_pdf(field.name))
                attach(application.pk, slot, upload, account=account)


def _file_slots(call: Call, field_id: str) -> list[tuple[str, Field]]:
    """The slots that a field takes files in: its own, or those of the columns of its rows."""
    field = call.fields[field_id]
    columns = [(f"{field_id}.{one}", call.fields[one]) for one in field.fields]
    slots = columns if field.kind == "group" else [(field_id, field)]
    return [(slot, one) for slot, one in slots if one.kind == "file" and one.required]


def _officer(call: Call, application: Application, scene: Scene) -> Account:
    if not scene.by:
        return Account.objects.filter(organisation=application.organisation).earliest("pk")
    office = call.offices[scene.by]
    kind = office.recorded_by or office.id
    keys = [application.in_charge, ""]
    return officer_of(Office.objects.filter(authority=call.authority, kind=kind, key__in=keys).latest("key"))


def _move(call: Call, application: Application, scene: Scene, account: Account) -> None:
    action = call.actions[scene.act]
    if scene.answers:
        save_answers(application.pk, scene.answers, account=account, version=application.version)
        _attach_files(call, application, account, by=scene.by or "applicant")
    wanted = {paper.id for paper in lookup.papers_of(call, application.procedure)} & _papers_of(
        call, action.id
    )
    files = {one: _scan(call, application, one, scene) for one in wanted}
    act = Act(
        scene.act,
        opinion=scene.opinion,
        reason=scene.reason,
        document=scene.document,
        papers=tuple(sorted(wanted)) if action.kind == "receive" else (),
        received_on=scene.received_on or (scene.on if action.kind == "receive" else None),
        copies=max((call.papers[one].copies for one in wanted), default=None)
        if action.kind == "receive"
        else None,
    )
    unmet = check(call, application.procedure, case_of(application).answers, on=scene.on).findings
    wanted_reasons = [
        one.rule for one in unmet if one.strength == "in_principle" and one.outcome == "not_met"
    ]
    reasons = {rule: scene.reason for rule in wanted_reasons if scene.reason}
    move_application(
        application.pk,
        act,
        account=account,
        reasons=reasons,
        files=files if action.kind != "receive" else {},
        grade=scene.grade,
        # Samples are no prints: all of them would be doubted.
        examine=scene.scan == UNSEALED,
    )


def _scan(call: Call, application: Application, paper: str, scene: Scene) -> Upload:
    """What is handed in for a paper: a sample, or the print of the form that nobody sealed."""
    name = call.papers[paper].name
    submission = last_submission(application)
    if scene.scan == UNSEALED and submission is not None:
        return Upload(f"{name}.pdf", printed_form(submission))
    return Upload(f"{name}.pdf", sample_pdf(name))


def _papers_of(call: Call, action: str) -> set[str]:
    """The papers that come with an act: those it names, and those that a lodging needs."""
    chosen = call.actions[action]
    needed = {need.removeprefix("paper:") for need in chosen.needs if need.startswith("paper:")}
    return set(chosen.papers) | (needed if chosen.kind == "lodge" else set())
