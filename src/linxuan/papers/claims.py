"""What the code of one page says, as bytes: short, so that its picture stays coarse enough for a poor scan."""

from dataclasses import dataclass

DIGEST_BYTES = 16
"""So much of the SHA-256 over the answers a code carries."""
MOST = 2**28 - 1
"""The largest revision or page that can be said."""
_SEVEN = 0x7F


@dataclass(frozen=True)
class Claim:
    """What a page says of itself: page `page` of the `pages` of revision `revision` of `number`.

    `digest` is the beginning of the SHA-256 over the answers.
    """

    number: str
    revision: int
    page: int
    pages: int
    digest: bytes

    def __post_init__(self) -> None:
        counts = (self.revision, self.page, self.pages)
        if not (self.number and self.page <= self.pages and len(self.digest) == DIGEST_BYTES):
            raise ValueError(self)
        if not all(1 <= count <= MOST for count in counts):
            raise ValueError(self)

    def packed(self) -> bytes:
        """Return the bytes: revision, page and pages as short integers, the digest, the number in UTF-8."""
        counts = b"".join(map(_short, (self.revision, self.page, self.pages)))
        return counts + self.digest + self.number.encode()


def unpacked(packed: bytes) -> Claim:
    """Return the claim that `packed` is; raises `ValueError` for what is none."""
    revision, rest = _taken(packed)
    page, rest = _taken(rest)
    pages, rest = _taken(rest)
    claim = Claim(rest[DIGEST_BYTES:].decode(), revision, page, pages, rest[:DIGEST_BYTES])
    if claim.packed() != packed:
        # An integer may be written longer than it needs: one claim has one writing.
        raise ValueError(packed)
    return claim


def _short(count: int) -> bytes:
    """LEB128: seven bits a byte, the lowest first, the highest bit set on all but the last."""
    written = bytearray()
    while count > _SEVEN:
        written.append(count & _SEVEN | 0x80)
        count >>= 7
    return bytes([*written, count])


def _taken(packed: bytes) -> tuple[int, bytes]:
    count = 0
    for place, byte in enumerate(packed[:4]):
        count |= (byte & _SEVEN) << 7 * place
        if byte <= _SEVEN:
            return count, packed[place + 1 :]
    raise ValueError(packed)
