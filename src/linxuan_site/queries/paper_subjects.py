"""What a paper is made of that is no list: one submission, a return, names published, a title, a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from linxuan.designations import ENDED
from linxuan.programme.definition import Call, Paper, PaperKind, Round
from linxuan.workflow import APPLICANT
from linxuan_site import clock
from linxuan_site.models import (
    Application,
    Designation,
    FilingList,
    IssuedPaper,
    Publicity,
    RegisterEvent,
    RevocationCase,
    Step,
    Submission,
)
from linxuan_site.permissions import (
    Reader,
    grades,
    may_read_application,
    may_read_designation,
    publishes,
)
from linxuan_site.queries.beside import hold_steps
from linxuan_site.queries.designated_lists import are_designated
from linxuan_site.queries.entities import EntityRow, entity_row
from linxuan_site.queries.graded_years import places_of
from linxuan_site.queries.grading import year_of
from linxuan_site.queries.register_lines import last_event, line_of

NOTIFIED, REVOKED = ("notified", "answered"), ("revoked", "appealed", "upheld")
"""States of a revocation in which its notice, and its letter, can be had."""
RETURN, FILING = "return", ("submit", "lodge")
OF_APPLICATIONS: tuple[PaperKind, ...] = ("receipt", "return_notice", "evaluation")
OF_DESIGNATIONS: tuple[PaperKind, ...] = ("certificate", "revocation", "revocation_proposal")
OF_A_COHORT: PaperKind = "designated"
OF_A_ROUND: PaperKind = "round_report"
NUMBERED: tuple[PaperKind, ...] = (
    *("return_notice", "announcement", "evaluation", "revocation", "revocation_proposal"),
    *(OF_A_COHORT, OF_A_ROUND),
)
PUBLIC: tuple[PaperKind, ...] = ("announcement", "certificate", OF_A_COHORT)
"""Kinds that everybody may have once they are made."""


@dataclass(frozen=True)
class Subject:
    """What one paper is about. `id` names it at the doors: of an application, a step, a publicity, a title, or the year of a round."""

    id: int
    day: date
    """The day that the paper bears."""
    application: Application | None = None
    submission: Submission | None = None
    step: Step | None = None
    publicity: Publicity | None = None
    designation: Designation | None = None
    entity: EntityRow | None = None
    revocation: RegisterEvent | None = None
    case: RevocationCase | None = None
    round: Round | None = None


@dataclass(frozen=True)
class Offer:
    """A paper that the reader may have of something."""

    paper: Paper
    subject: Subject
    maker: str
    """The kind of the office in whose name it is made here."""

    @property
    def numbered(self) -> bool:
        """Whether it is an official document, which has a number: no receipt, and no certificate."""
        return self.paper.kind in NUMBERED


def maker_of(call: Call, paper: Paper) -> str:
    """Return the kind of the office that makes a paper of one thing: who records for one that does not work here."""
    kind = call.offices[paper.sender]
    return kind.recorded_by or kind.id


def subject_of(reader: Reader, call: Call, paper: Paper, subject_id: int) -> Subject | None:
    """Return what a paper would be made of; None if there is none, or this reader may not make it."""
    found: Iterator[Subject] = iter(())
    if paper.kind in OF_APPLICATIONS:
        application = _application(call, _application_id(paper, subject_id) or 0)
        if application is not None and may_read_application(reader, application):
            found = _of_application(call, paper, application)
    elif paper.kind == "announcement":
        found = _of_publicities(reader, call, paper)
    elif paper.kind == OF_A_COHORT:
        found = _of_cohort(reader, call, paper)
    elif paper.kind == OF_A_ROUND:
        found = _of_rounds(reader, call, paper)
    elif paper.kind in OF_DESIGNATIONS:
        designation = _designation(call, subject_id)
        found = _of_designation(reader, paper, designation) if designation else found
    subject = next((one for one in found if one.id == subject_id), None)
    if subject is None or paper.kind != "receipt" or subject.application is None:
        return subject
    submission = subject.application.submissions.order_by("-revision").first()
    return replace(subject, submission=submission) if submission else None


def offers_of_application(call: Call, application: Application) -> list[Offer]:
    """Return the papers of an application for whoever may read it, newest return first."""
    hold_steps(application)
    own = [one for one in call.papers.values() if one.kind in OF_APPLICATIONS]
    return [
        Offer(one, found, maker_of(call, one))
        for one in own
        for found in _of_application(call, one, application)
    ]


def offers_of_call(reader: Reader, call: Call) -> list[Offer]:
    """Return the announcements, lists of designated and reports of rounds that the reader may make."""
    ways = {"announcement": _of_publicities, OF_A_COHORT: _of_cohort, OF_A_ROUND: _of_rounds}
    own = [(one, ways[one.kind]) for one in call.papers.values() if one.kind in ways]
    return [Offer(one, found, maker_of(call, one)) for one, way in own for found in way(reader, call, one)]


def offers_of_designation(reader: Reader, call: Call, entity: EntityRow) -> list[Offer]:
    """Return the papers that the reader may have of a title."""
    own = [one for one in call.papers.values() if one.kind in OF_DESIGNATIONS]
    offers = [
        Offer(one, found, maker_of(call, one))
        for one in own
        for found in _of_designation(reader, one, entity.designation, entity)
    ]
    report = entity.report
    readable = report is not None and may_read_application(reader, report)
    return [*offers, *(offers_of_application(call, report) if report and readable else ())]


def offers_of_round(reader: Reader, call: Call, round_: Round) -> list[Offer]:
    """Return the papers that the reader may have of a whole round."""
    own = [one for one in call.papers.values() if one.kind == OF_A_ROUND]
    return [
        Offer(one, found, maker_of(call, one))
        for one in own
        for found in _of_rounds(reader, call, one)
        if found.round == round_
    ]


def announced(call: str) -> dict[int, IssuedPaper]:
    """Return the newest announcement that was made of each publicity of a call."""
    rows = IssuedPaper.objects.filter(call=call, kind="announcement", publicity__isnull=False)
    return {row.publicity_id: row for row in rows.order_by("pk") if row.publicity_id}


def may_have(reader: Reader, issued: IssuedPaper) -> bool:
    """Tell whether a reader may have the file of a paper that was made of something that happened."""
    if issued.kind in PUBLIC:
        return True
    if issued.kind == OF_A_ROUND:
        return grades(reader, issued.office.authority)
    if issued.submission is not None:
        return may_read_application(reader, issued.submission.application)
    if issued.step is not None:
        return may_read_application(reader, issued.step.application)
    return issued.designation is not None and may_read_designation(reader, issued.designation)


def _application_id(paper: Paper, subject_id: int) -> int | None:
    """The application that a return was of; of another paper it is named itself."""
    if paper.kind != "return_notice":
        return subject_id
    return Step.objects.filter(pk=subject_id).values_list("application_id", flat=True).first()


def _application(call: Call, application_id: int) -> Application | None:
    rows = Application.objects.select_related("published_call", "organisation", "designation")
    return rows.defer("published_call__files").filter(pk=application_id, call=call.id).first()


def _designation(call: Call, designation_id: int) -> Designation | None:
    rows = Designation.objects.filter(programme=call.programme, authority=call.authority)
    return rows.select_related("organisation").filter(pk=designation_id).first()


def _of_application(call: Call, paper: Paper, application: Application) -> Iterator[Subject]:
    if application.number is None or application.procedure not in paper.concerns:
        return
    if paper.kind == "return_notice":
        yield from _returns(call, paper, application)
        return
    if paper.kind == "receipt":
        yield from _filed(application)
    elif paper.kind == "evaluation" and application.designation is not None:
        round_ = call.rounds.get(application.procedure)
        entity = entity_row(call, application.designation, round_, over=False, places=places_of(call))
        grade = entity.grades.get(round_.year) if round_ and round_.year else None
        submission = application.submissions.order_by("-revision").first()
        if grade is not None and submission is not None:
            day = localdate(grade.recorded_at)
            designation = application.designation
            yield Subject(
                application.pk, day, application, submission, designation=designation, entity=entity
            )


def _filed(application: Application) -> Iterator[Subject]:
    """The last submission; its row is read only for who makes a receipt of it, a page has its step already."""
    filings = [step for step in application.steps.all() if step.kind in FILING]
    if filings:
        yield Subject(application.pk, localdate(filings[-1].at), application)


def _returns(call: Call, paper: Paper, application: Application) -> Iterator[Subject]:
    """The returns to the applicant by the office that makes the paper, newest first."""
    for step in reversed(list(application.steps.all())):
        back = call.stages.get(step.target)
        if step.kind == RETURN and step.office == paper.sender and back and back.office == APPLICANT:
            yield Subject(step.pk, localdate(step.at), application, step=step)


def _of_publicities(reader: Reader, call: Call, paper: Paper) -> Iterator[Subject]:
    if not publishes(reader, call.authority):
        return
    stages = [
        one.id for one in call.stages.values() if one.publicity and set(one.concerns) & set(paper.concerns)
    ]
    for row in Publicity.objects.filter(call=call.id, stage__in=stages).order_by("-opens_on", "-pk"):
        yield Subject(row.pk, row.opens_on, publicity=row)


def _of_cohort(reader: Reader, call: Call, paper: Paper) -> Iterator[Subject]:
    """The titles of the call's cohort; its number names them at the doors."""
    if publishes(reader, call.authority) and are_designated(call, paper):
        yield Subject(call.cohort, clock.today())


