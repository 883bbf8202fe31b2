"""The routes of the portal, read from the URL configuration: what they are called, answer to, and look like."""

from collections.abc import Callable, Iterator, Mapping

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from linxuan_site.permissions import Reader


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every route of the portal; the API has its own test."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield one
        elif "api" not in str(one.pattern):
            yield from routes(one)


def guard_of(route: URLPattern) -> Callable[[Reader], bool]:
    """Whom a route lets in."""
    return route.callback.guard  # type: ignore[attr-defined,no-any-return]


def methods_of(route: URLPattern) -> frozenset[str]:
    """The methods that a route answers: whoever asks in a way that no view takes is told them."""
    request = RequestFactory().trace("/")
    request.user = AnonymousUser()
    answer = route.callback(request, **dict.fromkeys(route.pattern.converters, 1))
    return frozenset(answer.headers["Allow"].replace(" ", "").split(","))


def address_of(route: URLPattern, arguments: Mapping[str, object]) -> str:
    """The path of a route with these arguments."""
    text = str(route.pattern)
    for key in route.pattern.converters:
        for kind in ("int", "slug", "str", "path"):
            text = text.replace(f"<{kind}:{key}>", str(arguments[key]))
    return f"/{text}"
