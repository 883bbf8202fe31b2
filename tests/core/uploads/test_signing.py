"""Who signed a PDF, what of it, and whether anything was changed since; no network is asked."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from linxuan.uploads import look
from linxuan.uploads.words import look_in_words, signature_in_words
from tests.core.attacks.paper_files import pdf
from tests.core.uploads import made

Sign = Callable[..., bytes]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A key and its certificate, signed by itself: two files of PEM."""
    folder = tmp_path_factory.mktemp("signer")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例装备有限公司")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    made_ = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    (folder / "cert.pem").write_bytes(made_.public_bytes(pem))
    return str(folder / "key.pem"), str(folder / "cert.pem")


@pytest.fixture(scope="module")
def sign(certificate: tuple[str, str]) -> Sign:
    key, cert = certificate
    signer = signers.SimpleSigner(
        signing_cert=load_cert_from_pemder(cert),  # type: ignore[no-untyped-call]
        signing_key=load_private_key_from_pemder(key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )

    def signed(content: bytes, field: str = "A") -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        made_ = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer)
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
