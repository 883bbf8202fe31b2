"""A claim with its signature as the text of a QR code, and back."""

from dataclasses import dataclass

from linxuan.papers.base45 import decoded, encoded
from linxuan.papers.claims import DIGEST_BYTES, Claim, unpacked
from linxuan.papers.keys import KEY_ID_BYTES, SIGNATURE_BYTES, PublicKey, SigningKey

PREFIX = "LX1:"
"""Says that it is ours and which version of the format it has."""


@dataclass(frozen=True)
class Sealed:
    """A code that was read: what it claims, the key that it names, and a signature not proved yet."""

    claim: Claim
    key_id: bytes
    signature: bytes

    def proved_by(self, key: PublicKey) -> bool:
        """Tell whether this key signed the claim."""
        return key.proves(self.signature, self.key_id + self.claim.packed())


def write_code(claim: Claim, key: SigningKey) -> str:
    """Return the text of the code of a page; the same claim and key give the same text."""
    signed = key.public.id + claim.packed()
    return PREFIX + encoded(signed + key.sign(signed))


def page_codes(number: str, revision: int, digest: str, *, pages: int, key: SigningKey) -> list[str]:
    """Return the codes of all pages of a paper, in order; `digest` is the whole SHA-256 in hexadecimal."""
    said = bytes.fromhex(digest)[:DIGEST_BYTES]
    return [write_code(Claim(number, revision, page, pages, said), key) for page in range(1, pages + 1)]


def is_ours(text: str) -> bool:
    """Tell whether a text means to be the code of a page, of this version of the format."""
    return text.startswith(PREFIX)


def read_code(text: str) -> Sealed:
    """Return what the text of a code says; raises `ValueError` for what no system of ours wrote."""
    content = decoded(text.removeprefix(PREFIX)) if is_ours(text) else b""
    if len(content) <= KEY_ID_BYTES + SIGNATURE_BYTES:
        raise ValueError(text)
    claim = unpacked(content[KEY_ID_BYTES:-SIGNATURE_BYTES])
    return Sealed(claim, content[:KEY_ID_BYTES], content[-SIGNATURE_BYTES:])
