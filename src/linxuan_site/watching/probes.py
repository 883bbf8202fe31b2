"""`/health/live`, `/health/ready`, `/metrics`: what a supervisor asks, answered before anything else is done.

They stand before the middleware and have no route: a probe has no session, no language and often no name
of a host that the site goes by, and it must be answered while the database is down.
"""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse

from linxuan_site.watching.readiness import READY, readiness

Next = Callable[[HttpRequest], HttpResponseBase]


def answer_probes(get_response: Next) -> Next:
    """Answer the probes, and pass everything else on."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        answer = probe(request)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return respond


def _live(_request: HttpRequest) -> HttpResponse:
    """This process answers; nothing is asked of the database."""
    return JsonResponse({"status": READY})


def _ready(_request: HttpRequest) -> HttpResponse:
    parts = readiness()
    ready = all(found == READY for found in parts.values())
    return JsonResponse({"status": READY if ready else "unready", **parts}, status=200 if ready else 503)


def _metrics(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS:
        return HttpResponse(status=404)
    if not _may_read(request):
        return HttpResponse(status=403)
    from linxuan_site.watching.meter import exposition  # only where it is wanted

    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    """By the token, or from an address that is allowed; a proxy on this machine has one, and speaks for anybody."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if settings.METRICS_TOKEN and hmac.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return True
    passed_on = "X-Forwarded-For" in request.headers
    return not passed_on and request.META.get("REMOTE_ADDR") in settings.METRICS_ADDRESSES


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": _live,
    "/health/ready": _ready,
    "/metrics": _metrics,
}
