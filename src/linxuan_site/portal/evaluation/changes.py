"""What happened to a title is recorded by the authority, on a page with all that is on record of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan.designations import KINDS, fact_name, kind_name
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.title_changes import DECIDED, record_change
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import posted, styled
from linxuan_site.portal.public.title_page import told
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.title_history import changes_of

CHANGED = ("name", "holder", "in_charge", "category", "mode")


class EventForm(forms.Form):
    """What happened, from which day, by which document, and what it changed."""

    kind = forms.ChoiceField()
    holds_from = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    document = forms.CharField(max_length=200)
    name = forms.CharField(max_length=500, required=False)
    holder = forms.CharField(max_length=200, required=False)
    holder_name = forms.CharField(max_length=200, required=False)
    in_charge = forms.ChoiceField(required=False)
    category = forms.ChoiceField(required=False)
    mode = forms.CharField(max_length=60, required=False)
    corrects = forms.IntegerField(min_value=1, max_value=32767, required=False)
    reason = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, call: Call, track: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one, kind_name(one)) for one in KINDS if one not in DECIDED]
        self.fields["kind"] = forms.ChoiceField(label=_("发生了什么"), choices=[("", _("请选择")), *kinds])
        places = forms.ChoiceField(
            label=fact_name("in_charge"), choices=[("", "—"), *_places(call)], required=False
        )
        self.fields["in_charge"] = places
        known = call.tracks.get(track)
        categories = [*known.categories.items()] if known else []
        self.fields["category"] = forms.ChoiceField(choices=[("", "—"), *categories], required=False)
        labels = {
            "holds_from": _("从哪一天起"),
            "document": _("依据的文件"),
            "name": fact_name("name"),
            "holder": fact_name("holder"),
            "holder_name": _("持有者的名称"),
            "category": fact_name("category"),
            "mode": fact_name("mode"),
            "corrects": _("更正第几条"),
            "reason": _("理由"),
        }
        for field, label in labels.items():
            self.fields[field].label = label
        self.fields["holds_from"].error_messages["invalid"] = _("日期应像 2023-05-10")
        self.fields["document"].help_text = _("名称和文号，会在公开的名录里列出")
        self.fields["name"].help_text = _("只填这次变更改变了的几项，其余留空")
        self.fields["holder"].help_text = _("统一社会信用代码；没有代码的填名称。不公开")
        self.fields["holder_name"].help_text = _("系统里还没有这个单位时填写")
        self.fields["corrects"].help_text = _(
            "只在原来登记错了时填：填错的那一条从此不再算数，以前的记载仍可查"
        )
        self.fields["reason"].help_text = _("不公开")
        styled(self)

    def event(self) -> dict[str, Any]:
        """Return what `record_event` takes, of a valid form."""
        data = self.cleaned_data
        plain = {
            key: data[key] for key in ("kind", "holds_from", "document", "holder_name", "corrects", "reason")
        }
        return plain | {"changes": {key: data[key] for key in CHANGED if data[key]}}


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def changes(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Show all that is on record of a title, and record what happened to it."""
    account = signed_in(request.user)
    found = entity_of(account, designation_id)
    if found is None:
        raise Http404
    call, row = found
    form = EventForm(call, row.designation.track, posted(request), initial={"holds_from": clock.today()})
    faults = [] if request.method == "GET" or form.is_valid() else faults_of(form)
    if request.method == "POST" and not faults:
        done = attempt(lambda: record_change(row.designation, account=account, **form.event()))
        if not isinstance(done, Fault):
            messages.success(request, _("已登记，公开的名录已经按它更新。"))
            return redirect("entity-changes", designation_id)
        faults = [done]
    page = {"call": call, "row": row, "form": form, "changes": told(changes_of(row.designation, call))}
    return show(request, "evaluation/changes.html", page, faults=faults)


def _places(call: Call) -> list[tuple[str, str]]:
    with_rows = (office for office in call.offices.values() if office.each)
    return [
        (key, office_name(call, office.id, key))
        for office in with_rows
        for key in call.lists[office.each].rows
    ]
