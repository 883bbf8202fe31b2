"""An office's letter to another: a recommendation, or a list that it sends on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from linxuan.papers import SigningKey, canonical_json, digest_of
from linxuan.typesetting import Backing
from linxuan_site.documents.carried import drawn_codes, in_fours
from linxuan_site.documents.content import LetterPaper
from linxuan_site.documents.typesetting import typeset

OURS = "letter.typ"
NAME = "letter.json"


@dataclass(frozen=True)
class Mark:
    """As what a letter is kept: its number and revision, and the key that signs the codes of its pages."""

    number: str
    revision: int
    key: SigningKey


def letter_pdf(
    paper: LetterPaper,
    template: str = OURS,
    own: Mapping[str, str] | None = None,
    mark: Mark | None = None,
) -> bytes:
    """Return the letter as a PDF; the same letter and mark give the same bytes.

    Ours has the layout of GB/T 9704; a package may bring a `template` among its `own`. With a `mark` every
    page bears a code, and the file carries what the letter says.
    """
    if mark is None:
        return typeset(template, asdict(paper), own=own)
    said = said_by_letter(paper)
    digest = digest_of(said)
    shown = asdict(paper) | {"number": mark.number, "revision": mark.revision, "digest": in_fours(digest)}
    codes = drawn_codes(mark.number, mark.revision, digest, mark.key)
    backing = Backing(codes, (NAME, canonical_json(said).decode()))
    return typeset(template, shown, own=own, backing=backing)


def said_by_letter(paper: LetterPaper) -> dict[str, Any]:
    """Return what a letter says, as plain values of JSON; its digest stands in its codes.

    One without a document number says nothing of it, as letters did before they could have one. A chart says
    nothing that does not stand in its table.
    """
    said = asdict(paper)
    del said["charts"]
    if not paper.reference:
        del said["reference"]
    return said
