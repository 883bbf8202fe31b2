"""An applicant acts: what came with the act, and what is said afterwards."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan.errors import Refused
from linxuan.programme.definition import Call
from linxuan_site.actions.applications import move_application
from linxuan_site.permissions import signed_in
from linxuan_site.portal.acting import posted_act, posted_papers, posted_reasons, seen_steps
from linxuan_site.portal.applicant.pages import own_papers


def carry_out(request: HttpRequest, application_id: int, action: str) -> Any:
    """Carry out an act and return its step; raises `Refused` or `BadInput`.

    What ends an application has to be confirmed in the same form.
    """
    if request.POST.get("confirm") == "wanted" and not request.POST.get("confirmed"):
        raise Refused(_("请先勾选确认，再办理。"), code="confirm")
    return move_application(
        application_id,
        posted_act(request, action),
        account=signed_in(request.user),
        seen=seen_steps(request),
        reasons=posted_reasons(request),
        files=posted_papers(request),
    )


def told(call: Call, step: Any) -> str:
    """Return what a person is told after his step."""
    application, kind = step.application, step.kind
    if kind == "submit":
        filed = _("已提交，申报号 %(number)s。") % {"number": application.number}
        papers = _("、").join(paper.name for paper in own_papers(call, application.procedure))
        return filed + (
            _("下一步：下载申报书，盖章后上传扫描件（%(papers)s）。") % {"papers": papers} if papers else ""
        )
    if kind == "hand_in":
        return _("盖章扫描件已收到。")
    if kind == "withdraw":
        return _("已撤回。")
    return _("已办理。")
