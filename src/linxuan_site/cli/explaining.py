"""`linxuan explain`: one rule or parameter of a call, whole."""

import argparse
import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from linxuan.answers.raw import shown
from linxuan.errors import BadInput
from linxuan.explaining import (
    ParameterExplained,
    Quoted,
    RuleExplained,
    explain_parameter,
    explain_rule,
)
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site.cli import OK
from linxuan_site.cli.packages import call_named

_INDENT = "  "


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `explain`."""
    command = commands.add_parser("explain", help=say("用话说明一条规则：怎么要求、依据哪句、用在哪里"))
    command.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))
    command.add_argument("element", metavar="RULE", help=say("规则的代号，如 rule.x 或 x；参数写 param.x"))
    command.add_argument("--json", action="store_true", help=say("输出JSON"))
    command.set_defaults(handler=explain)


def explain(arguments: argparse.Namespace) -> int:
    """Print a rule or parameter in words, with the notice's text and where it is used."""
    found = _explained(call_named(arguments.call), arguments.element)
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        lines = _of_rule(found) if isinstance(found, RuleExplained) else _of_parameter(found)
        print("\n".join(lines))
    return OK


def _explained(call: Call, name: str) -> RuleExplained | ParameterExplained:
    kind, dot, id = name.partition(".")
    if dot and kind == "param" and id in call.parameters:
        return explain_parameter(call, call.parameters[id])
    plain = id if dot and kind == "rule" else name
    if plain in call.rules:
        return explain_rule(call, call.rules[plain])
    if plain in call.parameters:
        return explain_parameter(call, call.parameters[plain])
    raise BadInput(_unknown(call, name))


def _unknown(call: Call, name: str) -> str:
    known = [*call.rules, *(f"rule.{id}" for id in call.rules), *(f"param.{id}" for id in call.parameters)]
    nearest = difflib.get_close_matches(name, [*known, *call.parameters], n=1, cutoff=0.5)
    if nearest:
        return say("没有规则“{name}”；是不是“{nearest}”？", name=shown(name), nearest=nearest[0])
    return say("没有规则“{name}”；有：{known}", name=shown(name), known=say("、").join(call.rules))


# ── as text ──


def _of_rule(rule: RuleExplained) -> Iterator[str]:
    yield say("{name}（{id}）", name=rule.name, id=f"rule.{rule.id}")
    yield say("{strength}：{condition}", strength=_strength(rule.strength), condition=rule.condition)
    if rule.when:
        yield say("只在这时要求：{condition}", condition=rule.when)
    yield from _quoted(rule.quotes, rule.why)
    yield from _reading(rule.reading)
    for exception in rule.exceptions:
        yield ""
        yield _exception(exception.when, exception.holds)
        yield from _sentences(exception.quotes)
    yield from _block(say("写法"), rule.written.splitlines())
    yield from _block(say("参数"), (line for one in rule.parameters for line in _parameter(one)))
    asked = (
        say(
            "{label}（{field}）：{section}",
            label=one.label,
            field=one.field,
            section=one.section or say("不在表上填"),
        )
        for one in rule.asked
    )
    yield from _block(say("要看的栏目"), asked)
    yield from _block(say("用在"), _uses(rule))


def _strength(strength: str) -> str:
    return {"mandatory": say("须"), "in_principle": say("原则上"), "preference": say("优先")}[strength]


def _exception(when: str, holds: str) -> str:
    if holds:
        return say("例外：{when}的，只要求{holds}", when=when, holds=holds)
    return say("例外：{when}的，不作此要求", when=when)


def _uses(rule: RuleExplained) -> Iterator[str]:
    separator = say("、")
    yield say("类别：{names}", names=separator.join(rule.used.tracks))
    if rule.used.actions:
        yield say("须先符合条件的办理：{names}", names=separator.join(rule.used.actions))
    if rule.used.cases:
        yield say("提到它的案例：{names}", names=separator.join(rule.used.cases))


def _of_parameter(parameter: ParameterExplained) -> Iterator[str]:
    yield say("{name}（{id}）", name=parameter.name, id=f"param.{parameter.id}")
    yield say("值：{value}", value=parameter.value)
    yield from _quoted(parameter.quotes, parameter.why)
    yield from _reading(parameter.reading)
    for value in parameter.values:
        yield ""
        yield say("{when}的：{value}", when=value.when, value=value.value)
        yield from _sentences(value.quotes)
    yield from _block(say("用在"), (f"rule.{each}" for each in parameter.rules))


def _parameter(parameter: ParameterExplained) -> Iterator[str]:
    told = {"name": parameter.name, "id": f"${parameter.id}", "value": parameter.value}
    yield say("{name}（{id}）：{value}", **told)
    for value in parameter.values:
        yield _INDENT + say("{when}的：{value}", when=value.when, value=value.value)
    yield from (_INDENT + line for line in (*_sentences(parameter.quotes), *_reading(parameter.reading)))


def _quoted(quotes: Sequence[Quoted], why: str) -> Iterator[str]:
    """The clause, or why the authority added it."""
    yield ""
    if not quotes:
        yield say("主管部门设定：{why}", why=why) if why else say("主管部门设定")
    yield from _sentences(quotes)


def _sentences(quotes: Iterable[Quoted]) -> Iterator[str]:
    for one in quotes:
        yield f"{one.clause}  {one.before}【{one.words}】{one.after}"


def _reading(reading: str) -> Iterator[str]:
    if reading:
        yield say("理解：{reading}", reading=reading)


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    told = [_INDENT + line.strip("\n") for line in lines]
    if told:
        yield from ("", head, *told)
