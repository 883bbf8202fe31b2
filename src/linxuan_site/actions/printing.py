"""Printing what was filed: with the codes that prove it, signed by the key of the installation."""

from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.documents.desk_papers import receipt_pdf
from linxuan_site.documents.forms import form_pdf
from linxuan_site.documents.typesetting import Typeset, typeset
from linxuan_site.models import Arrival, Submission


def printed_form(submission: Submission, lay: Typeset = typeset) -> bytes:
    """Return the form of a submission to print, sign and seal; many at once by what `typesetting` hands out.

    Raises `BadInput` where it cannot be laid out, or where no key can be had; both say what to do.
    """
    return form_pdf(submission, key_to_print(), lay)


def printed_receipt(arrival: Arrival) -> bytes:
    """Return the receipt of papers that came; raises `BadInput` as `printed_form` does."""
    return receipt_pdf(arrival, key_to_print())
