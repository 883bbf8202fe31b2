"""Who may see and do what on the site: small predicates, asked by every view and every API operation.

What an office may *do* to an application is the programme's to say (`linxuan.workflow`); this module
says who may open it at all. A view carries its predicate as `guard`, so that a test can walk them.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import (
    Account,
    Application,
    Arrival,
    Designation,
    Help,
    Objection,
    Office,
    Organisation,
    RegisterLine,
    Screening,
)
from linxuan_site.models.people import SIGNATORY
from linxuan_site.models.register import holding

Reader = Account | AnonymousUser
Guard = Callable[[Reader], bool]
View = Callable[..., HttpResponseBase]


class SignedOut(PermissionDenied):
    """Somebody posted a form without being signed in (any more): what was typed must not be lost."""


class StandInOver(PermissionDenied):
    """Somebody posted a form in the name of a person for whom he does not stand in any more."""


def anybody(_reader: Reader) -> bool:
    """Public."""
    return True


def is_signed_in(reader: Reader) -> bool:
    """Anybody with an account."""
    return reader.is_authenticated


def signed_in(reader: Reader) -> Account:
    """Return the account of a reader whom a guard let in; raises `PermissionDenied` for anybody else."""
    if isinstance(reader, Account):
        return reader
    raise PermissionDenied


def office_of(reader: Reader) -> Office:
    """Return the office of a reader whom a guard let in; raises `PermissionDenied` for who has none."""
    office = signed_in(reader).office
    if office is None:
        raise PermissionDenied
    return office


def stands(office: Office) -> bool:
    """Tell whether an office acts on the business day."""
    today = clock.today()
    begun = office.valid_from is None or office.valid_from <= today
    return begun and (office.valid_until is None or today <= office.valid_until)


def keys_of(office: Office) -> frozenset[str]:
    """Return the keys of the rows that an office is in charge of: its own, and those of whom it succeeded.

    Empty where it does not stand. Read once for an office and a day.
    """
    if not stands(office):
        return frozenset()
    today = clock.today()
    read: tuple[object, frozenset[str]] | None = office.__dict__.get("_keys_read")
    if read is None or read[0] != today:
        read = (today, _succeeded(office, today) if office.key else frozenset({office.key}))
        office.__dict__["_keys_read"] = read
    return read[1]


def _succeeded(office: Office, today: date) -> frozenset[str]:
    """The key of an office with those of all that ended before a day and lead to it, one after another."""
    found, reached = {office.key}, {office.pk}
    waiting = _ended(office.authority, office.kind, today)
    while leading := [one for one in waiting if one[2] in reached]:
        found |= {key for _pk, key, _successor in leading}
        reached |= {pk for pk, _key, _successor in leading}
        waiting = [one for one in waiting if one not in leading]
    return frozenset(found)


@kept_read
def _ended(authority: str, kind: str, day: date) -> "QuerySet[Office, tuple[int, str, int]]":
    """The key of each office of a kind that ended before a day, and who came after it."""
    own = Office.objects.filter(authority=authority, kind=kind, valid_until__lt=day, successor__isnull=False)
    return own.values_list("pk", "key", "successor_id")


def is_applicant(reader: Reader) -> bool:
    """Somebody of an organisation."""
    return isinstance(reader, Account) and reader.organisation_id is not None


def fills_in(reader: Reader) -> bool:
    """Somebody who may have a form to fill in: of an organisation, or of an office that helps one."""
    return is_applicant(reader) or is_officer(reader)


def is_officer(reader: Reader) -> bool:
    """Somebody of an office that stands today: one that has ended, or has not begun, does nothing."""
    return isinstance(reader, Account) and reader.office is not None and stands(reader.office)


def is_central_officer(reader: Reader) -> bool:
    """Somebody of an office that has no rows: it is in charge of everything of its authority."""
    return is_officer(reader) and reader.office.key == ""  # type: ignore[union-attr]


def is_administrator(reader: Reader) -> bool:
    """Somebody who administers the site."""
    return isinstance(reader, Account) and reader.is_administrator


def may_sign(reader: Reader) -> bool:
    """A signatory: who may act for his organisation (submit, hand in, withdraw) and not only fill in.

    Who stands in for somebody has the rights of that person, no more and no less.
    """
    return isinstance(reader, Account) and rights_of(reader).role == SIGNATORY


def rights_of(account: Account) -> Account:
    """Return the person whose rights count for an act: of whom one stands in for, or one's own."""
    return account.standing_in.absent if account.standing_in else account


