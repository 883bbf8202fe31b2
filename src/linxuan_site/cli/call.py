"""`linxuan call`: whether a programme package is sound, and what carries each demand of its notice."""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from linxuan.errors import DefinitionError
from linxuan.inspection import Inspection, inspect
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part, parts
from linxuan.programme.coverage import CoveredPhrase, coverage
from linxuan.programme.definition import Call, Judgement, Question
from linxuan.programme.locate import find_call
from linxuan.programme.reading import package_files
from linxuan_site.cli import OK
from linxuan_site.cli.packages import call_named
from linxuan_site.startup import ready

FAULTY = 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `linxuan call check` and `linxuan call coverage`."""
    command = commands.add_parser("call", help=say("核对程序包"))
    actions = command.add_subparsers(required=True, metavar="check|coverage")
    check = actions.add_parser("check", help=say("核对写法、出处、条款是否都落实，并跑案例"))
    check.set_defaults(handler=print_check)
    listing = actions.add_parser("coverage", help=say("逐条逐句列出由什么落实"))
    listing.add_argument("--json", action="store_true", help=say("输出JSON"))
    listing.set_defaults(handler=print_coverage)
    for each in (check, listing):
        each.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))


# ── check ──


def print_check(arguments: argparse.Namespace) -> int:
    """Print every error of a package, or what it holds where there is none."""
    folder = find_call(arguments.call)
    found = inspect(package_files(folder), folder.resolve().name)
    errors = found.errors or _faults_of_templates(found.call)
    if errors:
        print(_errors_for_a_clerk(errors))
        return FAULTY
    print(_sound(found))
    return OK


def _faults_of_templates(call: Call) -> Sequence[DefinitionError]:
    """Only a package that brings templates needs them tried."""
    if not call.templates and not call.layouts:
        return ()
    ready()
    from linxuan_site.actions.calls import faults_of_templates

    return faults_of_templates(call)


def _errors_for_a_clerk(errors: Sequence[DefinitionError]) -> str:
    return "\n".join((*map(_error_for_a_clerk, errors), "", say("共{count}处错误。", count=len(errors))))


def _error_for_a_clerk(error: DefinitionError) -> str:
    where = ":".join(filter(None, [error.file, str(error.line or "")]))
    told = f"{where}: {error.place}: {error.problem}" if error.place else f"{where}: {error.problem}"
    return f"{told}\n    → {error.hint}" if error.hint else told


def _sound(found: Inspection) -> str:
    call = found.call
    counts = say(
        "{tracks}个类别，{fields}个栏目，{rules}条规则，{judgements}项人工判断，{quotas}条名额，"
        "{actions}种办理，{papers}种材料",
        tracks=sum(1 for track in call.tracks.values() if track.open),
        fields=len(call.fields),
        rules=len(call.rules),
        judgements=len(call.judgements),
        quotas=len(call.quotas),
        actions=len(call.actions),
        papers=len(call.papers),
    )
    carried = say("通知的{count}个短句都已落实", count=len(found.phrases))
    cases = say("{count}个案例都得出应有的结果", count=len(found.cases))
    return "\n".join((call.name, counts, carried, cases, say("没有错误。")))


# ── coverage ──


def print_coverage(arguments: argparse.Namespace) -> int:
    """Print each phrase of the notice with what carries it; 1 where something is not carried."""
    call = call_named(arguments.call)
    phrases = coverage(call)
    print(_as_json(call, phrases) if arguments.json else _for_a_clerk(call, phrases))
    return FAULTY if any(phrase.unbound for phrase in phrases) else OK


def _for_a_clerk(call: Call, phrases: Sequence[CoveredPhrase]) -> str:
    known = {part.address: part for part in parts(call)}
    blocks = [
        *(
            _sentence(call, place, group, known)
            for place, group in groupby(phrases, key=lambda one: one.place)
        ),
        _listed(
            say("通知没有、主管部门自己加的"), [(_named(part), part.element.why) for part in _added(call)]
        ),
        _listed(say("我们的理解"), [(_named(part), part.element.reading) for part in _readings(call)]),
        _listed(say("要问清的"), [(one.asks, _assumption(one)) for one in call.questions.values()]),
        _total(phrases),
    ]
    return "\n\n".join(filter(None, blocks))


def _sentence(call: Call, place: str, phrases: Iterable[CoveredPhrase], known: Mapping[str, Part]) -> str:
    lines = [place]
    for phrase in phrases:
        lines.append(f"  {phrase.phrase}")
        lines += [f"      → {_carrier(call, id, known)}" for id in phrase.elements]
        lines += [f"      ✗ {say('没有落实：{words}', words=words)}" for words in phrase.unbound]
    return "\n".join(lines)


def _carrier(call: Call, id: str, known: Mapping[str, Part]) -> str:
    if id not in known:
        return id
    part = known[id]
    if not isinstance(part.element, Judgement):
        return _named(part)
    return say(
        "{element}（由人判断，写在：{sections}；环节：{stages}）",
        element=_named(part),
        sections=say("、").join(_section_names(call, part.element)),
        stages=say("、").join(call.stages[stage].name for stage in part.element.stages),
    )


def _section_names(call: Call, judgement: Judgement) -> list[str]:
    sections = {
        section.id: section.name
        for procedure in judgement.concerns
        for section in lookup.sections_of(call, procedure)
    }
    return [sections[id] for id in judgement.sections]


def _listed(head: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = [say("{what}：{why}", what=what, why=why) if why else what for what, why in rows]
    return "\n".join((say("{head}：", head=head), *(f"  {line}" for line in lines))) if lines else ""


def _named(part: Part) -> str:
    named = part.element.name != part.element.id
    return say("{key}（{label}）", key=part.address, label=part.element.name) if named else part.address


def _assumption(question: Question) -> str:
    return say("暂按：{assumed}", assumed=question.assumed) if question.assumed else ""


def _added(call: Call) -> list[Part]:
    """What the authority added: sections and fields are told by their form."""
    return [part for part in parts(call) if part.element.source and part.kind not in ("section", "field")]


def _readings(call: Call) -> list[Part]:
    return [part for part in parts(call) if part.element.reading]


def _total(phrases: Sequence[CoveredPhrase]) -> str:
    unbound = sum(1 for phrase in phrases if phrase.unbound)
    if unbound:
        return say("{all}个短句，其中{unbound}个没有落实。", all=len(phrases), unbound=unbound)
    return say("{all}个短句都已落实。", all=len(phrases))


def _as_json(call: Call, phrases: Sequence[CoveredPhrase]) -> str:
    told = {
        "call": call.id,
        "phrases": [_phrase_as_json(phrase) for phrase in phrases],
        "unbound": sum(1 for phrase in phrases if phrase.unbound),
        "added": [
            {"element": part.address, "name": part.element.name, "why": part.element.why}
            for part in _added(call)
        ],
        "readings": [
            {"element": part.address, "clause": part.element.clause, "reading": part.element.reading}
            for part in _readings(call)
        ],
        "questions": [
            {"id": one.id, "asks": one.asks, "about": list(one.about), "assumed": one.assumed}
            for one in call.questions.values()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _phrase_as_json(phrase: CoveredPhrase) -> dict[str, object]:
    return {
        "notice": phrase.notice,
        "clause": phrase.address,
        "sentence": phrase.sentence,
        "phrase": phrase.phrase,
        "elements": list(phrase.elements),
        "unbound": list(phrase.unbound),
    }
