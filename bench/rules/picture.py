"""The picture for the README: bars, drawn from what a run kept, legible on light and on dark pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

WIDTH, BARS_FROM, BARS_TO = 760, 236, 600
ROW, BAR, HEAD, GAP = 26, 16, 44, 22
MILLION = "1000000"

STYLE = """
text { font: 14px system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 15px } .note { fill: #59636e; font-size: 12px } .name { text-anchor: end }
.ours { fill: #0f766e } .peer { fill: #8b97a5 } .more { fill: #c8553d } .less { fill: #e0a63a } .ours-name { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .note { fill: #9aa4af } .ours { fill: #2dd4bf } .peer { fill: #7d8895 }
  .more { fill: #f07f68 } .less { fill: #e8bd63 }
}
"""


@dataclass(frozen=True)
class Bar:
    """One row: who, how long each piece of the bar is, and the number in words."""

    name: str
    pieces: Sequence[tuple[float, str]]
    said: str


@dataclass(frozen=True)
class Panel:
    """Bars that share one scale."""

    title: str
    note: str
    bars: Sequence[Bar]


def picture(found: Mapping[str, Any]) -> str:
    """Return the SVG for results as they are kept."""
    panels = [_one_record(found), _million(found), _unknown(found)]
    drawn: list[str] = []
    top = 8
    for panel in panels:
        drawn.extend(_drawn(panel, top))
        top += HEAD + ROW * len(panel.bars) + GAP
    words = escape("; ".join(f"{panel.title}: {_spoken(panel)}" for panel in panels))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-label="{words}">'
    return "\n".join([head, f"<style>{STYLE}</style>", *drawn, "</svg>\n"])


def _spoken(panel: Panel) -> str:
    return ", ".join(f"{bar.name} {bar.said}" for bar in panel.bars)


# ---------------------------------------------------------------------------------------- three panels

_SINGLE = {
    "ours": "Linxuan",
    "ours, sentences": "Linxuan + 句子 sentences",
    "zen graph, guarded": "zen-engine, 防空值 guarded",
    "cel": "CEL",
    "json-logic": "json-logic",
}


def _one_record(found: Mapping[str, Any]) -> Panel:
    times = {name: found["one_record_ms"].get(name, {}).get("median") for name in _SINGLE}
    bars = [_bar(_SINGLE[name], time, f"{time * 1000:,.0f} µs", name) for name, time in times.items() if time]
    return Panel(
        "一条记录 One record", "23 条规则，中位数，越短越好 · 23 rules, median, shorter is better", bars
    )


def _million(found: Mapping[str, Any]) -> Panel:
    screened = found["screening"].get(MILLION, {})
    whole = [("ours", "Linxuan"), ("polars", "Polars, 手写 by hand"), ("openfisca", "OpenFisca")]
    bars = [
        _bar(title, cost["cpu_s"], f"{cost['cpu_s']:.1f} s · {cost['peak_mb']:,.0f} MB", name)
        for name, title in whole
        if (cost := screened.get(name))
    ]
    single = [
        (name, found["one_record_ms"].get(name, {}).get("cpu"))
        for name in ("zen graph, guarded", "cel", "json-logic")
    ]
    bars += [_bar(_SINGLE[name], 1000 * ms, f"{1000 * ms:,.0f} s", name) for name, ms in single if ms]
    return Panel("一百万行 A million rows", "处理器时间 · 内存 · CPU time · memory", bars)


def _unknown(found: Mapping[str, Any]) -> Panel:
    shown = [
        ("ours, screened", "Linxuan"), ("polars, screened", "Polars"), ("cel", "CEL"),
        ("zen expressions", "zen-engine, 不防空值 unguarded"), ("json-logic", "json-logic"), ("openfisca, screened", "OpenFisca"),
    ]  # fmt: skip
    bars = [_said_known(title, cells) for name, title in shown if (cells := found["cells"].get(name))]
    title = "不清楚的格子，说成已知 Unknown cells said to be known"
    return Panel(title, "红：说成符合，黄：说成不符合 · red: holds, yellow: fails", bars)


def _said_known(title: str, cells: Mapping[str, int]) -> Bar:
    holds, fails, unknown = (cells[key] for key in ("holds", "fails", "unknown"))
    share = 100 * (holds + fails) / unknown if unknown else 0
    return Bar(title, ((holds / unknown, "more"), (fails / unknown, "less")), f"{share:.0f} %")


def _bar(title: str, length: float, said: str, name: str) -> Bar:
    return Bar(title, ((length, "ours" if name.startswith("ours") else "peer"),), said)


# --------------------------------------------------------------------------------------------- drawing


def _drawn(panel: Panel, top: int) -> Iterator[str]:
    yield _text(12, top + 16, panel.title, "title")
    yield _text(12, top + 34, panel.note, "note")
    longest = max((sum(length for length, _ in bar.pieces) for bar in panel.bars), default=1) or 1
    scale = (BARS_TO - BARS_FROM) / longest
    for place, bar in enumerate(panel.bars):
        yield from _row(bar, top + HEAD + ROW * place, lambda length: length * scale)


def _row(bar: Bar, top: int, scaled: Callable[[float], float]) -> Iterator[str]:
    ours = bar.name.startswith("Linxuan")
    yield _text(BARS_FROM - 10, top + 15, bar.name, "name ours-name" if ours else "name")
    left = float(BARS_FROM)
    for length, kind in bar.pieces:
        wide = max(scaled(length), 2) if length else 0
        yield f'<rect class="{kind}" x="{left:.1f}" y="{top + 2}" width="{wide:.1f}" height="{BAR}" rx="2"/>'
        left += wide
    yield _text(round(left) + 8, top + 15, bar.said, "ours-name" if ours else "")


def _text(x: int, y: int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>'
