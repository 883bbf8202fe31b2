"""The authority's keys (Ed25519): a private one signs what is printed, its public one proves it for good."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from linxuan.errors import BadInput
from linxuan.language import say

KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
_PURPOSE = b"linxuan paper 1\0"
"""Goes before what is signed: a signature for anything else never counts for a page."""


@dataclass(frozen=True)
class PublicKey:
    """A key that proves signatures: `raw` are its 32 bytes. What a revoked one signed proves nothing."""

    raw: bytes
    revoked_on: date | None = None

    @property
    def id(self) -> bytes:
        """The four bytes that name it in a code."""
        return sha256(self.raw).digest()[:KEY_ID_BYTES]

    def proves(self, signature: bytes, content: bytes) -> bool:
        """Tell whether its private key signed `content`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, _PURPOSE + content)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A private key. Nothing shows it but `pem`."""

    _private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """Its public key."""
        return PublicKey(self._private.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """Return the signature over `content`, 64 bytes; the same content has the same signature."""
        return self._private.sign(_PURPOSE + content)

    def pem(self) -> bytes:
        """Return the key as an unencrypted PKCS #8 file."""
        return self._private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


def new_key() -> SigningKey:
    """Return a new key from the system's randomness."""
    return SigningKey(Ed25519PrivateKey.generate())


def key_from_pem(content: bytes) -> SigningKey:
    """Return the key of a PKCS #8 file; raises `BadInput` for what is none."""
    try:
        private = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as fault:
        raise BadInput(say("这不是签名密钥文件")) from fault
    if not isinstance(private, Ed25519PrivateKey):
        raise BadInput(say("这不是签名密钥文件"))
    return SigningKey(private)
