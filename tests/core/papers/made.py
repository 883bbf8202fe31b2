"""Claims, keys and records for the tests of papers."""

from datetime import date

from linxuan.papers import Filed, PublicKey, SigningKey, digest_of, new_key, page_codes

DAY = date(2023, 5, 12)
KEY = new_key()
ANOTHER = new_key()


def filed(number: str = "5-EN-0031", revision: int = 2, newest: int = 2, words: str = "一") -> Filed:
    """A submission that the system holds."""
    return Filed(number, revision, digest_of({"name": words}), "示例公司", DAY, newest)


def known(*keys: SigningKey, revoked_on: date | None = None) -> dict[bytes, PublicKey]:
    """The public keys of a system."""
    public = [PublicKey(one.public.raw, revoked_on) for one in keys]
    return {one.id: one for one in public}


def codes_of(paper: Filed, pages: int, key: SigningKey = KEY) -> list[str]:
    """The codes of a print of it."""
    return page_codes(paper.number, paper.revision, paper.digest, pages=pages, key=key)
