"""Reads of what came on paper: of one application or many, of the offices that send papers along."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan.receiving import Came, State, Tally, state_of, tally_of
from linxuan.workflow import APPLICANT
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import (
    Application,
    Arrival,
    ArrivedPaper,
    Attachment,
    IssuedPaper,
    Office,
    Submission,
)
from linxuan_site.permissions import Reader, may_read_arrival
from linxuan_site.queries.beside import nothing_beside
from linxuan_site.queries.calls import definition_for

SLOT = "paper:"


@dataclass(frozen=True)
class OnPaper:
    """What came on paper of an application or an office, by paper, with the rows that say so, newest first."""

    tallies: Sequence[Tally]
    arrivals: Sequence[Arrival] = ()

    @property
    def state(self) -> State:
        """The state of all papers together."""
        return state_of(self.tallies)


def papers_of_application(call: Call, procedure: str) -> list[Paper]:
    """Return the papers that an applicant sends to an office which works here."""
    return [
        one for one in lookup.papers_of(call, procedure) if one.sender == APPLICANT and _has_desk(call, one)
    ]


def papers_of_office(call: Call, kind: str) -> list[Paper]:
    """Return the papers that offices of a kind make here and send to another one which works here."""
    own = (one for one in call.papers.values() if one.sender == kind and one.lists)
    return [one for one in own if _has_desk(call, one) and one.receiver != kind]


def _has_desk(call: Call, paper: Paper) -> bool:
    receiver = call.offices.get(paper.receiver)
    return paper.copies > 0 and receiver is not None and not receiver.recorded_by


def on_paper(applications: Sequence[Application]) -> dict[int, OnPaper]:
    """Return what came of applications, by id, in as many reads as for one."""
    ids = [one.pk for one in applications]
    came, scans = _came(ids), _scans(ids)
    return {
        one.pk: OnPaper(_tallies_of(one, came.get(one.pk, ([], None)), scans.get(one.pk, set())))
        for one in applications
    }


def _tallies_of(
    application: Application, counted: tuple[Sequence[Came], int | None], scans: Collection[str]
) -> list[Tally]:
    came, newest = counted
    papers = papers_of_application(definition_for(application), application.procedure)
    return [tally_of(one, came, newest=newest, electronic=one.id in scans) for one in papers]


def once_come(application: Application, more: Sequence[Came], *, without: int = 0) -> OnPaper:
    """Return what is there of an application once more has come, and without a row that is corrected."""
    came, _newest = _came([application.pk], without).get(application.pk, ([], None))
    newest = application.submissions.count()
    return OnPaper(
        _tallies_of(
            application, ([*came, *more], newest), _scans([application.pk]).get(application.pk, set())
        )
    )


def of_application(application: Application) -> OnPaper:
    """Return what came of one application, with the rows."""
    rows = [] if nothing_beside(application, "arrivals") else _of_application(application.pk)
    came = [
        _as_came(each, row.arrived_at)
        for row in reversed(rows)
        if not hasattr(row, "corrected_by")
        for each in row.papers.all()
    ]
    newest = application.submissions.count() if rows else None
    files = {one.slot.removeprefix(SLOT) for one in application.attachments.all() if one.removed_at is None}
    return OnPaper(_tallies_of(application, (came, newest), files), rows)


def of_office(call: Call, office: Office) -> OnPaper:
    """Return what came of the papers of an office, with the rows."""
    tallies = of_offices(call, [office])[office.pk].tallies
    return OnPaper(tallies, _of_office(call.id, office.pk))


def of_offices(
    call: Call, offices: Sequence[Office], more: Sequence[Came] = (), *, without: int = 0
) -> dict[int, OnPaper]:
    """Return what came of the papers of offices, by id, in as many reads as for one.

    `more` is what comes just now, where it is asked of one office; `without` a row that is corrected.
    """
    came: dict[int, list[Came]] = {}
    rows = ArrivedPaper.objects.filter(
        arrival__call=call.id, arrival__sender__in=offices, arrival__corrected_by=None
    ).exclude(arrival=without)
    for row in rows.select_related("arrival").order_by("arrival_id", "pk"):
        came.setdefault(row.arrival.sender_id or 0, []).append(_as_came(row, row.arrival.arrived_at))
    newest = newest_of_offices(call, offices)
    return {
        office.pk: OnPaper(
            [
                tally_of(
                    paper,
                    [*came.get(office.pk, ()), *more],
                    newest=newest.get((office.pk, paper.id)),
                    electronic=(office.pk, paper.id) in newest,
                )
                for paper in papers_of_office(call, office.kind)
            ]
        )
        for office in offices
    }


def newest_of_offices(call: Call, offices: Sequence[Office]) -> dict[tuple[int, str], int | None]:
    """Return the newest revision of what offices made, by office and paper; None for what has no revisions."""
    made = IssuedPaper.objects.filter(call=call.id, office__in=offices).values_list("office", "paper")
    rows = made.annotate(newest=Max("revision")).order_by("office", "paper")
    return {(office, paper): newest for office, paper, newest in rows}


def received_on_paper(applications: Iterable[Application]) -> dict[int, Mapping[str, date | None]]:
    """Return, by application and paper, the day on which the last copy or seal came; None while one is wanting.

    A paper of which nothing ever came to a desk is not there.
    """
    known = {one.pk: one for one in applications}
    found: dict[int, Mapping[str, date | None]] = {}
    for application, (came, newest) in _came(list(known)).items():
        call = definition_for(known[application])
        papers = {one.paper for one in came} & set(call.papers)
        found[application] = {
            paper: tally_of(call.papers[paper], came, newest=newest).complete_on for paper in papers
        }
    return found


def _came(applications: Collection[int], without: int = 0) -> dict[int, tuple[list[Came], int | None]]:
    """What came of applications, with the newest revision of each, in one read."""
    found: dict[int, tuple[list[Came], int | None]] = {}
    for row in _came_of(applications, without):
        found.setdefault(row.of, ([], row.newest))[0].append(_as_came(row, row.at))
    return found


@kept_read
def _came_of(applications: Collection[int], without: int) -> "QuerySet[Any]":
    newest = Submission.objects.filter(application=OuterRef("arrival__application")).order_by("-revision")
    rows = ArrivedPaper.objects.filter(arrival__application__in=applications, arrival__corrected_by=None)
    rows = rows.exclude(arrival=without).annotate(
        newest=Subquery(newest.values("revision")[:1]),
        of=F("arrival__application"),
        at=F("arrival__arrived_at"),
    )
    return rows.order_by("arrival_id", "pk")


def _as_came(row: ArrivedPaper, at: datetime) -> Came:
    return Came(
        row.paper, row.copies, localdate(at), frozenset(row.seals), row.electronic, row.print_revision
    )


def _scans(applications: Collection[int]) -> dict[int, set[str]]:
    rows = Attachment.objects.filter(
        application__in=applications, slot__startswith=SLOT, removed_at__isnull=True
    )
    found: dict[int, set[str]] = {}
    for application, slot in rows.values_list("application", "slot"):
        found.setdefault(application, set()).add(slot.removeprefix(SLOT))
    return found


@kept_read
def _of_application(application: int) -> "QuerySet[Arrival]":
    return _whole(Arrival.objects.filter(application=application))


@kept_read
def _of_office(call: str, office: int) -> "QuerySet[Arrival]":
    return _whole(Arrival.objects.filter(call=call, sender=office))


def _whole(rows: "QuerySet[Arrival]") -> "QuerySet[Arrival]":
    rows = rows.select_related("received_by", "corrects", "corrected_by", "application", "sender", "receiver")
    return rows.prefetch_related("papers").order_by("-pk")


def arrival_for(reader: Reader, arrival_id: int) -> Arrival | None:
    """Return a row that the reader may see; None if there is none."""
    found = (
        Arrival.objects.select_related(
            "application__published_call", "application__organisation", "sender", "receiver", "received_by"
        )
        .defer("application__published_call__files")
        .prefetch_related("papers")
        .filter(pk=arrival_id)
        .first()
    )
    return found if found is not None and may_read_arrival(reader, found) else None


def wrong_words(code: str) -> str:
    """Return what was wrong with papers that came, in a sentence."""
    words = {
        "late": say("在截止日之后收到"),
        "superseded": say("有的是旧的一稿，不算在份数里，请重新打印现行的一稿"),
        "early": say("这一件还没有报到这里，先代为保管"),
        "returned": say("这一件已退回修改，重新提交以后要交新的一稿"),
        "closed": say("这一件已经办结，先代为保管"),
    }
    return words.get(code, code)
