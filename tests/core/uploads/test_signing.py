"""Who signed a PDF, what of it, and whether anything was changed since; no network is asked."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from linxuan.uploads import look
from linxuan.uploads.words import look_in_words, signature_in_words
from tests.core.attacks.paper_files import pdf
from tests.core.uploads import made

Sign = Callable[..., bytes]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A key and its certificate, signed by itself: two files of PEM."""
    return written(
        ec.generate_private_key(ec.SECP256R1()), "示例装备有限公司", tmp_path_factory.mktemp("signer")
    )


def written(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    of: str,
    folder: Path,
    *more: x509.ExtensionType,
) -> tuple[str, str]:
    """A key and its certificate, signed by itself, written to a folder."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, of)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    building = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9000))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    for one in more:
        building = building.add_extension(one, critical=True)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    (folder / "cert.pem").write_bytes(building.sign(key, hashes.SHA256()).public_bytes(pem))
    return str(folder / "key.pem"), str(folder / "cert.pem")


@pytest.fixture(scope="module")
def sign(sign_with: Callable[..., bytes]) -> Sign:
    return sign_with


@pytest.fixture(scope="module")
def sign_with(certificate: tuple[str, str]) -> Callable[..., bytes]:
    key, cert = certificate
    signer = signers.SimpleSigner(
        signing_cert=load_cert_from_pemder(cert),  # type: ignore[no-untyped-call]
        signing_key=load_private_key_from_pemder(key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )

    def signed(content: bytes, field: str = "A", timestamper: DummyTimeStamper | None = None) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        about = signers.PdfSignatureMetadata(field_name=field)
        made_ = signers.sign_pdf(writer, about, signer, timestamper=timestamper)
        return bytes(made_.getvalue())

    return signed


def plain() -> bytes:
    return made.saved(made.active())


def test_an_intact_signature_of_somebody_unknown_is_told_so(sign: Sign) -> None:
    seen = look(sign(plain()), "pdf", "合同.pdf")

    (one,) = seen.signatures
    assert (one.outcome, one.known, one.whole, one.stamped_at) == ("intact", False, True, "")
    assert (one.signer, one.signed_at != "") == ("示例装备有限公司", True)
    told = signature_in_words(one)
    assert "签名完好，签署人的证书不在本系统认可之列，覆盖整个文件，自报时间" in told
    assert told.endswith("没有时间戳")


def test_a_signer_whose_root_the_installation_trusts_is_known(
    sign: Sign, certificate: tuple[str, str]
) -> None:
    with open(certificate[1], encoding="ascii") as file:  # noqa: PTH123 - a path of a fixture
        roots = [file.read()]

    (one,) = look(sign(plain()), "pdf", "合同.pdf", roots=roots).signatures
    assert one.known
    assert "签署人可信" in signature_in_words(one)


def test_of_two_signatures_the_first_covers_what_was_there_then(sign: Sign) -> None:
    first, second = look(sign(sign(plain()), "B"), "pdf", "合同.pdf").signatures

    assert (first.outcome, first.whole, second.outcome, second.whole) == ("intact", False, "intact", True)
    assert first.revision < second.revision <= second.revisions
    assert "覆盖第" in signature_in_words(first)


def test_one_changed_byte_is_told(sign: Sign) -> None:
    content = sign(pdf(b"0 0 m 10 10 l S"))
    content = content.replace(b"10 10 l", b"10 19 l")

    (one,) = look(content, "pdf", "合同.pdf").signatures
    assert one.outcome == "altered"
    assert "签名后内容被改动" in signature_in_words(one)


def test_a_page_that_was_put_under_the_signature_later_is_told(sign: Sign) -> None:
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(sign(plain())))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 m 99 99 l S"))
    writer.update_container(page)
    later = io.BytesIO()
    writer.write(later)  # type: ignore[no-untyped-call]

    (one,) = look(later.getvalue(), "pdf", "合同.pdf").signatures
    assert one.outcome == "altered"


def test_of_a_signed_file_with_a_script_both_facts_are_kept(sign: Sign) -> None:
    seen = look(sign(made.scripted()), "pdf", "合同.pdf")

    assert (seen.way, seen.signatures[0].outcome) == ("copied", "intact")
    assert "副本上的电子签名不再有效，原件照存" in look_in_words(seen)


def test_a_signature_that_cannot_be_read_is_no_reason_to_refuse_the_file(sign: Sign) -> None:
    signed = sign(plain())
    start = signed.index(b"/Contents <")
    content = signed[: start + 11] + b"ff" * 200 + signed[start + 411 :]

    (one,) = look(content, "pdf", "合同.pdf").signatures
    assert one.outcome == "unread"
    assert "没有验证" in signature_in_words(one)


@pytest.fixture(scope="module")
def stamped(sign_with: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF signed with a time stamp, of an authority of the test's own."""
    key = rsa.generate_private_key(65537, 2048)
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    authority = written(key, "示例时间戳", tmp_path_factory.mktemp("stamper"), stamping)
    stamper = DummyTimeStamper(
        tsa_cert=load_cert_from_pemder(authority[1]),  # type: ignore[no-untyped-call]
        tsa_key=load_private_key_from_pemder(authority[0], passphrase=None),
        fixed_dt=datetime(2023, 5, 12, 8, tzinfo=UTC),
    )
    return sign_with(plain(), timestamper=stamper)


def test_a_time_stamp_is_found_and_told_as_what_it_proves(stamped: bytes) -> None:
    (one,) = look(stamped, "pdf", "合同.pdf").signatures

    assert one.outcome == "intact"
    assert one.stamped_at.startswith("2023-05-12T08:00")
    assert "时间戳 2023-05-12" in signature_in_words(one)


def test_what_was_changed_after_it_was_stamped_is_told(stamped: bytes) -> None:
    (one,) = look(stamped.replace(b"/MediaBox", b"/MediaBoy", 1), "pdf", "合同.pdf").signatures

    assert one.outcome == "altered"
