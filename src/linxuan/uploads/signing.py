"""The signatures of a PDF (PAdES, ISO 32000-2 12.8), checked without a network; runs in the confined child only."""

import logging
from collections.abc import Sequence
from typing import Any

from linxuan.uploads import sm2
from linxuan.uploads.told import Signature

MOST = 50


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
    return tuple(_checked(one, content, roots, revisions) for one in signatures)


def _checked(signature: Any, content: bytes, roots: Sequence[str], revisions: int) -> Signature:
    try:
        algorithm = signature.signer_info["signature_algorithm"]["algorithm"].dotted
        if sm2.is_sm2(signature.signer_cert, algorithm):
            return _by_sm2(signature, content, roots, revisions)
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
    from pyhanko_certvalidator import ValidationContext

    found = _certificates(roots)
    return ValidationContext(trust_roots=found, allow_fetching=False, revocation_mode="soft-fail")


def _certificates(roots: Sequence[str]) -> list[Any]:
    from asn1crypto import pem, x509

    return [x509.Certificate.load(pem.unarmor(text.encode())[2]) for text in roots]


def _signer(signature: Any) -> str:
    certificate = signature.signer_cert
    if certificate is None:
        return ""
    native = certificate.subject.native
    name = native.get("common_name") or native.get("organization_name") or ""
    return str(name if isinstance(name, str) else " ".join(map(str, name)))[:200]


def _by_sm2(signature: Any, content: bytes, roots: Sequence[str], revisions: int) -> Signature:
    """Checked where a part for it is installed; else it is only told that there is one."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel as Coverage

    checks, certificate = sm2.checker(), signature.signer_cert
    if checks is None or certificate is None:
        return Signature("sm2", _signer(signature))
    coverage = signature.evaluate_signature_coverage()
    covered = coverage in (Coverage.ENTIRE_FILE, Coverage.ENTIRE_REVISION)
    ranges = [int(one) for one in signature.byte_range]
    intact = covered and sm2.signs(checks, signature.signer_info, certificate, content, ranges)
    return Signature(
        outcome="intact" if intact and _later_is_allowed(signature, coverage) else "altered",
        signer=_signer(signature),
        known=sm2.is_known(checks, certificate, _certificates(roots)),
        whole=coverage == Coverage.ENTIRE_FILE,
        revision=signature.signed_revision + 1,
        revisions=revisions,
        signed_at=_iso(signature.self_reported_timestamp),
    )


def _later_is_allowed(signature: Any, coverage: Any) -> bool:
    """What came after it, where it does not cover the whole file."""
    from pyhanko.sign.diff_analysis import (
        DEFAULT_DIFF_POLICY,
        DiffResult,
        ModificationLevel,
        SuspiciousModification,
    )
    from pyhanko.sign.validation.status import SignatureCoverageLevel as Coverage

    if coverage == Coverage.ENTIRE_FILE:
        return True
    # The library fills it in together with a digest that it does not know.
    signature.coverage = coverage
    try:
        found = signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except SuspiciousModification:
        return False
    return isinstance(found, DiffResult) and found.modification_level != ModificationLevel.OTHER


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment is not None else ""
