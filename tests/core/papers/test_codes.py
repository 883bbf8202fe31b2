"""What the code of a page says: its bytes, its text, and that nothing of it can be changed unseen."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.papers import (
    Claim,
    Filed,
    Outcome,
    canonical_json,
    digest_of,
    key_from_pem,
    new_key,
    read_code,
    verdict_of,
    verdict_of_typed,
    write_code,
)
from linxuan.papers.base45 import ALPHABET, decoded, encoded
from linxuan.papers.codes import PREFIX
from tests.core.papers.made import ANOTHER, DAY, KEY, codes_of, filed, known

counts = st.integers(1, 2**28 - 1)
claims = st.builds(
    lambda number, revision, pages, digest: Claim(number, revision, min(pages), max(pages), digest),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    counts,
    st.tuples(counts, counts),
    st.binary(min_size=16, max_size=16),
)
CODE = codes_of(filed(), 12)[2]


def held(text: str, *found: Filed) -> Outcome:
    """What a system that knows our key holds of a code."""
    rows = found or (filed(),)
    return verdict_of(
        text,
        known(KEY),
        lambda number, revision: [r for r in rows if (r.number, r.revision) == (number, revision)],
    ).outcome


@given(claims)
def test_a_claim_is_read_as_it_was_written(claim: Claim) -> None:
    sealed = read_code(write_code(claim, KEY))

    assert sealed.claim == claim
    assert sealed.proved_by(KEY.public)
    assert not sealed.proved_by(ANOTHER.public)


@given(st.binary(max_size=200))
def test_bytes_are_read_as_they_were_written_in_base45(content: bytes) -> None:
    assert decoded(encoded(content)) == content


def test_base45_is_that_of_the_standard() -> None:
    assert encoded(b"Hello!!") == "%69 VD92EX0"
    assert encoded(b"base-45") == "UJCLQE7W581"
    assert decoded("QED8WEX0") == b"ietf!"


def test_a_usual_code_fits_a_coarse_picture() -> None:
    assert len(CODE) <= 154
    assert len(codes_of(filed(number="5-ENTERP-0031"), 127)[-1]) <= 154


@given(st.text(ALPHABET, max_size=300) | st.text(max_size=50))
def test_whatever_a_code_says_there_is_a_verdict(text: str) -> None:
    assert held("X" + text) == "not_ours"
    assert held(PREFIX + text) in ("altered", "not_ours")


@given(st.data())
def test_a_code_with_one_bit_changed_is_never_taken_for_genuine(data: st.DataObject) -> None:
    content = bytearray(decoded(CODE.removeprefix(PREFIX)))
    bit = data.draw(st.integers(0, len(content) * 8 - 1))
    content[bit // 8] ^= 1 << bit % 8

    assert held(PREFIX + encoded(bytes(content))) in ("altered", "not_ours")


@given(st.data())
def test_a_code_with_one_sign_changed_is_never_taken_for_genuine(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(CODE) - 1))
    other = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != CODE[place]]))

    assert held(CODE[:place] + other + CODE[place + 1 :]) in ("altered", "not_ours")


@pytest.mark.parametrize(
    ("changes", "row", "outcome"),
    [
        ({}, {}, "current"),
        ({"newest": 2}, {"newest": 3}, "superseded"),
        ({}, {"words": "二"}, "altered"),
        ({"number": "5-EN-0032"}, {}, "not_ours"),
    ],
    ids=["as it is", "filed again since", "other answers in the system", "a number that nobody has"],
)
def test_a_genuine_page_is_compared_with_what_the_system_holds(
    changes: dict[str, object], row: dict[str, object], outcome: Outcome
) -> None:
    printed = codes_of(replace(filed(), **changes), 3)[0]  # type: ignore[arg-type]

    assert held(printed, filed(**row)) == outcome  # type: ignore[arg-type]


def test_a_number_that_two_calls_gave_is_told_apart_by_its_answers() -> None:
    ours, other = filed(), replace(filed(words="二"), name="别家")
    found = verdict_of(CODE, known(KEY), lambda *_: [other, ours])

    assert found.filed == ours


def test_an_old_print_still_verifies_after_the_key_was_changed() -> None:
    assert verdict_of(CODE, known(ANOTHER, KEY), lambda *_: [filed()]).outcome == "current"


def test_a_print_of_a_key_that_is_not_known_is_not_ours() -> None:
    assert verdict_of(CODE, known(ANOTHER), lambda *_: [filed()]).outcome == "not_ours"


def test_a_print_of_a_revoked_key_says_so_and_nothing_else() -> None:
    found = verdict_of(CODE, known(KEY, revoked_on=DAY), lambda *_: [filed()])

    assert (found.outcome, found.revoked_on, found.claim, found.filed) == ("revoked", DAY, None, None)


def test_nobody_can_sign_with_a_key_that_only_bears_our_name() -> None:
    sealed = read_code(CODE)
    forged = sealed.key_id + sealed.claim.packed()

    assert held(PREFIX + encoded(forged + ANOTHER.sign(forged))) == "altered"


def test_a_typed_check_code_is_compared_with_every_revision() -> None:
    first, second = filed(revision=1, words="一"), filed(words="二")
    check = " ".join((first.digest[:4], first.digest[4:8].upper(), first.digest[8:12], first.digest[12:16]))

    assert verdict_of_typed(check, [first, second]).outcome == "superseded"
    assert verdict_of_typed(second.digest[:16], [first, second]).filed == second
    assert verdict_of_typed(second.digest[:15], [first, second]).outcome == "not_ours"
    assert verdict_of_typed(f"{second.digest[:15]}x", [first, second]).outcome == "not_ours"


def test_a_key_is_kept_in_a_file_and_read_from_it() -> None:
    assert key_from_pem(KEY.pem()).public == KEY.public
    for content in (b"", b"-----BEGIN PRIVATE KEY-----", KEY.pem()[:60]):
        with pytest.raises(BadInput, match="密钥"):
            key_from_pem(content)


def test_two_keys_are_never_the_same() -> None:
    assert new_key().public.id != new_key().public.id


def test_a_private_key_does_not_show_itself() -> None:
    assert "PRIVATE" not in repr(KEY)
    assert KEY.pem().decode().splitlines()[1] not in repr(KEY)


json_values = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers() | st.floats(-(2.0**53) + 1, 2.0**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_answers_have_one_digest_however_they_were_kept(answers: dict[str, object]) -> None:
    turned = dict(reversed(list(answers.items())))
    again = json.loads(canonical_json(answers))

    assert digest_of(turned) == digest_of(answers) == digest_of(again)


def test_the_canonical_form_is_that_of_the_standard() -> None:
    given = {"b": [1, True, None, 4.5], "a": '€\n"/', "😀": 1, "\ufb33": 2}

    assert canonical_json(given).decode() == '{"a":"€\\n\\"/","b":[1,true,null,4.5],"😀":1,"\ufb33":2}'


@pytest.mark.parametrize(
    "wrong", [{"page": 4}, {"page": 0}, {"number": ""}, {"revision": 0}, {"digest": b"short"}], ids=str
)
def test_a_claim_that_makes_no_sense_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Claim"):
        replace(Claim("1", 1, 1, 3, bytes(16)), **wrong)  # type: ignore[arg-type]
