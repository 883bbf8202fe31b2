"""What a request wants, told from its address alone, and how long it may wait for its turn."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from linxuan_site.refusals.known import account_named
from linxuan_site.refusals.ledger import Asked

ALWAYS = ("/static/", "/health")
"""What costs nearly nothing, or says how the server is."""
OWN = ("/applications/", "/my/", "/sign-in/", "/sign-up/", "/api/applications", "/desk/")
"""Pages of people at work; everything else is looked at by whoever likes."""
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def is_recorded(request: HttpRequest) -> bool:
    """Tell whether a refusal gets a number: what files, saves or opens one's own pages, but not what only looks."""
    return request.method in WRITES or request.path.startswith(OWN)


def longest_wait(request: HttpRequest) -> float | None:
    """Return after how many seconds a request is refused; None for what is never refused.

    Who looks gives way first, then who opens a form, and last who saves or submits.
    """
    if request.path.startswith(ALWAYS):
        return None
    if request.method in WRITES:
        return float(settings.LONGEST_WAIT["filing"])
    return float(settings.LONGEST_WAIT["opening" if request.path.startswith(OWN) else "looking"])


def asked_by(request: HttpRequest) -> Asked:
    """Return what is written down of a request."""
    name, values = _route(request.path)
    application = values.get("application_id")
    return Asked(
        doing=name,
        method=request.method or "",
        path=request.path[:300],
        account=account_named(request.COOKIES),
        application=application if isinstance(application, int) else None,
    )


def _route(path: str) -> tuple[str, Mapping[str, object]]:
    try:
        found = resolve(path)
    except Resolver404:
        return "", {}
    return found.url_name or "", found.kwargs


def words_of(asked: Asked) -> str:
    """Return in words what somebody was doing."""
    if asked.method not in WRITES:
        return _("打开页面")
    known = {
        "section": _("保存申报书的一节"),
        "attach": _("上传文件"),
        "act": _("办理申报（提交、上交、撤回）"),
        "start": _("开始申报"),
        "sign-in": _("登录"),
        "sign-up": _("登记单位"),
    }
    return known.get(asked.doing, _("提交表单"))
