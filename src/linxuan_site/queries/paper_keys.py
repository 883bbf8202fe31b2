"""Reads of the keys that sign what is printed: the public ones, and the private one that signs today."""

from pathlib import Path
from typing import Literal

from django.conf import settings

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers import PublicKey, SigningKey, key_from_pem
from linxuan_site.models import PaperKey

State = Literal["signing", "elsewhere", "retired", "revoked"]


def public_keys() -> dict[bytes, PublicKey]:
    """Return every key there ever was, by the id that a code names."""
    rows = PaperKey.objects.values_list("public", "revoked_on")
    keys = [PublicKey(bytes.fromhex(public), revoked_on) for public, revoked_on in rows]
    return {key.id: key for key in keys}


def paper_keys() -> list[PaperKey]:
    """Return the keys as they are kept, the newest first."""
    return list(PaperKey.objects.order_by("-pk"))


def signing_key() -> SigningKey | None:
    """Return the newest key that is not retired and whose private half lies here; None where there is none."""
    for key_id in PaperKey.objects.filter(retired_at=None).order_by("-pk").values_list("key_id", flat=True):
        file = private_file(key_id)
        if file.exists():
            return _read(file)
    return None


def state_of(key: PaperKey) -> State:
    """Return what a key is good for on this machine; one that signs is not always the one that signs next."""
    if key.retired_at:
        return "revoked" if key.revoked_on else "retired"
    return "signing" if private_file(key.key_id).exists() else "elsewhere"


def private_file(key_id: str) -> Path:
    """Return where the private half of a key lies."""
    return Path(settings.PAPER_KEYS) / f"{key_id}.pem"


def _read(file: Path) -> SigningKey:
    try:
        return key_from_pem(file.read_bytes())
    except (OSError, BadInput) as fault:
        raise BadInput(say("签名密钥读不出来，请系统管理员检查文件 {file}", file=file)) from fault
