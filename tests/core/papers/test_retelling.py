"""What was said of a doubt in one language is said in the other to whoever reads it there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.language import CHINESE, ENGLISH, speaking
from linxuan.papers.retelling import retold
from linxuan.papers.scans import wording
from linxuan.papers.scans.results import Expected

LANGUAGES = st.sampled_from([CHINESE, ENGLISH])
EXPECTED = Expected(number="5-EN-0001", revision=3, pages=9, digest="0" * 64)


@given(LANGUAGES, LANGUAGES, st.integers(1, 60))
def test_of_a_page_it_is_said_as_it_would_have_been(asked: str, reads: str, page: int) -> None:
    for said in (wording.of_missing, wording.of_doubled, wording.of_swapped, wording.of_no_seal):
        with speaking(asked):
            kept = said(page)
        with speaking(reads):
            assert retold(kept, page, 3) == said(page)


@given(LANGUAGES, LANGUAGES, st.integers(1, 3))
def test_of_an_older_print_too(asked: str, reads: str, old: int) -> None:
    with speaking(asked):
        kept = wording.of_code("older", EXPECTED, ("5-EN-0001", old))
    with speaking(reads):
        assert retold(kept, None, 3) == wording.of_code("older", EXPECTED, ("5-EN-0001", old))


@pytest.mark.parametrize("outcome", ["unread", "altered", "revoked"])
def test_of_a_code_too(outcome: str) -> None:
    with speaking(ENGLISH):
        kept = wording.of_code(outcome, EXPECTED, None)  # type: ignore[arg-type]
    assert retold(kept, None, 3) == wording.of_code(outcome, EXPECTED, None)  # type: ignore[arg-type]
    assert kept != retold(kept, None, 3)


@given(st.text(max_size=40))
def test_what_is_none_of_it_stays_as_it_was_kept(words: str) -> None:
    with speaking(ENGLISH):
        assert retold(f"§{words}", 1, 2) == f"§{words}"
