"""Around every request: keep who of an office, or who administers, was handed what names other people.

What names people is a closed table of addresses. A test opens every page, file and read of the API and looks for the
name, number and address of a person: what hands one out and is not in the table fails it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

from linxuan_site.actions.reading import keep_read
from linxuan_site.models.people import Account
from linxuan_site.models.reads import APPLICATION, EXPORT, FILE, LIST, OBJECTION, PERSON
from linxuan_site.queries.reads import application_of_file

Next = Callable[[HttpRequest], HttpResponse]


class Named(NamedTuple):
    """What an address hands out, and which of its arguments says whose."""

    what: str
    argument: str = ""


OF_APPLICATION, OF_FILE = Named(APPLICATION, "application_id"), Named(FILE, "attachment_id")
PERSONAL: Mapping[str, Named] = {
    "desk/applications/<int:application_id>/": OF_APPLICATION,
    "applications/<int:application_id>/print/": OF_APPLICATION,
    "applications/<int:application_id>/changes/": OF_APPLICATION,
    "applications/<int:application_id>/form.pdf": OF_APPLICATION,
    "applications/<int:application_id>/form/<slug:section>/": OF_APPLICATION,
    "applications/<int:application_id>/scans/<int:examination_id>/": OF_APPLICATION,
    "applications/<int:application_id>/scans/<int:examination_id>/doubts/<int:doubt>/": OF_APPLICATION,
    "api/applications/<application_id>": OF_APPLICATION,
    "api/applications/<application_id>/scans/<examination_id>": OF_APPLICATION,
    "api/applications/<application_id>/scans/<examination_id>/doubts/<doubt>": OF_APPLICATION,
    "applications/<int:application_id>/thread/": OF_APPLICATION,
    "api/applications/<application_id>/thread": OF_APPLICATION,
    "thread/files/<int:file_id>/": Named(FILE, "file_id"),
    "api/applications/<application_id>/thread/files/<file_id>": OF_APPLICATION,
    "outbox/": Named(LIST),
    "api/outbox": Named(LIST),
    "files/<int:attachment_id>/": OF_FILE,
    "files/<int:attachment_id>/preview/": OF_FILE,
    "api/applications/<application_id>/attachments/<attachment_id>": OF_FILE,
    "papers/<int:issued_id>/": Named(LIST, "issued_id"),
    "api/papers/<issued_id>/file": Named(LIST, "issued_id"),
    "api/public-papers/<issued_id>/file": Named(LIST, "issued_id"),
    "selection/<slug:call>/objections/": Named(LIST, "call"),
    "api/calls/<call>/objections": Named(LIST, "call"),
    "selection/<slug:call>/objections/<int:objection_id>/": Named(OBJECTION, "objection_id"),
    "selection/objections/files/<int:file_id>/": Named(OBJECTION, "file_id"),
    "api/objections/<objection_id>": Named(OBJECTION, "objection_id"),
    "api/objections/files/<file_id>": Named(OBJECTION, "file_id"),
    "selection/exports/<int:export_id>/file/": Named(EXPORT, "export_id"),
    "api/calls/<call>/exports/<export_id>/file": Named(EXPORT, "export_id"),
    "administration/sign-ins/": Named(LIST),
    "api/administration/sign-ins": Named(LIST),
    "administration/people/": Named(LIST),
    "api/administration/people": Named(LIST),
    "administration/people/<int:account_id>/": Named(PERSON, "account_id"),
    "api/administration/people/<account_id>": Named(PERSON, "account_id"),
}


def keep_who_read(get_response: Next) -> Next:
    """Keep who was handed what names others, before it goes out: without the row it does not."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        matched = request.resolver_match
        named = PERSONAL.get(matched.route) if matched else None
        if matched and named and response.status_code == 200 and isinstance(request.user, Account):
            _keep(request.user, named, str(matched.kwargs.get(named.argument, matched.route)))
        return response

    return respond


def _keep(account: Account, named: Named, subject: str) -> None:
    if account.organisation_id is not None:
        return  # an applicant reads his own
    application = None
    if named is OF_APPLICATION:
        application = int(subject)
    elif named is OF_FILE:
        application = application_of_file(int(subject))
    keep_read(account, named.what, subject, application=application)
