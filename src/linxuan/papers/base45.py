"""Base45 (RFC 9285): bytes in the 45 signs that a QR code writes densest, two bytes in three signs."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


def encoded(content: bytes) -> str:
    """Return `content` in Base45."""
    pairs = (content[place : place + 2] for place in range(0, len(content), 2))
    return "".join(_signs(int.from_bytes(pair, "big"), 3 if len(pair) == 2 else 2) for pair in pairs)


def decoded(text: str) -> bytes:
    """Return the bytes that `text` is in Base45; raises `ValueError` for what is none."""
    groups = (text[place : place + 3] for place in range(0, len(text), 3))
    return b"".join(map(_bytes, groups))


def _signs(number: int, count: int) -> str:
    signs = []
    for _ in range(count):
        number, low = divmod(number, 45)
        signs.append(ALPHABET[low])
    return "".join(signs)


def _bytes(group: str) -> bytes:
    if len(group) == 1:
        raise ValueError(group)
    try:
        low, middle, high = (*(_VALUES[sign] for sign in group), 0)[:3]
        return (low + 45 * middle + 45**2 * high).to_bytes(len(group) - 1, "big")
    except (KeyError, OverflowError) as fault:
        raise ValueError(group) from fault
