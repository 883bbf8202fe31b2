"""The raw texts of a package, read with their corrections; faults stand at the entry that names the text."""

from collections.abc import Mapping

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.notice.clauses import Correction, Notice
from linxuan.notice.corrections import NoticeFaults
from linxuan.notice.reading import read_notice
from linxuan.programme.entry import Entry
from linxuan.programme.sizes import MOST_CORRECTED


def read_text(entry: Entry, texts: Mapping[str, str]) -> Notice | None:
    """Return the notice that an entry describes; None where its text is not there or does not fit."""
    file = entry.text("file", wanted=True)
    closing, number = entry.text("closing"), entry.text("number")
    dated, binds = entry.day("dated"), entry.yes_no("binds", True)
    corrections = tuple(_correction(each) for each in entry.tables("corrections"))
    entry.text("name")
    if file and file not in texts:
        entry.fault(
            "file", say("没有文件 {file}", file=file), say("把通知原文放进程序包，存为 {file}", file=file)
        )
    if file not in texts or _too_much(entry, len(texts[file]), len(corrections)):
        return None
    try:
        return read_notice(
            texts[file],
            id=entry.id,
            file=file,
            closing=closing,
            corrections=corrections,
            number=number,
            dated=dated.isoformat() if dated else "",
            binds=binds,
        )
    except NoticeFaults as faults:
        _tell(entry, faults)
    except BadInput as fault:
        entry.fault("file", str(fault))
    return None


def _correction(entry: Entry) -> Correction:
    raw, why = entry.text("raw", wanted=True), entry.text("why")
    read = entry.ask("read")
    if not isinstance(read, str):
        entry.fault("read" if entry.has("read") else "", say('read 要写应读作什么；删去就写 ""'))
    return Correction(raw, read if isinstance(read, str) else "", why, entry.yes_no("all", False))


def _too_much(entry: Entry, length: int, corrections: int) -> bool:
    too_much = length * corrections > MOST_CORRECTED
    if too_much:
        entry.fault("corrections", say("更正太多"), say("同样的误读写一条，加 all = true"))
    return too_much


def _tell(entry: Entry, faults: NoticeFaults) -> None:
    for fault in faults.faults:
        place = entry.place / fault.key
        entry.faults.add(place if fault.index is None else place / fault.index, fault.problem)
