"""The unified social credit code of GB 32100-2015, and the organisation code of GB 11714 inside it.

The code is 18 characters long: registering department, category, six digits of a division, nine
characters of an organisation code, and a check character. Departments other than that of commerce
may stand first and may be letters, and real codes carry divisions that GB/T 2260 lacks: neither is
judged here.
"""

import re
import unicodedata
from collections.abc import Iterable

from linxuan.errors import BadInput
from linxuan.language import say

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normalised(text: str) -> str:
    """Return the code as it is stored: upper case, half width, without white space and hyphens."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s-]", "", narrow)


def read_credit_code(text: str) -> str:
    """Return the code as it is stored. Raises BadInput if it has not its shape or its check character."""
    code = normalised(text)
    if not is_credit_code(code):
        raise BadInput(say("要填校验无误的18位统一社会信用代码，请对照营业执照核对"), field="credit_code")
    return code


def is_credit_code(code: str) -> bool:
    """Tell whether `code`, already normalised, has the shape and the check character of GB 32100."""
    return bool(_SHAPE.fullmatch(code)) and code[17] == check_character(code[:17])


def check_character(body: str) -> str:
    """Return the 18th character for the first 17."""
    return ALPHABET[-_weighted(body, ALPHABET, _WEIGHTS) % 31]


def organisation_code_holds(code: str) -> bool:
    """Tell whether the organisation code in a credit code bears the check character of GB 11714.

    Codes that are in use fail it now and then, so that a failure is worth a note and no refusal.
    """
    return code[16] == organisation_check_character(code[8:16])


def organisation_check_character(body: str) -> str:
    """Return the ninth character of an organisation code for its first eight."""
    remainder = -_weighted(body, _ORGANISATION_ALPHABET, _ORGANISATION_WEIGHTS) % 11
    return "X" if remainder == 10 else str(remainder)


def _weighted(body: str, alphabet: str, weights: Iterable[int]) -> int:
    return sum(alphabet.index(each) * weight for each, weight in zip(body, weights, strict=True))
