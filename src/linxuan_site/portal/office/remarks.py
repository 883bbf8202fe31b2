"""Remarks for the applicant, noted at fields while an office reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linxuan_site import clock
from linxuan_site.actions.remarks import doubts_of, note_remark
from linxuan_site.permissions import Reader, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.office.answers import AnswerSheet
from linxuan_site.queries.dossiers import Dossier
from linxuan_site.queries.remarks import (
    RETURN,
    ShownRemark,
    drafts_of,
    field_of_condition,
    label_of,
    remarked_fields,
    remarks_of,
)
from linxuan_site.queries.reviewing import judges

WHOLE = "-"
"""Stands in an address for the application as a whole."""


@dataclass(frozen=True)
class Draft:
    """What is to be told at a field: the words so far, and where on the page it stands."""

    field: str
    label: str
    text: str
    doubt: bool = False
    """It comes from a doubt of the checklist."""

    @property
    def slot(self) -> str:
        """The field in an address."""
        return self.field or WHOLE


@dataclass(frozen=True)
class Remarks:
    """What the reader's office is about to tell, and what was told before."""

    reader: Reader
    dossier: Dossier
    judgements: Sequence[Any] | None = None
    """Those that count, if they were read already."""

    @cached_property
    def open(self) -> bool:
        """Whether the reader may note something now."""
        return judges(self.dossier.call, self.dossier.application, signed_in(self.reader))

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """What is noted, by field."""
        noted = drafts_of(self.dossier.application, signed_in(self.reader))
        return {
            field: Draft(field, label_of(self.dossier.call, field), one.text) for field, one in noted.items()
        }

    @cached_property
    def to_send(self) -> list[Draft]:
        """Everything that a return would send, in the order of the form, doubts last."""
        call, procedure = self.dossier.call, self.dossier.application.procedure
        doubts = [
            (field_of_condition(call, procedure, one.condition), one.remark)
            for one in doubts_of(self.dossier.application, signed_in(self.reader), self.judgements)
        ]
        order = {field: place for place, field in enumerate(self.fields)}
        noted = sorted(self.drafts.values(), key=lambda one: order.get(one.field, -1))
        return [*noted, *(Draft(field, label_of(call, field), text, doubt=True) for field, text in doubts)]

    @property
    def returning(self) -> list[str]:
        """The acts with which they are sent."""
        return [one.action.id for one in self.dossier.acts if one.action.kind == RETURN]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields at which something may be noted."""
        return remarked_fields(self.dossier.call, self.dossier.application.procedure) if self.open else ()

    @cached_property
    def sent(self) -> Sequence[ShownRemark]:
        """What was told before, newest first."""
        # They go with what sends an application back, and with nothing else.
        returned = any(one.kind == RETURN for one in self.dossier.steps)
        return remarks_of(self.dossier.call, self.dossier.application) if returned else ()

    @cached_property
    def sent_at(self) -> Mapping[str, Sequence[ShownRemark]]:
        """What was told with the last return, by field."""
        last = self.sent[0].remark.sent_with_id if self.sent else None
        newest = [one for one in self.sent if one.remark.sent_with_id == last]
        return {
            field: [one for one in newest if one.field == field] for field in {one.field for one in newest}
        }


def remark_page(
    request: HttpRequest, dossier: Dossier, sheet: AnswerSheet, slot: str, *faults: Fault
) -> HttpResponse:
    """Show the words for one field: a part of the review, or a page of its own without scripts."""
    remarks, field = Remarks(request.user, dossier), _field(dossier, request.user, slot)
    draft = remarks.drafts.get(field) or Draft(field, label_of(dossier.call, field), "")
    known = dossier.call.fields.get(field)
    page: dict[str, Any] = {
        "dossier": dossier,
        "application": dossier.application,
        "call": dossier.call,
        "draft": draft,
        "text": request.POST.get("text", draft.text),
        "fact": sheet.fact(known) if known else None,
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/remark_form.html", page)
    return show(request, "office/remark.html", page, faults=faults)


def save_remark(request: HttpRequest, dossier: Dossier, sheet: AnswerSheet, slot: str) -> HttpResponse:
    """Keep the words for one field; saved by itself only the line about it comes back."""
    field = _field(dossier, request.user, slot)
    text, seen = request.POST.get("text", ""), request.POST.get("seen")
    account = signed_in(request.user)
    done = attempt(lambda: note_remark(dossier.application.pk, field, text, account=account, seen=seen))
    if request.headers.get("HX-Request"):
        return _saved_by_itself(request, dossier, field, done)
    if isinstance(done, Fault):
        return remark_page(request, dossier, sheet, slot, done)
    place = f"field-{field}" if field else "remarks"
    return redirect(f"{reverse('review', args=[dossier.application.pk])}#{place}")


def _saved_by_itself(request: HttpRequest, dossier: Dossier, field: str, done: object) -> HttpResponse:
    remarks = Remarks(request.user, dossier)
    draft = remarks.drafts.get(field) or Draft(field, label_of(dossier.call, field), "")
    page = {
        "application": dossier.application,
        "draft": draft,
        "seen": request.POST.get("seen", "") if isinstance(done, Fault) else draft.text,
        "fault": done if isinstance(done, Fault) else None,
        "now": clock.now(),
        "remarks": remarks,
    }
    return render(request, "office/remark_saved.html", page)


def _field(dossier: Dossier, reader: Reader, slot: str) -> str:
    """The field of an address; 404 where nothing may be noted."""
    field = "" if slot == WHOLE else slot
    remarks = Remarks(reader, dossier)
    if not remarks.open or (field and field not in remarks.fields):
        raise Http404
    return field
