"""What operations have in common: whose call it is, what came as a file, where the next page is."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from ninja import UploadedFile
from ninja.errors import HttpError

from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site.actions.files import Upload
from linxuan_site.permissions import signed_in
from linxuan_site.queries.calls import own_definition


def nothing() -> HttpError:
    """Return the answer where there is nothing, or nothing that the caller may know of."""
    return HttpError(404, say("没有这一件，或您不能查看"))


def own_call(request: HttpRequest, call: str) -> Call:
    """Return the newest version of a call of the caller's authority, or answer 404."""
    found = own_definition(signed_in(request.user), call)
    if found is None:
        raise nothing()
    return found


def next_page(request: HttpRequest, after: int | None) -> str | None:
    """Return the address of the page that begins after a key, with all else that was asked; None at the end."""
    if not after:
        return None
    query = request.GET.copy()
    query["after"] = str(after)
    return f"{request.path}?{query.urlencode()}"


def uploaded(file: UploadedFile) -> Upload:
    """Return a file that came; of one that is too large only as much as shows it."""
    return Upload(file.name or "", file.read(settings.UPLOAD_LIMIT + 1))


def as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Return a response as a file that no browser opens in the site's name."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
