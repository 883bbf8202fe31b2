"""Two titles become one: the other is looked for by name, and what is decided is recorded with its document."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan.designations import fact_name
from linxuan_site import clock
from linxuan_site.actions.mergers import merge_titles
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import posted, styled
from linxuan_site.queries.entities import EntityRow, entity_of
from linxuan_site.queries.mergers import title_to_merge, titles_to_merge

THIS, OTHER = "this", "other"
LONGEST_WORDS = 200


class MergerForm(forms.Form):
    """Which two titles, which of them lives on, from which day and by which document; and what is new of it."""

    other = forms.ChoiceField()
    lives_on = forms.ChoiceField()
    holds_from = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    document = forms.CharField(max_length=200)
    name = forms.CharField(max_length=500, required=False)
    holder = forms.CharField(max_length=200, required=False)
    holder_name = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, row: EntityRow, found: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(str(one.designation_id), _told(one)) for one in found]
        self.fields["other"] = forms.ChoiceField(
            label=_("与哪一个称号合并"), choices=[("", _("请选择")), *others]
        )
        self.fields["lives_on"] = forms.ChoiceField(
            label=_("哪一个保留"),
            choices=[("", _("请选择")), (THIS, row.name), (OTHER, _("上面选的那一个"))],
        )
        labels = {
            "holds_from": _("从哪一天起"),
            "document": _("依据的文件"),
            "name": _("保留的称号的新名称"),
            "holder": fact_name("holder"),
            "holder_name": _("持有者的名称"),
            "reason": _("理由"),
        }
        for field, label in labels.items():
            self.fields[field].label = label
        self.fields["holds_from"].error_messages["invalid"] = _("日期应像 2023-05-10")
        helps = {
            "lives_on": _("另一个从这一天起终止；两个名称都还查得到"),
            "document": _("名称和文号，会在公开的名录里列出"),
            "name": _("不改名就不填"),
            "holder": _("换了单位才填：统一社会信用代码；没有代码的填名称。不公开"),
            "holder_name": _("系统里还没有这个单位时填写"),
            "reason": _("不公开"),
        }
        for field, help_text in helps.items():
            self.fields[field].help_text = help_text
        styled(self)


def _told(line: Any) -> str:
    return _("%(name)s（第 %(cohort)s 批）") % {"name": line.name, "cohort": line.cohort}


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def merger(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Look for the other title, and record that two became one."""
    account = signed_in(request.user)
    found = entity_of(account, designation_id)
    if found is None:
        raise Http404
    call, row = found
    words = request.GET.get("words", "").replace("\0", "").strip()[:LONGEST_WORDS]
    chosen = request.POST.get("other", "")
    others = titles_to_merge(row.designation, words, _key(chosen))
    form = MergerForm(row, others, posted(request), initial={"holds_from": clock.today()})
    faults = [] if request.method == "GET" or form.is_valid() else faults_of(form)
    if request.method == "POST" and not faults:
        done = attempt(lambda: _merged(row, form.cleaned_data, account))
        if not isinstance(done, Fault):
            messages.success(request, _("已登记合并，两个名称都还查得到。"))
            return redirect("entity", done)
        faults = [done]
    asked = bool(others) or request.method == "POST"
    page = {"call": call, "row": row, "form": form, "words": words, "others": others, "asked": asked}
    return show(request, "evaluation/merger.html", page, faults=faults)


def _merged(row: EntityRow, given: dict[str, Any], account: Any) -> int:
    """Record the merger; return the key of the title that lives on."""
    other = title_to_merge(row.designation, int(given["other"]))
    if other is None:
        raise Http404
    both = [row.designation, other]
    surviving, absorbed = both if given["lives_on"] == THIS else both[::-1]
    said = {key: value for key, value in given.items() if key not in ("other", "lives_on")}
    merge_titles(surviving, absorbed, account=account, **said)
    return int(surviving.pk)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
