"""Lists of designated entities that were uploaded: read again, and held against the register as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from linxuan.designations.matching import Match, Outcome, counted, matched
from linxuan.designations.tables import MOST_ROWS, MOST_SHEETS, CellFault, ReadList, read_list
from linxuan.errors import BadInput
from linxuan.language import CHINESE, speaking
from linxuan.programme.definition import Call
from linxuan.workbooks.reading import read_book
from linxuan_site.models import Account, ListImport, ListUpload
from linxuan_site.models.list_imports import WAITING
from linxuan_site.queries.calls import own_definition
from linxuan_site.queries.known_entities import known_entities

ABOVE_ROWS = 100
"""Lines that titles, headings and notes may take beside the rows."""
MOST_LISTED = 50


@dataclass(frozen=True)
class ListPreview:
    """What a list would do to the register now. With faults nothing is matched."""

    call: Call
    rows: int
    faults: Sequence[CellFault]
    remarks: Sequence[str]
    matches: Sequence[Match]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows there are of each outcome."""
        return counted(self.matches)

    @property
    def seen(self) -> str:
        """What stands for all that the preview says, so that nothing else is entered than was seen."""
        with speaking(CHINESE):
            said = [
                (one.row, one.outcome, one.doubt, one.entity.key, one.title, one.changes)
                for one in self.matches
            ]
        return sha256(repr(said).encode("utf-8", "replace")).hexdigest()


def preview_of_file(call: Call, path: Path, given: Mapping[str, str]) -> ListPreview:
    """Return what a file would do to the register; raises `BadInput` at `table` or a key of `given`."""
    try:
        book = read_book(path, lines=MOST_ROWS + ABOVE_ROWS, sheets=MOST_SHEETS)
    except BadInput as fault:
        raise BadInput(fault.problem, field="table") from fault
    return preview_of(call, read_list(call, book, given))


def preview_of(call: Call, read: ReadList) -> ListPreview:
    """Hold what was read of a list against the register."""
    matches = () if read.faults else matched(read.rows, known_entities(call, read.rows))
    return ListPreview(call, len(read.rows), read.faults, read.remarks, matches)


def own_upload(account: Account, upload_id: int) -> tuple[Call, ListUpload] | None:
    """Return an upload with the call of its register; None where the call is not of the account's authority, or the
    file is there no more.
    """
    upload = ListUpload.objects.filter(pk=upload_id, cleared_at=None).first()
    call = own_definition(account, upload.call) if upload else None
    return (call, upload) if call and upload else None


def waiting_lists(call: str) -> list[ListUpload]:
    """Return the lists of a call that wait to be entered, newest first."""
    rows = ListUpload.objects.filter(call=call, state=WAITING).select_related("uploaded_by")
    return list(rows.order_by("-pk")[:MOST_LISTED])


def entered_lists(call: str) -> list[ListImport]:
    """Return the lists of a call that were entered, newest first."""
    rows = ListImport.objects.filter(call=call).select_related("recorded_by", "on_behalf_of")
    return list(rows.order_by("-pk")[:MOST_LISTED])


def undecided(matches: Iterable[Match], decisions: Mapping[str, str]) -> list[Match]:
    """Return the doubtful rows of which nothing is decided yet."""
    return [one for one in matches if one.is_doubtful and decisions.get(one.row.place) not in one.choices]