def manages_people(reader: Reader) -> bool:
    """Who invites and removes the people of his organisation or office, and gives them their roles.

    An agent never does, even where he may sign: an outsider must not shut an organisation out. Nor does
    it pass to who stands in for somebody: it is no step of an application.
    """
    if not isinstance(reader, Account):
        return False
    return reader.is_office_administrator or (reader.role == SIGNATORY and not reader.firm)


def keeps_tokens(reader: Reader) -> bool:
    """Who sees and revokes tokens: of his place who manages its people, of all places who administers the site."""
    return manages_people(reader) or is_administrator(reader)


def watches_reads(reader: Reader) -> bool:
    """Who sees what the people of his office read of others; who administers the site sees it of everybody."""
    return is_administrator(reader) or (is_officer(reader) and signed_in(reader).is_office_administrator)


def may_change_people(reader: Reader, place: Organisation | Office) -> bool:
    """Who manages the people of this organisation or office: its own manager, or who administers the site."""
    if not isinstance(reader, Account):
        return False
    own = reader.organisation_id if isinstance(place, Organisation) else reader.office_id
    return reader.is_administrator or (manages_people(reader) and own == place.pk)


def may_record_event(reader: Reader, designation: Designation) -> bool:
    """Somebody of the office that is in charge of everything of the authority which designated."""
    return is_of_authority(reader, designation.authority)


def may_revoke(reader: Reader, designation: Designation) -> bool:
    """Who may take a title away: whoever may record what happens to it."""
    return may_record_event(reader, designation)


def decides_revocation(reader: Reader, designation: Designation, recorded_by: str) -> bool:
    """Who decides whether a title is taken away: the authority's own office, or the one that acts here for who
    decides (`recorded_by`, '' for the authority itself).
    """
    if not may_revoke(reader, designation):
        return False
    return not recorded_by or office_of(reader).kind == recorded_by


def is_of_authority(reader: Reader, authority: str) -> bool:
    """Somebody of the office in charge of everything of an authority."""
    return is_central_officer(reader) and office_of(reader).authority == authority


grades = is_of_authority
"""Somebody of the office in charge of everything of an authority: proposes, checks and publishes its grades."""
publishes = is_of_authority
"""The people of the office that publishes the names of an authority's calls, and closes the publicity."""
keeps_register = is_of_authority
"""The people of the authority itself: they enter into the register who was designated."""
extends = is_of_authority
"""The people of the authority itself: no district and no applicant puts a deadline off."""
erases = is_of_authority
"""The people of the authority itself: they confirm that what was kept long enough is erased."""
exports = is_of_authority
"""The people of the authority itself: an export holds everything that applicants filed."""


def office_covers(office: Office, *, authority: str, offices: Mapping[str, str]) -> bool:
    """Tell whether an office is in charge of a case: its own row, or everything if it has no rows.

    `offices` has the key of the row in charge by office. Who succeeded an office has its cases.
    """
    if office.authority != authority or not stands(office):
        return False
    return office.key == "" or offices.get(office.kind) in keys_of(office)


def may_read_application(reader: Reader, application: Application) -> bool:
    """The applicant's own people, and the offices in charge; what of it they may see, `may_read_draft` says."""
    if not isinstance(reader, Account):
        return False
    if reader.organisation_id is not None:
        return reader.organisation_id == application.organisation_id
    if reader.office is None:
        return False
    return office_covers(
        reader.office, authority=application.published_call.authority, offices=application.offices
    )


def may_read_draft(reader: Reader, application: Application, call: Call) -> bool:
    """Who may read what is being filled in: the applicant's people, and an office that helps them.

    While an application lies with its applicant, other offices see what was filed last, and of a draft that
    was never filed only whose it is, its track, how far it is and when it last changed. Asked wherever
    answers, files or changes are shown.
    """
    if not may_read_application(reader, application):
        return False
    return is_applicant(reader) or not lies_with_applicant(application, call) or helps(reader, application)


def may_copy(reader: Reader, earlier: Application, application: Application, call: Call) -> bool:
    """Who may take over answers of an earlier application: it is of the same organisation, and he may read it.

    `call` is that of the earlier one. An office that helps sees of it what it may see of any application.
    """
    own = earlier.organisation_id == application.organisation_id and earlier.pk != application.pk
    return own and may_read_draft(reader, earlier, call)


def may_read_contact(reader: Reader, application: Application, call: Call) -> bool:
    """Who may read whom to ask about an application: an office in charge, once it was filed or while it helps."""
    filed = application.number is not None and may_read_application(reader, application)
    return filed or may_read_draft(reader, application, call)


