"""A bulk act that was looked at before: it is carried out as it was rehearsed, or not at all."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.workflow import Act
from linxuan_site.actions.bulk import Rehearsal, carry_on, confirm_bulk, rehearse
from linxuan_site.models import Account, BulkAct
from linxuan_site.queries.bulk import confirmed_with

KEY_LENGTH = 40


def digest_of(call: str, act: Act, rehearsal: Rehearsal, *, account: Account) -> str:
    """Return the SHA-256 of a rehearsal: who would do what to which, as they stand, and what would come of it."""
    told = [
        call,
        account.pk,
        vars(act),
        [(one.application.pk, one.seen, one.target, one.refusal) for one in rehearsal.rows],
        [asdict(one) for one in rehearsal.quotas],
    ]
    return sha256(json.dumps(told, ensure_ascii=False, default=str).encode()).hexdigest()


def carry_out_rehearsed(call: str, act: Act, ids: Sequence[int], digest: str, *, account: Account) -> BulkAct:
    """Carry out on many what a rehearsal of this digest showed; sent twice it is done once.

    Raises `Refused` where anything would come out otherwise now: it is to be looked at again.
    """
    done = confirmed_with(digest[:KEY_LENGTH], account)
    if done is None:
        found = rehearse(call, act, ids, account=account)
        if digest_of(call, act, found, account=account) != digest:
            told = say("预览以后有了变动，还没有办理。请重新预览，核对后再办理")
            raise Refused(told, code="overtaken")
        seen = {one.application.pk: one.seen for one in found.rows}
        done = confirm_bulk(call, act, seen, account=account, key=digest[:KEY_LENGTH])
    return carry_on(done.pk, account=account)
