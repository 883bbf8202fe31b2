"""What was found, as text for a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

from bench.rules.aims import Aim, aims
from bench.rules.engines import ENGINES, OURS
from bench.rules.results import Results
from tools.words import say

Table = Sequence[Sequence[str]]


def printed(results: Results) -> str:
    """Return all tables, one below the other."""
    parts = [
        _one_record(results),
        _cells(results),
        *_screenings(results),
        _aims(results),
        _differing(results),
        _failed(results),
    ]
    return "\n\n".join(part for part in parts if part)


def _one_record(results: Results) -> str:
    ours = results.one(OURS).get("median")
    head = [
        say("一条记录，毫秒", "one record, ms"), say("中位", "median"), say("99%", "99 %"), say("处理器", "CPU"),
        say("答全的：中位", "complete: median"), say("第一次", "first"), say("冷启动", "cold"), say("内存 MB", "MB"),
        say("对我们的倍数", "× ours"),
    ]  # fmt: skip
    rows = []
    for name in (each for each in ENGINES if each in results.one_record):
        found = results.one(name)
        keys = ("median", "p99", "cpu", "complete median", "first", "cold", "peak_mb")
        times = _number(found["median"] / ours) if ours and "median" in found else ""
        rows.append([ENGINES[name].title, *(_number(found.get(key)) for key in keys), times])
    return _table([head, *rows])


def _cells(results: Results) -> str:
    head = [
        say("逐格对照", "cells compared"), say("已知", "known"), say("其中错", "wrong"), say("没有答", "no answer"),
        say("不清楚", "unknown"), say("说成符合", "said to hold"), say("说成不符合", "said to fail"),
    ]  # fmt: skip
    rows = [
        [_title(name), *map(_number, (one.known, one.wrong, one.lost, one.unknown, one.holds, one.fails))]
        for name, one in results.cells.items()
    ]
    return _table([head, *rows])


def _screenings(results: Results) -> Iterator[str]:
    for rows in results.sizes():
        head = [
            say(f"{rows:,} 行", f"{rows:,} rows"), say("处理器秒", "CPU s"), say("秒", "s"),
            say("每处理器秒行数", "rows per CPU s"), say("内存 MB", "MB"), say("合计 MB", "together"), say("符合", "eligible"),
        ]  # fmt: skip
        found = [(name, results.screened(rows, name)) for name in sorted(results.screening[rows])]
        keys = ("cpu_s", "wall_s", "rows_per_cpu_s", "peak_mb", "together_mb")
        eligible = {
            name: _number(counts["verdict"][0]) for name, counts in results.counts.get(rows, {}).items()
        }
        yield _table(
            [
                head,
                *(
                    [name, *(_number(one[key]) for key in keys), eligible.get(name, "")]
                    for name, one in found
                ),
            ]
        )


def _aims(results: Results) -> str:
    head = [say("目标", "aim"), say("要求", "wanted"), say("测得", "measured"), ""]
    return _table(
        [head, *([aim.said, _wanted(aim), _number(aim.measured), _mark(aim)] for aim in aims(results))]
    )


def _wanted(aim: Aim) -> str:
    return f"≥ {_number(aim.at_least)}" if aim.at_least is not None else f"≤ {_number(aim.at_most)}"


def _mark(aim: Aim) -> str:
    return {True: "✓", False: "✗", None: say("未测", "not measured")}[aim.met]


def _differing(results: Results) -> str:
    lines = results.differing()
    return (
        "\n".join([say("！！与我们的结果不一样：", "!! These say something else than we do:"), *lines])
        if lines
        else ""
    )


def _failed(results: Results) -> str:
    lines = [f"{name}: {why}" for name, why in results.failed.items()]
    return "\n".join([say("没有测成：", "Could not be measured:"), *lines]) if lines else ""


def _title(name: str) -> str:
    return ENGINES[name].title if name in ENGINES else name


def _number(value: float | None) -> str:
    """Three digits that count, and thousands set apart."""
    if value is None:
        return ""
    if value >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _table(rows: Table) -> str:
    """Set rows in columns: the first to the left, numbers to the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            [
                _padded(row[0], widths[0], left=True),
                *(_padded(cell, width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]])


def _padded(cell: str, width: int, *, left: bool = False) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell


def _width(text: str) -> int:
    """Chinese characters are two columns wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
