"""What must hold however often somebody was killed; every sentence that is returned is a finding."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kills.promises import Promise

if TYPE_CHECKING:  # models are imported when the site is ready
    from linxuan_site.models import Application

NOT_FORGED = "forged or lost"


def broken_promises(made: Sequence[Promise]) -> Iterator[str]:
    """Yield what was acknowledged and is not there."""
    from linxuan_site.models import AnswerChange, Application, Attachment, Step

    ids = {one.application for one in made}
    numbers = dict(Application.objects.filter(pk__in=ids).values_list("pk", "number"))
    digests = set(Attachment.objects.filter(application__in=ids).values_list("application_id", "digest"))
    saved = {
        (pk, str(changes["address"])): True
        for pk, changes in AnswerChange.objects.filter(application__in=ids).values_list(
            "application_id", "changes"
        )
        if "address" in changes
    }
    steps = Step.objects.filter(application__in=ids)
    returned = set(steps.filter(kind="return").values_list("application_id", flat=True))
    submitted = set(steps.filter(kind="submit").values_list("application_id", flat=True))
    addresses = {
        pk: answers.get("address")
        for pk, answers in Application.objects.filter(pk__in=ids).values_list("pk", "answers")
    }
    written = {pk for pk, _address in saved}
    there: Mapping[str, Callable[[Promise], bool]] = {
        "receipt": lambda one: numbers.get(one.application) == one.said and one.application in submitted,
        "upload": lambda one: (one.application, one.said) in digests,
        "save": lambda one: addresses.get(one.application) == one.said and one.application in written,
        "return": lambda one: one.application in returned,
    }
    yield from (f"acknowledged and not there: {one}" for one in made if not there[one.kind](one))


def half_written() -> Iterator[str]:
    """Yield applications of which a part of an act is there, and another is not."""
    from django.db.models import Prefetch

    from linxuan.papers import digest_of
    from linxuan_site.models import Application, Message, Step, Submission

    steps = Prefetch("steps", Step.objects.order_by("position"))
    rows = Application.objects.filter(designation=None).prefetch_related(
        steps, "submissions", "answer_changes"
    )
    told = Counter(Message.objects.filter(topic="application.step").values_list("fact", flat=True))
    for one in rows:
        yield from (f"{one.pk}: {each}" for each in _half_of(one, told))
    for submission in Submission.objects.all():
        if submission.digest != digest_of(submission.answers):
            yield f"submission {submission.pk}: another digest"
    numbers = [one for one in Application.objects.values_list("number", flat=True) if one]
    if len(numbers) != len(set(numbers)):
        yield "a number was given twice"


def _half_of(one: "Application", told: "Counter[str]") -> Iterator[str]:
    """Yield what of one application does not fit; `told` counts messages by their fact."""
    found, revisions = list(one.steps.all()), sorted(each.revision for each in one.submissions.all())
    kinds = [each.kind for each in found]
    if [each.position for each in found] != list(range(1, len(found) + 1)):
        yield f"steps {[each.position for each in found]}"
    if found and found[-1].target != one.stage:
        yield f"at {one.stage}, and its last step leads to {found[-1].target}"
    if revisions != list(range(1, kinds.count("submit") + 1)) or bool(one.number) != bool(revisions):
        yield f"number {one.number}, revisions {revisions}, steps {kinds}"
    versions = sorted(each.version for each in one.answer_changes.all())
    if versions and versions != list(range(versions[0], one.version + 1)):
        yield f"version {one.version}, changes {versions}"
    for each in found:
        if each.kind == "return" and told[f"step:{each.pk}"] != 1:
            yield f"returned, and {told[f'step:{each.pk}']} messages"


def rows_without_files(root: Path) -> Iterator[str]:
    """Yield attachments whose file is missing, or is not what its digest says."""
    from linxuan_site.models import Attachment

    for digest in set(Attachment.objects.values_list("digest", flat=True)):
        file = root / digest[:2] / digest
        if not file.exists():
            yield f"no file {digest}"
        elif sha256(file.read_bytes()).hexdigest() != digest:
            yield f"a file that is not whole: {digest}"


def files_without_rows(root: Path) -> list[str]:
    """Return the names of files that no row names; what inspections keep is named by theirs."""
    from linxuan_site.models import Attachment, FileInspection

    known = set(Attachment.objects.values_list("digest", flat=True))
    known |= set(FileInspection.objects.values_list("copy_digest", flat=True))
    return sorted(file.name for file in root.glob("??/*") if file.name not in known)


def messages_for_nothing(folder: Path) -> Iterator[str]:
    """Yield messages that were sent of what did not happen, by the number that their subject has."""
    from linxuan_site.models import Step

    returned = set(Step.objects.filter(kind="return").values_list("application__number", flat=True))
    for subject in _subjects(folder):
        number = re.search(r"[\w]+-[A-Z]+-\d+", subject)
        # Reminders have no number: they tell of a day, not of what happened.
        if number is not None and number[0] not in returned:
            yield f"a message was sent: {subject}"


def sent_twice(folder: Path) -> Iterator[str]:
    """Yield messages that left more than once; each application is returned once."""
    for subject, number in Counter(_subjects(folder)).items():
        if number > 1:
            yield f"a message left {number} times: {subject}"


def _subjects(folder: Path) -> Iterator[str]:
    for file in folder.glob("*.log"):
        for part in re.split(rb"\n-{70,}\n", file.read_bytes()):
            message = message_from_bytes(part.lstrip())
            if message["Subject"]:
                yield str(make_header(decode_header(message["Subject"])))


def refusals_that_are_not_ours(numbers: Iterable[str]) -> Iterator[str]:
    """Yield refusals that were shown and do not stand in the file of their day."""
    from linxuan_site.refusals.ledger import find

    for number in numbers:
        if find(number) is None:
            yield f"a refusal that is {NOT_FORGED}: {number}"
