"""From a posted form to an act of the programme: the same for applicants and officers."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.workflow import Act
from linxuan_site.actions.files import Upload

PAPER = "paper."
REASON = "reason."


def posted_act(request: HttpRequest, action: str) -> Act:
    """Read what was typed for an act; raises `BadInput` with the field that cannot be read.

    Its inputs are `opinion`, `reason`, `document`, `received_on`, `copies`, `restated_on`, `papers`
    (boxes ticked) and `paper.ID` (files).
    """
    given = request.POST
    scanned = (name.removeprefix(PAPER) for name in request.FILES if name.startswith(PAPER))
    ticked = dict.fromkeys([*given.getlist("papers"), *scanned])
    return Act(
        action,
        opinion=given.get("opinion", ""),
        reason=given.get("reason", ""),
        document=given.get("document", ""),
        papers=tuple(ticked),
        received_on=_day(given, "received_on", say("收到的日子")),
        copies=_count(given, "copies"),
        restated_on=_day(given, "restated_on", say("申报日")),
    )


def posted_papers(request: HttpRequest) -> dict[str, list[Upload]]:
    """Return the scans that came with an act, by paper id: the files of each in their order."""
    found: dict[str, list[Upload]] = {}
    for name, upload in posted_files(request):
        if name.startswith(PAPER):
            found.setdefault(name.removeprefix(PAPER), []).append(upload)
    return found


def posted_files(request: HttpRequest) -> Iterator[tuple[str, Upload]]:
    """Yield every file that came with the name of its input, one read at a time.

    Of one that is too large only as much is read as shows it.
    """
    for name, files in request.FILES.lists():
        for file in files:
            if isinstance(file, UploadedFile):
                yield name, Upload(file.name or "", file.read(settings.UPLOAD_LIMIT + 1))


def posted_reasons(request: HttpRequest) -> dict[str, str]:
    """Return why rules in principle may be passed over, by rule id, from inputs `reason.RULE`."""
    names = [name for name in request.POST if name.startswith(REASON)]
    return {name.removeprefix(REASON): request.POST[name] for name in names}


def seen_steps(request: HttpRequest) -> int | None:
    """Return how many steps the person had seen (input `seen`)."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else None


def _day(given: Mapping[str, str], name: str, label: str) -> date | None:
    typed = given.get(name, "").strip()
    if not typed:
        return None
    try:
        return read_date(typed, named=label)
    except BadInput as fault:
        raise BadInput(fault.problem, field=name) from None


def _count(given: Mapping[str, str], name: str) -> int | None:
    typed = given.get(name, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 7):
        raise BadInput(say("份数应是整数，您填的是“{value}”", value=typed[:40]), field=name)
    return int(typed)
