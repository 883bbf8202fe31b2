"""What somebody counted and typed at the desk, as the act takes it; none of it is lost when it is refused."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from linxuan.errors import BadInput
from linxuan.programme.definition import Paper
from linxuan.receiving import Tally, seal_name
from linxuan_site import clock
from linxuan_site.actions.arrivals import Counted, Handover
from linxuan_site.portal.forms import styled
from linxuan_site.queries.paper_desk import Found, Subject

WHO = ("brought_by", "unit", "phone", "by_post", "box", "place")
NOTHING_TYPED = QueryDict()


class HandoverForm(forms.Form):
    """Who brought it and when, and where it is kept; `why` only for a correction."""

    brought_by = forms.CharField(required=False, max_length=60)
    unit = forms.CharField(required=False, max_length=200)
    phone = forms.CharField(required=False, max_length=40)
    arrived_at = forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    by_post = forms.BooleanField(required=False)
    box = forms.CharField(required=False, max_length=60)
    place = forms.CharField(required=False, max_length=200)
    note = forms.CharField(required=False, max_length=2000)
    why = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "brought_by": _("送件人"),
            "unit": _("单位"),
            "phone": _("电话"),
            "arrived_at": _("收到的时间"),
            "by_post": _("邮寄"),
            "box": _("档案盒"),
            "place": _("存放位置"),
            "note": _("备注"),
            "why": _("为什么更正"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        if not correcting:
            del self.fields["why"]
        self.fields["arrived_at"].error_messages["invalid"] = _("时间应像 2023-05-09 10:12")
        styled(self)
        self.fields["by_post"].widget.attrs["class"] = "form-check-input"


@dataclass(frozen=True)
class SealBox:
    """A seal or signature to tick."""

    id: str
    name: str
    ticked: bool


@dataclass(frozen=True)
class Row:
    """A paper to count: what is wanted, what came before, and what is typed."""

    paper: Paper
    tally: Tally
    newest: int | None
    copies: str
    seals: list[SealBox]
    electronic: bool
    revision: str
    proved: bool
    first: bool


class Typed:
    """The inputs of one subject: as posted, or as they stand when it was found, or as a row that is corrected."""

    def __init__(self, given: QueryDict, found: Found, corrects: Any = None, last: Any = None) -> None:
        self.given, self.found, self.corrects = given, found, corrects
        correcting = corrects is not None or bool(given.get("corrects"))
        self.carried = last is not None and not given and not correcting
        """Whether who brought it is taken from what came just before."""
        initial = {"arrived_at": clock.now(), **_who(last)}
        if corrects is not None:
            initial = {name: getattr(corrects, name) for name in (*WHO, "arrived_at", "note")}
        self.form = HandoverForm(given or None, initial=initial, correcting=correcting)

    @property
    def subject(self) -> Subject:
        """Whose papers they are."""
        assert self.found.subject is not None
        return self.found.subject

    @property
    def correcting(self) -> str:
        """The id of the row that is corrected."""
        return str(self.corrects.pk) if self.corrects is not None else self.given.get("corrects", "")

    def rows(self) -> list[Row]:
        """The papers to count."""
        tallies = {one.paper.id: one for one in self.subject.on_paper.tallies}
        return [
            self._row(one, tallies[one.id], first=number == 0)
            for number, one in enumerate(self.subject.papers)
        ]

    def _row(self, paper: Paper, tally: Tally, *, first: bool) -> Row:
        earlier = self._earlier(paper.id)
        proved = self.found.proved and self.found.paper == paper.id
        claim = self.found.claim
        revision = str(claim.revision) if proved and claim else ""
        if self.given:
            copies, ticked = (
                self.given.get(f"copies_{paper.id}", ""),
                set(self.given.getlist(f"seals_{paper.id}")),
            )
            electronic = bool(self.given.get(f"electronic_{paper.id}"))
            revision = revision or self.given.get(f"revision_{paper.id}", "")
        elif earlier is not None:
            copies, ticked, electronic = str(earlier.copies), set(earlier.seals), earlier.electronic
            revision = str(earlier.print_revision or "")
        else:
            copies, ticked, electronic = "", set(), False
        seals = [SealBox(one, seal_name(one), one in ticked) for one in paper.seals]
        newest = self.subject.newest.get(paper.id)
        revision = revision or str(newest or "")
        return Row(paper, tally, newest, copies, seals, electronic, revision, proved, first)

    def _earlier(self, paper: str) -> Any:
        rows = self.corrects.papers.all() if self.corrects is not None else ()
        return next((one for one in rows if one.paper == paper), None)

    def counted(self) -> list[Counted]:
        """Return what was counted; raises `BadInput` at the input that cannot be read."""
        return [self._counted(row) for row in self.rows() if row.copies.strip()]

    def _counted(self, row: Row) -> Counted:
        return Counted(
            row.paper.id,
            _number(row.copies, f"copies_{row.paper.id}", row.paper.name),
            frozenset(one.id for one in row.seals if one.ticked),
            row.electronic,
            _number(row.revision, f"revision_{row.paper.id}", row.paper.name) if row.revision else None,
            row.proved,
        )

    def handover(self) -> Handover:
        """Return who brought it, of a valid form."""
        given = self.form.cleaned_data
        words = {
            name: given[name].strip() for name in ("brought_by", "unit", "phone", "note", "box", "place")
        }
        return Handover(given["arrived_at"], by_post=given["by_post"], **words)

    def of(self) -> Mapping[str, Any]:
        """Return whose it is and what it corrects, as the act takes them."""
        subject = self.subject
        corrects = self.given.get("corrects", "")
        return {
            "application": subject.application.pk if subject.application else None,
            "sender": subject.sender.pk if subject.sender else None,
            "corrects": int(corrects)
            if corrects.isascii() and corrects.isdigit() and len(corrects) < 13
            else None,
            "why": self.form.cleaned_data.get("why", ""),
        }


def _number(text: str, field: str, paper: str) -> int:
    # An input method for Chinese makes full-width figures.
    plain = unicodedata.normalize("NFKC", text).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise BadInput(_("“%(paper)s”的份数应是数字，如 3") % {"paper": paper}, field=field)
    return int(plain)


def _who(last: Any) -> dict[str, Any]:
    """Who brought what came just before: often the same person brings the next."""
    return {name: getattr(last, name) for name in WHO} if last is not None else {}
