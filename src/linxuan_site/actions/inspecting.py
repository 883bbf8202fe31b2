"""Looking at files that were handed in, once each, and handing them out without what would act on who opens them."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.uploads import CONTENT_TYPES, COPIED, OPAQUE, WITHHELD, look
from linxuan.uploads.words import look_in_words
from linxuan_site import clock
from linxuan_site.actions.storing import keep, stored_content
from linxuan_site.models import Account, Attachment, FileInspection, OriginalTaken
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.inspections import (
    HandedIn,
    inspection_of,
    look_of,
    trusted_roots,
    way_of_looking,
)

AT_ONCE = 2
"""Children of one process at a time: the next one waits."""
PATIENCE = 40.0
"""Seconds that it waits."""
KINDS: Mapping[str, str] = {content_type: kind for kind, content_type in CONTENT_TYPES.items()}
_room = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ready:
    """A file as it is handed out."""

    content: bytes
    name: str
    content_type: str


def inspected(content: bytes, content_type: str, name: str) -> FileInspection:
    """Return the look at a file of a type, made now if nobody looked in this way before.

    Raises `BadInput` for what is not what it claims to be, and leaves no row of it.
    """
    digest, how = sha256(content).hexdigest(), way_of_looking()
    known = FileInspection.objects.filter(digest=digest, content_type=content_type, how=how).first()
    if known is not None:
        return known
    if not _room.acquire(timeout=PATIENCE):
        raise BadInput(say("现在交文件的人多，请过一会儿再上传；已填的内容不受影响"))
    try:
        seen = look(content, KINDS[content_type], name, roots=trusted_roots())
    except BadInput as fault:
        _log.info("a file was refused: %s", fault.problem)
        raise
    finally:
        _room.release()
    row, _made = FileInspection.objects.get_or_create(
        digest=digest,
        content_type=content_type,
        how=how,
        defaults={
            "seen": seen.to_data(),
            "copy_digest": keep(seen.copy) if seen.copy is not None else "",
            "looked_at": clock.now(),
        },
    )
    return row


def ready(file: HandedIn) -> Ready:
    """Return a file as others get it: itself, or the copy without what acts.

    Raises `Refused` (`withheld`) where something acts in it that cannot be taken out, or where it came
    before files were looked at and cannot be read.
    """
    row = inspection_of(file) or _looked_at_late(file)
    seen = look_of(row)
    if seen.way == WITHHELD:
        raise Refused(say("“{name}”{told}", name=file.name, told=look_in_words(seen)), code="withheld")
    if seen.way == COPIED:
        return Ready(stored_content(row.copy_digest), copy_name(file.name), file.content_type)
    return Ready(stored_content(file.digest), file.name, file.content_type)


def original(file: HandedIn) -> Ready:
    """Return a file as it came, as something that nothing opens by itself."""
    return Ready(stored_content(file.digest), f"{file.name}.original", OPAQUE)


def take_original(attachment: Attachment, *, account: Account) -> Ready:
    """Return a file as it came to an officer who asks for it, and leave a row that says who took it and when."""
    OriginalTaken.objects.create(
        attachment=attachment, taken_by=account, taken_at=clock.now(), **signature(account)
    )
    return original(attachment)


def copy_name(name: str) -> str:
    """Return the name of the copy of a file: it is not what was handed in, and says so."""
    path = PurePath(name)
    return say("{name}（已去除会自动执行的内容）{end}", name=path.stem, end=path.suffix)


def _looked_at_late(file: HandedIn) -> FileInspection:
    try:
        return inspected(stored_content(file.digest), file.content_type, file.name)
    except BadInput as fault:
        told = say("这个文件是以前收的，现在检查没有通过，不直接供下载：{why}", why=fault.problem)
        raise Refused(told, code="withheld") from fault
