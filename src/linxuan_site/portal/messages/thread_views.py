"""What an applicant and the offices in charge write to each other about one application."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linxuan_site.actions.files import Upload
from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.writing_about import read_thread, write_about
from linxuan_site.permissions import guarded, is_applicant, is_signed_in, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.files.views import handed_out, withheld
from linxuan_site.portal.forms import StyledForm, add_fault
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.thread import thread_file_for, thread_of


class EntryForm(StyledForm):
    """What to write. What is right is for the action to say."""

    text = forms.CharField(
        label=gettext_lazy("写给对方"),
        help_text=gettext_lazy("写下以后不能改；不是申报书的一部分"),
        widget=forms.Textarea({"rows": 4, "maxlength": 2000}),
    )
    file = forms.FileField(label=gettext_lazy("附一个文件"), required=False)


@require_http_methods(["GET", "POST"])
@guarded(is_signed_in)
def thread(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show what was written about an application, which is read now, and take one more entry."""
    dossier, account = readable_dossier(request.user, application_id), signed_in(request.user)
    if dossier is None:
        raise Http404
    form = EntryForm(request.POST, request.FILES) if request.method == "POST" else EntryForm()
    if form.is_valid():
        came = form.cleaned_data["file"]
        upload = Upload(came.name, came.read()) if came else None
        done = attempt(
            lambda: write_about(application_id, form.cleaned_data["text"], account=account, file=upload)
        )
        if not isinstance(done, Fault):
            messages.success(request, _("已发出，对方会收到消息。"))
            return redirect("thread", application_id)
        add_fault(form, done)
    entries = thread_of(account, dossier.call, dossier.application)
    if entries:
        read_thread(dossier.application, account=account, position=entries[-1].entry.position)
    page = {
        "dossier": dossier,
        "entries": entries,
        "form": form,
        "back": "application" if is_applicant(account) else "review",
    }
    return show(request, "messages/thread.html", page, faults=faults_of(form))


@require_GET
@guarded(is_signed_in)
def thread_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out the file of an entry."""
    file = thread_file_for(request.user, file_id)
    if file is None:
        raise Http404
    made = attempt(lambda: ready(file))
    if isinstance(made, Fault):
        return withheld(request, made)
    return handed_out(made.content, made.name, made.content_type)
