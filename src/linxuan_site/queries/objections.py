"""Objections as the publishing office reads them, and as the objector does with the receipt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from linxuan_site import clock
from linxuan_site.models import Account, Objection, ObjectionFile, ObjectionStep, Publicity
from linxuan_site.models.objections import OPEN, SETTLED
from linxuan_site.permissions import may_read_objection


@dataclass(frozen=True)
class HandledObjection:
    """An objection with where it stands."""

    objection: Objection
    state: str
    steps: Sequence[ObjectionStep]
    files: Sequence[ObjectionFile]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an outcome."""
        return self.state in OPEN

    @property
    def days_left(self) -> int:
        """Days until the last day of the publicity that it is about."""
        return (self.objection.publicity.closes_on - clock.today()).days

    @property
    def waiting_days(self) -> int:
        """Days since its last step."""
        return (clock.today() - self.steps[-1].at.date()).days


def running_publicity(call: str) -> Publicity | None:
    """Return the newest publicity of a call that takes objections today; None if there is none."""
    today = clock.today()
    rows = Publicity.objects.filter(call=call, closed_at=None, opens_on__lte=today, closes_on__gte=today)
    return rows.prefetch_related("entries__application__organisation").order_by("-pk").first()


def open_publicities(call: str) -> list[Publicity]:
    """Return the publicities of a call that are not closed, the newest first: objections in writing may still be entered."""
    rows = Publicity.objects.filter(call=call, closed_at=None, opens_on__lte=clock.today())
    return list(rows.prefetch_related("entries__application__organisation").order_by("-pk"))


def open_objections(publicity: Publicity) -> int:
    """Return how many objections to a publicity have no outcome yet."""
    return _without_outcome(Objection.objects.filter(publicity=publicity)).count()


def objections_waiting(call: str) -> Counter[str]:
    """Return how many objections have no outcome yet, by the stage whose running publicity they are about."""
    rows = Objection.objects.filter(publicity__call=call, publicity__closed_at=None)
    return Counter(_without_outcome(rows).values_list("publicity__stage", flat=True))


def objections_of(account: Account, call: str) -> list[HandledObjection]:
    """Return the objections of a call that the account may read: the open ones first, the oldest in front."""
    rows = _with_everything().filter(publicity__call=call, publicity__opened_by__office=account.office_id)
    found = [_handled(one) for one in rows.order_by("pk")]
    return sorted(found, key=lambda one: (not one.is_open, one.objection.pk))


def objection_for(account: Account, objection_id: int) -> HandledObjection | None:
    """Return one objection; None if there is none, or this account may not read it."""
    found = _with_everything().filter(pk=objection_id).first()
    return _handled(found) if found is not None and may_read_objection(account, found) else None


def objection_file_for(account: Account, file_id: int) -> ObjectionFile | None:
    """Return a file of an objection that the account may read; None for any other."""
    found = ObjectionFile.objects.select_related("objection__publicity__opened_by").filter(pk=file_id).first()
    return found if found is not None and may_read_objection(account, found.objection) else None


def objection_by_receipt(number: str, contact: str) -> HandledObjection | None:
    """Return the objection of a receipt to whoever also knows the contact that was given with it."""
    found = _with_everything().filter(number=plain_number(number)).first()
    if found is None or not compare_digest(plain_contact(found.contact), plain_contact(contact)):
        return None
    return _handled(found)


def sender_of(address: str) -> str:
    """Return a keyed digest of where a request came from today: enough to count, too little to find anybody."""
    place = f"{clock.today():%Y%m%d} {address}"
    return salted_hmac("linxuan.objections", place, algorithm="sha256").hexdigest()


def plain_number(number: str) -> str:
    """Return a receipt number as it is kept, however it was copied."""
    return "".join(sign for sign in number.upper() if sign.isalnum())[:20]


def plain_contact(contact: str) -> bytes:
    """Return what counts of a contact: not its spaces, hyphens and capitals."""
    return "".join(sign for sign in contact.casefold() if not sign.isspace() and sign not in "-－").encode()


def _without_outcome(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    settled = ObjectionStep.objects.filter(objection=OuterRef("pk"), state__in=SETTLED)
    return rows.filter(~Exists(settled))


def _with_everything() -> QuerySet[Objection]:
    rows = Objection.objects.select_related(
        "publicity__opened_by__office",
        "entry__application__organisation",
        "entry__application__published_call",
    ).defer("entry__application__published_call__files")
    return rows.prefetch_related("steps__by", "steps__removal", "files")


def _handled(objection: Objection) -> HandledObjection:
    steps = list(objection.steps.all())
    return HandledObjection(objection, steps[-1].state, steps, list(objection.files.all()))
