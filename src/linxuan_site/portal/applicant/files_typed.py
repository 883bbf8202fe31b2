"""Files that come with a section and its buttons, where no script sends each by itself."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpRequest, QueryDict

from linxuan_site.actions.attachments import attach, remove_attachment, restore_attachment
from linxuan_site.permissions import signed_in
from linxuan_site.portal.acting import posted_files
from linxuan_site.portal.answering import Fault, attempt, input_id
from linxuan_site.portal.applicant.controls import slot_of
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.portal.uploading import too_large, was_too_large
from linxuan_site.queries.applications import own_attachment

UPLOAD = "upload."
"""What the names of file inputs begin with; the rest is the name of the answer."""
FILE = "file."
"""What the value of `remove` begins with where it takes a file away: `file.ID`, or `file.ID.INPUT` in a row."""


@dataclass
class FilesDone:
    """What came of the files of one form: the answers with the names that rows got, and what was refused."""

    given: QueryDict
    faults: list[Fault] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Why, by the name of the input."""
    removed: str = ""
    """What was taken away, as `remove` says it: the next page offers to put it back."""

    def refuse(self, name: str, fault: Fault) -> None:
        """Note that a file was not taken; several at one input are all told."""
        self.faults.append(Fault(fault.text, target=input_id(name), code=fault.code))
        self.refused[name] = " ".join(filter(None, (self.refused.get(name), fault.text)))


def with_files(request: HttpRequest, filing: Filing) -> FilesDone:
    """Keep the files that came by a button, and take away or put back the one that it names.

    A row is given the name of its file; a row that is removed is left out. One that is refused does not
    keep the others from being kept.
    """
    done = FilesDone(request.POST.copy())
    if not request.headers.get("HX-Request"):
        _take_away(request, filing, done)
        _put_back(request, filing, done)
        _attach_all(request, filing, done)
    removed = f"{done.given['remove']}." if done.given.get("remove") else ""
    for name in [one for one in done.given if removed and one.startswith(removed)]:
        del done.given[name]
    return done


def removed_file(request: HttpRequest, filing: Filing) -> dict[str, Any]:
    """Return the file that `?removed=` names, by its input, as long as it is away."""
    attachment, name = _named(request, filing, request.GET.get("removed", ""))
    return {name: attachment} if attachment is not None and attachment.removed_at is not None else {}


def _attach_all(request: HttpRequest, filing: Filing, done: FilesDone) -> None:
    put = partial(attach, filing.dossier.application.pk, account=signed_in(request.user))
    for name, upload in posted_files(request):
        answer = name.removeprefix(UPLOAD)
        stored = attempt(partial(put, slot_of(answer), upload))
        if isinstance(stored, Fault):
            done.refuse(answer, stored)
        elif "." in answer:
            done.given[answer] = stored.name
    if was_too_large(request):
        done.faults.append(Fault(too_large(), code="input"))


def _take_away(request: HttpRequest, filing: Filing, done: FilesDone) -> None:
    attachment, name = _named(request, filing, request.POST.get("remove", ""))
    if attachment is None:
        return
    gone = attempt(lambda: remove_attachment(attachment.pk, account=signed_in(request.user)))
    if isinstance(gone, Fault):
        done.refuse(name, gone)
        return
    done.removed = request.POST["remove"]
    if "." in name:
        done.given[name] = ""


def _put_back(request: HttpRequest, filing: Filing, done: FilesDone) -> None:
    attachment, name = _named(request, filing, request.POST.get("restore", ""))
    if attachment is None:
        return
    back = attempt(lambda: restore_attachment(attachment.pk, account=signed_in(request.user)))
    if isinstance(back, Fault):
        done.refuse(name, back)
    elif "." in name:
        done.given[name] = back.name


def _named(request: HttpRequest, filing: Filing, value: str) -> tuple[Any, str]:
    """The file that a button names, and its input; None for a button that names none of this application."""
    id, _dot, name = value.removeprefix(FILE).partition(".")
    if not value.startswith(FILE) or not (id.isascii() and id.isdigit() and len(id) < 19):
        return None, ""
    attachment = own_attachment(request.user, filing.dossier.application.pk, int(id))
    if attachment is None or (slot_of(name) if name else attachment.slot) != attachment.slot:
        return None, ""
    return attachment, name or attachment.slot
