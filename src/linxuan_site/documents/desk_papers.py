"""What a paper desk hands out: the receipt of what came, and the list of what lies in an office's envelope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from linxuan.language import CHINESE, say, speaking
from linxuan.papers import SigningKey, canonical_json
from linxuan.programme.definition import Call
from linxuan.receiving import Tally, lacks
from linxuan.typesetting import Backing
from linxuan_site import clock
from linxuan_site.documents.carried import drawn_codes, in_fours
from linxuan_site.documents.typesetting import typeset
from linxuan_site.models import Account, Arrival, Office
from linxuan_site.queries.arrivals import OnPaper
from linxuan_site.queries.paper_desk import subject_for
from linxuan_site.queries.paper_desk_list import DeskRow, every_of_sender

RECEIPT, ENVELOPE = "desk-receipt.typ", "desk-envelope.typ"
NAME = "receipt.json"


def receipt_pdf(arrival: Arrival, key: SigningKey) -> bytes:
    """Return the receipt of a row, with the code that proves it; the same row and key give the same bytes."""
    said: dict[str, Any] = arrival.said
    shown = said | {
        "number": arrival.number,
        "revision": arrival.revision,
        "digest": in_fours(arrival.digest),
    }
    codes = drawn_codes(arrival.number, arrival.revision, arrival.digest, key)
    return typeset(RECEIPT, shown, backing=Backing(codes, (NAME, canonical_json(said).decode())))


@dataclass(frozen=True)
class Envelope:
    """What lies in the envelope of an office: lines for its applications and its own papers, and sums."""

    title: str
    call: str
    receiver: str
    day: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[Sequence[str]]


def envelope_of(
    call: Call, receiver: Office, sender: Office, rows: Sequence[DeskRow], own: OnPaper, day: date
) -> Envelope:
    """Return what stands in the list of an envelope; it is Chinese whatever the reader's language."""
    with speaking(CHINESE):
        lines = [*_lines(rows), *_own_lines(own)]
        return Envelope(
            title=say("{office}材料清单", office=sender.name),
            call=call.name,
            receiver=receiver.name,
            day=day.isoformat(),
            heads=(say("序号"), say("编号"), say("名称"), say("材料"), say("份数"), say("还缺什么")),
            rows=[(str(place), *line) for place, line in enumerate(lines, start=1)],
            sums=_sums([*(one for row in rows for one in row.on_paper.tallies), *own.tallies]),
        )


def _lines(rows: Sequence[DeskRow]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        for one in row.on_paper.tallies:
            yield row.application.number or "", row.application.subject, *_line(one)


def _own_lines(own: OnPaper) -> Iterator[tuple[str, ...]]:
    for one in own.tallies:
        yield "", say("本部门"), *_line(one)


def _line(one: Tally) -> tuple[str, str, str]:
    return one.paper.name, f"{one.copies}/{one.paper.copies}", say("、").join(lacks(one)) or say("齐全")


def _sums(tallies: Sequence[Tally]) -> list[tuple[str, str, str]]:
    """By paper, in the order of the programme: how many copies came and how many are wanted."""
    names = dict.fromkeys(one.paper.id for one in tallies)
    by_paper = [[one for one in tallies if one.paper.id == paper] for paper in names]
    return [
        (
            own[0].paper.name,
            str(sum(one.copies for one in own)),
            str(sum(one.paper.copies for one in own)),
        )
        for own in by_paper
    ]


def envelope_pdf(envelope: Envelope) -> bytes:
    """Return the list as a PDF to print and lay into the envelope."""
    return typeset(ENVELOPE, vars(envelope))


def envelope_xlsx(envelope: Envelope) -> bytes:
    """Return the list as a workbook; no cell of it is a formula, and the same list gives the same bytes."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        made = datetime.combine(date.fromisoformat(envelope.day), time(), UTC)
        book.set_properties({"title": envelope.title, "author": envelope.receiver, "created": made})
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("清单")
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 5, 24)
        sheet.write_string(0, 0, envelope.title, bold)
        sheet.write_row(1, 0, envelope.heads, bold)
        for place, row in enumerate(envelope.rows, start=2):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
        below = len(envelope.rows) + 3
        sheet.write_row(below, 2, ["合计", "收到", "应收"], bold)
        for place, (name, came, wanted) in enumerate(envelope.sums, start=below + 1):
            sheet.write_string(place, 2, name)
            sheet.write_number(place, 3, int(came))
            sheet.write_number(place, 4, int(wanted))
    return file.getvalue()


@dataclass(frozen=True)
class EnvelopeFile:
    """The list of an envelope as a file."""

    name: str
    content: bytes


def envelope_file(account: Account, call: str, office_id: int, which: str) -> EnvelopeFile | None:
    """Return the list of an office's envelope as `pdf` or `xlsx`; None where this desk gets nothing from it."""
    subject = subject_for(account, call, sender=office_id)
    if subject is None or subject.sender is None or account.office is None:
        return None
    rows = every_of_sender(subject.call, account.office, subject.sender)
    made = envelope_of(subject.call, account.office, subject.sender, rows, subject.on_paper, clock.today())
    content = envelope_pdf(made) if which == "pdf" else envelope_xlsx(made)
    return EnvelopeFile(f"{made.title}{clock.today():%Y%m%d}.{which}", content)
