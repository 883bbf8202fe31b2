"""Line charts as SVG of our own: small, sharp on paper, and the same on every machine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

RIGHT, TOP, BOTTOM = 20, 28, 56
_COLOURS = ("#0b4aa2", "#7a4f00", "#4b5870")
_DASHES = ("", "7 4", "2 3")


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn; `labels` is how many places at most are written along its axis."""

    width: int
    height: int
    left: int
    labels: int


WIDE, NARROW = Size(760, 380, 76, 11), Size(340, 300, 56, 4)
"""For a sheet or a screen, and for a phone: what is written keeps its size."""


@dataclass(frozen=True)
class Line:
    """One line of a chart: its name and a value for each place on the axis."""

    name: str
    values: Sequence[int]


def line_chart(
    places: Sequence[str],
    lines: Sequence[Line],
    *,
    title: str,
    axis: str,
    marked: int | None,
    size: Size = WIDE,
) -> str:
    """Return an SVG with one line for each of `lines` over the `places`, the counts going up from zero.

    `axis` is what the places are of; `marked` is the place of the value in force, None where it is none
    of them. Lines differ by their dashes as well as by colour.
    """
    top = max((value for line in lines for value in line.values), default=0)
    scale = _Scale(len(places), _ticks(top), size)
    parts = [
        _opening(title, size),
        *_grid(scale),
        *_axis(scale, places, axis),
        *([_mark(scale, marked)] if marked is not None else []),
        *(part for at, line in enumerate(lines) for part in _drawn(scale, line, at)),
        *_legend(lines, size),
        "</svg>",
    ]
    return "\n".join(parts)


def _opening(title: str, drawn: Size) -> str:
    size = f'viewBox="0 0 {drawn.width} {drawn.height}"'
    told = f'role="img" aria-label="{escape(title)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {told} font-family="sans-serif" font-size="13" fill="#1f2933">'


@dataclass(frozen=True)
class _Scale:
    places: int
    ticks: Sequence[int]
    size: Size

    @property
    def right(self) -> int:
        return self.size.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.size.height - BOTTOM

    def x(self, place: int) -> float:
        span = max(1, self.places - 1)
        return round(self.size.left + (self.right - self.size.left) * place / span, 1)

    def y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - TOP) * value / (self.ticks[-1] or 1), 1)


def _ticks(top: int) -> Sequence[int]:
    """Four to six round numbers from zero to at least `top`."""
    if top <= 0:
        return (0, 1)
    rough = top / 5
    size = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = max(1, int(next(size * each for each in (1, 2, 5, 10) if size * each >= rough)))
    return tuple(range(0, step * ceil(top / step) + 1, step))


def _grid(scale: _Scale) -> Iterator[str]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<line x1="{scale.size.left}" x2="{scale.right}" y1="{y}" y2="{y}" stroke="#d5dbe3"/>'
        yield f'<text x="{scale.size.left - 8}" y="{y + 4}" text-anchor="end">{tick:,}</text>'


def _axis(scale: _Scale, places: Sequence[str], axis: str) -> Iterator[str]:
    every = max(1, ceil(len(places) / scale.size.labels))
    for at in range(0, len(places), every):
        x, y = scale.x(at), scale.bottom + 20
        yield f'<text x="{x}" y="{y}" text-anchor="middle">{escape(places[at])}</text>'
    middle = (scale.size.left + scale.right) / 2
    yield f'<text x="{middle}" y="{scale.size.height - 12}" text-anchor="middle" fill="#4a5664">{escape(axis)}</text>'


def _mark(scale: _Scale, place: int) -> str:
    x = scale.x(place)
    return f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{scale.bottom}" stroke="#6b7785" stroke-dasharray="3 3"/>'


def _drawn(scale: _Scale, line: Line, at: int) -> Iterator[str]:
    colour, dashes = _style(at)
    points = " ".join(f"{scale.x(place)},{scale.y(value)}" for place, value in enumerate(line.values))
    yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"{dashes}/>'
    for place, value in enumerate(line.values):
        told = f"<title>{value:,}</title>"
        yield f'<circle cx="{scale.x(place)}" cy="{scale.y(value)}" r="3.2" fill="{colour}">{told}</circle>'


def _legend(lines: Sequence[Line], size: Size) -> Iterator[str]:
    x = size.left
    for at, line in enumerate(lines):
        colour, dashes = _style(at)
        yield f'<line x1="{x}" x2="{x + 28}" y1="12" y2="12" stroke="{colour}" stroke-width="2.5"{dashes}/>'
        yield f'<text x="{x + 34}" y="16">{escape(line.name)}</text>'
        x += 60 + 14 * len(line.name)


def _style(at: int) -> tuple[str, str]:
    dashes = _DASHES[at % len(_DASHES)]
    return _COLOURS[at % len(_COLOURS)], f' stroke-dasharray="{dashes}"' if dashes else ""
