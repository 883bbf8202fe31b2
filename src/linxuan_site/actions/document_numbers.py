"""A letter bears the number of its document: typed once, kept for good, and never that of another document."""

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.letters.references import document_number
from linxuan.programme.definition import Call
from linxuan_site.models import DocumentNumber, IssuedPaper, Office


def reference_for(call: Call, office: Office, number: str, typed: str) -> str:
    """Return the document number of the next issue of `number`: as typed, else that of its last one.

    Raises `BadInput` for what is no document number, and `Refused` where another document has it.
    """
    text = document_number(typed)
    if not text:
        return last_reference(call, number)
    # Two that type the same number at once: the second waits, and is told.
    Office.objects.select_for_update().filter(authority=office.authority, key="").order_by("pk").first()
    found = DocumentNumber.objects.filter(authority=office.authority, text=text, first=True)
    other = found.select_related("issued").first()
    if other is not None and (other.issued.call, other.issued.number) != (call.id, number):
        raise Refused(
            say("发文字号“{reference}”已经是“{name}”的，请换一个", reference=text, name=other.issued.name),
            code="reference",
            element="reference",
        )
    return text


def last_reference(call: Call, number: str) -> str:
    """Return the document number that the last issue of `number` bears; empty without."""
    rows = DocumentNumber.objects.filter(issued__call=call.id, issued__number=number)
    return str(rows.order_by("-issued__revision").values_list("text", flat=True).first() or "")


def keep_reference(issued: IssuedPaper, reference: str) -> None:
    """Record the document number that an issue bears; nothing where it bears none."""
    if reference:
        authority = issued.office.authority
        first = not DocumentNumber.objects.filter(authority=authority, text=reference).exists()
        DocumentNumber.objects.create(issued=issued, authority=authority, text=reference, first=first)
