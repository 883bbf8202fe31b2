"""The grades that a programme says how to compute, of all who had to file in a round."""

from linxuan.answers import read_answers
from linxuan.evaluation import Graded, Report, grade_all
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import definition_for
from linxuan_site.queries.cases import with_life
from linxuan_site.queries.entities import filing_is_over
from linxuan_site.queries.grading import reports_of


def computed_grades(call: Call, round_: Round) -> list[tuple[Designation, Graded]]:
    """Return what the rules of a round come to for each on its filing list, in as many reads for many as for one.

    Who has not filed is silent once filing is over; until then that is open. Raises `BadInput` for a round whose
    grades are recorded.
    """
    rows = reports_of(call, round_).select_related("designation", "organisation")
    reports = list(rows.prefetch_related("attachments").order_by("designation_id"))
    over = filing_is_over(call, round_)
    found = grade_all(call, round_.id, [_report(one, over=over) for one in reports], on=clock.today())
    return [
        (report.designation, graded)
        for report, graded in zip(reports, found, strict=True)
        if report.designation is not None
    ]


def _report(application: Application, *, over: bool) -> Report:
    filed: bool | None = True if application.number else (False if over else None)
    call = definition_for(application)
    values = read_answers(call, application.procedure, with_life(application), strict=False).values
    return Report(str(application.designation_id), values if filed else {}, filed)
