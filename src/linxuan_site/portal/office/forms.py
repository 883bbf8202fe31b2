"""The form of an act, made from what the programme says that the act needs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from linxuan.programme import lookup
from linxuan.workflow import Act, Possibility
from linxuan_site import clock
from linxuan_site.actions.files import Upload
from linxuan_site.portal.forms import styled
from linxuan_site.queries.dossiers import Dossier

TAKING = {"nominate"}
REASON = "because-"
SCAN = "scan-"


class ActForm(forms.Form):
    """What a person gives with one act: an opinion, a reason, a document, a day, copies, a scan, a grade."""

    def __init__(self, dossier: Dossier, possibility: Possibility, *args: Any, **kwargs: Any) -> None:
        self.action = possibility.action
        super().__init__(*args, prefix=self.action.id, **kwargs)
        self.dossier = dossier
        self.papers = [
            paper
            for paper in lookup.papers_of(dossier.call, dossier.application.procedure)
            if paper.id in self._scans() or paper.id in self.action.papers
        ]
        self._ask_for_words(possibility.asks)
        self._ask_for_papers()
        if self.action.kind == "grade":
            grades = [(one.id, one.name) for one in dossier.call.grades.values()]
            self.fields["grade"] = forms.ChoiceField(label=_("等次"), choices=grades)
        styled(self)

    def _ask_for_words(self, asks: Sequence[str]) -> None:
        labels = {"opinion": _("意见"), "reason": _("理由"), "restated_on": _("重新申报的日子")}
        for ask in asks:
            word, _colon, rule = ask.partition(":")
            if rule in self.dossier.call.rules:
                name = self.dossier.call.rules[rule].name
                label = _("“%(rule)s”原则上未达，仍要办理的理由") % {"rule": name}
                self.fields[f"{REASON}{rule}"] = _text_field(label)
            elif word == "document":
                self.fields[word] = forms.CharField(label=_("依据的文件（文号、日期）"), max_length=200)
            elif word == "restated_on":
                self.fields[word] = _day_field(labels[word])
            elif word in labels:
                self.fields[word] = _text_field(labels[word])
        if self.action.kind in TAKING and "reason" not in self.fields:
            self.fields["reason"] = _text_field(_("理由（并列时必须写）"), required=False)

    def _ask_for_papers(self) -> None:
        if self.action.kind == "receive":
            self.fields["received_on"] = _day_field(_("收到的日子"), initial=clock.today())
            most = max((one.copies for one in self.papers), default=1)
            self.fields["copies"] = forms.IntegerField(label=_("份数"), min_value=1, initial=most)
        else:
            for paper in self.papers:
                label = _("%(paper)s（扫描件）") % {"paper": paper.name}
                self.fields[f"{SCAN}{paper.id}"] = forms.FileField(label=label)

    def _scans(self) -> list[str]:
        if self.action.kind == "hand_in":
            return list(self.action.papers)
        needed = [one.removeprefix("paper:") for one in self.action.needs if one.startswith("paper:")]
        return needed if self.action.kind == "lodge" else []

    def act(self) -> Act:
        """Return the act that a valid form asks for."""
        given = self.cleaned_data
        wanted = {one.id for one in lookup.papers_of(self.dossier.call, self.dossier.application.procedure)}
        received = (
            tuple(one for one in self.action.papers if one in wanted) if self.action.kind == "receive" else ()
        )
        return Act(
            self.action.id,
            opinion=given.get("opinion", ""),
            reason=given.get("reason", ""),
            document=given.get("document", ""),
            papers=received,
            received_on=given.get("received_on"),
            copies=given.get("copies"),
            restated_on=given.get("restated_on"),
        )

    def reasons(self) -> dict[str, str]:
        """Return the reasons that were given, by rule id."""
        return {
            key.removeprefix(REASON): text
            for key, text in self.cleaned_data.items()
            if key.startswith(REASON)
        }

    def files(self) -> dict[str, Upload]:
        """Return the scans that were given, by paper id."""
        given = {key: file for key, file in self.cleaned_data.items() if key.startswith(SCAN) and file}
        return {key.removeprefix(SCAN): Upload(file.name or "", file.read()) for key, file in given.items()}


class PlaceForm(forms.Form):
    """A rank or a score."""

    rank = forms.IntegerField(required=False, min_value=1)
    score = forms.DecimalField(required=False, min_value=0, max_digits=8, decimal_places=2)
    reason = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].label = _("名次")
        self.fields["score"].label = _("分值")
        self.fields["reason"].label = _("理由")
        styled(self)


class EarlierDayForm(forms.Form):
    """An earlier day for an office's own applicants."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("本地区的截止日")
        styled(self)


def _text_field(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": 3}))


def _day_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )
