"""The tokens of an organisation or an office by API: made, listed, revoked."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status

from linxuan_site.actions.tokens import make_token, revoke_token
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, example
from linxuan_site.permissions import keeps_tokens, manages_people, signed_in
from linxuan_site.queries.tokens import counts, token_here, tokens_seen_by

router = Router(tags=["tokens"])
KEEPER = let_in(keeps_tokens)


class TokenOut(Schema):
    """A token of a place: `start` is how it begins, `counts` whether it lets anybody in now."""

    id: int
    name: str
    place: str
    start: str
    scopes: list[str]
    made_by: str
    made_at: datetime
    expires_on: date
    used_at: datetime | None
    counts: bool
    revoked_by: str
    revoked_at: datetime | None


class TokenIn(Schema):
    """A token to make: its `scopes`, and the last day on which it counts, null for the longest there is."""

    model_config = example(name="ERP", scopes=["read", "fill"], expires_on=None)

    name: str
    scopes: list[str]
    expires_on: date | None = None


class MadeTokenOut(TokenOut):
    """A token that was made, with its text, which is told this once."""

    token: str


@router.get("/tokens", response={200: list[TokenOut], **FAULTS}, auth=KEEPER)
def tokens(request: HttpRequest) -> Any:
    """List the tokens of where the caller works, the newest first; to who administers the site, those of all places."""
    return [_shown(one) for one in tokens_seen_by(signed_in(request.user))]


@router.post("/tokens", response={201: MadeTokenOut, **FAULTS}, auth=let_in(manages_people))
def make(request: HttpRequest, body: TokenIn) -> Any:
    """Make a token of where the caller works; by a token, none that may more or counts longer."""
    made = make_token(
        name=body.name, scopes=body.scopes, expires_on=body.expires_on, by=signed_in(request.user)
    )
    return Status(201, _shown(made.row) | {"token": made.token})


@router.delete("/tokens/{token_id}", response={204: None, **FAULTS}, auth=KEEPER)
def revoke(request: HttpRequest, token_id: Annotated[int, Path(ge=0, le=LARGEST_KEY)]) -> Any:
    """Revoke a token: it counts no more; the row stays."""
    account = signed_in(request.user)
    if token_here(account, token_id) is None:
        raise nothing()
    revoke_token(token_id, by=account)
    return Status(204, None)


def _shown(row: Any) -> dict[str, Any]:
    names = ("id", "name", "start", "scopes", "expires_on", "used_at", "revoked_at")
    return {name: getattr(row, name) for name in names} | {
        "place": (row.organisation or row.office).name,
        "made_by": row.account.full_name,
        "made_at": row.created_at,
        "counts": counts(row),
        "revoked_by": row.revoked_by.full_name if row.revoked_by else "",
    }
