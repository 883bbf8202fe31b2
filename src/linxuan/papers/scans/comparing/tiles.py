"""The places of a page that are compared: its signs, and the blanks beside its numbers, as squares of one size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.prints import Sign
from linxuan.papers.scans.results import Box

SIDE = 32
"""Pixels of a tile; a sign of 11 points is 30 pixels wide at 200 dots an inch. A larger one has several."""
MARGIN = 10
"""Pixels to the edge of the scan within which nothing can be compared."""
_NUMBER = frozenset("0123456789.,%")
_DIGITS = frozenset("0123456789")
_BY_HAND = ("签字", "签名", "签章", "盖章", "公章", "手印")
_DATED = frozenset("年月日")
_DIGIT, _GAP = 0.62, 0.2
"""How wide a digit is, as a part of its height, and points between two."""
_OVER = 6
"""Pixels by which a sign may be larger than a tile that holds it: its edges have their say in the tile."""


@dataclass(frozen=True)
class Tiles:
    """Squares of the scan: which place each belongs to, its middle in pixels, and half of what counts of it."""

    place: Any
    middle: Any
    half: Any

    def __len__(self) -> int:
        """How many there are."""
        return len(self.place)

    def only(self, chosen: Any) -> "Tiles":
        """Return some of them."""
        return Tiles(self.place[chosen], self.middle[chosen], self.half[chosen])

    def halved(self) -> "Tiles":
        """Return them on a picture half as fine."""
        return Tiles(self.place, self.middle / 2, self.half / 2)


def boxes_of(signs: Sequence[Sign]) -> Any:
    """Return the boxes of what is compared of a page, in points: of its signs, then of blanks beside numbers.

    Left out is what is meant to be written beside or over: the words that ask for a signature or a seal, and the
    signs 年, 月 and 日 where no number stands before them.
    """
    import numpy

    beside = _beside_numbers(signs)
    found: list[Box] = []
    for place, (sign, asked) in enumerate(zip(signs, by_hand(signs), strict=True)):
        found += [] if asked else [sign.box]
        found += beside.get(place, ())
    return numpy.array(found).reshape(-1, 4)


def by_hand(signs: Sequence[Sign]) -> list[bool]:
    """Tell of each sign whether it asks for something to be written or pressed beside it."""
    text = "".join(sign.text for sign in signs)
    found = [False] * len(signs)
    for word in _BY_HAND:
        at = text.find(word)
        while at >= 0:
            found[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + 1)
    for place, sign in enumerate(signs):
        before = signs[place - 1] if place else None
        if sign.text in _DATED and (
            before is None or before.text in _DATED or not _side_by_side(before, sign)
        ):
            found[place] = True
    return found


def _beside_numbers(signs: Sequence[Sign]) -> Mapping[int, Sequence[Box]]:
    """The places of one more digit before and behind each number where the print has none, by a sign beside them."""
    found = []
    for place, sign in enumerate(signs):
        if sign.text not in _DIGITS:
            continue
        left, top, right, bottom = sign.box
        wide = _DIGIT * (bottom - top)
        before, after = (
            signs[place - 1] if place else None,
            signs[place + 1] if place + 1 < len(signs) else None,
        )
        if not (before and _joined(before, sign)):
            found.append((place, (left - _GAP - wide, top, left - _GAP, bottom)))
        if not (after and _joined(sign, after)):
            found.append((place, (right + _GAP, top, right + _GAP + wide, bottom)))
    blank: dict[int, list[Box]] = {}
    for (place, box), is_blank in zip(found, _blank([box for _place, box in found], signs), strict=True):
        if is_blank:
            blank.setdefault(place, []).append(box)
    return blank


def _joined(one: Sign, other: Sign) -> bool:
    """Whether two signs stand side by side in one number."""
    return one.text in _NUMBER and other.text in _NUMBER and _side_by_side(one, other)


def _side_by_side(one: Sign, other: Sign) -> bool:
    size = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
    return -size < other.box[0] - one.box[2] < 0.5 * size and abs(one.box[3] - other.box[3]) < 0.5 * size


def _blank(boxes: Sequence[Box], signs: Sequence[Sign]) -> Sequence[bool]:
    """Whether no sign stands in each of some boxes."""
    import numpy

    if not boxes:
        return ()
    one, other = numpy.array(boxes)[:, None], numpy.array([sign.box for sign in signs])[None]
    apart: Any = (one[..., :2] >= other[..., 2:]) | (other[..., :2] >= one[..., 2:])
    free: list[bool] = apart.any(axis=2).all(axis=1).tolist()
    return free


def tiles_of(boxes: Any, matrix: Any, width: int, height: int) -> Tiles:
    """Return the tiles of boxes in points where a matrix lays them, as far as they lie well inside the picture."""
    import numpy

    corners = numpy.stack([boxes[:, [0, 1]], boxes[:, [2, 1]], boxes[:, [2, 3]], boxes[:, [0, 3]]], axis=1)
    corners = corners @ matrix[:, :2].T + matrix[:, 2]
    low, high = corners.min(axis=1), corners.max(axis=1)
    count = numpy.maximum(1, numpy.ceil((high - low - _OVER) / (SIDE - 2))).astype(int)
    step = (high - low) / count
    place, part = [], []
    for number, (wide, tall) in enumerate(count.tolist()):
        place += [number] * (wide * tall)
        part += [(across + 0.5, down + 0.5) for across in range(wide) for down in range(tall)]
    of = numpy.array(place, int)
    tiles = Tiles(of, low[of] + numpy.array(part).reshape(-1, 2) * step[of], step[of] / 2)
    edge = SIDE / 2 + MARGIN
    inside = ((tiles.middle > edge) & (tiles.middle < numpy.array([width, height]) - edge)).all(axis=1)
    return tiles.only(inside)
