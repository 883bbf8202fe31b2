"""What offices tell an applicant about single fields, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.rules.walk import names_in
from linxuan.workflow import APPLICANT
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, Remark, RemarkDraft
from linxuan_site.permissions import keys_of
from linxuan_site.queries.beside import nothing_beside
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.cases import with_life
from linxuan_site.queries.reviewing import RULE

RETURN = "return"


@dataclass(frozen=True)
class ShownRemark:
    """A remark as people read it. `changed`: its field is not what it was in the submission it is about."""

    remark: Remark
    label: str
    office: str
    changed: bool

    @property
    def field(self) -> str:
        """The id of its field; empty for the application as a whole."""
        return self.remark.field


def drafts_of(application: Application, account: Account) -> dict[str, RemarkDraft]:
    """Return what the account's office is about to tell the applicant, by field."""
    office = account.office
    if office is None or nothing_beside(application, "drafts"):
        return {}
    return {one.field: one for one in _drafts(application.pk, office.kind, keys_of(office))}


@kept_read
def _drafts(application: int, kind: str, keys: Collection[str]) -> "QuerySet[RemarkDraft]":
    own = RemarkDraft.objects.filter(application=application, office=kind, office_key__in=keys)
    return own.select_related("written_by").order_by("pk")


def remarks_of(call: Call, application: Application) -> list[ShownRemark]:
    """Return every remark that was sent, newest first, each with whether its field changed since."""
    rows = list(application.remarks.select_related("written_by", "sent_with").order_by("-pk"))
    if not rows:
        return []
    filed = {one.revision: one.answers for one in application.submissions.all()}
    now = with_life(application)
    return [_shown(call, one, filed, now) for one in rows]


def remarks_to_answer(call: Call, application: Application) -> list[ShownRemark]:
    """Return the remarks that sent the application back to its applicant, while it lies with him, in order."""
    if application.number is None:
        # What was never filed was never sent back.
        return []
    steps = list(application.steps.all())
    last = steps[-1] if steps else None
    if last is None or last.kind != RETURN or call.stages[application.stage].office != APPLICANT:
        return []
    sent = [one for one in remarks_of(call, application) if one.remark.sent_with_id == last.pk]
    order = {field: place for place, field in enumerate(remarked_fields(call, application.procedure))}
    return sorted(sent, key=lambda one: (order.get(one.field, -1), one.remark.pk))


def remarked_fields(call: Call, procedure: str) -> tuple[str, ...]:
    """Return the fields that an applicant fills in and an office may remark on, in the order of the form."""
    sections = lookup.sections_of(call, procedure, by=APPLICANT)
    return tuple(dict.fromkeys(field for section in sections for field in section.fields))


def field_of_condition(call: Call, procedure: str, condition: str) -> str:
    """Return the first field of the applicant's that a condition (`rule:ID`, `judgement:ID`) rests on."""
    kind, _colon, id = condition.partition(":")
    own = remarked_fields(call, procedure)
    if f"{kind}:" == RULE:
        names: Sequence[str] = names_in(call.rules[id].holds.term)
    else:
        sections = {one.id: one for one in lookup.sections_of(call, procedure)}
        wanted = call.judgements[id].sections
        names = [field for one in wanted if one in sections for field in sections[one].fields]
    return next((one for one in names if one in own), "")


def label_of(call: Call, field: str) -> str:
    """Return the name of a field; empty for the application as a whole."""
    return call.fields[field].name if field in call.fields else ""


def _shown(
    call: Call, remark: Remark, filed: Mapping[int, Mapping[str, Any]], now: Mapping[str, Any]
) -> ShownRemark:
    before = filed.get(remark.revision, {})
    changed = bool(remark.field) and before.get(remark.field) != now.get(remark.field)
    office = office_name(call, remark.office, remark.office_key)
    return ShownRemark(remark, label_of(call, remark.field), office, changed)
