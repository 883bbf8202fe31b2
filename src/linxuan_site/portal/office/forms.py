"""The form of an act, made from what the programme says that the act needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from linxuan.programme import lookup
from linxuan.programme.definition import Action
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.files import Upload
from linxuan_site.portal.forms import styled
from linxuan_site.queries.dossiers import Dossier

REASON = "because-"
SCAN = "scan-"


class ActForm(forms.Form):
    """What a person gives with one act: an opinion, a reason, a document, a day, copies, a scan, a grade."""

    def __init__(self, dossier: Dossier, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=action.id, **kwargs)
        self.dossier = dossier
        self.action = action
        self._ask_for_words()
        self._ask_for_papers()
        if action.kind == "grade":
            grades = [(one.id, one.name) for one in dossier.call.grades.values()]
            self.fields["grade"] = forms.ChoiceField(label=_("等次"), choices=grades)
        if action.kind == "return" and action.filed_on == "restated":
            self.fields["restated_on"] = _day_field(_("重新申报日"))
        styled(self)

    def _ask_for_words(self) -> None:
        needs = self.action.needs
        recorded = any(
            self.dossier.call.offices[one].recorded_by for one in self.action.by if one != "applicant"
        )
        if "opinion" in needs:
            self.fields["opinion"] = _text_field(_("意见"))
        if "reason" in needs:
            self.fields["reason"] = _text_field(_("理由"))
        if "document" in needs or recorded:
            self.fields["document"] = forms.CharField(label=_("依据的文件（文号）"), max_length=200)
        if "eligible" in needs:
            for finding in self.dossier.check.findings:
                if finding.strength == "in_principle" and finding.outcome != "met":
                    label = _("“%(rule)s”原则上未达，推荐的理由") % {"rule": finding.name}
                    self.fields[f"{REASON}{finding.rule}"] = _text_field(
                        label, required=finding.outcome == "not_met"
                    )

    def _ask_for_papers(self) -> None:
        wanted = {
            one.id: one for one in lookup.papers_of(self.dossier.call, self.dossier.application.procedure)
        }
        if self.action.kind == "receive":
            papers = [one for one in self.action.papers if one in wanted]
            self.fields["received_on"] = _day_field(_("收到的日子"), initial=clock.today())
            most = max((wanted[one].copies for one in papers), default=1)
            self.fields["copies"] = forms.IntegerField(label=_("份数"), min_value=1, initial=most)
        else:
            for paper in self._scans():
                if paper in wanted:
                    label = _("%(paper)s（扫描件）") % {"paper": wanted[paper].name}
                    self.fields[f"{SCAN}{paper}"] = forms.FileField(label=label)

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
