"""An objection as it was posted, by whoever objects or by the officer to whom it came in writing."""

import secrets

from django.conf import settings
from django.http import HttpRequest

from linxuan_site.actions.files import Upload
from linxuan_site.actions.objections import MOST_FILES, NewObjection
from linxuan_site.portal.objections.forms import ObjectionForm


def posted_objection(request: HttpRequest, form: ObjectionForm) -> NewObjection:
    """Return what was typed into the form of an objection; what is complete is for the action to say."""
    typed = request.POST
    entry = typed.get("entry", "")
    statements = posted_files(request, "statement")
    return NewObjection(
        kind=typed.get("kind", ""),
        name=typed.get("name", "")[:200],
        contact=typed.get("contact", "")[:100],
        entry=form.cleaned_data.get("entry") if entry else None,
        text=typed.get("text", ""),
        key=typed.get("key", "")[:40] or secrets.token_hex(16),
        statement=statements[0] if statements else None,
        evidence=posted_files(request, "evidence"),
    )


def posted_files(request: HttpRequest, name: str) -> list[Upload]:
    """Return the files of an input; of one that is too large only as much as shows it."""
    files = request.FILES.getlist(name)[: MOST_FILES + 1]
    return [Upload(file.name or "", file.read(settings.UPLOAD_LIMIT + 1)) for file in files]


def grouped(number: str) -> str:
    """Return a receipt number in groups of four, as people read it."""
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