def lies_with_applicant(application: Application, call: Call) -> bool:
    """Tell whether an application is its applicant's own now: at his stage, or ended before it was filed."""
    unfiled = application.closed and application.number is None
    return unfiled or call.stages[application.stage].office == "applicant"


def helps(reader: Reader, application: Application) -> bool:
    """Somebody of the office that helps the applicant to fill in, until one of both ends it."""
    if not isinstance(reader, Account) or reader.office is None or application.closed:
        return False
    open_ = _helps_open(application.pk, reader.office.kind, keys_of(reader.office))
    return bool(open_) and may_read_application(reader, application)


@kept_read
def _helps_open(application: int, kind: str, keys: Collection[str]) -> "QuerySet[Help, int]":
    own = Help.objects.filter(application=application, ended_at=None, office=kind, office_key__in=keys)
    return own.values_list("pk", flat=True)[:1]


def may_read_designation(reader: Reader, designation: Designation) -> bool:
    """The people of who has the title today, and the offices that are in charge of it today."""
    if not isinstance(reader, Account):
        return False
    now = _line_of_today(designation) or designation
    if reader.organisation_id is not None:
        return reader.organisation_id == now.organisation_id
    return reader.office is not None and office_covers(
        reader.office, authority=designation.authority, offices=now.offices
    )


def _line_of_today(designation: Designation) -> RegisterLine | None:
    read: list[RegisterLine] | None = getattr(designation, "lines_now", None)
    if read is None:
        return designation.lines.filter(holding(clock.today())).first()
    return next(iter(read), None)


def may_see_field(reader: Reader, visible: str) -> bool:
    """Tell whether somebody who may read an application may see a field of it (`visible` of the field)."""
    return visible != "offices" or is_officer(reader)


def selects(call: Call, office: Office) -> bool:
    """Tell whether the office takes the places of a quota of this call."""
    places = {quota.at for quota in call.quotas.values()}
    return any(office.kind in call.actions[action].by for action in places if action in call.actions)


def screens(call: Call, office: Office) -> bool:
    """Tell whether the office may hold registers against this call: it is the one that selects."""
    central = office.authority == call.authority and office.key == ""
    return central and stands(office) and selects(call, office)


def may_read_screening(reader: Reader, screening: Screening) -> bool:
    """The people of the office that asked for it, and nobody else: a register names people."""
    return is_officer(reader) and reader.office_id == screening.office_id  # type: ignore[union-attr]


def receives_papers(call: Call, office: Office) -> bool:
    """Tell whether the office has a desk to which papers of this call are brought."""
    own = office.authority == call.authority and stands(office)
    return own and any(paper.receiver == office.kind for paper in call.papers.values())


def may_read_arrival(reader: Reader, arrival: Arrival) -> bool:
    """The office that received, who sent it, and of an application everybody who may read that."""
    if not isinstance(reader, Account):
        return False
    if arrival.application is not None and may_read_application(reader, arrival.application):
        return True
    office = reader.office
    if office is None or not stands(office):
        return False
    if office.pk == arrival.receiver_id:
        return True
    sent_by = arrival.sender
    return (
        sent_by is not None
        and office_covers(office, authority=sent_by.authority, offices={sent_by.kind: sent_by.key})
        and office.kind == sent_by.kind
    )


def keeps_outbox(reader: Reader) -> bool:
    """Who sees what was sent: an office its own, who administers the site all of it, without its words."""
    return is_administrator(reader) or is_officer(reader)


def may_read_words(reader: Reader, sender: int | None) -> bool:
    """Who may read the words of what the office `sender` sent: its own people. Administrators see that it was sent."""
    return isinstance(reader, Account) and sender is not None and reader.office_id == sender


def hands_on(reader: Reader) -> bool:
    """Who may give away the cases of an office that ended; of which authority, `actions.desks.hand_on` asks."""
    return is_administrator(reader) or is_central_officer(reader)


def archives_forms(reader: Reader, authority: str) -> bool:
    """The people of an office of the authority: each gets the forms of the applications in its charge."""
    return is_officer(reader) and office_of(reader).authority == authority


def may_read_objection(reader: Reader, objection: Objection) -> bool:
    """The people of the office that published the names, and nobody else: who objects is confidential."""
    if not isinstance(reader, Account) or reader.office_id is None:
        return False
    return reader.office_id == objection.publicity.opened_by.office_id


def guarded(guard: Guard) -> Callable[[View], View]:
    """Let a view answer only those for whom `guard` holds; others sign in, or are told that they may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if guard(request.user):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                if request.method == "POST":
                    raise SignedOut
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied

        answer.guard = guard  # type: ignore[attr-defined]
        return answer

    return decorate
