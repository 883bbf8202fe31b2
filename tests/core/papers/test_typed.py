"""A scanner types the text of a code; another keyboard makes other signs of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.papers import page_codes
from linxuan.papers.typed import foreign_signs, means_a_code, readings
from tests.core.papers.made import KEY

DIGEST = "ab" * 32
CODES = [page_codes(f"5-EN-{place:04d}", 1, DIGEST, pages=3, key=KEY)[place % 3] for place in range(60)]
GERMAN = str.maketrans("YZ:*-/", "ZYÖ(ß-")
FRENCH = str.maketrans("1234567890AQWZM:$%*-./", "&é\"'(-è_çàQAZW?M458):!")
WIDE = str.maketrans({chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)} | {" ": "　"})
CHINESE = str.maketrans("./$:", "。、￥：")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(str, id="as it is"),
        pytest.param(str.lower, id="shift locked"),
        pytest.param(lambda code: code.translate(WIDE), id="full width"),
        pytest.param(lambda code: code.translate(CHINESE), id="Chinese punctuation"),
        pytest.param(lambda code: code.translate(GERMAN), id="German keys"),
        pytest.param(lambda code: code.translate(FRENCH), id="French keys"),
        pytest.param(lambda code: code.rstrip(" "), id="spaces at the end lost"),
        pytest.param(lambda code: f" {code} \n", id="spaces around it"),
    ],
)
def test_what_leads_back_to_one_code_is_read(typed: object) -> None:
    for code in CODES:
        written = typed(code)  # type: ignore[operator]
        assert means_a_code(written)
        assert code in set(readings(written))


@given(st.text(max_size=40))
def test_no_other_text_is_read_as_a_code(text: str) -> None:
    assert list(readings(text)) == []


@pytest.mark.parametrize("text", ["5-EN-0031", "示例公司", "LX公司", "210213", ""])
def test_numbers_and_names_are_no_codes(text: str) -> None:
    assert not means_a_code(text)


def test_signs_that_no_code_has_are_named_once() -> None:
    assert foreign_signs("LX1:AB你好你#") == "你好#"
