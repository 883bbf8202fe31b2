"""What a printed page proves: a code that names its number, revision and page, signed by the authority.

`claims` has what a code says, `codes` how that becomes the text of a QR code and back, `keys` who signed
it, `verdicts` what to hold of it, `drawing` and `reading` are its picture. docs/papers.md tells the format.
"""

from linxuan.papers.canonical import canonical_json, digest_of
from linxuan.papers.claims import Claim
from linxuan.papers.codes import Sealed, page_codes, read_code, write_code
from linxuan.papers.keys import PublicKey, SigningKey, key_from_pem, new_key
from linxuan.papers.verdicts import Filed, Outcome, Verdict, verdict_of, verdict_of_typed

__all__ = [
    "Claim",
    "Filed",
    "Outcome",
    "PublicKey",
    "Sealed",
    "SigningKey",
    "Verdict",
    "canonical_json",
    "digest_of",
    "key_from_pem",
    "new_key",
    "page_codes",
    "read_code",
    "verdict_of",
    "verdict_of_typed",
    "write_code",
]
