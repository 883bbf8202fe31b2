"""An office's letter to another: a recommendation, or a list that it sends on."""

from collections.abc import Mapping
from dataclasses import asdict

from linxuan_site.documents.content import LetterPaper
from linxuan_site.documents.typesetting import typeset

OURS = "letter.typ"


def letter_pdf(paper: LetterPaper, template: str = OURS, own: Mapping[str, str] | None = None) -> bytes:
    """Return the letter as a PDF; the same letter gives the same bytes.

    Ours has the layout of GB/T 9704; a package may bring a `template` among its `own`.
    """
    return typeset(template, asdict(paper), own=own)
