"""The grades of a round: who had to file, what a letter says of them, and how far each grade is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from linxuan.evaluation.grade_lists import OnList, ReadGrades, read_grades
from linxuan.evaluation.lives import STATES, GradeState
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Account, Application, CountingGrade, GradeRecord, GradeStep, RegisterLine
from linxuan_site.queries.register_lines import lines_as_of

PAGE = 100


@dataclass(frozen=True)
class GradeRow:
    """One grade of a round with where it stands, and its steps."""

    record: GradeRecord
    state: GradeState
    name: str
    grade_name: str
    steps: Sequence[GradeStep]


@dataclass(frozen=True)
class GradeGroup:
    """The grades of one document that stand alike: how many there are of each, best first."""

    document: str
    state: GradeState
    counts: Sequence[tuple[str, int]]

    @property
    def number(self) -> int:
        """How many they are."""
        return sum(count for _name, count in self.counts)


@dataclass(frozen=True)
class Letter:
    """What a letter says, and what of it is on record already."""

    read: ReadGrades
    before: dict[int, str]
    """By entity: the name of the grade that it has in this round, however far that is."""


def year_of(round_: Round) -> int:
    """Return the year whose grades a round gives."""
    return round_.year or clock.today().year


def reports_of(call: Call, round_: Round) -> QuerySet[Application]:
    """Return the reports of a round: its filing list."""
    return Application.objects.filter(call=call.id, procedure=round_.id, designation__isnull=False)


def letter_of(call: Call, round_: Round, text: str) -> Letter:
    """Read a letter against the filing list of a round, and the rest of the register."""
    due = set(reports_of(call, round_).values_list("designation", flat=True))
    lines = lines_as_of().filter(programme=call.programme, authority=call.authority)
    register = [_on_list(one) for one in lines.select_related("organisation").order_by("designation")]
    listed = [one for one in register if one.key in due]
    others = [one for one in register if one.key not in due]
    names = {id: grade.name for id, grade in call.grades.items()}
    read = read_grades(text, names, listed, others)
    before = {
        row.designation_id: names.get(row.grade, row.grade)
        for row in with_state(grades_in(call, round_)).exclude(state="dropped").order_by("pk")
    }
    return Letter(read, before)


def _on_list(line: RegisterLine) -> OnList:
    holder = line.organisation
    names = (*line.names.split("\n"), holder.name)
    return OnList(line.designation_id, line.name, holder.credit_code or "", names)


def grades_in(call: Call, round_: Round) -> QuerySet[GradeRecord]:
    """Return the grades of a round's year of those on its filing list."""
    listed = reports_of(call, round_).values("designation")
    return GradeRecord.objects.filter(year=year_of(round_), designation__in=listed)


def with_state(rows: QuerySet[GradeRecord]) -> QuerySet[Any]:
    """Return grades with their `state`, and `until` when the entity may object, worked out by the database."""
    steps = GradeStep.objects.filter(record=OuterRef("pk")).order_by("-position")
    last, published = steps.values("kind")[:1], steps.filter(kind="published").values("until")[:1]
    return rows.annotate(state=Coalesce(Subquery(last), Value("proposed")), until=Subquery(published))


def counting_grades(call: Call) -> QuerySet[CountingGrade]:
    """Return the grades of a programme that count: of each title and year the newest that was published, while nobody
    objects; with their `state`. The database keeps them.
    """
    rows = CountingGrade.objects.filter(programme=call.programme, authority=call.authority)
    return rows.order_by("pk")


def grade_counts(call: Call, titles: QuerySet[Any]) -> dict[int, Counter[str]]:
    """Return, by year, how many of some titles have each grade that counts; `titles` are their keys, to be read."""
    rows = counting_grades(call).filter(designation__in=titles).order_by()
    found: dict[int, Counter[str]] = {}
    for row in rows.values("year", "grade").annotate(number=Count("pk")).order_by("year", "grade"):
        found.setdefault(row["year"], Counter())[row["grade"]] = row["number"]
    return found


def undisputed_grades() -> QuerySet[Any]:
    """Return the published grades whose time to object is over, and to which nobody did."""
    ended = GradeRecord.objects.filter(steps__kind="published", steps__until__lt=clock.today())
    return with_state(ended).filter(state="published")


def groups_of(call: Call, round_: Round) -> list[GradeGroup]:
    """Return the grades of a round by document and state, those first that wait for somebody."""
    rows = with_state(grades_in(call, round_)).order_by().values("source", "state", "grade")
    found: dict[tuple[str, GradeState], dict[str, int]] = {}
    for row in rows.annotate(number=Count("pk")).order_by("source", "state", "grade"):
        counts = found.setdefault((row["source"], row["state"]), {})
        counts[row["grade"]] = row["number"]
    groups = [
        GradeGroup(document, state, [(grade.name, counts.get(id, 0)) for id, grade in call.grades.items()])
        for (document, state), counts in found.items()
    ]
    return sorted(groups, key=lambda one: (STATES.index(one.state), one.document))


def grade_rows(
    call: Call, round_: Round, *, state: str = "", document: str = "", after: int = 0
) -> tuple[list[GradeRow], int | None]:
    """Return one page of the grades of a round, and the key after which the next one begins; None on the last."""
    rows = narrowed(call, round_, state=state, document=document).filter(pk__gt=after)
    rows = rows.select_related("designation", "recorded_by").prefetch_related("steps__by").order_by("pk")
    some = list(rows[: PAGE + 1])
    shown = [_row(call, one) for one in some[:PAGE]]
    return shown, some[PAGE - 1].pk if len(some) > PAGE else None


def narrowed(call: Call, round_: Round, *, state: str = "", document: str = "") -> QuerySet[Any]:
    """Return the grades of a round that stand so, and come from a document; what is empty does not narrow."""
    rows = with_state(grades_in(call, round_))
    rows = rows.filter(state=state) if state in STATES else rows
    return rows.filter(source=document) if document else rows


def _row(call: Call, record: GradeRecord) -> GradeRow:
    grade = call.grades.get(record.grade)
    steps = sorted(record.steps.all(), key=lambda one: one.position)
    state: GradeState = record.state  # type: ignore[attr-defined]  # `with_state`
    return GradeRow(record, state, record.designation.name, grade.name if grade else record.grade, steps)


def has_grade(account: Account, record_id: int, designation_id: int | None = None) -> bool:
    """Tell whether a grade is one of the account's own organisation, and of a title where one is named."""
    rows = GradeRecord.objects.filter(pk=record_id, designation__organisation=account.organisation_id)
    rows = rows.filter(designation=designation_id) if designation_id is not None else rows
    return account.organisation_id is not None and rows.exists()
