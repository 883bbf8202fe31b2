"""Revocations as those read them whom they concern: an entity's own people, and the offices in charge of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from linxuan.programme.definition import Call
from linxuan.revocation import ENDS, Course, Terms, awaited_until, possible_acts, state_on, terms_of
from linxuan.revocation.course import DECIDER, ENTITY, OFFICE
from linxuan_site import clock
from linxuan_site.models import Account, Designation, RevocationCase, RevocationFile, RevocationStep
from linxuan_site.permissions import Reader, decides_revocation, may_read_designation, office_of
from linxuan_site.queries.calls import call_of_programme
from linxuan_site.queries.register_lines import with_lines_of_today

PAGE = 50
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True)
class CaseView:
    """One case as a reader sees it today."""

    case: RevocationCase
    call: Call
    terms: Terms
    state: str
    until: date | None
    """The last day of what is awaited; None where no day is set."""
    steps: Sequence[RevocationStep]
    party: str
    """`entity`, `office` or `decider`."""
    acts: tuple[str, ...]
    """What this reader may do today."""

    @property
    def designation(self) -> Designation:
        """The title that it is about."""
        return self.case.designation

    @property
    def days_left(self) -> int | None:
        """Days until the last day of what is awaited."""
        return (self.until - clock.today()).days if self.until else None


@dataclass(frozen=True)
class CasePage:
    """Some cases, newest first; `after` is the key with which the next page begins, None on the last one."""

    cases: Sequence[CaseView]
    after: int | None


def course_of(case: RevocationCase) -> Course:
    """Return a case as the core knows it."""
    return Course(
        state=case.state,
        notified_on=case.notified_on,
        answer_until=case.answer_until,
        answered=case.answered,
        decided_on=case.decided_on,
        appeal_until=case.appeal_until,
        elsewhere=case.origin == "elsewhere",
    )


def party_of(reader: Reader, designation: Designation, terms: Terms) -> str:
    """Return as whom somebody who may read a title acts on its revocation: `entity`, `decider` or `office`."""
    if isinstance(reader, Account) and reader.organisation_id is not None:
        return ENTITY
    return DECIDER if decides_revocation(reader, designation, terms.recorded_by) else OFFICE


def case_for(reader: Reader, case_id: int) -> CaseView | None:
    """Return one case; None if there is none, or it is not this reader's to see."""
    found = _with_everything(RevocationCase.objects.filter(pk=case_id)).first()
    return _seen(reader, found, _Calls()) if found is not None else None


def cases_of(reader: Reader, designation: Designation) -> list[CaseView]:
    """Return the cases of a title that a reader may see, newest first."""
    rows = _with_everything(RevocationCase.objects.filter(designation=designation)).order_by("-pk")
    return _views(reader, rows)


def own_cases(account: Account) -> list[CaseView]:
    """Return the cases against the titles of an account's organisation of which it was told, newest first."""
    if account.organisation_id is None:
        return []
    rows = RevocationCase.objects.filter(designation__lines__organisation=account.organisation_id)
    return _views(account, _with_everything(rows).order_by("-pk").distinct())


def cases_page(account: Account, show: str = OPEN, after: int | None = None) -> CasePage:
    """Return a page of the cases of the account's authority: `open` ones, or `closed`."""
    rows = RevocationCase.objects.filter(designation__authority=office_of(account).authority)
    rows = rows.filter(is_open(clock.today())) if show == OPEN else rows.exclude(is_open(clock.today()))
    rows = rows.filter(pk__lt=after) if after else rows
    some = list(_with_everything(rows).order_by("-pk")[: PAGE + 1])
    return CasePage(_views(account, some[:PAGE]), some[PAGE - 1].pk if len(some) > PAGE else None)


def open_number(account: Account) -> int:
    """Return how many cases of the account's authority are open."""
    rows = RevocationCase.objects.filter(designation__authority=office_of(account).authority)
    return rows.filter(is_open(clock.today())).count()


def is_open(day: date) -> Q:
    """Return what holds for the cases in which something is awaited on a day."""
    closed = Q(state__in=[*ENDS, "upheld"]) | Q(state="revoked", appeal_until=None)
    return ~closed & ~Q(state="revoked", appeal_until__lt=day)


def file_for(reader: Reader, file_id: int) -> RevocationFile | None:
    """Return a file of a case that a reader may see; None for any other."""
    rows = RevocationFile.objects.select_related("step__case__designation")
    found = rows.filter(pk=file_id).first()
    if found is None or case_for(reader, found.step.case_id) is None:
        return None
    return found


def _with_everything(rows: QuerySet[RevocationCase]) -> QuerySet[RevocationCase]:
    rows = rows.select_related("designation__organisation")
    return rows.prefetch_related(
        "steps__by", "steps__files", "steps__paper", "steps__bans__office", _lines_of_titles()
    )


def _lines_of_titles() -> "Prefetch[str]":
    lines = with_lines_of_today()
    lines.add_prefix("designation")
    return lines


class _Calls(dict[tuple[str, str], Call | None]):
    """The newest call of each programme of an authority, looked up once."""

    def __missing__(self, key: tuple[str, str]) -> Call | None:
        self[key] = call_of_programme(*key)
        return self[key]


def _views(reader: Reader, rows: Iterable[RevocationCase]) -> list[CaseView]:
    calls = _Calls()
    return [view for row in rows if (view := _seen(reader, row, calls)) is not None]


def _seen(reader: Reader, case: RevocationCase, calls: _Calls) -> CaseView | None:
    designation = case.designation
    call = calls[designation.programme, designation.authority]
    if call is None or not may_read_designation(reader, designation):
        return None
    terms, course, today = terms_of(call, case.rule), course_of(case), clock.today()
    party = party_of(reader, designation, terms)
    if party == ENTITY and case.notified_on is None and case.origin != "elsewhere":
        return None  # what was not notified is the office's own business
    return CaseView(
        case=case,
        call=call,
        terms=terms,
        state=state_on(course, today),
        until=awaited_until(course, today),
        steps=list(case.steps.all()),
        party=party,
        acts=possible_acts(course, party, on=today),
    )
