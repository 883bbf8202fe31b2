"""Examinations of sealed scans: what was found, what was decided of it, and for which applications."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from linxuan.papers.retelling import retold
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, ScanDecision, ScanExamination, Submission
from linxuan_site.models.scans import ASKED_AGAIN
from linxuan_site.models.screenings import AT_WORK, DONE, FAILED, UNFINISHED
from linxuan_site.permissions import Reader, may_read_application

LOST_AFTER = timedelta(minutes=5)
"""Longer than any examination may take: see `linxuan.papers.scans.examining.SECONDS`."""
INK = frozenset({"unit", "office", "government", "cover"})
"""Seals of a paper that leave red ink on a page; a signature does not, and one over the edges on no page wholly."""


@dataclass(frozen=True)
class ShownDoubt:
    """One doubt of an examination, and what an office decided of it; `number` counts from 1."""

    number: int
    kind: str
    words: str
    file: str
    """The name of the file; '' for what is in none, such as a missing page."""
    page_of_file: int | None
    page_of_print: int | None
    box: Sequence[float] | None
    picture: str
    """The digest of its picture; '' where there is none."""
    decision: ScanDecision | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decision is None

    @property
    def is_asked_again(self) -> bool:
        """Whether an office wants the applicant to do something about it."""
        return self.decision is not None and self.decision.verdict == ASKED_AGAIN


@dataclass(frozen=True)
class Examined:
    """An examination with its decisions. `newest` is the application's newest revision."""

    examination: ScanExamination
    newest: int
    decisions: Mapping[int, ScanDecision]

    @property
    def revision(self) -> int:
        """The revision that the scan was compared with."""
        return self.examination.submission.revision

    @property
    def outdated(self) -> bool:
        """Whether the form was filed again since: the scan is of an older print."""
        return self.revision < self.newest

    @property
    def state(self) -> str:
        """`reading`, `stuck`, `failed`, `clear`, `doubted` (some are open), `asked_again` or `decided`."""
        if self.examination.state in UNFINISHED:
            return "stuck" if is_stuck(self.examination) else "reading"
        if self.examination.state != DONE:
            return FAILED
        if not self.doubts:
            return "clear"
        if self.open:
            return "doubted"
        return ASKED_AGAIN if self.asked_again else "decided"

    @cached_property
    def doubts(self) -> list[ShownDoubt]:
        """Every doubt, in the order of the pages."""
        return [
            ShownDoubt(
                number=number,
                kind=one["kind"],
                words=retold(one["words"], one["page_of_print"], self.revision),
                file=self.file_name(one["file"]),
                page_of_file=one["page_of_file"],
                page_of_print=one["page_of_print"],
                box=one["box"],
                picture=one["picture"],
                decision=self.decisions.get(number),
            )
            for number, one in enumerate(self.examination.doubts, start=1)
        ]

    @property
    def open(self) -> list[ShownDoubt]:
        """The doubts that nobody has decided."""
        return [one for one in self.doubts if one.is_open]

    @property
    def asked_again(self) -> list[ShownDoubt]:
        """The doubts about which the applicant is asked to do something."""
        return [one for one in self.doubts if one.is_asked_again]

    @property
    def uncompared(self) -> int:
        """How many pages of the print were not held beside it: too coarse, unlike it, or examined before that was done."""
        return sum(one["outcome"] == "ours" and not one["compared"] for one in self.examination.pages)

    def file_name(self, file: int | None) -> str:
        """Return the name of a file by its place from 1; '' for none."""
        return str(self.examination.files[file - 1]["name"]) if file else ""


def examined_paper(call: Call, procedure: str) -> Paper | None:
    """Return the paper whose scan is examined: the printed form, if the programme wants the online number on it.

    Only of that one it is known what every page has to be (`number = true` of the paper).
    """
    paper = lookup.form_paper(call, procedure)
    return paper if paper is not None and paper.number else None


def wants_seal(paper: Paper) -> bool:
    """Tell whether a red seal is looked for in a scan of a paper: `seals` and `sealed_by` of the programme."""
    return bool(INK & set(paper.seals) or paper.sealed_by)


def is_stuck(examination: ScanExamination) -> bool:
    """Tell whether nothing works any more on what is said to wait or to be at work."""
    waits = examination.state in UNFINISHED
    return waits and timezone.now() - examination.beat_at > LOST_AFTER


def is_lost(examination: ScanExamination) -> bool:
    """Tell whether nothing works any more on one that is said to be at work."""
    return examination.state in AT_WORK and is_stuck(examination)


def newest_examination(application: Application) -> ScanExamination | None:
    """Return the examination that counts: the newest; None where nothing was examined."""
    found: ScanExamination | None = _with_revisions(application.scan_examinations).order_by("pk").last()
    return found


def examined(application: Application) -> Examined | None:
    """Return the examination that counts with its decisions, in two reads at most."""
    examination = newest_examination(application)
    return _examined(examination) if examination else None


def every_examined(application: Application) -> list[Examined]:
    """Return all examinations of an application, newest first."""
    rows = _with_revisions(application.scan_examinations).prefetch_related("decisions__decided_by")
    return [
        Examined(one, one.newest_revision, _that_count(one.decisions.all())) for one in rows.order_by("-pk")
    ]


def readable_examined(reader: Reader, application_id: int, examination_id: int) -> Examined | None:
    """Return an examination for who may see the application's scans; None for anybody else."""
    rows = _with_revisions(ScanExamination.objects)
    rows = rows.select_related("application__published_call", "application__organisation")
    found = rows.filter(pk=examination_id, application=application_id).first()
    if found is None or not may_read_application(reader, found.application):
        return None
    return _examined(found)


def open_doubts(applications: Sequence[Application], revisions: Mapping[int, int]) -> dict[int, int]:
    """Return how many doubts nobody has decided, by application, in one read; those with none are left out.

    `revisions` is the newest revision of each: a scan of an older print is not asked about.
    """
    rows = _doubted([one.pk for one in applications])
    newest = {application: (revision, doubted - decided) for application, revision, doubted, decided in rows}
    return {
        application: number
        for application, (revision, number) in newest.items()
        if number > 0 and revision == revisions.get(application)
    }


@kept_read
def _doubted(applications: Collection[int]) -> "QuerySet[ScanExamination, tuple[int, int, int, int]]":
    rows = ScanExamination.objects.filter(application__in=applications)
    rows = rows.annotate(decided=Count("decisions__doubt", distinct=True)).order_by("pk")
    return rows.values_list("application", "submission__revision", "doubted", "decided")


def _with_revisions(rows: Any) -> Any:
    """Examinations with the revision that each was compared with, and the application's newest."""
    newest = Submission.objects.filter(application=OuterRef("application")).order_by("-revision")
    return rows.select_related("submission").annotate(newest_revision=Subquery(newest.values("revision")[:1]))


def _examined(examination: Any) -> Examined:
    rows = examination.decisions.select_related("decided_by") if examination.doubted else ()
    return Examined(examination, examination.newest_revision, _that_count(rows))


def _that_count(rows: Any) -> dict[int, ScanDecision]:
    """The newest decision on each doubt."""
    return {one.doubt: one for one in sorted(rows, key=lambda row: row.pk)}
