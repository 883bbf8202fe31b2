"""Printing what was filed: with the codes that prove it, signed by the key of the installation."""

from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.documents.forms import form_pdf
from linxuan_site.models import Submission


def printed_form(submission: Submission) -> bytes:
    """Return the form of a submission to print, sign and seal.

    Raises `BadInput` where it cannot be laid out, or where no key can be had; both say what to do.
    """
    return form_pdf(submission, key_to_print())
