"""PDFs signed by SM2 with SM3: the CMS is put together by hand, the curve is the library's."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, keys, pem, x509
from gmalg import SM2
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from linxuan.uploads.sm2 import CURVE, SIGNATURE, SIGNER_ID, SM3, sm3

NOW = datetime(2023, 5, 12, tzinfo=UTC)
Key = tuple[bytes, bytes]
"""A private and a public key."""


def key() -> Key:
    made: Key = SM2(uid=SIGNER_ID).generate_keypair()
    return made


def signature(of: bytes, by: Key) -> bytes:
    r, s = SM2(by[0], uid=SIGNER_ID, pk=by[1]).sign(of)
    pair = algos.DSASignature({"r": int.from_bytes(r, "big"), "s": int.from_bytes(s, "big")})
    return bytes(pair.dump())


def certificate(name: str, of: Key, issuer: str = "", by: Key | None = None) -> x509.Certificate:
    """A certificate of SM2; without an issuer signed by itself."""
    ca = x509.Extension(
        {"extn_id": "basic_constraints", "critical": True, "extn_value": x509.BasicConstraints({"ca": True})}
    )
    algorithm = keys.PublicKeyAlgorithm(
        {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", CURVE)}
    )
    signed = algos.SignedDigestAlgorithm({"algorithm": SIGNATURE})
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": 7,
            "signature": signed,
            "issuer": x509.Name.build({"common_name": issuer or name}),
            "validity": {
                "not_before": x509.Time("utc_time", NOW - timedelta(days=9)),
                "not_after": x509.Time("utc_time", NOW + timedelta(days=900)),
            },
            "subject": x509.Name.build({"common_name": name}),
            "subject_public_key_info": {
                "algorithm": algorithm,
                "public_key": keys.ECPointBitString(of[1]),
            },
            "extensions": [ca],
        }
    )
    value = signature(body.dump(), by or of)
    return x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": signed,
            "signature_value": core.OctetBitString(value),
        }
    )


def as_pem(of: x509.Certificate) -> str:
    return str(pem.armor("CERTIFICATE", of.dump()).decode())


def sm2_signed(content: bytes, by: Key, of: x509.Certificate, *, digest: str = SM3) -> bytes:
    """The PDF with a signature over all of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    steps = PdfCMSEmbedder().write_cms(field_name="国密", writer=writer)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=SignatureObject(timestamp=NOW, bytes_reserved=16_384)))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    whole = output.getvalue()
    covered = whole[: prepared.reserved_region_start] + whole[prepared.reserved_region_end :]
    steps.send(_cms(covered, by, of, digest))
    return bytes(output.getvalue())


def _cms(covered: bytes, by: Key, of: x509.Certificate, digest: str) -> bytes:
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sm3(covered)]}),
        ]
    )
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": of.issuer, "serial_number": of.serial_number}}
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": SIGNATURE}),
            "signature": signature(attributes.dump(), by),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": digest})],
            "encap_content_info": {"content_type": "data"},
            "certificates": [of],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
