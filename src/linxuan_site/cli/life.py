"""`linxuan shortlist` and `linxuan standing`: an order cut at the quotas, and what grades mean."""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from linxuan.answers import parse_json_object
from linxuan.errors import BadInput
from linxuan.evaluation import History, Standing, read_history, standing
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.ranking import read_ranking
from linxuan.selection import Line, shortlist
from linxuan.sheet import MOST_BYTES
from linxuan_site.cli.packages import call_named
from linxuan_site.cli.table import table

_MARK = b"\xef\xbb\xbf"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `shortlist` and `standing`."""
    order = commands.add_parser("shortlist", help=say("按名额排出入围、并列和备选"))
    _add_call(order)
    order.add_argument(
        "ranking", metavar="RANKING.csv", type=Path, help=say("排序表：id、track、category、score 四列")
    )
    order.add_argument("--json", action="store_true", help=say("输出JSON"))
    order.set_defaults(handler=print_shortlist)
    grades = commands.add_parser("standing", help=say("按历年等次和经营状态，看示范资格如何"))
    _add_call(grades)
    grades.add_argument(
        "history", metavar="HISTORY.json", type=Path, help=say("一个示范主体的历年情况，或一列")
    )
    grades.add_argument(
        "--gap", choices=("break", "ignore", "ask"), help=say("没有等次的年份：打断、不计、交人判断")
    )
    grades.add_argument("--json", action="store_true", help=say("输出JSON"))
    grades.set_defaults(handler=print_standing)


def _add_call(command: argparse.ArgumentParser) -> None:
    command.add_argument("call", metavar="CALL", help=say("项目包的文件夹，或 programmes/ 里的名字"))


def print_shortlist(arguments: argparse.Namespace) -> int:
    """Print who is within each quota line, who is tied at it, and who waits."""
    call = call_named(arguments.call)
    with naming(arguments.ranking):
        lines = shortlist(call, read_ranking(call, _bytes(arguments.ranking)))
    if arguments.json:
        print(_as_json([_line_as_json(line) for line in lines]))
    else:
        print(_lines_for_a_clerk(call, lines))
    return 0


def print_standing(arguments: argparse.Namespace) -> int:
    """Print the standing of one entity, or of each of a list."""
    call = call_named(arguments.call)
    given = _histories(arguments.history)
    with naming(arguments.history):
        histories = _read(call, given) if isinstance(given, list) else [read_history(call, given)]
    answers = [standing(call, history, gap=arguments.gap) for history in histories]
    if arguments.json:
        told = [_standing_as_json(answer) for answer in answers]
        print(_as_json(told if isinstance(given, list) else told[0]))
    else:
        print(_standings_for_a_clerk(answers))
    return 0


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the name of the file before a complaint about what is in it."""
    try:
        yield
    except BadInput as fault:
        raise BadInput(
            say("{file}：{problem}", file=path, problem=fault.problem), field=fault.field
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise BadInput(say("打不开这个文件（{why}）", why=why)) from None


def _histories(path: Path) -> object:
    """Return what the file holds: one object, or a list of them."""
    with naming(path):
        raw = _bytes(path).removeprefix(_MARK)
    if not raw.lstrip().startswith(b"["):
        return parse_json_object(raw, named=str(path))
    # A list is read as the only value of an object, so that there is one reader with one set of limits.
    found = parse_json_object(b'{"":' + raw + b"}", named=str(path))
    if len(found) > 1:
        raise BadInput(say("{file}：列表之后还有别的内容", file=path))
    return found[""]


def _read(call: Call, given: Sequence[object]) -> list[History]:
    histories = []
    for number, raw in enumerate(given, start=1):
        try:
            histories.append(read_history(call, raw))
        except BadInput as fault:
            told = say("第{number}份：{problem}", number=number, problem=fault.problem)
            raise BadInput(told, field=fault.field) from None
    return histories


def _as_json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _line_as_json(line: Line) -> dict[str, object]:
    """One line as the command promises it: no track or no category where the line totals over them."""
    told: dict[str, object] = {}
    told |= {} if line.track is None else {"track": line.track}
    told |= {} if line.category is None else {"category": line.category}
    told |= {"key": line.key} if line.key else {}
    names = {"nominated": line.nominated, "tied": line.tied, "reserve": line.reserve}
    return {**told, "quota": line.limit, **{name: list(ids) for name, ids in names.items()}}


def _lines_for_a_clerk(call: Call, lines: Sequence[Line]) -> str:
    columns = [say("名额"), say("个数"), say("入围"), say("并列，由人定"), say("备选"), say("依据")]
    rows = [[_line_name(call, line), str(line.limit), *_ids(line), _clause(call, line)] for line in lines]
    return table(rows, columns)


def _line_name(call: Call, line: Line) -> str:
    track = call.tracks.get(line.track or "")
    category = track.categories.get(line.category or "") if track else None
    words = [track.name if track else say("合计"), category, line.key]
    return " ".join(word for word in words if word)


def _ids(line: Line) -> list[str]:
    return [say("、").join(ids) for ids in (line.nominated, line.tied, line.reserve)]


def _clause(call: Call, line: Line) -> str:
    return call.quotas[line.quota].clause or say("主管部门")


def _standing_as_json(answer: Standing) -> dict[str, object]:
    return {
        "entity": answer.entity,
        "standing": answer.standing,
        "clause": answer.clause,
        "because": answer.because,
    }


def _standings_for_a_clerk(answers: Sequence[Standing]) -> str:
    columns = [say("示范主体"), say("结论"), say("依据"), say("说明")]
    rows = [[one.entity, standing_word(one), one.clause, one.because] for one in answers]
    return table(rows, columns)


def standing_word(answer: Standing | str) -> str:
    """Return what a standing means, for a clerk."""
    words = {
        "keep": say("保留示范资格"),
        "warn": say("提醒"),
        "rectify": say("限期整改"),
        "suspend": say("暂停示范资格"),
        "ask": say("由人判断"),
        "revoke": say("取消示范资格"),
    }
    return words[answer if isinstance(answer, str) else answer.standing]
