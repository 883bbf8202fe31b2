"""`linxuan check`: one application held against the conditions of its call."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from linxuan.answers import read_answers, read_date, read_json_object
from linxuan.answers.choices import listed
from linxuan.answers.raw import shown
from linxuan.checking import Check, Finding, Verdict, check, parse_override
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Strength
from linxuan.programme.scope import scope_of
from linxuan.rules.explain import SubValue
from linxuan_site.cli.packages import call_named
from linxuan_site.cli.table import table

EXIT_CODES: Mapping[Verdict, int] = {"eligible": 0, "ineligible": 1, "undetermined": 3}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check`."""
    command = commands.add_parser("check", help=say("按申报条件核验一份申报"))
    command.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))
    command.add_argument("answers", metavar="ANSWERS.json", type=Path, help=say("答案：栏目代号到值"))
    command.add_argument("--track", metavar="T", required=True, help=say("遴选类别的代号"))
    command.add_argument("--on", metavar="DATE", help=say("核验日，即“至今”；不写则为申报日，再不然为截止日"))
    command.add_argument(
        "--set",
        metavar="parameter=value",
        action="append",
        default=[],
        dest="overrides",
        help=say("换一个参数值试算，可写多次"),
    )
    command.add_argument("--json", action="store_true", help=say("输出JSON"))
    command.set_defaults(handler=check_application)


def check_application(arguments: argparse.Namespace) -> int:
    """Check a file of answers; the exit code is the verdict: 0 eligible, 1 ineligible, 3 undetermined."""
    call = call_named(arguments.call)
    track = _open_track(call, arguments.track)
    on = _day(arguments.on)
    overrides = dict(parse_override(call, each) for each in arguments.overrides)
    answers = read_answers(call, track, read_json_object(arguments.answers))
    result = check(call, track, answers.values, on=on, overrides=overrides)
    for note in answers.notes:
        print(note, file=sys.stderr)
    print(_as_json(result) if arguments.json else _for_a_clerk(call, result))
    return EXIT_CODES[result.verdict]


def _open_track(call: Call, name: str) -> str:
    tracks = {track.id: track.name for track in lookup.open_tracks(call)}
    if name not in tracks:
        told = say("--track 不能是“{name}”；可填：{known}", name=shown(name), known=listed(tracks))
        raise BadInput(told)
    return name


def _day(text: str | None) -> date | None:
    return None if text is None else read_date(text, named="--on")


def _as_json(result: Check) -> str:
    told = {
        "call": result.call,
        "track": result.track,
        "verdict": result.verdict,
        "findings": [_finding_as_json(each) for each in result.findings],
        "missing": [{"field": each.field, "rules": list(each.rules)} for each in result.missing],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _finding_as_json(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "strength": finding.strength,
        "outcome": finding.outcome,
        "missing": list(finding.missing),
        "text": finding.text,
        "because": finding.because,
        "remedy": finding.remedy,
        "values": [_value_as_json(each) for each in finding.values],
    }


def _value_as_json(value: SubValue) -> dict[str, str]:
    told = f"{value.value} {value.unit}" if value.unit else value.value
    return {"name": value.name, "label": value.label, "value": told}


def _for_a_clerk(call: Call, result: Check) -> str:
    track = call.tracks[result.track].name
    head = say("{call}：{track}：{verdict}", call=call.name, track=track, verdict=_verdict(result.verdict))
    columns = [say("结果"), say("申报条件"), say("要求"), say("依据"), say("说明")]
    rows = [_row(each) for each in result.findings]
    body = table(rows, columns) if rows else say("没有机器能判断的条件")
    return "\n".join((head, "", body, *_asked_for(result), *_missing(call, result)))


def _asked_for(result: Check) -> list[str]:
    """What a rule in principle that is not met asks for: a reason, and a person who decides."""
    names = [each.name for each in result.findings if _falls_short(each)]
    if not names:
        return []
    return ["", say("原则上的要求未达到，推荐时须写明理由，由人决定：{names}", names=say("、").join(names))]


def _missing(call: Call, result: Check) -> list[str]:
    """What is still to be filled in, what settles most first."""
    if not result.missing:
        return []
    known = scope_of(call, result.track).names
    labels = [known[each.field].name if each.field in known else each.field for each in result.missing]
    return ["", say("还要填（先填能定下最多条件的）：{fields}", fields=say("、").join(labels))]


def _falls_short(finding: Finding) -> bool:
    return finding.strength == "in_principle" and finding.outcome == "not_met"


def _row(finding: Finding) -> list[str]:
    return [
        _outcome(finding),
        finding.name,
        _strength(finding.strength),
        finding.clause or say("主管部门"),
        finding.plain,
    ]


def _verdict(verdict: Verdict) -> str:
    words = {
        "eligible": say("符合申报条件"),
        "ineligible": say("不符合申报条件"),
        "undetermined": say("尚不能判断"),
    }
    return words[verdict]


def _outcome(finding: Finding) -> str:
    if _falls_short(finding):
        return say("未达")
    return {"met": say("满足"), "not_met": say("未满足"), "unknown": say("尚不清楚")}[finding.outcome]


def _strength(strength: Strength) -> str:
    words = {"mandatory": say("须"), "in_principle": say("原则上"), "preference": say("优先")}
    return words[strength]
