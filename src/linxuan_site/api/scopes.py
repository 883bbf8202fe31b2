"""What a token of an organisation or office has to be for: the scope of every operation that changes something.

What only reads wants `read`. `OWN` is for no token of a place: a person does it by a token of his own, or signed in.
"""

from django.http import HttpRequest

OWN = "own"
MEANING = {
    "read": "read whatever the maker of the token may read",
    "fill": "begin applications, fill in, hand in and take over files, help to fill in",
    "act": "carry out acts of the programme in the maker's name: submit, return, recommend, place, publish, extend",
    "papers": "make papers, receive papers, examine scans",
    "people": "keep the people, the contact, the tokens and the webhooks of the place",
    "register": "keep the register: titles, statuses, grades, rectifications, revocations",
    OWN: "no token of a place: a person's own token, or a session",
}
"""The closed set, in the words of the document of the API."""

SCOPES = {
    "fill": """
        POST /calls/{call}/applications
        PATCH /applications/{application_id}/answers
        POST /applications/{application_id}/files/{field}
        DELETE /applications/{application_id}/attachments/{attachment_id}
        POST /applications/{application_id}/attachments/{attachment_id}/restore
        POST /applications/{application_id}/help
        DELETE /applications/{application_id}/help
        POST /applications/{application_id}/earlier/{earlier_id}
    """,
    "act": """
        POST /applications/{application_id}/acts/{action}
        POST /applications/{application_id}/acts/{action}/preview
        POST /applications/{application_id}/acts/{action}/scan
        POST /applications/{application_id}/place
        POST /applications/{application_id}/thread
        POST /outbox/{delivery_id}/hold
        POST /outbox/{delivery_id}/release
        POST /outbox/{delivery_id}/resend
        POST /outbox/topics/{topic}/hold
        POST /outbox/topics/{topic}/release
        POST /applications/{application_id}/judgements
        PUT /applications/{application_id}/remarks
        POST /applications/{application_id}/credit-checks
        POST /calls/{call}/screenings
        DELETE /screenings/{screening_id}
        POST /screenings/{screening_id}/stop
        POST /screenings/{screening_id}/restart
        POST /calls/{call}/lists
        DELETE /calls/{call}/lists/{list_id}
        POST /calls/{call}/bulk
        POST /calls/{call}/bulk/preview
        POST /calls/{call}/bulk/{bulk_id}/carry-on
        POST /calls/{call}/extensions
        POST /calls/{call}/publicities
        POST /calls/{call}/publicities/{publicity_id}/close
        POST /calls/{call}/objections/written
        POST /objections/{objection_id}/steps
        POST /objections/{objection_id}/steps/preview
        POST /calls/{call}/exports
        POST /calls/{call}/keeping/erase
        DELETE /calls/{call}/exports/{export_id}
        POST /calls/{call}/exports/{export_id}/stop
        POST /calls/{call}/reminders
        POST /offices/{office_id}/hand-on
        PUT /calls/{call}/order/{quota}
        POST /calls/{call}/order/{quota}/move/{application_id}
    """,
    "papers": """
        POST /calls/{call}/papers/{paper}
        POST /calls/{call}/papers/{paper}/about/{subject_id}
        POST /calls/{call}/earlier-days
        POST /calls/{call}/tables/compare
        POST /calls/{call}/arrivals
        POST /applications/{application_id}/scans
        POST /applications/{application_id}/scans/{examination_id}/decisions
    """,
    "people": """
        GET /people
        GET /outbox
        POST /people/invitations
        DELETE /people/invitations/{invitation_id}
        PUT /people/{person_id}/duty
        PUT /people/{person_id}/active
        GET /people/sign-ins
        PUT /contact
        GET /tokens
        POST /tokens
        DELETE /tokens/{token_id}
        GET /webhooks
        POST /webhooks
        DELETE /webhooks/{webhook_id}
        POST /webhooks/{webhook_id}/secret
        POST /webhooks/{webhook_id}/ping
        POST /webhooks/{webhook_id}/enable
        GET /webhooks/{webhook_id}/deliveries
        POST /webhooks/{webhook_id}/deliveries/{delivery_id}/resend
    """,
    "register": """
        POST /entities/{designation_id}/status
        POST /entities/{designation_id}/revocation
        POST /entities/{designation_id}/events
        POST /entities/{designation_id}/proposal
        POST /entities/{designation_id}/merger
        POST /entities/{designation_id}/rectifications
        POST /entities/{designation_id}/rectifications/{order_id}/done
        POST /revocations
        POST /revocations/{case_id}/{act}
        POST /calls/{call}/register/lists
        POST /register/lists/{upload_id}/enter
        POST /register/lists/{upload_id}/discard
        POST /calls/{call}/statuses/look
        POST /calls/{call}/statuses
        POST /statuses/{record_id}
        POST /calls/{call}/rounds/{round_id}/list
        POST /calls/{call}/rounds/{round_id}/list/additions
        POST /calls/{call}/rounds/{round_id}/list/reminders
        POST /calls/{call}/rounds/{round_id}/grades
        POST /calls/{call}/rounds/{round_id}/grades/preview
        POST /calls/{call}/rounds/{round_id}/grades/computed
        POST /calls/{call}/rounds/{round_id}/grades/steps
        POST /calls/{call}/rounds/{round_id}/no-grades
        POST /calls/{call}/rounds/{round_id}/ties
        POST /grades/{grade_id}/objection
    """,
    OWN: """
        PATCH /me
        POST /me/delegations
        DELETE /me/delegations/{delegation_id}
        GET /me/messages
        POST /me/messages/read
        POST /me/messages/{message_id}/read
        GET /me/message-wishes
        PUT /me/message-wishes
        GET /me/sign-ins
        DELETE /me/sessions
        POST /people/{person_id}/second-factor/reset
    """,
}
_OF = {line.strip(): scope for scope, lines in SCOPES.items() for line in lines.strip().splitlines()}
ADMINISTRATION = "/administration/"
"""Whoever administers the site works for no place: his tokens are his own."""


def scope_of(method: str, path: str) -> str:
    """Return the scope that an operation wants, by its method and its path as the document has it.

    Raises `KeyError` for one that changes something and has none.
    """
    if path.startswith(ADMINISTRATION):
        return OWN
    name = f"{method.upper()} {path}"
    return _OF.get(name, "read") if method.upper() in ("GET", "HEAD") else _OF[name]


def scope_wanted(request: HttpRequest) -> str:
    """Return the scope that a request to the API wants."""
    match = request.resolver_match
    route = "/" + match.route.partition("/")[2] if match else ""
    return scope_of(request.method or "", route.replace("<", "{").replace(">", "}"))
