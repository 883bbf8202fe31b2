"""A signature by SM2 is checked where a part for it is installed, and told not to have been where none is."""

import pytest

from linxuan.uploads import sm2
from linxuan.uploads.signing import signatures_of
from linxuan.uploads.told import Signature
from linxuan.uploads.words import signature_in_words
from tests.core.attacks.paper_files import pdf
from tests.core.uploads import sm2_signed as sm2_signed_module
from tests.core.uploads.sm2_signed import as_pem, certificate, key, sm2_signed

KEY = key()
SIGNER = certificate("示例装备有限公司", KEY)
PLAIN = pdf(b"0 0 m 10 10 l S")


def only(content: bytes, *roots: str) -> Signature:
    (found,) = signatures_of(content, roots)
    return found


def test_the_library_agrees_with_the_example_of_the_standard() -> None:
    """GB/T 32918.5-2017, A.2: its key, its message, its signature, of its signer."""
    public = bytes.fromhex(
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    )
    from asn1crypto.algos import DSASignature

    r = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    s = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
    checks = sm2.checker()
    assert checks is not None
    signature = DSASignature({"r": r, "s": s}).dump()

    assert checks(public, b"message digest", signature)
    assert not checks(public, b"message digesT", signature)


def test_sm3_is_that_of_the_standard() -> None:
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_an_intact_one_of_somebody_unknown_is_told_so() -> None:
    found = only(sm2_signed(PLAIN, KEY, SIGNER))

    assert (found.outcome, found.known, found.whole, found.signer) == (
        "intact",
        False,
        True,
        "示例装备有限公司",
    )
    assert "签名完好，签署人的证书不在本系统认可之列" in signature_in_words(found)


def test_one_changed_byte_is_told() -> None:
    content = sm2_signed(PLAIN, KEY, SIGNER)

    assert only(content.replace(b"10 10 l", b"10 19 l")).outcome == "altered"


def test_one_signed_by_another_key_is_none() -> None:
    assert only(sm2_signed(PLAIN, key(), SIGNER)).outcome == "altered"


def test_one_that_claims_another_digest_is_none() -> None:
    assert only(sm2_signed(PLAIN, KEY, SIGNER, digest="sha256")).outcome == "altered"


def test_what_was_added_behind_it_is_told() -> None:
    import io

    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sm2_signed(PLAIN, KEY, SIGNER)))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 m 99 99 l S"))
    writer.update_container(page)
    later = io.BytesIO()
    writer.write(later)  # type: ignore[no-untyped-call]

    assert only(later.getvalue()).outcome == "altered"


def test_a_signer_is_known_by_himself_or_by_who_issued_his_certificate() -> None:
    root_key = key()
    root = certificate("示例根", root_key)
    issued = certificate("示例装备有限公司", KEY, "示例根", root_key)
    forged = certificate("示例装备有限公司", KEY, "示例根", key())

    assert only(sm2_signed(PLAIN, KEY, SIGNER), as_pem(SIGNER)).known
    assert only(sm2_signed(PLAIN, KEY, issued), as_pem(root)).known
    assert not only(sm2_signed(PLAIN, KEY, forged), as_pem(root)).known
    assert not only(sm2_signed(PLAIN, KEY, SIGNER), as_pem(root)).known


def test_without_a_part_for_it_it_is_told_that_nothing_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "checker", lambda: None)
    found = only(sm2_signed(PLAIN, KEY, SIGNER))

    assert (found.outcome, found.signer) == ("sm2", "示例装备有限公司")
    assert "没有验证" in signature_in_words(found)


@pytest.mark.parametrize("spoilt", [b"\x30\x06\x02\x01\x01\x02\x01\x01", b"\x30\x00", b"\xff" * 70])
def test_a_signature_that_is_none_never_counts(spoilt: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2_signed_module, "signature", lambda _of, _by: spoilt)

    assert only(sm2_signed(PLAIN, KEY, SIGNER)).outcome in ("altered", "unread")


def test_the_confined_child_finds_it_too() -> None:
    from linxuan.uploads import look

    (found,) = look(sm2_signed(PLAIN, KEY, SIGNER), "pdf", "合同.pdf").signatures
    assert found.outcome == "intact"
