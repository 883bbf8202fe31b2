"""Signatures by SM2 with SM3 (GB/T 32918, GM/T 0010): checked where a part for it is installed.

The curve is another's work: `checker` is the one place that names the library. `cryptography` has SM3 and no
SM2. Runs in the confined child only.
"""

from collections.abc import Callable, Sequence
from typing import Any

CURVE = "1.2.156.10197.1.301"
SIGNATURE = "1.2.156.10197.1.501"
"""With SM3."""
SM3 = "1.2.156.10197.1.401"
SIGNER_ID = b"1234567812345678"
"""Whose signature it is where nothing else was agreed: GM/T 0009, 10."""

Checker = Callable[[bytes, bytes, bytes], bool]
"""Given a public key (04 and both coordinates), a message and the DER of a signature: whether it signs that."""


def checker() -> Checker | None:
    """Return what checks a signature; None where no part for it is installed (`requirements/sm2.txt`)."""
    try:
        from gmalg import SM2
    except ImportError:
        return None

    def checks(public: bytes, message: bytes, signature: bytes) -> bool:
        r, s = _pair(signature)
        return bool(SM2(uid=SIGNER_ID, pk=public).verify(message, r, s))

    return checks


def is_sm2(certificate: Any, algorithm: str) -> bool:
    """Tell whether a signature is of SM2, by its algorithm or the curve of its key: the libraries know neither."""
    if certificate is None:
        return algorithm == SIGNATURE
    key = certificate.public_key["algorithm"]
    curve = key["parameters"].chosen if key["algorithm"].native == "ec" else None
    return algorithm == SIGNATURE or getattr(curve, "dotted", "") == CURVE


def signs(checks: Checker, info: Any, certificate: Any, content: bytes, ranges: Sequence[int]) -> bool:
    """Tell whether a signer's part of a CMS signs these ranges (start and length) of a file."""
    if info["digest_algorithm"]["algorithm"].dotted != SM3:
        return False
    signed = b"".join(
        content[start : start + length] for start, length in zip(ranges[::2], ranges[1::2], strict=True)
    )
    attributes = info["signed_attrs"]
    if len(attributes):
        stated = [one["values"][0].native for one in attributes if one["type"].native == "message_digest"]
        if stated != [sm3(signed)]:
            return False
        signed = attributes.untag().dump(force=True)
    return checks(_public(certificate), signed, info["signature"].native)


def is_known(checks: Checker, certificate: Any, roots: Sequence[Any]) -> bool:
    """Tell whether a certificate is one of these, or was issued by one of them itself."""
    return any(certificate.dump() == root.dump() or _issued(checks, certificate, root) for root in roots)


def sm3(message: bytes) -> bytes:
    """Return the SM3 of a message."""
    from cryptography.hazmat.primitives import hashes

    digest = hashes.Hash(hashes.SM3())
    digest.update(message)
    return digest.finalize()


def _issued(checks: Checker, certificate: Any, root: Any) -> bool:
    if certificate.issuer.dump() != root.subject.dump() or not is_sm2(root, ""):
        return False
    if not root.ca or certificate["signature_algorithm"]["algorithm"].dotted != SIGNATURE:
        return False
    return checks(_public(root), certificate["tbs_certificate"].dump(), certificate["signature_value"].native)


def _public(certificate: Any) -> bytes:
    return bytes(certificate.public_key["public_key"].native)


def _pair(signature: bytes) -> tuple[bytes, bytes]:
    """The two numbers of a signature, 32 bytes each. Raises an error of some kind for what is none."""
    from asn1crypto.algos import DSASignature

    pair = DSASignature.load(signature, strict=True)
    return int(pair["r"].native).to_bytes(32, "big"), int(pair["s"].native).to_bytes(32, "big")
