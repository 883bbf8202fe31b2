"""The rows of a list become titles and events: what is new is entered, what changed is recorded with the list's document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import timezone

from linxuan.designations import ENDLESS, STILL, Kind
from linxuan.designations.deciding import Entry, row_field
from linxuan.designations.known import KnownEntity
from linxuan.designations.names import comparable
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.register import enter_titles, new_title, titled
from linxuan_site.models import Account, Designation, Organisation, RegisterLine
from linxuan_site.queries.register_lines import counting_rows

FACTS = ("category", "mode", "document")
"""What a correction says of a title from its beginning on."""


class ListEntries:
    """The entries of one list while they are written, in the transaction of whoever calls.

    `since` is the day from which new names and places hold, `reason` what the events say of where they come from.
    """

    def __init__(
        self, call: Call, entries: Sequence[Entry], *, since: date, reason: str, account: Account | None
    ) -> None:
        self._call, self._entries, self._since = call, entries, since
        self._reason, self._account = reason, account
        self._entities: dict[str, Organisation] = {}
        self.done: Counter[str] = Counter()

    def write(self) -> Counter[str]:
        """Write all of them; return how many titles were `entered` and `corrected`, and entities `renamed`."""
        _refuse_days_to_come(self._entries)
        self._entities = _entities(self._entries)
        self._learn_codes()
        new = [(one, self._new(one)) for one in self._entries if one.title is None]
        enter_titles(self._call, [title for _one, title in new], account=self._account)
        self._name(new)
        for entry in self._entries:
            if entry.title is not None and any(one.id != "credit_code" for one in entry.changes):
                self._correct(Designation.objects.get(pk=entry.title.key), entry)
        self.done["entered"] = len(new)
        return self.done

    def _new(self, entry: Entry) -> Designation:
        row = entry.row
        names = ("name", "item", "track", "category", "mode", "in_charge", "document")
        texts = {name: getattr(row, name) for name in names}
        day = row.designated_on.isoformat() if row.designated_on else ""
        whole = {**texts, "cohort": str(row.cohort), "designated_on": day}
        return new_title(self._call, self._entities[entry.entity.key], whole)

    # ── who has the titles ──

    def _learn_codes(self) -> None:
        """Who had no credit code has one by the list: all of its titles pass to the organisation with the code."""
        for entry in self._entries:
            code = next((str(one.after) for one in entry.changes if one.id == "credit_code"), "")
            before = self._entities[entry.entity.key]
            if not code or before.credit_code == code:
                continue
            coded = _organisation(code, entry.entity.name)
            for title in self._titles_of(before):
                self._record(title, "corrected", self._from_the_beginning(title), entry, {"holder": code})
                self.done["corrected"] += 1
            self._entities[entry.entity.key] = coded

    def _titles_of(self, organisation: Organisation) -> list[Designation]:
        lines = RegisterLine.objects.filter(
            organisation=organisation,
            programme=self._call.programme,
            authority=self._call.authority,
            recorded_until=STILL,
            valid_until=ENDLESS,
        )
        return [one.designation for one in lines.select_related("designation").order_by("designation")]

    # ── names ──

    def _name(self, new: Sequence[tuple[Entry, Designation]]) -> None:
        """Give the titles of who was renamed the new name; one that was listed under an old name, the present one."""
        renamed = {one.entity.key: one for one in self._entries if one.renamed}
        for key, entry in renamed.items():
            for title in self._titles_of(self._entities[key]):
                self._rename(title, entry.row.name, entry)
            self.done["renamed"] += 1
        for entry, title in new:
            if entry.other_name and entry.entity.key not in renamed:
                self._rename(title, entry.entity.name, entry)

    def _rename(self, title: Designation, name: str, entry: Entry) -> None:
        lines = title.lines.filter(recorded_until=STILL, valid_until=ENDLESS)
        wanted = titled(name, title.item)
        if comparable(lines.values_list("name", flat=True).get()) != comparable(wanted):
            self._record(title, "renamed", self._not_before(title), entry, {"name": wanted})

    # ── what else the list says otherwise ──

    def _correct(self, title: Designation, entry: Entry) -> None:
        after = {one.id: one.after for one in entry.changes}
        day = after.get("designated_on")
        if isinstance(day, date):
            self._designated_on(title, day, entry)
        facts = {id: str(after[id]) for id in FACTS if after.get(id)}
        if facts:
            self._record(title, "corrected", self._last_said(title, facts), entry, facts)
        if after.get("in_charge"):
            place = {"in_charge": str(after["in_charge"])}
            self._record(title, "moved", self._not_before(title), entry, place)
        self.done["corrected"] += 1

    def _designated_on(self, title: Designation, day: date, entry: Entry) -> None:
        given = next(one for one in counting_rows(title.events.all()) if one.kind == "designated")
        self._record(title, "designated", day, entry, given.changes, corrects=given.number)

    def _last_said(self, title: Designation, facts: Iterable[str]) -> date:
        """From when a correction holds: from the designation, or from when another event said something of it."""
        rows = counting_rows(title.events.all())
        days = [one.holds_from for one in rows if one.holds_from and set(one.changes) & set(facts)]
        return max(days, default=self._since)

    def _from_the_beginning(self, title: Designation) -> date:
        return self._last_said(title, ("holder",))

    def _not_before(self, title: Designation) -> date:
        """The day from which it holds; of a title that was given later, from then on."""
        lines = title.lines.filter(recorded_until=STILL, valid_until=ENDLESS)
        given = lines.values_list("designated_on", flat=True).get()
        return max(self._since, given) if given else self._since

    def _record(
        self,
        title: Designation,
        kind: Kind,
        day: date,
        entry: Entry,
        changes: dict[str, str],
        corrects: int | None = None,
    ) -> None:
        record_event(
            title,
            kind,
            holds_from=day,
            document=entry.row.document,
            changes=changes,
            reason=self._reason,
            corrects=corrects,
            holder_name=entry.entity.name,
            account=self._account,
        )


def _refuse_days_to_come(entries: Iterable[Entry]) -> None:
    for one in entries:
        if one.row.designated_on and one.row.designated_on > clock.today():
            told = say("第{line}行的认定日期还没有到", line=one.row.place)
            raise BadInput(told, field=row_field(one.row.place))


def _entities(entries: Iterable[Entry]) -> dict[str, Organisation]:
    """The organisations of all entries by the key of the entity; those that are new are made."""
    wanted = {one.entity.key: one.entity for one in entries}
    known = Organisation.objects.in_bulk([int(key) for key, one in wanted.items() if not one.is_new])
    found = {str(key): one for key, one in known.items()}
    return found | _made(one for one in wanted.values() if one.is_new)


def _made(entities: Iterable[KnownEntity]) -> dict[str, Organisation]:
    by_identifier = {one.credit_code or one.name: one for one in entities}
    there = {one.identifier: one for some in _in_parts(list(by_identifier)) for one in _with(some)}
    lacking = [one for identifier, one in by_identifier.items() if identifier not in there]
    now = timezone.now()
    made = Organisation.objects.bulk_create(
        Organisation(
            identifier=one.credit_code or one.name,
            credit_code=one.credit_code or None,
            name=one.name,
            created_at=now,
        )
        for one in lacking
    )
    there |= {one.identifier: one for one in made}
    return {one.key: there[identifier] for identifier, one in by_identifier.items()}


def _with(identifiers: Sequence[str]) -> list[Organisation]:
    return list(Organisation.objects.filter(identifier__in=identifiers))


def _in_parts(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for first in range(0, len(values), size):
        yield values[first : first + size]


def _organisation(code: str, name: str) -> Organisation:
    return Organisation.objects.get_or_create(
        identifier=code, defaults={"credit_code": code, "name": name, "created_at": timezone.now()}
    )[0]
