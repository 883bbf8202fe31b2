"""What happens around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from linxuan.language import speaking

Next = Callable[[HttpRequest], HttpResponse]

# No inline script, no inline style, nothing from elsewhere.
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)


def speak_the_readers_language(get_response: Next) -> Next:
    """Let the core speak the language that Django chose for the reader."""

    def respond(request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or ""):
            return get_response(request)

    return respond


def content_policy(get_response: Next) -> Next:
    """Send a strict content security policy with every page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return respond
