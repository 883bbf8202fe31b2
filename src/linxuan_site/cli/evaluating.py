"""`linxuan evaluate`: what the grades of all years mean for every entity of a register."""

import argparse
import codecs
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from linxuan.errors import BadInput
from linxuan.evaluation import Asked, Evaluated, Fault, GradeBook, evaluate_all, read_grade_book
from linxuan.language import say
from linxuan.programme.definition import LEADS_TO, Call
from linxuan_site.cli.life import naming, standing_word
from linxuan_site.cli.packages import call_named
from linxuan_site.cli.table import table, table_of_pages

COLUMNS = ("entity", "cohort", "track", "standing", "rule", "clause", "years", "gap", "because")
_PAGE = 200
_MOST_FAULTS = 20
_CHUNK = 1 << 20

Found = Iterator[Evaluated | Fault]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evaluate`."""
    evaluate = commands.add_parser("evaluate", help=say("按历年等次，看名录里每一家的示范资格如何"))
    evaluate.add_argument("call", metavar="CALL", help=say("项目包的文件夹，或 programmes/ 里的名字"))
    evaluate.add_argument(
        "register",
        metavar="REGISTER.csv",
        type=Path,
        help=say("名录：entity 列，有的话还有 cohort、track、status"),
    )
    evaluate.add_argument(
        "grades", metavar="GRADES.csv", type=Path, help=say("历年等次：entity、year、grade 列，可有 score")
    )
    evaluate.add_argument(
        "--as-of", type=int, metavar="YEAR", help=say("看到哪一年为止；不写则到等次表的最后一年")
    )
    evaluate.add_argument(
        "--gap", choices=("break", "ignore", "ask"), help=say("没有等次的年份：打断、不计、交人判断")
    )
    shown = evaluate.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help=say("输出JSON"))
    shown.add_argument("--csv", type=Path, metavar="FILE", help=say("每家一行写进这个CSV文件"))
    evaluate.set_defaults(handler=print_evaluated)


def print_evaluated(arguments: argparse.Namespace) -> int:
    """Print the standing of every entity and how many there are of each; 1 where rows were left out."""
    call = call_named(arguments.call)
    with ExitStack() as files:
        with naming(arguments.grades):
            book = read_grade_book(call, files.enter_context(_lines(arguments.grades)))
        asked = Asked(_as_of(arguments.as_of, book), gap=arguments.gap)
        register = files.enter_context(_lines(arguments.register))
        counted = _Counted(book, evaluate_all(call, register, book, asked))
        with naming(arguments.register):
            _print(arguments, call, asked, counted)
    return 1 if counted.faults else 0


class _Counted:
    """The standings as they come; how many there were of each, and the rows that were left out."""

    def __init__(self, book: GradeBook, found: Found) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = list(book.faults)
        self._found = found

    def __iter__(self) -> Iterator[Evaluated]:
        for one in self._found:
            if isinstance(one, Fault):
                self.faults.append(one)
            else:
                self.counts[one.standing.standing] += 1
                yield one


def _as_of(given: int | None, book: GradeBook) -> int:
    year = given if given is not None else book.last_year
    if year is None:
        raise BadInput(say("等次表里没有一个等次：请用 --as-of 写明看到哪一年为止"))
    return year


# ── files ──


@contextmanager
def _lines(path: Path) -> Iterator[TextIO]:
    """The lines of a table in UTF-8, with or without its mark, or GB18030."""
    with naming(path):
        encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        yield file


def _encoding(path: Path) -> str:
    """Look through the whole file once: what fits only at its beginning would break off in the middle."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise BadInput(say("既不是UTF-8也不是GB18030编码，请另存为“CSV UTF-8”"))


# ── what is shown ──


def _print(arguments: argparse.Namespace, call: Call, asked: Asked, counted: _Counted) -> None:
    if arguments.json:
        _print_json(asked, counted)
        return
    if arguments.csv:
        with arguments.csv.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(_cells(one) for one in counted)
    else:
        head = [say("示范主体"), say("批次"), say("结论"), say("依据"), say("说明")]
        for line in table_of_pages(_pages(counted), head):
            print(line)
    print(_summary(call, asked, counted))


def _print_json(asked: Asked, counted: _Counted) -> None:
    """One document, written as the rows come."""
    print(f'{{"as_of": {asked.as_of}, "standings": [')
    for number, one in enumerate(counted):
        told = dict(zip(COLUMNS, _values(one), strict=True))
        print(("," if number else "") + json.dumps(told, ensure_ascii=False))
    faults = [{"table": one.table, "line": one.line, "problem": one.problem} for one in counted.faults]
    counts = {word: counted.counts[word] for word in LEADS_TO if counted.counts[word]}
    ending = json.dumps({"counts": counts, "faults": faults}, ensure_ascii=False, indent=1)
    print(f"], {ending[1:]}")


def _values(one: Evaluated) -> tuple[object, ...]:
    found = one.standing
    head = (found.entity, one.cohort, one.track, found.standing, found.rule, found.clause)
    return (*head, list(found.years), found.gap, found.because)


def _cells(one: Evaluated) -> list[str]:
    found = one.standing
    cohort = "" if one.cohort is None else str(one.cohort)
    years = " ".join(map(str, found.years))
    head = [_harmless(found.entity), cohort, one.track, found.standing, found.rule, found.clause]
    return [*head, years, found.gap, found.because]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _pages(counted: _Counted) -> Iterator[Sequence[Sequence[str]]]:
    rows = (
        [
            one.standing.entity,
            "" if one.cohort is None else str(one.cohort),
            standing_word(one.standing),
            one.standing.clause,
            one.standing.because,
        ]
        for one in counted
    )
    while page := list(islice(rows, _PAGE)):
        yield page


def _summary(call: Call, asked: Asked, counted: _Counted) -> str:
    words = {word: standing_word(word) for word in LEADS_TO}
    rows = [[words[word], str(counted.counts[word])] for word in LEADS_TO if counted.counts[word]]
    told = [
        "",
        say(
            "{call}，看到{year}年：共{count}家",
            call=call.name,
            year=asked.as_of,
            count=counted.counts.total(),
        ),
        table(rows, [say("结论"), say("家数")]),
    ]
    if counted.faults:
        told += ["", say("有{count}行没有用上：", count=len(counted.faults))]
        told += [_fault(one) for one in counted.faults[:_MOST_FAULTS]]
    if len(counted.faults) > _MOST_FAULTS:
        told.append(say("……其余{count}行见 --json", count=len(counted.faults) - _MOST_FAULTS))
    return "\n".join(told)


def _fault(fault: Fault) -> str:
    where = say("名录") if fault.table == "register" else say("等次表")
    return say("{table}第{line}行：{problem}", table=where, line=fault.line, problem=fault.problem)
