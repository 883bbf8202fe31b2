"""The picture of the curve: who arrived, step by step towards the deadline, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from bench.rules.picture import STYLE

WIDTH, LEFT, RIGHT, PLOT, TOP = 760, 66, 740, 190, 64
PANEL = TOP + PLOT + 64
KINDS = (
    ("receipts", "ours", "回执 receipt"),
    ("refused", "less", "拒绝，有号 refused, with a number"),
    ("errors", "more", "没有答复 no answer"),
)


def picture(found: Mapping[str, Any]) -> str:
    """Return the SVG for results as they are kept: a panel of bars for the smallest and the largest size."""
    sizes = sorted(map(int, found["sizes"]))
    shown = list(dict.fromkeys((sizes[0], sizes[-1])))
    drawn = [
        line
        for place, size in enumerate(shown)
        for line in _panel(size, found["sizes"][str(size)]["curve"], place * PANEL)
    ]
    height = PANEL * len(shown)
    words = escape("; ".join(_spoken(size, found["sizes"][str(size)]["curve"]) for size in shown))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{words}">'
    return "\n".join(
        [
            head,
            f"<style>{STYLE}.axis {{ text-anchor: end }} .mid {{ text-anchor: middle }}</style>",
            *drawn,
            "</svg>\n",
        ]
    )


def _spoken(size: int, curve: Mapping[str, Any]) -> str:
    steps = ", ".join(
        f"{one['per_second']:g}/s: {one['receipts']} receipts, {one['refused']} refused, {one['errors']} unanswered"
        for one in curve["steps"]
    )
    return f"{size:,} applications: {steps}"


def _panel(size: int, curve: Mapping[str, Any], top: int) -> Iterator[str]:
    steps: Sequence[Mapping[str, Any]] = curve["steps"]
    yield _text(12, top + 20, f"已有 {size:,} 件 · {size:,} applications already in", "title")
    yield from _legend(top + 42)
    most = max(sum(one[kind] for kind, *_ in KINDS) for one in steps)
    wide = (RIGHT - LEFT) / len(steps)
    for place, one in enumerate(steps):
        left = LEFT + place * wide
        yield from _bar(one, left + wide * 0.18, wide * 0.64, top + TOP + PLOT, PLOT / most)
        middle = round(left + wide / 2)
        yield _text(middle, top + TOP + PLOT + 18, f"{one['per_second']:g} /s", "mid")
        yield _text(middle, top + TOP + PLOT + 36, f"p95 {one['p95_ms'] / 1000:.2f} s", "note mid")
    yield _text(LEFT - 8, top + TOP + 12, f"{most}", "note axis")
    yield _text(LEFT - 8, top + TOP + PLOT, "0", "note axis")


def _legend(y: int) -> Iterator[str]:
    left = 12
    for _kind, colour, words in KINDS:
        yield f'<rect class="{colour}" x="{left}" y="{y - 10}" width="12" height="12" rx="2"/>'
        yield _text(left + 18, y, words, "note")
        left += 60 + 9 * len(words)


def _bar(one: Mapping[str, Any], left: float, wide: float, bottom: float, scale: float) -> Iterator[str]:
    """Those who arrived in a step, one piece on the other by what came of them."""
    for kind, colour, _words in KINDS:
        high = one[kind] * scale
        bottom -= high
        if high:
            yield f'<rect class="{colour}" x="{left:.1f}" y="{bottom:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
    yield _text(
        round(left + wide / 2), round(bottom) - 5, f"{sum(one[kind] for kind, *_ in KINDS)}", "note mid"
    )


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>'
