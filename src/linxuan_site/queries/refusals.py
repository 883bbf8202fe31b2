"""Who of a call was refused at overload: the file of refusals, with the names that the database has to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan_site.models import Account, Application
from linxuan_site.refusals.ledger import Refusal, find, refusals_of
from linxuan_site.refusals.numbers import is_genuine, plain

MOST = 200
"""So many are named; the others are counted."""


@dataclass(frozen=True)
class Refused:
    """A refusal, and whose it was: of nobody known where the browser had not signed in here."""

    refusal: Refusal
    account: Account | None
    application: Application | None

    @property
    def reference(self) -> str:
        """What an extension for this one alone asks for: its number, or `#` with its id; '' for none."""
        if self.application is None:
            return ""
        return self.application.number or f"#{self.application.pk}"

    @property
    def name(self) -> str:
        """The applicant, as far as it is known."""
        if self.application is not None:
            return str(self.application.subject)
        organisation = self.account.organisation if self.account else None
        return organisation.name if organisation else ""


@dataclass(frozen=True)
class DayOfRefusals:
    """The refusals of a day that concern a call: the newest by name, and how many there were of how many people."""

    day: date
    rows: Sequence[Refused]
    count: int
    people: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.rows)


def refused_on(call: str, day: date) -> DayOfRefusals:
    """Return the refusals of a day that concern a call: by its applications, its applicants, or nobody known."""
    rows = _named(call, refusals_of(day))
    known = {one.account.pk for one in rows if one.account is not None}
    return DayOfRefusals(day, rows[:MOST], len(rows), len(known))


@dataclass(frozen=True)
class Checked:
    """What is to be said of a number that somebody shows."""

    number: str
    genuine: bool
    refused: Refused | None
    """None where the number is ours, and stands in no file of this server, or concerns another call."""


def checked_number(call: str, number: str) -> Checked:
    """Check a number that somebody shows."""
    wanted = plain(number)
    found = find(wanted)
    rows = _named(call, [found]) if found else []
    return Checked(wanted, is_genuine(wanted), rows[0] if rows else None)


def _named(call: str, refusals: Sequence[Refusal]) -> list[Refused]:
    applications = _applications({one.asked.application for one in refusals})
    accounts = _accounts({one.asked.account for one in refusals})
    files = _filing_in(call, {one.organisation_id for one in accounts.values()})
    found = [
        Refused(one, accounts.get(one.asked.account or 0), applications.get(one.asked.application or 0))
        for one in refusals
    ]
    return [one for one in found if _concerns(one, call, files)]


def _concerns(one: Refused, call: str, files: Collection[int]) -> bool:
    if one.application is not None:
        return one.application.call == call
    # Who is not known may be anybody; an officer, or an applicant of another call, is not of this one.
    return one.account is None or one.account.organisation_id in files


def _applications(ids: Collection[int | None]) -> Mapping[int, Application]:
    rows = Application.objects.filter(pk__in=[one for one in ids if one]).select_related("organisation")
    return {one.pk: one for one in rows.defer("answers", "touched")}


def _accounts(ids: Collection[int | None]) -> Mapping[int, Account]:
    rows = Account.objects.filter(pk__in=[one for one in ids if one])
    return {one.pk: one for one in rows.select_related("organisation")}


def _filing_in(call: str, organisations: Collection[int | None]) -> Collection[int]:
    own = Application.objects.filter(call=call, organisation__in=[one for one in organisations if one])
    return set(own.values_list("organisation_id", flat=True))
