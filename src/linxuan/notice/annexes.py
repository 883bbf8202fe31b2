"""What follows the last clause: the closing, the list of annexes, and the annexes themselves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from linxuan.notice.clauses import ANNEX
from linxuan.notice.numbering import read_lead, unified
from linxuan.notice.paragraphs import ANNEX_LEAD, Paragraph

_LOOSE = re.compile(r"附件(?P<number>\d{1,2})[.．、]?(?=\D)")
_LONGEST_NAME = 80
_MOST = 99


@dataclass
class Annex:
    """`附件1`: the name that the list gives it, and its own text where that is there too."""

    address: str
    line: int
    names: list[Paragraph] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)


def split_annexes(texts: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Annex]]:
    """Return the paragraphs of the closing, with their numbers as words again, and the annexes in order."""
    reader = _Reader()
    for each in texts:
        reader.take(each)
    return reader.closing, list(reader.annexes.values())


class _Reader:
    """Goes through the closing, paragraph by paragraph.

    While a list of names runs, `_listed` is the number of its last entry and `_entry` that annex;
    once an annex itself has begun, `_open` takes what follows.
    """

    def __init__(self) -> None:
        self.closing: list[Paragraph] = []
        self.annexes: dict[str, Annex] = {}
        self._entry: Annex | None = None
        self._listed: int | None = None
        self._open: Annex | None = None

    def take(self, each: Paragraph) -> None:
        """Put one paragraph where it belongs."""
        if self._begins(each) or self._is_next_entry(each):
            return
        if self._open:
            self._open.paragraphs.append(each)
        elif self._entry and self._entry.names[-1].full and not each.lead:
            self._entry.names.append(each)
        else:
            self._entry = self._listed = None
            self.closing.append(_whole(each))

    def _begins(self, each: Paragraph) -> bool:
        """Take a paragraph that opens a list of annexes, or an annex."""
        match = None if each.lead else ANNEX_LEAD.match(each.text) or self._loose(each)
        if match is None:
            return False
        number, rest = unified(match["number"] or ""), each.text[match.end() :]
        if not rest and (number or (self.annexes and "件" in match[0] and match[0][-1] not in "：:")):
            self._begin_text(number, each)
        elif number and f"{ANNEX}{number}" in self.annexes:
            self._begin_text(number, each)
            self._open_text(rest, each)
        elif number:
            self._enter(number, rest, each)
        else:
            self._begin_list(rest, each)
        return True

    def _loose(self, each: Paragraph) -> re.Match[str] | None:
        """`附件1 申报书`, without a colon, is no sentence that begins with the word."""
        is_name = len(each.text) <= _LONGEST_NAME and not re.search("[。，,；;]", each.text)
        return _LOOSE.match(unified(each.text)) if is_name else None

    def _begin_text(self, number: str, each: Paragraph) -> None:
        address = f"{ANNEX}{number}"
        self._open = self.annexes.setdefault(address, Annex(address, each.line))
        self._entry = self._listed = None

    def _open_text(self, rest: str, each: Paragraph) -> None:
        if self._open and rest:
            self._open.paragraphs.append(Paragraph(each.line, rest))

    def _begin_list(self, rest: str, each: Paragraph) -> None:
        self._open = None
        self._listed = 0
        lead = read_lead(rest)
        if lead and lead.number == 1:
            self._enter_all(rest[lead.length :], each)
        elif rest:
            self._enter("", rest, each)

    def _is_next_entry(self, each: Paragraph) -> bool:
        if self._listed is None or self._open or not each.lead or each.lead.number != self._listed + 1:
            return False
        self._enter_all(each.text, each)
        return True

    def _enter_all(self, names: str, each: Paragraph) -> None:
        """Take an entry of the list; the next ones may stand on the same line."""
        number = (self._listed or 0) + 1
        rest = names
        while number < _MOST and (cut := re.search(rf"(?<!\d)\s*{number + 1}\s*[.．、](?!\d)", rest)):
            self._enter(str(number), rest[: cut.start()], Paragraph(each.line, ""))
            rest, number = rest[cut.end() :], number + 1
        self._enter(str(number), rest, each)

    def _enter(self, number: str, name: str, each: Paragraph) -> None:
        address = f"{ANNEX}{number}"
        self._entry = self.annexes.setdefault(address, Annex(address, each.line))
        # A list that stands there twice names an annex twice; the second name is a sentence of its own.
        place = self._entry.paragraphs if self._entry.names else self._entry.names
        place.append(Paragraph(each.line, name.strip(), full=each.full))
        self._listed = int(number) if number.isdecimal() else self._listed
        self._open = None


def _whole(each: Paragraph) -> Paragraph:
    if each.lead is None:
        return each
    return Paragraph(each.line, each.lead.written.strip() + each.text, full=each.full)
