"""Designated entities with their grades, their reports and their standing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from linxuan.designations import ENDED
from linxuan.evaluation import History, Order, Standing, standing
from linxuan.evaluation.lives import GradeLife, counting
from linxuan.programme.definition import Call, Round
from linxuan.workflow import open_day
from linxuan_site import clock
from linxuan_site.models import (
    Account,
    Application,
    Designation,
    GradeRecord,
    RegisterLine,
    StatusRecord,
)
from linxuan_site.permissions import may_read_designation
from linxuan_site.queries.calls import call_of_programme, office_name
from linxuan_site.queries.extensions import put_off_for_all
from linxuan_site.queries.graded_years import NOWHERE, Places, places_of
from linxuan_site.queries.register_lines import line_of, with_lines_of_today

BESIDE = ("grades__steps", "statuses", "reports__steps", "reports__extensions", "rectify_orders__done")


@dataclass(frozen=True)
class EntityRow:
    """One designated entity as a round sees it."""

    designation: Designation
    line: RegisterLine | None
    """What the register says of it today."""
    track: str
    in_charge: str
    grades: dict[int, GradeRecord]
    status: StatusRecord | None
    report: Application | None
    report_stage: str
    standing: Standing

    @property
    def name(self) -> str:
        """The name under which it has its title today."""
        return self.line.name if self.line else self.designation.name

    @property
    def ended(self) -> RegisterLine | None:
        """What the register says of a title that is held no more; None while it is held, or only suspended."""
        return self.line if self.line and self.line.state in ENDED else None

    @property
    def filing(self) -> str:
        """How far its report is: `filed`, `written` (lodged on paper by an office), `open`; '' without one."""
        if self.report is None:
            return ""
        kinds = {step.kind for step in self.report.steps.all()}
        return "written" if "lodge" in kinds else "filed" if self.report.number else "open"


def entity_of(account: Account, designation_id: int) -> tuple[Call, EntityRow] | None:
    """Return one entity under the newest call of its programme; None if the account may not read it."""
    rows = Designation.objects.select_related("organisation")
    found = rows.prefetch_related(*BESIDE, with_lines_of_today()).filter(pk=designation_id).first()
    if found is None or not may_read_designation(account, found):
        return None
    call = call_of_programme(found.programme, found.authority)
    return (call, entity_now(call, found)) if call else None


def entity_now(call: Call, designation: Designation, *, places: Places | None = None) -> EntityRow:
    """Return an entity as the running round of its programme sees it today, or without a round.

    `places` is where everybody stands; without it that is looked up.
    """
    return _all_now(call, [designation], places)[0]


def some_now(call: Call, keys: Collection[int]) -> list[EntityRow]:
    """Return some entities of a programme, each as `entity_now` sees it, in as many reads for many as for one."""
    rows = Designation.objects.filter(pk__in=keys).select_related("organisation")
    return _all_now(call, list(rows.prefetch_related(*BESIDE, with_lines_of_today()).order_by("pk")))


def some_of_round(call: Call, round_: Round, keys: Collection[int]) -> list[EntityRow]:
    """Return some entities as a round sees them, in as many reads for many as for one."""
    rows = Designation.objects.filter(pk__in=keys).select_related("organisation")
    over, places = filing_is_over(call, round_), places_of(call)
    return [
        entity_row(call, one, round_, over=over, places=places)
        for one in rows.prefetch_related(*BESIDE, with_lines_of_today()).order_by("pk")
    ]


def _all_now(
    call: Call, designations: Sequence[Designation], places: Places | None = None
) -> list[EntityRow]:
    round_ = next(iter(call.rounds.values()), None)
    over = round_ is not None and filing_is_over(call, round_)
    known = places_of(call) if places is None else places
    return [entity_row(call, one, round_, over=over, places=known) for one in designations]


def entity_row(
    call: Call, designation: Designation, round_: Round | None, *, over: bool, places: Places
) -> EntityRow:
    """Return an entity with everything that is recorded of it, and what follows for its title.

    `over` says whether the filing of the round is, see `filing_is_over`; `places` where everybody stands.
    """
    read: list[RegisterLine] | None = getattr(designation, "lines_now", None)
    line = line_of(designation) if read is None else next(iter(read), None)
    reports = list(designation.reports.all())
    report = next((one for one in reports if round_ and one.procedure == round_.id), None)
    track = call.tracks.get(designation.track)
    history = history_of(designation, report, not_filed=_years_not_filed(round_, report, over), places=places)
    return EntityRow(
        designation=designation,
        line=line,
        track=track.name if track else designation.track,
        in_charge=_in_charge(call, line.in_charge if line else designation.in_charge),
        grades=_grades(designation),
        status=_status(designation),
        report=report,
        report_stage=call.stages[report.stage].name if report else "",
        standing=standing(call, history, round_id=round_.id if round_ else None),
    )


def history_of(
    designation: Designation,
    report: Application | None = None,
    not_filed: frozenset[int] = frozenset(),
    places: Places = NOWHERE,
) -> History:
    """Return an entity's history as the core judges it, up to the last year that anything is known of.

    Its operating status is the one recorded with its proof, else the one that it filed itself.
    """
    records = _grades(designation)
    grades = {year: row.grade for year, row in records.items()}
    status, orders = _status(designation), orders_of(designation)
    filed = str(report.answers.get("operating_status") or "") if report and report.number else ""
    return History(
        entity=designation.name,
        cohort=designation.cohort,
        grades=grades,
        # Nothing heard is no doubt: an entity is active until somebody says otherwise.
        # A word that nobody has judged yet leaves it open.
        operating_status=(status.status or None) if status else filed,
        # A running round has not graded yet: its year is no gap.
        as_of=max((*grades, *not_filed), default=clock.today().year),
        not_filed=not_filed,
        positions=places.of(records),
        orders=orders,
        on=clock.today() if orders else None,
    )


def orders_of(designation: Designation) -> tuple[Order, ...]:
    """Return what an entity was told to put right, as the core judges it."""
    return tuple(
        Order(
            one.rule, one.year, one.ordered_on, one.until, one.done.done_on if hasattr(one, "done") else None
        )
        for one in sorted(designation.rectify_orders.all(), key=lambda one: one.pk)
    )


def filing_is_over(call: Call, round_: Round) -> bool:
    """Tell whether the last day is past on which a report of the round can still come."""
    filing = {one.id for one in call.actions.values() if one.kind in {"submit", "lodge"}}
    later = put_off_for_all(call.id)
    days = [
        open_day(one, later.get(one.id, ()), one.days[-1])[0]
        for one in call.deadlines.values()
        if round_.id in one.concerns and filing & set(one.actions)
    ]
    return bool(days) and max(days) < clock.today()


def _years_not_filed(round_: Round | None, report: Application | None, over: bool) -> frozenset[int]:
    if round_ is None or round_.year is None or report is None or report.number or not over:
        return frozenset()
    has_time = any(one.day >= clock.today() for one in report.extensions.all())
    return frozenset() if has_time else frozenset({round_.year})


def _grades(designation: Designation) -> dict[int, GradeRecord]:
    """The grades that count, by year."""
    rows = {row.pk: row for row in designation.grades.all()}
    counted = counting(life_of(row) for row in rows.values())
    return {year: rows[life.number] for year, life in counted.items()}


def life_of(row: GradeRecord) -> GradeLife:
    """Return a grade as the core knows it; its steps should have been prefetched."""
    steps = sorted(row.steps.all(), key=lambda one: one.position)
    return GradeLife(row.pk, row.year, row.grade, tuple(one.kind for one in steps))  # type: ignore[misc]


def _status(designation: Designation) -> StatusRecord | None:
    return max(designation.statuses.all(), key=lambda row: (row.holds_from, row.pk), default=None)


def _in_charge(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""
