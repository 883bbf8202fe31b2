"""An office's letter to another: a recommendation, or a list that it sends on."""

from dataclasses import asdict

from linxuan_site.documents.content import LetterPaper
from linxuan_site.documents.typesetting import typeset


def letter_pdf(paper: LetterPaper) -> bytes:
    """Return the letter as a PDF in the layout of GB/T 9704; the same letter gives the same bytes."""
    return typeset("letter.typ", asdict(paper))
