"""What the page of one screening shows: how far it is, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan_site.documents.charts import NARROW, Line, line_chart
from linxuan_site.documents.curve import KEYS, headings, in_force
from linxuan_site.portal.screening.parameters import shown_value
from linxuan_site.portal.screening.states import state_of
from linxuan_site.portal.templatetags.days import day
from linxuan_site.queries.screenings import downloads_of, has_register, waiting_before

COLOURS = {"met": "#0b4aa2", "not_met": "#c08a1e", "unknown": "#c9d3e2"}
VERDICTS = (("eligible", "met"), ("ineligible", "not"), ("undetermined", "unknown"))
"""Each verdict with its mark."""


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in hundredths of its width."""

    colour: str
    start: str
    width: str


@dataclass(frozen=True)
class Verdict:
    """How many came to a verdict, and the share of those that could be read."""

    key: str
    kind: str
    count: int
    share: str


@dataclass(frozen=True)
class ShownRule:
    """One rule of the funnel."""

    id: str
    name: str
    clause: str
    strength: str
    met: int
    not_met: int
    unknown: int
    absent: int
    alone: int
    bar: Sequence[Segment]


def status_part(screening: Any) -> dict[str, object]:
    """Return what the part of the page shows that is renewed while the work goes on."""
    state = state_of(screening)
    waits = state.key == "waiting"
    return {
        "screening": screening,
        "state": state,
        "before": waiting_before(screening) if waits else 0,
        "has_register": has_register(screening),
    }


def result_page(call: Call, screening: Any) -> dict[str, object]:
    """Return what the whole page shows; `call` is the version that the screening was made with."""
    result = screening.result
    page = {**status_part(screening), "call": call, "track": _track(call, screening.track), "result": result}
    return {
        **page,
        "overrides": [_override(call, id, value) for id, value in screening.overrides.items()],
        "vary_name": _parameter_name(call, screening.vary.partition("=")[0]),
        "downloads": downloads_of(screening),
        "verdicts": list(_verdicts(result)) if result else [],
        "readable": result["rows"] - result["unreadable"] if result else 0,
        "rules": [_rule(one, result) for one in result["rules"]] if result else [],
        "colours": COLOURS,
        "missing": [one["name"] for one in result["missing"]] if result else [],
        "warnings": result["warnings"] if result else [],
        "origin": _origin(call, result) if result else [],
        "curve": _curve(call, screening.curve) if screening.curve else None,
    }


def _decides(call: Call, rule: str) -> bool:
    return rule not in call.rules or call.rules[rule].strength == "mandatory"


def _verdicts(result: Mapping[str, Any]) -> Iterator[Verdict]:
    readable = result["rows"] - result["unreadable"]
    for key, kind in VERDICTS:
        count = result["verdicts"][key]
        yield Verdict(key, kind, count, f"{100 * count / readable:.1f} %" if readable else "")


def _rule(counted: Mapping[str, Any], result: Mapping[str, Any]) -> ShownRule:
    id = counted["rule"]
    told = result["details"][id]
    return ShownRule(
        id=id,
        name=told["name"],
        clause=counted["clause"],
        strength=told["strength"],
        met=counted["met"],
        not_met=counted["not_met"],
        unknown=counted["unknown"],
        absent=told["absent"],
        alone=told["alone"],
        bar=list(_segments(counted, result["rows"] - result["unreadable"])),
    )


def _segments(counted: Mapping[str, Any], whole: int) -> Iterator[Segment]:
    start = 0.0
    for key, colour in COLOURS.items():
        width = 100 * counted[key] / whole if whole else 0.0
        if width:
            # So few that nothing would be seen are drawn as a line all the same.
            yield Segment(colour, f"{start:.2f}", f"{max(width, 0.4):.2f}")
        start += width


def _override(call: Call, id: str, value: str) -> tuple[str, str]:
    return _parameter_name(call, id), value


def _parameter_name(call: Call, id: str) -> str:
    return call.parameters[id].name if id in call.parameters else id


def _track(call: Call, id: str) -> str:
    return call.tracks[id].name if id in call.tracks else id


def _origin(call: Call, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    made = result["made_from"]
    sample = made["sample"]
    return [
        (_("程序包"), f"{made['call']} {made['programme']}"),
        (_("数据"), f"{made['data']['file']} {made['data']['sha256']}"),
        *([(_("没有用到的列"), _("、").join(result["unused"]))] if result["unused"] else []),
        (_("核验日"), made["as_of"] or _("各行自己的申报日")),
        *((_parameter_name(call, id), _told(call, id, value)) for id, value in made["parameters"].items()),
        (_("抽样复核"), _("%(rows)s 行，逐一重算，全部一致") % {"rows": sample["rows"]}),
        (_("软件"), _("，").join((made["software"], made["engine"]))),
    ]


def _told(call: Call, id: str, value: Any) -> str:
    """A value of a parameter, which crossed from the engine as JSON, as people read it."""
    if value is None:
        return _("视各行情况")
    parameter = call.parameters.get(id)
    if parameter is None:
        return str(value)
    if isinstance(value, list):
        return shown_value(call, parameter, tuple(value))
    if parameter.kind in ("share", "decimal"):
        return shown_value(call, parameter, Decimal(str(value)))
    if parameter.kind == "date":
        return day(date.fromisoformat(str(value)))
    return shown_value(call, parameter, value)


def _curve(call: Call, curve: Mapping[str, Any]) -> dict[str, object]:
    """The chart with its table; values and parameter as people read them."""
    now, names = in_force(curve), headings()
    counted = curve["values"]
    values = [_told(call, curve["parameter"], one["value"]) for one in counted]
    name = _parameter_name(call, curve["parameter"])
    lines = [Line(names[key], [one[key] for one in counted]) for key in ("eligible", "fulfilled")]
    title = _("“%(name)s”取不同的值，符合的有多少") % {"name": name}
    return {
        "name": name,
        "chart": line_chart(values, lines, title=title, axis=name, marked=now),
        "narrow": line_chart(values, lines, title=title, axis=name, marked=now, size=NARROW),
        "headings": list(names.values()),
        "soft": not any(_decides(call, one["rule"]) for one in counted[0].get("rules", ())),
        "rows": [
            (value, [(names[key], one[key]) for key in KEYS], at == now)
            for at, (value, one) in enumerate(zip(values, counted, strict=True))
        ],
    }