def _of_rounds(reader: Reader, call: Call, paper: Paper) -> Iterator[Subject]:
    """The rounds whose filing list was made; the year that one grades names it at the doors."""
    if not grades(reader, call.authority):
        return
    made = set(FilingList.objects.filter(call=call.id).values_list("round", flat=True))
    for round_ in call.rounds.values():
        if round_.id in paper.concerns and round_.id in made:
            yield Subject(year_of(round_), clock.today(), round=round_)


def _of_designation(
    reader: Reader, paper: Paper, designation: Designation, entity: EntityRow | None = None
) -> Iterator[Subject]:
    if designation.track not in paper.concerns or not may_read_designation(reader, designation):
        return
    line = entity.line if entity else line_of(designation)
    ended = line is not None and line.state in ENDED
    if paper.kind == "revocation" and line is not None and line.state == "revoked":
        revocation = last_event(designation, "revoked")
        day = line.since or line.valid_from
        case = designation.revocation_cases.filter(state__in=REVOKED).first()
        yield Subject(designation.pk, day, designation=designation, revocation=revocation, case=case)
    if ended:
        return
    if paper.kind == "certificate":
        day = designation.designated_on or localdate(designation.recorded_at)
        yield Subject(designation.pk, day, designation=designation)
    elif paper.kind == "revocation_proposal":
        case = designation.revocation_cases.filter(state__in=NOTIFIED).first()
        if case is not None and case.notified_on is not None:
            yield Subject(designation.pk, case.notified_on, designation=designation, case=case)


def columns_of_subject(subject: Subject) -> Mapping[str, object]:
    """Return the columns by which a row of the record names what a paper is about."""
    return {
        "submission": subject.submission,
        "step": subject.step,
        "publicity": subject.publicity,
        "designation": subject.designation,
    }
