"""The keys that sign what is printed: made, changed, and taken out of use. Each act leaves a row."""

import os

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers import SigningKey, new_key
from linxuan_site import clock
from linxuan_site.actions.recording import reason, record
from linxuan_site.models import Account, PaperKey
from linxuan_site.queries.paper_keys import private_file, signing_key


def key_to_print() -> SigningKey:
    """Return the key that signs what is printed now; the first print of an installation makes one."""
    found = signing_key()
    if found is None:
        make_key(why=say("打印时还没有密钥，系统自动生成"))
        found = signing_key()
    if found is None:
        raise BadInput(say("还没有签名密钥，打印不了；请系统管理员运行 linxuan papers keys new"))
    return found


@transaction.atomic
def make_key(*, by: Account | None = None, why: str = "") -> PaperKey:
    """Make a key that signs from now on. Those before it stay: what they signed is still proved.

    The private half is written to a file that only its owner may read, and to no other place.
    """
    key = new_key()
    row = PaperKey.objects.create(
        key_id=key.public.id.hex(), public=key.public.raw.hex(), made_at=timezone.now(), made_by=by
    )
    _keep(row.key_id, key)
    record("key.made", f"key:{row.key_id}", row.key_id, by=by, why=why)
    return row


@transaction.atomic
def retire_key(key_id: str, *, why: str, revoked: bool = False, by: Account | None = None) -> PaperKey:
    """Let a key sign nothing more; a revoked one proves nothing more either.

    Its private half is deleted here. Raises `BadInput` where there is no such key or nothing to change.
    """
    row = PaperKey.objects.select_for_update().filter(key_id=key_id.strip().lower()).first()
    if row is None:
        raise BadInput(say("没有密钥“{key}”，请用 linxuan papers keys list 查看", key=key_id))
    if row.revoked_on or (row.retired_at and not revoked):
        raise BadInput(say("密钥 {key} 已经停用", key=row.key_id))
    row.why = reason(why)
    row.retired_at = row.retired_at or timezone.now()
    row.revoked_on = clock.today() if revoked else None
    row.save(update_fields=["why", "retired_at", "revoked_on"])
    act = "key.revoked" if revoked else "key.retired"
    record(act, f"key:{row.key_id}", row.key_id, by=by, why=row.why)
    transaction.on_commit(lambda: private_file(row.key_id).unlink(missing_ok=True))
    return row


def _keep(key_id: str, key: SigningKey) -> None:
    """Write the private half; nobody else can read it at any moment, and none is ever overwritten."""
    file = private_file(key_id)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(key.pem())
    except OSError as fault:
        told = say(
            "签名密钥写不到 {folder}：{why}；请系统管理员检查",
            folder=settings.PAPER_KEYS,
            why=fault.strerror or str(fault),
        )
        raise BadInput(told) from fault
