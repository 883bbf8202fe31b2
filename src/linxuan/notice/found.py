"""One thing found in a piece of text, before it is known in which clause the piece stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`start` is the place in the piece; the rest as in `Finding`."""

    kind: str
    start: int
    text: str
    value: str = ""
    hint: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def apart(found: list[Found]) -> list[Found]:
    """Return them in the order of the text, of two that overlap the one that begins first, or is longer."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -len(one.text))):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
