"""`/health/live` and `/health/ready`: what a supervisor asks, answered before anything else is done.

They stand before the middleware and have no route: a probe has no session, no language and often no name
of a host that the site goes by, and it must be answered while the database is down.
"""

from collections.abc import Callable

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
        answer = probe()
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return respond


def _live() -> HttpResponse:
    """This process answers; nothing is asked of the database."""
    return JsonResponse({"status": READY})


def _ready() -> HttpResponse:
    parts = readiness()
    ready = all(found == READY for found in parts.values())
    return JsonResponse({"status": READY if ready else "unready", **parts}, status=200 if ready else 503)


PROBES: dict[str, Callable[[], HttpResponse]] = {"/health/live": _live, "/health/ready": _ready}
