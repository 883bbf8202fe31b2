"""An applicant and an office write to each other about an application; the other side is told by message."""

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock, outbox
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.files import Upload, look_first, store
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, ThreadEntry, ThreadFile, ThreadRead
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of, office_name
from linxuan_site.queries.delegations import signature, signed_name
from linxuan_site.queries.people import people_of_offices
from linxuan_site.queries.thread import offices_to_tell

LONGEST = 2000
MOST = 500
"""Entries of one application: who writes more than that should talk."""


def write_about(
    application_id: int, text: str, *, account: Account, file: Upload | None = None
) -> ThreadEntry:
    """Write to the other side about an application, with one file or none. It stays as it is written.

    Raises `BadInput` for what says nothing or cannot be kept, `Refused` for who may not read the application.
    """
    if file is not None:
        # A child may take seconds for it: before anything is locked.
        look_first(file, field="file")
    return _write(application_id, text, account, file)


@transaction.atomic
def _write(application_id: int, text: str, account: Account, file: Upload | None) -> ThreadEntry:
    refuse_stand_in_over(account)
    refuse_unstorable(text, field="text")
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise BadInput(say("请写要说的话"), field="text")
    if len(words) > LONGEST:
        raise BadInput(say("最多写 {most} 字，现在 {now} 字", most=LONGEST, now=len(words)), field="text")
    application = Application.objects.select_for_update().get(pk=application_id)
    if not may_read_application(account, application):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    latest = application.thread.order_by("position").last()
    if latest is not None and _is_sent_twice(latest, words, account, file):
        return latest
    position = application.thread.count() + 1
    if position > MOST:
        raise Refused(say("这一件的往来已有 {most} 条，请打电话", most=MOST), code="many")
    entry = ThreadEntry.objects.create(
        application=application,
        position=position,
        office=account.office.kind if account.office else "",
        office_key=account.office.key if account.office else "",
        text=words,
        written_by=account,
        written_at=clock.now(),
        **signature(account),
    )
    if file is not None:
        stored = store(file, field="file")
        ThreadFile.objects.create(
            entry=entry,
            name=stored.name,
            content_type=stored.content_type,
            size=stored.size,
            digest=stored.digest,
            came_at=clock.now(),
        )
    read_thread(application, account=account, position=position)
    _tell(application, entry, account)
    return entry


def _tell(application: Application, entry: ThreadEntry, account: Account) -> None:
    call = definition_of(application.published_call)
    who = signed_name(account, entry)
    office = office_name(call, entry.office, entry.office_key) if entry.office else ""
    told = outbox.Told(
        "thread.written",
        f"thread:{entry.pk}",
        {
            "name": application.subject,
            "number": application.number or "",
            "who": f"{office} {who}" if office else who,
            "text": entry.text,
            "file": hasattr(entry, "file"),
        },
        page=("thread", application.pk),
        about=f"application:{application.pk}",
        by=account,
    )
    if entry.office:
        outbox.announce(told, to=application.organisation)
    else:
        offices = [one.pk for one in offices_to_tell(call, application)]
        outbox.tell(told, people_of_offices(offices))


def read_thread(application: Application, *, account: Account, position: int) -> None:
    """Note how far a person has read what was written about an application."""
    mark, new = ThreadRead.objects.get_or_create(
        application=application,
        account=account,
        defaults={"position": position, "read_at": timezone.now()},
    )
    if not new and mark.position < position:
        ThreadRead.objects.filter(pk=mark.pk, position__lt=position).update(
            position=position, read_at=timezone.now()
        )


def _is_sent_twice(latest: ThreadEntry, words: str, account: Account, file: Upload | None) -> bool:
    """Whether this is the same once more, as from a button that was pressed twice."""
    names = set(ThreadFile.objects.filter(entry=latest).values_list("name", flat=True))
    same = latest.written_by_id == account.pk and latest.text == words
    return same and names == ({file.name} if file else set())
