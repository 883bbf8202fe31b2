"""What stands on a paper, as plain values: layout needs neither tables nor a programme."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Box:
    """An option with its box, ticked or not."""

    label: str
    ticked: bool


@dataclass(frozen=True)
class Answer:
    """A label and what was answered: words, or boxes. A blank one was left open."""

    label: str
    text: str = ""
    boxes: tuple[Box, ...] = ()
    wide: bool = False
    """Takes the whole width; two others share a line."""


@dataclass(frozen=True)
class Answers:
    """Short answers, one beside the other."""

    answers: tuple[Answer, ...]
    kind: Literal["answers"] = "answers"


@dataclass(frozen=True)
class YearLine:
    """One figure over the years, in the order of the table's years."""

    label: str
    unit: str
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class YearTable:
    """Figures over the same years."""

    years: tuple[int, ...]
    lines: tuple[YearLine, ...]
    kind: Literal["years"] = "years"


@dataclass(frozen=True)
class Narrative:
    """A long text under its heading."""

    label: str
    text: str
    kind: Literal["narrative"] = "narrative"


@dataclass(frozen=True)
class Group:
    """Repeated rows under their heading."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """The columns' shares of the width."""
    kind: Literal["group"] = "group"


Block = Answers | YearTable | Narrative | Group


@dataclass(frozen=True)
class FormSection:
    """A section of a form, with its blocks in order."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Evidence:
    """A file that was handed in with the form; `digest` is the beginning of its SHA-256."""

    label: str
    name: str
    size: str
    digest: str


@dataclass(frozen=True)
class SealPlace:
    """Where somebody seals or signs."""

    label: str
    by: Literal["seal", "hand"] = "seal"


@dataclass(frozen=True)
class FormPaper:
    """A filed form, whole. Dates are written as the paper shows them."""

    call: str
    title: str
    authority: str
    number: str
    revision: int
    digest: str
    """The beginning of the SHA-256 over the answers."""
    applicant: str
    cover: tuple[tuple[str, str], ...]
    sections: tuple[FormSection, ...]
    evidence: tuple[Evidence, ...] = ()
    seals: tuple[SealPlace, ...] = ()
    sealed_cover: bool = False
    notes: tuple[str, ...] = ()
    """Sentences for whoever prints and seals it."""
    filed_on: str = ""
    """The day of filing as `2023-05-12`, for those who read the file and not the page."""


CellKind = Literal["text", "amount", "count", "share"]
Cell = str | int | Decimal


@dataclass(frozen=True)
class Column:
    """A column of a summary table. Amounts have two decimals, a share is shown in percent."""

    head: str
    kind: CellKind = "text"


@dataclass(frozen=True)
class TablePaper:
    """A summary table. A cell that is a number stays one, of any precision; the empty text is blank."""

    title: str
    office: str
    day: date
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""
    """The unit of all amounts, where they have one unit."""
    sealed: bool = False
    ids: tuple[str, ...] = ()
    """What each column holds, as the paper's `lists` names it."""
    mark: "TableMark | None" = None
    """As what it is issued; None for a table that is no issue of anything."""


@dataclass(frozen=True)
class TableMark:
    """As what a table was issued: number, revision, and the beginning of the digest of what it said then.

    `code` is the signed text of its QR code. It proves what was issued; the cells may say something else since.
    """

    number: str
    revision: int
    digest: str
    code: str

    @property
    def words(self) -> str:
        """What people read of it."""
        return f"编号 {self.number}　第{self.revision}版　校验码 {self.digest}"


@dataclass(frozen=True)
class LetterPart:
    """A part of a letter: a heading, paragraphs, facts by label, a table. What is empty is left out."""

    heading: str = ""
    words: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    """The columns' shares of the width."""


@dataclass(frozen=True)
class ChartRow:
    """One bar, or one place on the axis of a line chart; a value that is not known is None."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """What is drawn of a part: `kind` is `bars` or `lines`; `ticks` are the round numbers of its scale, as they are
    written beside it, from the lowest up.
    """

    heading: str
    kind: str
    series: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class LetterPaper:
    """An official letter, or another paper that an office makes in the same way: a receipt, a certificate. `year` stands in the place for its document number where it has none."""

    office: str
    addressee: str
    title: tuple[str, ...]
    opening: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    opinions: tuple[tuple[str, str], ...]
    statement: tuple[str, ...]
    annexes: tuple[str, ...]
    day: str
    year: int
    widths: tuple[int, ...]
    """The columns' shares of the width."""
    issued_on: str = ""
    """The day as `2023-05-06`, for those who read the file and not the page."""
    number: str = ""
    """With `revision` and `digest` what a page says of itself; empty for a letter that is no print of anything."""
    revision: int = 0
    digest: str = ""
    """The beginning of the SHA-256 over what the letter says."""
    parts: tuple[LetterPart, ...] = ()
    """What it says after the opening, one part after another."""
    contact: str = ""
    """Whom to ask; a letter without it leaves room to write."""
    reference: str = ""
    """The number of the document (发文字号); a letter without one leaves room to write it."""
    charts: tuple[Chart, ...] = ()
    """What is drawn of its parts, each under the heading of its part."""
