"""Keys for the API: made for an organisation or an office, used, and revoked; a person's own as well."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.recording import record
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, ApiToken, Office, Organisation
from linxuan_site.models.tokens import SCOPES
from linxuan_site.permissions import manages_people, may_change_people
from linxuan_site.queries.people import digest_of, place_of
from linxuan_site.queries.tokens import START, counting_token, new_token

LONGEST_NAME = 60
USE_IS_NOTED = timedelta(hours=1)
"""How often at most it is written that a token was used."""


@dataclass(frozen=True)
class MadeToken:
    """A token of a place with its text, which is known only now."""

    row: ApiToken
    token: str


@transaction.atomic
def make_token(*, name: str, scopes: Collection[str], expires_on: date | None, by: Account) -> MadeToken:
    """Make a token of where a person works; raises `BadInput` with the field, `Refused` for who may not.

    `expires_on` is its last day; None for the longest that an installation allows. By a token no other is made
    that may more, or longer.
    """
    place = place_of(by)
    if place is None or not manages_people(by):
        raise Refused(say("令牌由本单位的签署人或本部门的人员管理员制作"), code="role")
    name, wanted = _name(name, place), _scopes(scopes, by)
    last = _last_day(expires_on, by)
    token = new_token()
    row = ApiToken.objects.create(
        account=by,
        organisation=by.organisation,
        office=by.office,
        name=name,
        start=token[:START],
        digest=digest_of(token),
        scopes=wanted,
        created_at=timezone.now(),
        expires_on=last,
    )
    details = {"scopes": wanted, "after": last.isoformat(), "token": by.by_token.name if by.by_token else ""}
    record("token.made", f"token:{row.pk}", _told(row), by=by, details=details)
    return MadeToken(row, token)


def issue_token(account: Account, name: str) -> str:
    """Give a person a key of his own to the API and return it; only its digest is kept."""
    token = new_token()
    ApiToken.objects.create(
        account=account,
        name=name[:LONGEST_NAME],
        start=token[:START],
        digest=digest_of(token),
        created_at=timezone.now(),
    )
    return token


@transaction.atomic
def revoke_token(token_id: int, *, by: Account) -> ApiToken:
    """End a token: who made it, who manages the people of its place, and who administers the site may."""
    row = ApiToken.objects.select_for_update().get(pk=token_id)
    place = row.organisation or row.office
    if by.pk != row.account_id and not (place and may_change_people(by, place)) and not by.is_administrator:
        raise Refused(say("令牌由制作它的人、本单位的签署人或本部门的人员管理员撤销"), code="role")
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        row.save(update_fields=["revoked_at", "revoked_by"])
        record("token.revoked", f"token:{row.pk}", _told(row), by=by)
    return row


def account_of_token(token: str) -> Account | None:
    """Return who acts by this token, and note that it was used; None if it counts no more, or never did."""
    row = counting_token(token)
    if row is None:
        return None
    _note_use(row)
    if row.organisation_id or row.office_id:
        row.account.by_token = row
    return row.account


def _note_use(row: ApiToken) -> None:
    now = timezone.now()
    before = now - USE_IS_NOTED
    if row.used_at is None or row.used_at < before:
        # Of several requests at once the first notes it.
        due = Q(used_at=None) | Q(used_at__lt=before)
        ApiToken.objects.filter(due, pk=row.pk).update(used_at=now)


def _name(name: str, place: Organisation | Office) -> str:
    name = name.strip()
    if not name:
        raise BadInput(say("请给令牌起个名字，例如用它的系统"), field="name")
    if len(name) > LONGEST_NAME:
        raise BadInput(say("名字最多 {most} 个字", most=LONGEST_NAME), field="name")
    refuse_unstorable(name, field="name")
    type(place)._default_manager.select_for_update().get(pk=place.pk)
    # The record names a token by its name, so that one that was revoked keeps it.
    if place.tokens.filter(name=name).exists():
        raise BadInput(say("已有叫“{name}”的令牌（撤销了的也算），请换一个名字", name=name), field="name")
    return name


def _scopes(scopes: Collection[str], by: Account) -> list[str]:
    unknown = next((one for one in scopes if one not in SCOPES), None)
    if unknown is not None:
        raise BadInput(say("没有“{scope}”这个范围", scope=unknown), field="scopes")
    if not scopes:
        raise BadInput(say("请至少选择一个范围"), field="scopes")
    beyond = by.by_token and next((one for one in scopes if one not in by.by_token.scopes), None)
    if beyond:
        raise Refused(say("这个令牌没有“{scope}”范围，不能制作有这个范围的令牌", scope=beyond), code="scope")
    return [one for one in SCOPES if one in scopes]


def _last_day(expires_on: date | None, by: Account) -> date:
    today = timezone.localdate()
    longest = today + timedelta(days=settings.TOKEN_LONGEST_DAYS)
    if by.by_token is not None and by.by_token.expires_on is not None:
        longest = min(longest, by.by_token.expires_on)
    last = expires_on or longest
    if last < today:
        raise BadInput(say("最后一天已经过去"), field="expires_on")
    if last > longest:
        raise BadInput(say("最后一天不能晚于 {day}", day=longest.isoformat()), field="expires_on")
    return last


def _told(row: ApiToken) -> str:
    place = row.organisation or row.office
    return f"{row.name}（{place}）" if place else row.name
