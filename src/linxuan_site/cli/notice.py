"""`linxuan notice FILE`: what a notice says, clause by clause, and what was found in it.

`--json` prints one object, `null` standing for what is not known:

- `title`, `number`, `dated`: of the notice itself, the day as YYYY-MM-DD;
- `clauses`: a tree of `{address, heading, sentences, line, children}`; sentence 1 is the first of
  `sentences`, sentence 0 the heading, `line` the line of the file;
- `dates`, `quotas`, `document_numbers`, `addresses`, `contacts`, `phones`, `emails`, `urls`, `annexes`,
  `suspects`: lists of `{text, value, clause, sentence, line, hint}`. `value` is what the text means: a day
  (YYYY-MM-DD or YYYY-MM), a whole number, the number of a document as it is printed, the address of an
  annex, what a suspect may have been. A contact has `office`, `name` and `phone` as well;
- `unknown`: what to ask for, as `{what, asks, clause}`.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.notice.clauses import Clause, Finding, Notice
from linxuan.notice.encoding import MOST_BYTES, decode
from linxuan.notice.findings import findings
from linxuan.notice.reading import read_notice
from linxuan.notice.unknown import Unknown, own_date, own_number, unknown
from linxuan_site.cli.table import table

# The plural names of the findings, as --json has them, in the order in which they are shown.
_KINDS = {
    "date": "dates",
    "quota": "quotas",
    "document_number": "document_numbers",
    "address": "addresses",
    "contact": "contacts",
    "phone": "phones",
    "email": "emails",
    "url": "urls",
    "annex": "annexes",
    "suspect": "suspects",
}
_LONGEST_CELL = 48


@dataclass(frozen=True)
class _Read:
    notice: Notice
    found: tuple[Finding, ...]
    unknown: tuple[Unknown, ...]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `notice`."""
    command = commands.add_parser("notice", help=say("读通知：条款、日期、名额、文号、联系人，以及疑似误读"))
    command.add_argument("file", metavar="FILE", type=Path, help=say("通知的文字（UTF-8 或 GB18030）"))
    command.add_argument("--json", action="store_true", help=say("以 JSON 输出"))
    command.set_defaults(handler=show_notice)


def show_notice(arguments: argparse.Namespace) -> int:
    """Print the clauses of a notice and what was found in it; raises BadInput for a file that is none."""
    raw = _text(arguments.file)
    notice = read_notice(raw, file=arguments.file.name)
    found = findings(notice, raw)
    read = _Read(notice, found, unknown(notice, found))
    if arguments.json:
        print(json.dumps(_as_json(read), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_text(read)))
    return 0


def _text(path: Path) -> str:
    if path.is_dir():
        raise BadInput(say("{file} 是文件夹；请给出通知的文本文件。", file=path))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as fault:
        raise BadInput(say("没有文件 {file}；请检查路径。", file=path)) from fault
    except (OSError, ValueError) as fault:
        raise BadInput(say("{file} 读不出来；请检查文件和权限。", file=path)) from fault
    return decode(data, str(path))


def _as_json(read: _Read) -> dict[str, object]:
    """The object that the head of this module describes."""
    notice, found = read.notice, read.found
    return {
        "title": notice.title or None,
        "number": own_number(notice, found) or None,
        "dated": own_date(notice, found) or None,
        "clauses": [_clause(clause) for clause in notice.clauses],
        **{
            plural: [_finding(each) for each in found if each.kind == kind] for kind, plural in _KINDS.items()
        },
        "unknown": [
            {"what": each.what, "asks": each.asks, "clause": each.address or None} for each in read.unknown
        ],
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "address": clause.address,
        "heading": clause.heading or None,
        "sentences": list(clause.sentences),
        "line": clause.line,
        "children": [_clause(child) for child in clause.children],
    }


def _finding(each: Finding) -> dict[str, object]:
    found: dict[str, object] = {
        "text": each.text,
        "value": _value(each),
        "clause": each.address,
        "sentence": each.sentence,
        "line": each.line,
        "hint": each.hint or None,
    }
    if each.kind == "contact":
        parts = dict(each.parts)
        found |= {key: parts.get(key) for key in ("office", "name", "phone")}
    return found


def _value(each: Finding) -> str | int | None:
    return int(each.value) if each.kind == "quota" else each.value or None


def _as_text(read: _Read) -> Iterator[str]:
    yield read.notice.title or say("（没有读到标题）")
    for clause in read.notice.walk():
        yield from _clause_lines(clause)
    for kind in _KINDS:
        yield from _found_lines(kind, [each for each in read.found if each.kind == kind])
    yield from _unknown_lines(read.unknown)


def _clause_lines(clause: Clause) -> Iterator[str]:
    margin = "  " * clause.depth
    if not clause.depth:
        yield ""
    yield f"{margin}{clause.address}  {clause.heading}".rstrip()
    for number, sentence in enumerate(clause.sentences, 1):
        yield f"{margin}    #{number} {sentence}"


def _found_lines(kind: str, found: Sequence[Finding]) -> Iterator[str]:
    if not found:
        return
    rows = [
        (f"{each.address}#{each.sentence}", str(each.line), _short(each.text), _short(each.value), each.hint)
        for each in found
    ]
    columns = (say("条款"), say("行"), say("原文"), say("读作"), say("说明"))
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    yield ""
    yield say("{kind}（{count}）", kind=_name(kind), count=len(found))
    yield table([[row[place] for place in kept] for row in rows], [columns[place] for place in kept])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def _unknown_lines(questions: Iterable[Unknown]) -> Iterator[str]:
    asked = list(questions)
    if asked:
        yield ""
        yield say("通知没有说、需要问清（{count}）", count=len(asked))
        yield from (f"  {each.asks}  {each.address}".rstrip() for each in asked)


def _name(kind: str) -> str:
    return {
        "date": say("日期"),
        "quota": say("名额"),
        "document_number": say("文号"),
        "address": say("地点"),
        "contact": say("联系人"),
        "phone": say("电话"),
        "email": say("邮箱"),
        "url": say("网址"),
        "annex": say("附件"),
        "suspect": say("疑似误读"),
    }[kind]
