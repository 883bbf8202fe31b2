"""How a revocation begins: a rule proposes by itself, an officer does, or another authority has decided already."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from linxuan.designations import ENDED
from linxuan.errors import Refused
from linxuan.language import CHINESE, say, speaking
from linxuan.programme.definition import Call
from linxuan.revocation import BEGUN, ENDS, Attempt, Course, Terms, step, terms_of
from linxuan.revocation.course import DECIDER, RULE
from linxuan_site import clock
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.revocation_record import keep_course, write_step
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Designation, RevocationCase
from linxuan_site.models.revocation import ELSEWHERE, OFFICER
from linxuan_site.models.revocation import RULE as BY_RULE
from linxuan_site.permissions import is_central_officer, is_officer, may_read_designation
from linxuan_site.queries.entities import BESIDE, EntityRow, entity_now
from linxuan_site.queries.graded_years import Places
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.proposals import basis_of, due_proposals
from linxuan_site.queries.register_lines import with_lines_of_today
from linxuan_site.queries.revocations import course_of, party_of


@transaction.atomic
def propose_by_rules(
    call: Call, designation: Designation, *, places: Places | None = None
) -> RevocationCase | None:
    """Propose to take a title away where the rules of the call say so; None where they do not, or did already.

    The same facts propose once, whatever became of that. It is called wherever a fact is recorded, in the same
    transaction, and needs nobody. `places` is where everybody stands, as far as the caller knows that already.
    """
    if not call.standings:
        return None
    row = _now(call, _locked(designation), places)
    if row.standing.standing != "revoke" or _may_not_begin(row):
        return None
    basis = basis_of(row)
    if RevocationCase.objects.filter(designation=designation, basis=basis).exists():
        return None
    terms = terms_of(call, row.standing.rule)
    attempt = Attempt("propose", RULE, reason=row.standing.because)
    case = _begun(designation, attempt, terms, BY_RULE, rule=row.standing.rule, basis=basis)
    write_step(case, attempt, account=None)
    return case


@transaction.atomic
def propose_revocation(
    call: Call, designation: Designation, *, reason: str, account: Account
) -> RevocationCase:
    """Propose to take a title away, with a reason; raises `Refused` for who is not in charge of it."""
    refuse_stand_in_over(account)
    refuse_unstorable(reason, field="reason")
    if not is_officer(account) or not may_read_designation(account, designation):
        raise Refused(say("取消示范资格由主管部门提出"), code="office")
    row = _now(call, _locked(designation))
    _refuse_second(row)
    terms = Terms()
    attempt = Attempt("propose", party_of(account, designation, terms), reason=reason.strip())
    case = _begun(designation, attempt, terms, OFFICER)
    write_step(case, attempt, account=account)
    return case


@transaction.atomic
def enter_revocation(
    call: Call, designation: Designation, *, document: str, reason: str, decided_on: date, account: Account
) -> RevocationCase:
    """Enter a revocation that another authority decided, by its document: a case that begins at the decision.

    A case that runs here and is not decided is withdrawn with it. Raises `Refused` for who may not, and for a title
    that is held no more.
    """
    refuse_stand_in_over(account)
    refuse_unstorable([document, reason])
    terms = Terms()
    party = party_of(account, designation, terms)
    row = _now(call, _locked(designation))
    attempt = Attempt("enter", party, reason=reason.strip(), document=document.strip(), decided_on=decided_on)
    if party == DECIDER:
        _withdraw_running(row, terms, attempt.document, account)
        _refuse_second(row)
    case = _begun(designation, attempt, terms, ELSEWHERE)
    event = record_event(
        designation,
        "revoked",
        holds_from=decided_on,
        document=attempt.document,
        reason=attempt.reason,
        account=account,
    )
    write_step(case, attempt, account=account, event=event)
    return case


def propose_all_due(account: Account, only: Collection[int] | None = None) -> int:
    """Propose wherever the rules say so today and nobody has yet; return how many are new.

    Most proposals come with the fact that leads to them; those that come with the day are found here. `only` are the
    titles that somebody looked at and chose: what became due meanwhile waits until it was seen.
    """
    if not is_central_officer(account):
        raise Refused(say("取消示范资格由主管部门提出"), code="office")
    found = [one for one in due_proposals(account) if only is None or one.row.designation.pk in only]
    return sum(propose_by_rules(one.call, one.row.designation) is not None for one in found)


def _locked(designation: Designation) -> Designation:
    rows = Designation.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.prefetch_related(*BESIDE, with_lines_of_today()).get(pk=designation.pk)


def _now(call: Call, designation: Designation, places: Places | None = None) -> EntityRow:
    # What stands on record is Chinese, whoever acts in which language.
    with speaking(CHINESE):
        return entity_now(call, designation, places=places)


def _may_not_begin(row: EntityRow) -> bool:
    if row.line is None or row.line.state in ENDED:
        return True
    return row.designation.revocation_cases.exclude(state__in=ENDS).exists()


def _refuse_second(row: EntityRow) -> None:
    if row.line is None or row.line.state in ENDED:
        raise Refused(say("这一家现在没有可以取消的示范资格"), code="revoked")
    if row.designation.revocation_cases.exclude(state__in=ENDS).exists():
        raise Refused(say("这一家的取消已经在办理，请到那一件里继续"), code="open")


def _withdraw_running(row: EntityRow, terms: Terms, document: str, account: Account) -> None:
    """What is under way here, and not decided, is overtaken by the decision of another authority."""
    running = row.designation.revocation_cases.filter(state__in=BEGUN).first()
    if running is None:
        return
    attempt = Attempt("withdraw", DECIDER, reason=say("别的部门已经作出决定：{document}", document=document))
    keep_course(
        running, step(course_of(running), attempt, terms, on=clock.today(), is_working_day=working_days())
    )
    write_step(running, attempt, account=account)


def _begun(
    designation: Designation, attempt: Attempt, terms: Terms, origin: str, *, rule: str = "", basis: str = ""
) -> RevocationCase:
    course = step(Course(), attempt, terms, on=clock.today(), is_working_day=working_days())
    case = RevocationCase(
        designation=designation,
        origin=origin,
        rule=rule,
        clause=terms.clause[:60],
        basis=basis,
        reason=attempt.reason,
        opened_at=clock.now(),
    )
    keep_course(case, course)
    return case
