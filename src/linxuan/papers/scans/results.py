"""What is asked of a scan and what was found in it: plain values, with a way into JSON and back."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

Kind = Literal[
    "missing",
    "doubled",
    "swapped",
    "foreign",
    "older",
    "altered",
    "revoked",
    "unread",
    "differs",
    "no_seal",
]
PageOutcome = Literal["ours", "foreign", "older", "altered", "revoked", "unread"]
"""What the code of one page says."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height as fractions of the page as it was printed, from its upper left corner."""
SEALS = ("seals", "name_seals")
"""The columns of a page that are boxes."""


@dataclass(frozen=True)
class Expected:
    """What the system holds, and what the paper that was signed and sealed has to be a print of.

    `digest` is the whole SHA-256 over the answers, hexadecimal; `pages` counts the pages of the print.
    `sealed` are the numbers of the pages of the print on each of which a unit's red seal is wanted; True
    means those on which one of `seal_words` stands, the words beside a place for a seal, or any one page
    where the print has none of them; False asks for no seal. `print` is its PDF, beside which the pictures of
    pages are held; without it none is compared.
    """

    number: str
    revision: int
    pages: int
    digest: str
    sealed: bool | Sequence[int] = False
    print: Path | None = None
    seal_words: Sequence[str] = ()


@dataclass(frozen=True)
class ScanPage:
    """One page of what was handed in: page `page_of_file` of the file `file`, both counted from 1.

    `page_of_print` is the page of the print that it shows, known for outcome `ours` only. `turned` says by
    how many degrees clockwise it lay turned, from -180 to 180; `dpi` estimates the dots an inch at which
    it was looked at; both are None where no code was found. `compared` tells whether its picture was
    held beside the print's, and `why_not` why that could not be done: it is too `coarse`, or `unlike` the page as a
    whole; '' also where nobody wanted it. `seals` are the places of the red seals of units on it, round or oval, and
    `name_seals` those of persons' square ones, which stand for no unit; both on the page as it was scanned.
    """

    file: int
    page_of_file: int
    outcome: PageOutcome
    page_of_print: int | None = None
    turned: float | None = None
    dpi: int | None = None
    compared: bool = False
    seals: Sequence[Box] = ()
    name_seals: Sequence[Box] = ()
    why_not: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something for a person to look at, in `words`; it decides nothing by itself.

    `file` and `page_of_file` are None for a page that is missing, and for a seal that no page has;
    `page_of_print` is None where it is not known. `box` is the place on the page where there is one, and
    `picture` a JPEG that shows it: of `differs` the scan on the left and the print on the right.
    """

    kind: Kind
    words: str
    file: int | None = None
    page_of_file: int | None = None
    page_of_print: int | None = None
    box: Box | None = None
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Examination:
    """All pages in the order in which they were handed in, and all doubts in that order; missing pages last."""

    pages: Sequence[ScanPage]
    doubts: Sequence[Doubt]

    @property
    def is_clear(self) -> bool:
        """Tell whether there is no doubt at all."""
        return not self.doubts


def as_plain(examination: Examination) -> dict[str, Any]:
    """Return an examination as what JSON takes; pictures are in Base64."""
    return {
        "pages": [
            {**asdict(page), **{kind: list(map(list, getattr(page, kind))) for kind in SEALS}}
            for page in examination.pages
        ],
        "doubts": [_plain_doubt(doubt) for doubt in examination.doubts],
    }


def from_plain(plain: Mapping[str, Any]) -> Examination:
    """Return the examination that `as_plain` made this of; raises `KeyError` or `TypeError` for anything else."""
    pages = [_page(page) for page in plain["pages"]]
    return Examination(pages, [_doubt(one) for one in plain["doubts"]])


def _page(plain: Mapping[str, Any]) -> ScanPage:
    return ScanPage(**{**plain, **{kind: tuple(map(_box, plain[kind])) for kind in SEALS}})


def _plain_doubt(doubt: Doubt) -> dict[str, Any]:
    picture = b64encode(doubt.picture).decode() if doubt.picture else None
    return {**asdict(doubt), "box": list(doubt.box) if doubt.box else None, "picture": picture}


def _doubt(plain: Mapping[str, Any]) -> Doubt:
    box, picture = plain["box"], plain["picture"]
    return Doubt(
        **{**plain, "box": _box(box) if box else None, "picture": b64decode(picture) if picture else None}
    )


def _box(numbers: Sequence[float]) -> Box:
    left, top, width, height = numbers
    return left, top, width, height
