"""The grades that a programme says how to compute, of all who had to file in a round."""

from linxuan.answers import read_answers
from linxuan.designations import ENDED
from linxuan.evaluation import Graded, Report, grade_all
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import definition_for
from linxuan_site.queries.cases import with_life
from linxuan_site.queries.entities import filing_is_over
from linxuan_site.queries.grading import reports_of
from linxuan_site.queries.register_lines import lines_as_of


def computed_grades(call: Call, round_: Round) -> list[tuple[Designation, Graded]]:
    """Return what the rules of a round come to for each on its filing list, in as many reads for many as for one.

    Who has not filed is silent once filing is over, for all and for this one; until then that is open, and so is
    a report that was returned. A title that is held no more is not graded. Raises `BadInput` for a round whose grades
    are recorded.
    """
    held = lines_as_of().exclude(state__in=ENDED).values("designation")
    rows = reports_of(call, round_).filter(designation__in=held).select_related("designation", "organisation")
    reports = list(rows.prefetch_related("attachments", "extensions").order_by("designation_id"))
    over = filing_is_over(call, round_)
    found = grade_all(call, round_.id, [_report(one, over=over) for one in reports], on=clock.today())
    return [
        (report.designation, graded)
        for report, graded in zip(reports, found, strict=True)
        if report.designation is not None
    ]


def _report(application: Application, *, over: bool) -> Report:
    call = definition_for(application)
    filed = _is_filed(call, application, over=over)
    values = read_answers(call, application.procedure, with_life(application), strict=False).values
    return Report(str(application.designation_id), values if filed else {}, filed)


def _is_filed(call: Call, application: Application, *, over: bool) -> bool | None:
    if application.stage != lookup.first_stage(call, application.procedure).id:
        return True
    if application.number:
        return None  # returned: what stands in it now was not filed
    has_time = any(one.day >= clock.today() for one in application.extensions.all())
    return False if over and not has_time else None
