"""The curve of a what-if: one HTML file that needs nothing else, a chart with its table."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from linxuan.language import current_language, say
from linxuan_site.documents.charts import Line, line_chart

_STYLE = """
body { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; background: #fff; line-height: 1.6 }
h1 { font-size: 1.4rem } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #d5dbe3; padding: .35rem .6rem; text-align: right }
th:first-child, td:first-child { text-align: left } tr.now { background: #eef4fb; font-weight: 600 }
svg { width: 100%; height: auto } p.note { color: #4a5664 } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
dd { margin: 0; overflow-wrap: anywhere }
"""
KEYS = ("eligible", "fulfilled", "ineligible", "undetermined")


def curve_page(result: Mapping[str, Any]) -> str:
    """Return the page for what `linxuan what-if --vary` found."""
    title = say("“{parameter}”取不同的值，符合的有多少", parameter=result["name"])
    note = say("“符合且达到”还满足用到这个参数的规则，包括原则上的。灰色虚线是现行的值。")
    language = "en" if current_language() == "en" else "zh-CN"
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title)}</title><style>{_STYLE}</style></head><body>
<h1>{escape(title)}</h1>
<p class="note">{escape(_counts(result))}</p>
{curve_chart(result)}
{_table(result)}
<p class="note">{escape(note)}</p>
<dl>{_origin(result["made_from"])}</dl>
</body></html>
"""


def curve_chart(result: Mapping[str, Any]) -> str:
    """Return the chart alone, as SVG: who is eligible, and who meets the rules of the parameter as well."""
    values = result["values"]
    names = headings()
    lines = [Line(names[key], [each[key] for each in values]) for key in ("eligible", "fulfilled")]
    return line_chart(
        [str(each["value"]) for each in values],
        lines,
        title=say("符合的行数，按{parameter}的值", parameter=result["name"]),
        axis=result["name"],
        marked=in_force(result),
    )


def headings() -> dict[str, str]:
    """Return what the counts are called."""
    words = (say("符合"), say("符合且达到"), say("不符合"), say("尚不能判断"))
    return dict(zip(KEYS, words, strict=True))


def in_force(result: Mapping[str, Any]) -> int | None:
    """Return the place of the value that the call has, None where it is not among the values."""
    value = result["made_from"]["parameters"].get(result["parameter"])
    places = (at for at, each in enumerate(result["values"]) if each["value"] == value)
    return next(places, None)


def _counts(result: Mapping[str, Any]) -> str:
    return say(
        "{rows}行，读不了的{unreadable}行", rows=f"{result['rows']:,}", unreadable=f"{result['unreadable']:,}"
    )


def _table(result: Mapping[str, Any]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (result["name"], *headings().values()))
    now = in_force(result)
    rows = "".join(_row(each, at == now) for at, each in enumerate(result["values"]))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(counted: Mapping[str, Any], now: bool) -> str:
    cells: Sequence[str] = [str(counted["value"]), *(f"{counted[key]:,}" for key in KEYS)]
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="now">{told}</tr>' if now else f"<tr>{told}</tr>"


def _origin(made: Mapping[str, Any]) -> str:
    told = {
        say("程序包"): f"{made['call']} {made['programme']}",
        say("遴选类别"): made["track"],
        say("数据"): f"{made['data']['file']} {made['data']['sha256']}",
        say("核验日"): made["as_of"] or say("无"),
        say("抽样复核"): say("{rows}行，种子{seed}", **made["sample"]),
        say("软件"): say("，").join((made["software"], made["engine"])),
    }
    return "".join(f"<dt>{escape(key)}</dt><dd>{escape(str(value))}</dd>" for key, value in told.items())
