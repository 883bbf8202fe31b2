"""The signatures of a PDF (PAdES, ISO 32000-2 12.8), checked without a network; runs in the confined child only."""

import logging
from collections.abc import Sequence
from typing import Any

from linxuan.uploads.told import Signature

MOST = 50
SM2_CURVE = "1.2.156.10197.1.301"
SM2_SIGNATURE = "1.2.156.10197.1.501"
"""With SM3, GB/T 32918 and GM/T 0006."""


def signatures_of(content: bytes, roots: Sequence[str]) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in their order; none for what has none.

    `roots` are certificates (PEM): a signer whose certificate leads to one of them is known. Whether a
    certificate was revoked is not asked of anybody: that needs a network.
    """
    if b"/ByteRange" not in content:
        return ()
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        signatures = reader.embedded_regular_signatures[:MOST]
        revisions = reader.xrefs.total_revisions
    except Exception:  # noqa: BLE001 - a stranger's bytes: whatever it is, the signature cannot be read
        return (Signature("unread"),)
    return tuple(_checked(one, roots, revisions) for one in signatures)


def _checked(signature: Any, roots: Sequence[str], revisions: int) -> Signature:
    try:
        if _is_sm2(signature):
            return Signature("sm2", _signer(signature))
        return _validated(signature, roots, revisions)
    except Exception:  # noqa: BLE001 - as above
        return Signature("unread")


def _validated(signature: Any, roots: Sequence[str], revisions: int) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel as Coverage

    status = validate_pdf_signature(signature, _context(roots), _context(roots))
    covered = status.coverage in (Coverage.ENTIRE_FILE, Coverage.ENTIRE_REVISION)
    intact = status.intact and status.valid and covered and _only_allowed(status)
    stamp = status.timestamp_validity
    return Signature(
        outcome="intact" if intact else "altered",
        signer=_signer(signature),
        known=bool(status.trusted),
        whole=status.coverage == Coverage.ENTIRE_FILE,
        revision=signature.signed_revision + 1,
        revisions=revisions,
        signed_at=_iso(signature.self_reported_timestamp),
        stamped_at=_iso(stamp.timestamp) if stamp is not None and stamp.intact and stamp.valid else "",
    )


def _only_allowed(status: Any) -> bool:
    """What came after only signed, time-stamped or filled in what the signer left open."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    return level is None or (level != ModificationLevel.OTHER and status.docmdp_ok is not False)


def _context(roots: Sequence[str]) -> Any:
    from asn1crypto import pem, x509
    from pyhanko_certvalidator import ValidationContext

    found = []
    for text in roots:
        _kind, _headers, der = pem.unarmor(text.encode())
        found.append(x509.Certificate.load(der))
    return ValidationContext(trust_roots=found, allow_fetching=False, revocation_mode="soft-fail")


def _signer(signature: Any) -> str:
    certificate = signature.signer_cert
    if certificate is None:
        return ""
    native = certificate.subject.native
    name = native.get("common_name") or native.get("organization_name") or ""
    return str(name if isinstance(name, str) else " ".join(map(str, name)))[:200]


def _is_sm2(signature: Any) -> bool:
    """Read as bytes: the libraries know neither the curve nor the algorithm."""
    certificate = signature.signer_cert
    algorithm = signature.signer_info["signature_algorithm"]["algorithm"].dotted
    if certificate is None:
        return bool(algorithm == SM2_SIGNATURE)
    key = certificate.public_key["algorithm"]
    curve = key["parameters"].chosen if key["algorithm"].native == "ec" else None
    return bool(algorithm == SM2_SIGNATURE or getattr(curve, "dotted", "") == SM2_CURVE)


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment is not None else ""
